// What is open on the page stays so: over a reload, by the way back, for the session; and what a new issue is asked.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { go, harbour, opened, skip, until } from "./hand.mjs";

describe("what is open", { skip }, () => {
  let own;
  let folder;
  const text = () => readFileSync(join(folder, "case.toml"), "utf8");
  const hash = () => own.page.evaluate(() => location.hash);

  before(async () => {
    folder = harbour();
    own = await opened(folder);
  });
  after(() => own.close());

  test("nothing can be taken back when a page begins", async () => {
    const { page } = own;
    await go(page, "case");
    const undo = page.getByRole("button", { name: "Undo" });
    await own.settled();
    assert.equal(await undo.isDisabled(), true);
    assert.equal(await page.getByRole("button", { name: "Redo" }).isDisabled(), true);
    await page.getByRole("checkbox", { name: "Southland must sign" }).click();
    await until(() => undo.isEnabled());
    // The box has the focus still, although the grid is drawn anew.
    assert.equal(await page.evaluate(() => document.activeElement.dataset.signs), "southland");
    await page.reload();
    await until(() => undo.isEnabled());
    await undo.click();
    await until(() => undo.isDisabled());
  });

  test("a cell of the grid, over a reload and by the way back", async () => {
    const { page } = own;
    await go(page, "case");
    const title = page.locator(".cell-editor h2");
    await page.getByRole("button", { name: /^Northland, Who runs the pilot service\?/ }).click();
    await title.filter({ hasText: "Northland: Who runs the pilot service?" }).waitFor();
    assert.equal(await hash(), "#case/cell/northland/pilots");
    await page.reload();
    await title.filter({ hasText: "Northland: Who runs the pilot service?" }).waitFor();
    await page.getByRole("button", { name: "Party: Southland" }).click();
    await title.filter({ hasText: /^Southland$/ }).waitFor();
    await page.goBack();
    await title.filter({ hasText: "Northland: Who runs the pilot service?" }).waitFor();
    await page.keyboard.press("Alt+3");
    await page.locator(".kind .folded").first().waitFor();
    await page.keyboard.press("Alt+2");
    await title.filter({ hasText: "Northland: Who runs the pilot service?" }).waitFor();
    await page.getByRole("button", { name: "Close" }).first().click();
    await title.waitFor({ state: "detached" });
    assert.equal(await hash(), "#case");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.open), "cell/northland/pilots");
  });

  test("a card of the text, over a reload", async () => {
    const { page, hand } = own;
    await go(page, "text");
    await hand.mark("with help from the Coastal Bank");
    await until(async () => (await hash()).startsWith("#text/mark/report/"));
    await page.reload();
    await page.locator("form.say .said", { hasText: "with help from the Coastal Bank" }).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await hash(), "#text");
    await page.locator(".card").first().getByRole("button", { name: "Change" }).click();
    await until(async () => (await hash()) === "#text/change/berg-pilots");
    await page.reload();
    await page.locator("form.say .said", { hasText: "will not give up the pilot service" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("form.say").waitFor({ state: "detached" });
    assert.equal(await hash(), "#text");
  });

  test("whose words they are is guessed from the quotation marks at both ends", async () => {
    const { page, hand } = own;
    const guess = () => page.getByLabel("In whose words").locator("option").first().textContent();
    for (const [words, told] of [
      ["will not give up the pilot service", "their own words, by the quotation marks"],
      ['give up the pilot service" but was ready', "in other words, by the quotation marks"],
      ["ready to look at the fees", "in other words, by the quotation marks"],
    ]) {
      await hand.mark(words);
      await page.locator("form.say .said", { hasText: words }).waitFor();
      assert.equal(await guess(), told, words);
    }
    await page.keyboard.type("reporter");
    await page.keyboard.press("Enter");
    assert.equal(await guess(), "the reporter’s own voice, by who says it");
    await page.getByRole("button", { name: "Cancel" }).click();
  });

  test("the sections of a long screen, for the session", async () => {
    const { page } = own;
    await go(page, "rules");
    const section = (title) => page.locator(".kind > details", { has: page.getByRole("heading", { name: title }) });
    assert.equal(await section("Persons").getAttribute("open"), "");
    assert.equal(await section("Norms").getAttribute("open"), null);
    assert.equal(await section("Persons").locator(".how-many").textContent(), "2");
    await section("Persons").locator("> summary").click();
    await section("Levers").locator("> summary").click();
    await page.reload();
    await section("Levers").locator(".folded").first().waitFor();
    assert.equal(await section("Persons").getAttribute("open"), null);
  });

  test("a new issue has a field for each option, with any sign in it", async () => {
    const { page } = own;
    await go(page, "case");
    await page.getByRole("textbox", { name: "Question of a new issue" }).fill("When are ships let in?");
    await page.keyboard.press("Enter");
    for (const name of ["as now, by day; not at night", "at all hours", "by turns"]) {
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
    }
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Issue: When are ships let in?" }).waitFor();
    await until(() => text().includes('"as now, by day; not at night"'));
    assert.match(text(), /options = \["as-now-by-day-not-at-night", "at-all-hours", "by-turns"\]/);
  });

  test("whoever wrote the case is asked for, with a hint", async () => {
    const { page } = own;
    await page.locator("#about-case > summary").click();
    const author = page.locator('#about-case [data-key="author"]');
    await author.waitFor({ state: "attached" });
    assert.deepEqual([await author.inputValue(), await author.getAttribute("placeholder")], ["your name", "your name"]);
  });

  test("nothing was said on the console", () => assert.deepEqual(own.told, []));
});

test("where a case can only be read, nothing is taken back", { skip }, async (context) => {
  const { page, told, close } = await opened(harbour(), { args: ["--read-only"] });
  context.after(close);
  await page.evaluate(() => (location.hash = "#case/cell/northland/pilots"));
  await page.locator(".cell-editor h2", { hasText: "Northland" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Undo" }).isDisabled(), true);
  assert.deepEqual(told, []);
});
