// The page as people use it: by mouse, by keys alone, on a phone, in two tabs, with an editor beside it, reloaded in the middle.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { example, go, harbour, opened, saved, scratch, skip, until } from "./hand.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What opens on a screen, by its address. */
const OPEN = ["case/cell/northland/fees", "case/issue/fees", "case/walk-away/southland", "text/change/berg-pilots"];
const SCREENS = ["text", "case", "rules", "what-if", "brief"];

describe("the harbour on the page", { skip }, () => {
  let own;
  let folder;
  before(async () => {
    folder = harbour();
    own = await opened(folder);
  });
  after(() => own.close());

  test("all screens are drawn, and the console stays empty", async () => {
    for (const screen of SCREENS) await go(own.page, screen);
    assert.equal((await own.page.locator(".first ol > li").count()) > 2, true);
    assert.deepEqual(own.told, []);
  });

  test("a range that is drawn on a strip is on disk, and is taken back", async () => {
    const { page } = own;
    await go(page, "case");
    await page.getByRole("button", { name: /^Southland, Who runs the pilot service\?: assumed/ }).click();
    const handle = page.getByRole("slider", { name: "northern pilots, most" });
    await handle.focus();
    await page.keyboard.press("ArrowRight");
    await saved(page);
    const text = () => readFileSync(join(folder, "case.toml"), "utf8");
    await until(() => text().includes('northern = "0.2..0.55"'));
    await page.getByRole("button", { name: "Undo" }).click();
    await until(() => text().includes('northern = "0.2..0.5"'));
    assert.equal(text(), readFileSync(join(example, "case.toml"), "utf8"));
  });

  test("what a seat is in a room is turned by a click", async () => {
    const { page } = own;
    await go(page, "rules");
    const seat = page.locator('[data-seat="table bank"]');
    await seat.click();
    await page.locator('[data-seat="table bank"].seated').waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.locator('[data-seat="table bank"].none').waitFor();
  });

  test("two tabs see each other's changes", async () => {
    const other = await own.tab();
    await other.goto(own.page.url().split("#")[0] + "#rules");
    const seat = (page) => page.locator('[data-seat="table bank"]');
    await seat(other).waitFor();
    await go(own.page, "rules");
    await seat(own.page).click();
    await other.locator('[data-seat="table bank"].seated').waitFor();
    await other.getByRole("button", { name: "Undo" }).click();
    await own.page.locator('[data-seat="table bank"].none').waitFor();
    await other.close();
  });

  test("an edit elsewhere is followed", async () => {
    await go(own.page, "text");
    await saved(own.page);
    const file = join(folder, "case.toml");
    writeFileSync(file, readFileSync(file, "utf8").replace("Talks on a shared harbour", "Talks on the harbour"));
    await own.page.locator(".case-title", { hasText: "Talks on the harbour" }).waitFor();
  });

  test("a drag that a reload breaks off changes nothing", async () => {
    const { page } = own;
    await go(page, "case");
    await page.getByRole("button", { name: /^Southland, Who runs the pilot service\?: assumed/ }).click();
    const before = readFileSync(join(folder, "case.toml"), "utf8");
    const box = await page.getByRole("slider", { name: "northern pilots, most" }).boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y, { steps: 3 });
    await page.reload();
    await page.mouse.up();
    await page.locator(".stakes .opener").first().waitFor();
    await new Promise((done) => setTimeout(done, 800));
    assert.equal(readFileSync(join(folder, "case.toml"), "utf8"), before);
  });

  test("axe-core has no serious finding on any screen, light and dark", async () => {
    const { page } = own;
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const screen of [...SCREENS, ...OPEN]) {
        await go(page, screen);
        if (OPEN.includes(screen)) await page.locator(".cell-editor .field, form.say").first().waitFor();
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        assert.deepEqual(
          serious.map(({ id, nodes }) => `${screen} ${scheme} ${id}: ${nodes[0].html}`),
          [],
        );
      }
    }
  });

  test("on a phone no screen is wider than the phone", async () => {
    const { page } = own;
    await page.setViewportSize({ width: 360, height: 740 });
    for (const screen of [...SCREENS, ...OPEN]) {
      await go(page, screen);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width <= 360, true, `${screen}: ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test("nothing was said on the console", () => assert.deepEqual(own.told, []));
});

test("a case is begun from a text and a statement made by keys alone", { skip }, async (context) => {
  const folder = scratch();
  const { page, told, close } = await opened(folder);
  context.after(close);
  await page.getByRole("textbox").first().focus();
  await page.keyboard.insertText(readFileSync(join(example, "report.txt"), "utf8"));
  for (let tab = 0; tab < 3 && (await page.evaluate(() => document.activeElement?.textContent)) !== "Begin"; tab += 1)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".print p").first().waitFor();
  await page.keyboard.press("Alt+1");
  await page.locator(".print").focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await page.getByRole("combobox", { name: "Who says it" }).waitFor();
  await page.keyboard.type("Ada Berg");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest(".new-place"));
  await page.keyboard.type("Northland");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("envoy");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Take out Ada Berg" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".card", { hasText: "Ada Berg, for Northland" }).waitFor();
  await saved(page);
  const text = readFileSync(join(folder, "harbour-talks-resume-in-the-capital/case.toml"), "utf8");
  assert.match(text, /\[person\.ada-berg\]\nname = "Ada Berg"\nrole = "envoy"\nspeaks_for = "northland"/);
  assert.match(text, /\[\[statement\]\]\nid = "ada-berg-1"\nby = "ada-berg"/);
  assert.deepEqual(told, []);
});
