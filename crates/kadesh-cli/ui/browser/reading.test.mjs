// A text is read on the page: who says what in it is proposed, dashed, and is in the case once a person accepts it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { opened, saved, skip, until } from "./hand.mjs";
import { program } from "./program.mjs";

const REPORT = `Northbank and Southbank opened talks on their shared harbour on Tuesday.

Ana Reyes, the mayor of Northbank, warned that the quay could not wait. “We have waited for ten years," she said.

Southbank's trade minister Otto Lind told reporters that his city would pay for half of the quay. “Not a penny more,” he added.
`;

describe("a text that is read", { skip }, () => {
  let own;
  let folder;
  const text = () => readFileSync(join(folder, "case.toml"), "utf8");

  before(async () => {
    const place = mkdtempSync(join(tmpdir(), "kadesh-reading-"));
    folder = join(place, "harbour");
    writeFileSync(join(place, "report.txt"), REPORT);
    execFileSync(program, ["new", folder, "--from", join(place, "report.txt")]);
    own = await opened(folder);
  });
  after(() => own.close());

  test("gives proposals, each with the reason, and nothing in the case", async () => {
    const { page } = own;
    await page.evaluate(() => (location.hash = "#text"));
    const before = text();
    const button = page.getByRole("button", { name: "Look for statements" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.locator(".reader", { hasText: "Nothing of it counts before somebody accepts it" }).waitFor();
    assert.equal(text(), before);
    const marked = page.locator(".print .proposed");
    await until(async () => (await marked.count()) >= 4);
    const words = await marked.allTextContents();
    assert.ok(words.includes("We have waited for ten years") && words.includes("Not a penny more"), words.join(" | "));
    await page.locator(".card.proposed", { hasText: "‘she’ is read as Ana Reyes" }).first().waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("is in the case once it is accepted, one key each", async () => {
    const { page } = own;
    await page.locator(".print").focus();
    await page.keyboard.press("n");
    await page.locator(".card.proposed:focus").waitFor();
    for (let id = await focused(); id !== null;) {
      await page.keyboard.press("a");
      const before = id;
      await until(async () => (id = await focused()) !== before);
    }
    assert.equal(await open(), 0);
    await saved(page);
    for (const line of ["[person.ana-reyes]", 'speaks_for = "northbank"', 'exact = "We have waited for ten years"'])
      assert.ok(text().includes(line), `${line}\n${text()}`);
  });

  test("is not proposed a second time", async () => {
    const { page } = own;
    await page.getByRole("button", { name: "Look for statements" }).click();
    await page.locator(".reader", { hasText: "Nothing new is proposed" }).waitFor();
  });

  const focused = () => own.page.evaluate(() => document.activeElement?.dataset.proposal ?? null);
  const open = () =>
    own.page.evaluate(async () => {
      const answer = await fetch("/api", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ask: "proposals" }),
      });
      return (await answer.json()).proposals.filter(({ standing }) => standing === "open").length;
    });
});
