// A card for marked words that is begun and not added is not lost when the page is loaded again.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { go, harbour, opened, skip, until } from "./hand.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WORDS = "Observers noted";

describe("a card that is begun", { skip }, () => {
  let own;
  let folder;
  const text = () => readFileSync(join(folder, "case.toml"), "utf8");
  const form = () => own.page.locator("form.say");
  const offered = () => own.page.locator(".begun p");
  const hash = () => own.page.evaluate(() => location.hash);

  before(async () => {
    folder = harbour();
    own = await opened(folder);
    await go(own.page, "text");
  });
  after(() => own.close());
  beforeEach(() => own.settled());

  async function speaks(name) {
    await form().getByRole("combobox", { name: "Who says it" }).fill(name);
    await own.page.keyboard.press("Enter");
  }

  test("and says nothing yet is not offered", async () => {
    const { page, hand } = own;
    await hand.mark(WORDS);
    await page.evaluate(() => (location.hash = "#text"));
    await form().waitFor({ state: "detached" });
    assert.equal(await offered().count(), 0);
  });

  test("is open with what it says when the page is loaded again at its address", async () => {
    const { page, hand } = own;
    await hand.mark(WORDS);
    await speaks("Ada Berg");
    await form().getByLabel("In whose words").selectOption("in other words");
    await form().getByLabel("When").fill("8 May 2024");
    await form().getByRole("combobox", { name: "About which issue" }).fill("fees");
    await page.keyboard.press("Enter");
    await form().locator('[data-option="fees/halved"]').click();
    await form().getByText("How firm, and its id").click();
    await form().getByRole("combobox", { name: "How firm" }).selectOption("may: it is considered");
    await form().getByRole("textbox", { name: "Id", exact: true }).fill("observers");
    const address = await hash();
    await page.reload();
    await form().locator(".said", { hasText: WORDS }).waitFor();
    assert.equal(await hash(), address);
    await form().getByRole("button", { name: "Take out Ada Berg" }).waitFor();
    assert.equal(await form().getByLabel("In whose words").inputValue(), "paraphrase");
    assert.equal(await form().getByLabel("When").inputValue(), "2024-05-08");
    assert.equal(await form().locator('[data-option="fees/halved"]').isChecked(), true);
    assert.equal(await form().getByRole("combobox", { name: "How firm" }).inputValue(), "may");
    assert.equal(await form().getByRole("textbox", { name: "Id", exact: true }).inputValue(), "observers");
    assert.equal(await offered().count(), 0);
  });

  test("is offered when the page is loaded again elsewhere, and gone on with by the keyboard", async () => {
    const { page } = own;
    await page.evaluate(() => (location.hash = "#case"));
    await page.locator(".stakes .opener").first().waitFor();
    await page.reload();
    await page.locator(".stakes .opener").first().waitFor();
    assert.equal(await form().count(), 0);
    await go(page, "text");
    await offered().waitFor();
    assert.equal(await form().count(), 0);
    assert.match(await offered().textContent(), /^Begun and not added: Observers noted Go on Drop it$/);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(".margin"));
    assert.deepEqual(
      violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id }) => id),
      [],
    );
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= 360), true);
    await page.setViewportSize({ width: 1280, height: 900 });
    await offered().getByRole("button", { name: "Go on" }).focus();
    await page.keyboard.press("Enter");
    await form().getByRole("button", { name: "Take out Ada Berg" }).waitFor();
    assert.equal(await offered().count(), 0);
    await until(() => page.evaluate(() => document.activeElement?.closest("form.say") !== null));
  });

  test("waits while another is worked on, in this tab alone", async () => {
    const { page, hand } = own;
    await hand.mark("with help from the Coastal Bank");
    await form().locator(".said", { hasText: "with help from" }).waitFor();
    await offered().waitFor();
    await form().getByRole("button", { name: "Cancel" }).click();
    await offered().waitFor();
    const other = await own.tab();
    await other.goto(`${page.url().split("#")[0]}#text`);
    await other.locator(".card").first().waitFor();
    assert.equal(await other.locator(".begun p").count(), 0);
    await other.close();
  });

  test("is forgotten once it is added", async () => {
    const { page } = own;
    await offered().getByRole("button", { name: "Go on" }).click();
    await form().getByRole("button", { name: "Add" }).click();
    await form().waitFor({ state: "detached" });
    await until(() => text().includes(`exact = "${WORDS}"`));
    await page.reload();
    await page.locator('[data-statement="observers"]').first().waitFor();
    await own.settled();
    assert.equal((await offered().count()) + (await form().count()), 0);
  });

  test("of a statement that is changed is kept too, offered while its words stand, and dropped on request", async () => {
    const { page } = own;
    const card = page.locator('.card[data-statement="observers"]');
    await card.getByRole("button", { name: "Change" }).click();
    await form().getByLabel("When").fill("9 May 2024");
    await page.reload();
    await form().waitFor();
    assert.equal(await form().getByLabel("When").inputValue(), "9 May 2024");
    await page.evaluate(() => (location.hash = "#text"));
    await offered().waitFor();
    await card.getByRole("button", { name: "Remove" }).click();
    await offered().waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await offered().getByRole("button", { name: "Drop it" }).click();
    await offered().waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.className), "print");
    await page.reload();
    await card.waitFor();
    await own.settled();
    assert.equal(await offered().count(), 0);
    assert.equal(text().includes("2024-05-09"), false);
  });

  test("nothing was said on the console", () => assert.deepEqual(own.told, []));
});
