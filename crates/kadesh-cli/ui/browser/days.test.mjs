// Days are typed as people write them, and shown as they are understood.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { go, harbour, opened, skip, until } from "./hand.mjs";

test("a day is shown as it is understood, and what could be two days is told", { skip }, async (context) => {
  const folder = harbour();
  const own = await opened(folder);
  context.after(own.close);
  const { page, hand } = own;
  const text = () => readFileSync(join(folder, "case.toml"), "utf8");
  const status = (words) => page.locator(".status", { hasText: words });

  await go(page, "case");
  await page.locator("#about-case > summary").click();
  const asOf = page.locator('#about-case [data-key="as_of"]');
  await asOf.fill("22 November 2026");
  await page.keyboard.press("Tab");
  await until(() => text().includes('as_of = "2026-11-22"'));
  assert.equal(await asOf.inputValue(), "2026-11-22");
  await asOf.fill("3/4/2026");
  await page.keyboard.press("Tab");
  await status("“3/4/2026” is two days: 2026-04-03 with the day first, 2026-03-04 with the month first").waitFor();
  assert.deepEqual([await asOf.inputValue(), await asOf.getAttribute("aria-invalid")], ["3/4/2026", "true"]);
  assert.equal(text().includes('as_of = "2026-11-22"'), true);

  await go(page, "brief");
  const upTo = page.getByLabel("On record up to");
  await upTo.fill("May 7, 2024");
  await page.keyboard.press("Enter");
  await until(async () => (await upTo.inputValue()) === "2024-05-07");

  await go(page, "text");
  await hand.mark("with help from the Coastal Bank");
  await page.keyboard.type("Tom");
  await page.keyboard.press("Enter");
  const when = page.getByRole("textbox", { name: "When" });
  await when.fill("31.4.2024");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await status("There is no day “31.4.2024”").waitFor();
  assert.equal(await page.locator("form.say").count(), 1);
  await when.fill("6 May 2024");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("form.say").waitFor({ state: "detached" });
  await page
    .locator(".card", { hasText: "with help from the Coastal Bank" })
    .filter({ hasText: "2024-05-06" })
    .waitFor();
  assert.deepEqual(own.told, []);
});
