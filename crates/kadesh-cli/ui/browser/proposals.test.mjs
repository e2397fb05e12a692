// What an assistant proposes, on the page: it is shown as it comes, counts nowhere before a person accepts it, and is decided by
// mouse or keys.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { proposed } from "./assistant.mjs";
import { example, go, harbour, opened, saved, skip, until } from "./hand.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FILE = "proposals.toml";
/** What shows or leads to what is proposed, by its address, and what is there once it is drawn. */
const READY = {
  case: ".notice.proposed",
  rules: ".notice.proposed",
  text: ".card.proposed",
  "text/proposed/p4": '.card[data-proposal="p4"]:focus',
  "text/edit/p1": "form.say",
};

const statement = (exact, by, because, more = {}) => [
  "propose_statement",
  { source: "report", exact, by: [by], because, ...more },
];
const change = (because, ...actions) => ["propose", { because, actions }];
const LOOKS = statement("was ready to look at the fees", "berg", "The report says so of her government.", {
  kind: "paraphrase",
  room: "table",
  at: "2024-05-06",
  takes: { fees: ["as-now", "halved"] },
});
const ASKS = statement("asked that an outside body set them", "reyes", "He asks for it at the table.");
const KIM = change("The report speaks of observers.", {
  do: "add",
  name: { kind: "person", id: "kim" },
  fields: { name: "Kim Observer", speaks_for: "fishermen" },
});
const NOTED = statement("Observers noted", "kim", "They are the ones who speak.", { kind: "paraphrase" });
const weightOf = (issue, party = "northland", words = "2..4") => ({
  do: "write",
  place: { stake: { party, issue } },
  key: "weight",
  words,
});
const WEIGHT = change("Pilots matter to them too.", weightOf("pilots", "southland", "2"));

describe("what is proposed", { skip }, () => {
  let own;
  let folder;
  const text = () => readFileSync(join(folder, "case.toml"), "utf8");
  const book = () => readFileSync(join(folder, FILE), "utf8");
  const shipped = readFileSync(join(example, "case.toml"), "utf8");
  const card = (id) => own.page.locator(`.card[data-proposal="${id}"]`);
  const focused = () => own.page.evaluate(() => document.activeElement?.dataset.proposal ?? "");
  const status = (words) => own.page.locator(".status", { hasText: words }).waitFor();
  const export_ = () =>
    own.page.evaluate(async () => {
      const answer = await fetch("/api", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ask: "export", format: "html", view: { draws: 200 } }),
      });
      return (await answer.json()).text;
    });

  before(async () => {
    folder = harbour();
    own = await opened(folder);
  });
  after(() => own.close());
  beforeEach(() => own.settled());

  test("is shown as it comes, dashed, and counts in no answer", async () => {
    const { page } = own;
    await go(page, "text");
    const answer = await export_();
    assert.equal(answer.length > 1000, true);
    await proposed(folder, LOOKS, ASKS, KIM, NOTED, WEIGHT);
    await card("p5").waitFor();
    assert.equal(await export_(), answer);
    assert.equal(text(), shipped);
    assert.deepEqual(await page.locator(".print .proposed").allTextContents(), [
      "was ready to look at the fees",
      "asked that an outside body set them",
      "Observers noted",
    ]);
    assert.equal(
      await page
        .locator(".print .proposed")
        .first()
        .evaluate((one) => getComputedStyle(one).outlineStyle),
      "dashed",
    );
    const about = await card("p1").textContent();
    for (const words of ["Proposed by a reader", "Ada Berg in “Harbour talks resume”", "Why: The report says so"])
      assert.equal(about.includes(words), true, words);
    // Among the cards in the order of the text; what marks no words there comes below.
    const order = await page
      .locator(".margin > .cards > .card")
      .evaluateAll((all) => all.map(({ dataset }) => dataset.proposal ?? dataset.statement));
    assert.deepEqual(order.slice(0, 3), ["berg-pilots", "p1", "berg-fees"]);
    assert.deepEqual(
      await page.locator(".also .card").evaluateAll((all) => all.map(({ dataset }) => dataset.proposal)),
      ["p3", "p5"],
    );
    assert.match(
      await card("p5").textContent(),
      /writes weight of what Southland wants in “Who runs the pilot service\?”: 2/,
    );
  });

  test("the other screens lead there, and the rail counts it apart from faults", async () => {
    const { page } = own;
    const rail = page.locator(".bench-rail a").first();
    assert.equal(await rail.locator(".count.proposed").textContent(), "5 proposed");
    assert.equal(await rail.locator(".count.wrong").count(), 0);
    assert.equal(await rail.locator(".heard").textContent(), " (5 changes are proposed)");
    for (const screen of ["rules", "case"]) {
      await go(page, screen);
      await page.locator(".notice.proposed", { hasText: "5 changes are proposed" }).waitFor();
    }
    await page.getByRole("link", { name: "5 changes are proposed", exact: true }).click();
    await until(async () => (await focused()) === "p1");
    await go(page, "brief");
    assert.equal(await page.locator(".notice.proposed").count(), 0);
    await go(page, "text");
  });

  test("the keys go from one to the next, show its words, and are letters in a field", async () => {
    const { page } = own;
    await card("p1").waitFor();
    await page.locator(".print").focus();
    const seen = [];
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press("n");
      await until(async () => (await focused()) !== (seen.at(-1) ?? ""));
      seen.push(await focused());
    }
    // From where the reader was last, in the order of the text, what others rest on before them, and round.
    assert.deepEqual(seen, ["p2", "p3", "p4", "p5", "p1"]);
    await status("Proposal 1 of 5: by a reader");
    assert.equal(await page.evaluate(() => getSelection().toString()), "was ready to look at the fees");
    await page.keyboard.press("r");
    await page.keyboard.type("near an end");
    assert.equal(await card("p1").getByLabel("Why not (may stay empty)").inputValue(), "near an end");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "p1");
    assert.equal(text(), shipped);
  });

  test("accepted by a key, it is in the case, and undo brings it back", async () => {
    const { page } = own;
    await card("p2").focus();
    await page.keyboard.press("a");
    await status("p2 is accepted; Undo takes that back. Proposal 2 of 4");
    assert.equal(await focused(), "p3");
    await page.locator(".card[data-statement]", { hasText: "asked that an outside body set them" }).waitFor();
    await until(() => text().includes('exact = "asked that an outside body set them"'));
    await until(() => book().includes('standing = "accepted"'));
    await page.getByRole("button", { name: "Undo" }).click();
    await card("p2").waitFor();
    await until(() => text() === shipped);
    await until(() => !book().includes("standing"));
  });

  test("one that rests on another waits for it", async () => {
    const { page } = own;
    assert.match(await card("p4").textContent(), /Rests on p3, which has to be accepted first/);
    assert.equal(await card("p4").getByRole("button", { name: "Accept" }).isDisabled(), true);
    await card("p4").focus();
    await page.keyboard.press("a");
    await status("p4 rests on p3");
    await card("p4").getByRole("button", { name: "p3", exact: true }).click();
    await until(async () => (await focused()) === "p3");
    await page.keyboard.press("a");
    await status("p3 is accepted");
    await until(async () => !(await card("p4").textContent()).includes("Rests on"));
    await card("p4").getByRole("button", { name: "Accept" }).click();
    await status("p4 is accepted");
    await page.locator(".card[data-statement]", { hasText: "Kim Observer" }).waitFor();
  });

  test("it is edited on the card of marked words, which has what is proposed, and accepted so", async () => {
    const { page } = own;
    await card("p1").focus();
    await page.keyboard.press("e");
    const form = page.locator("form.say");
    await form.locator(".said", { hasText: "was ready to look at the fees" }).waitFor();
    assert.equal(await page.evaluate(() => location.hash), "#text/edit/p1");
    await form.getByRole("button", { name: "Take out Ada Berg" }).waitFor();
    assert.equal(await form.getByLabel("In whose words").inputValue(), "paraphrase");
    assert.equal(await form.getByLabel("When").inputValue(), "2024-05-06");
    assert.equal(await form.getByRole("combobox", { name: "Where" }).inputValue(), "harbour table");
    assert.deepEqual(
      await form.locator(".takes input:checked").evaluateAll((all) => all.map(({ dataset }) => dataset.option)),
      ["fees/as-now", "fees/halved"],
    );
    // Given up, it waits as before; a reload keeps the card open.
    await page.keyboard.press("Escape");
    await until(async () => (await focused()) === "p1");
    await page.keyboard.press("e");
    await form.waitFor();
    await page.reload();
    await form.locator(".said", { hasText: "was ready to look at the fees" }).waitFor();
    await form.locator('[data-option="fees/as-now"]').click();
    await form.getByLabel("When").fill("7 May 2024");
    await form.getByRole("button", { name: "Add" }).click();
    await status("p1 is accepted as it was edited");
    assert.equal(await focused(), "p2");
    await until(() => book().includes('decided_because = "with changes"'));
    await until(() => text().includes('exact = "was ready to look at the fees"'));
    const entry = text().slice(text().indexOf('exact = "was ready to look at the fees"'));
    assert.match(entry.slice(0, 300), /at = 2024-05-07|at = "2024-05-07"/);
    assert.match(entry.slice(0, 300), /fees = "halved"/);
    // A cell is not edited so.
    assert.equal(await card("p5").getByRole("button", { name: "Edit" }).count(), 0);
    await card("p5").focus();
    await page.keyboard.press("e");
    await status("Only a statement can be changed before it is accepted");
  });

  test("rejected, with a reason or none", async () => {
    const { page } = own;
    await card("p2").focus();
    await page.keyboard.press("r");
    await page.keyboard.type("said elsewhere");
    await page.keyboard.press("Enter");
    await status("p2 is rejected; Undo takes that back. Proposal 1 of 1");
    assert.equal(await focused(), "p5");
    await until(() => book().includes('decided_because = "said elsewhere"'));
    assert.equal(text().includes("asked that an outside body"), false);
  });

  test("one in trouble says why, and another tab follows", async () => {
    const { page } = own;
    const other = await own.tab();
    await other.goto(page.url().split("#")[0] + "#text");
    await other.locator('.card[data-proposal="p5"]').waitFor();
    await page.evaluate(() => (location.hash = "#case/issue/pilots"));
    await page.locator(".cell-editor").getByRole("button", { name: "Remove", exact: true }).first().click();
    await other.locator(".in-the-way", { hasText: "pilots is not an issue" }).waitFor();
    assert.equal(await other.getByRole("button", { name: "Accept" }).isDisabled(), true);
    await page.getByRole("button", { name: "Undo" }).click();
    await other.locator(".in-the-way").waitFor({ state: "detached" });
    await other.locator('.card[data-proposal="p5"]').getByRole("button", { name: "Accept" }).click();
    await other
      .locator(".status", { hasText: "p5 is accepted; Undo takes that back. Nothing is proposed any more." })
      .waitFor();
    assert.equal(await other.evaluate(() => document.activeElement.className), "print");
    await page.locator(".notice.proposed").waitFor({ state: "detached" });
    assert.equal(await page.locator(".bench-rail .count.proposed:visible").count(), 0);
    await other.close();
  });

  test("a file of proposals that cannot be read is told, and the screens stay", async () => {
    const { page } = own;
    await go(page, "text");
    await saved(page);
    const good = book();
    writeFileSync(join(folder, FILE), '[[proposal]]\nid = "p1"\n');
    await page.locator(".also .in-the-way", { hasText: "proposals.toml cannot be read" }).waitFor();
    assert.equal((await page.locator(".card[data-statement]").count()) > 5, true);
    await go(page, "case");
    writeFileSync(join(folder, FILE), good);
    await go(page, "text");
    await page.locator(".also .in-the-way").waitFor({ state: "detached" });
  });

  test("a reason that is being typed stays while more is proposed", async () => {
    const { page } = own;
    await proposed(folder, change("Fees are named twice.", weightOf("fees")));
    await card("p6").focus();
    await page.keyboard.press("r");
    await page.keyboard.type("not from ");
    await proposed(folder, change("Pilots matter more.", weightOf("pilots")));
    await card("p7").waitFor();
    await page.keyboard.type("this");
    await page.keyboard.press("Enter");
    await status("p6 is rejected");
    await until(() => book().includes('decided_because = "not from this"'));
    assert.equal(await focused(), "p7");
  });

  test("words of another source stand below, and going there shows it", async () => {
    const { page } = own;
    await page.locator(".add-source summary").click();
    await page.getByRole("textbox", { name: "The text" }).fill("A second report\n\nTom Reyes said nothing at all.\n");
    await page.locator(".add-source").getByRole("button", { name: "Add" }).click();
    await page.getByRole("tab", { name: "A second report" }).waitFor();
    await saved(page);
    const said = {
      source: "a-second-report",
      exact: "Tom Reyes said nothing",
      by: ["reporter"],
      because: "The reporter says so.",
    };
    await proposed(folder, ["propose_statement", said]);
    await page.locator('.also .card[data-proposal="p8"]').waitFor();
    assert.equal(await page.locator(".print .proposed").count(), 0);
    await card("p7").focus();
    await page.keyboard.press("n");
    await page.locator(".print .proposed", { hasText: "Tom Reyes said nothing" }).waitFor();
    await until(async () => (await focused()) === "p8");
    assert.equal(await page.getByRole("tab", { name: "A second report" }).getAttribute("aria-selected"), "true");
    assert.equal(await page.locator('.also .card[data-proposal="p8"]').count(), 0);
    await page.keyboard.press("e");
    await page.locator("form.say").getByRole("button", { name: "Take out the reporter" }).waitFor();
    await page.locator("form.say").getByRole("button", { name: "Add" }).click();
    await status("p8 is accepted as it was edited");
    await page.locator(".print mark.reporter", { hasText: "Tom Reyes said nothing" }).waitFor();
    await until(async () => (await focused()) === "p7");
  });

  test("nothing was said on the console", () => assert.deepEqual(own.told, []));
});

describe("what is proposed, for every reader", { skip }, () => {
  let own;
  before(async () => {
    const folder = harbour();
    await proposed(folder, LOOKS, ASKS, KIM, NOTED, WEIGHT);
    own = await opened(folder);
  });
  after(() => own.close());

  test("axe-core has no serious finding, light and dark", async () => {
    const { page } = own;
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const screen of Object.keys(READY)) {
        await go(page, screen);
        if (screen === "text")
          await page.locator('.card[data-proposal="p2"]').getByRole("button", { name: "Reject", exact: true }).click();
        await page.locator(READY[screen]).first().waitFor();
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        assert.deepEqual(
          serious.map(({ id, nodes }) => `${screen} ${scheme} ${id}: ${nodes[0].html}`),
          [],
        );
      }
    }
    await page.keyboard.press("Escape");
  });

  test("on a phone nothing is wider than the phone", async () => {
    const { page } = own;
    await page.setViewportSize({ width: 360, height: 740 });
    for (const screen of Object.keys(READY)) {
      await go(page, screen);
      await page.locator(READY[screen]).first().waitFor();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width <= 360, true, `${screen}: ${width}`);
    }
    await page.locator("form.say").getByRole("button", { name: "Cancel" }).click();
    // What the address leads to is what one sees.
    await page.evaluate(() => (location.hash = "#case"));
    await page.locator(".notice.proposed a").click();
    const first = page.locator('.card[data-proposal="p1"]:focus');
    await first.waitFor();
    await until(() => page.evaluate(() => location.hash === "#text"));
    await own.settled();
    const box = await first.boundingBox();
    assert.equal(box.y >= 0 && box.y + box.height <= 740, true, JSON.stringify(box));
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test("by the keyboard alone, from the case to a decision", async () => {
    const { page } = own;
    await page.evaluate(() => (location.hash = "#case"));
    const notice = page.locator(".notice.proposed a");
    await notice.waitFor();
    await page.locator("main").focus();
    await page.keyboard.press("Shift+Tab");
    assert.equal(await notice.evaluate((one) => one === document.activeElement), true);
    await page.keyboard.press("Enter");
    const at = () => page.evaluate(() => document.activeElement?.closest(".card")?.dataset.proposal ?? "");
    await until(async () => (await at()) === "p1");
    // The buttons of the card are reached too.
    for (let tab = 0; tab < 4; tab += 1) await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.firstChild.data), "Reject");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await until(async () => (await at()) === "p2");
    await page.keyboard.press("ControlOrMeta+z");
    await page.locator('.card[data-proposal="p1"]').waitFor();
  });

  test("letters alone are keys or not, as is ticked in the list of the keys, also once the page is loaded again", async () => {
    const { page } = own;
    await go(page, "text");
    const next = page.locator(".waiting button");
    const focused = () => page.evaluate(() => document.activeElement?.dataset.proposal ?? "");
    await next.waitFor();
    assert.equal(await next.getAttribute("aria-keyshortcuts"), "n");
    const list = page.locator(".keys");
    await list.locator("summary").focus();
    await page.keyboard.press("Enter");
    await list.getByText("To the next proposal").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    assert.equal(await list.evaluate(({ open }) => open), false);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Keys");
    for (const how of ["turned off", "loaded again"]) {
      assert.equal(await next.getAttribute("aria-keyshortcuts"), null, how);
      assert.equal(await page.locator(".margin kbd:visible").count(), 0, how);
      const card = page.locator('.card[data-proposal="p1"]');
      await card.focus();
      for (const key of ["n", "a", "e", "r"]) await page.keyboard.press(key);
      await own.settled();
      assert.equal(await focused(), "p1", how);
      assert.equal(await page.locator("form.say").count(), 0, how);
      assert.equal(await card.locator("form.reason:visible").count(), 0, how);
      await card.getByRole("button", { name: "Next", exact: true }).click();
      await until(async () => (await focused()) === "p2");
      if (how === "turned off") await page.reload();
      await next.waitFor();
    }
    await page.setViewportSize({ width: 360, height: 740 });
    await list.locator("summary").click();
    const box = await list.locator("> div").boundingBox();
    assert.equal(box.x >= 0 && box.x + box.width <= 360 && box.y >= 0, true, JSON.stringify(box));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= 360), true);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(".keys"));
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
    await list.getByLabel("Letters alone are keys").click();
    assert.equal(await next.getAttribute("aria-keyshortcuts"), "n");
    await list.locator("summary").click();
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator(".print").focus();
    await page.keyboard.press("n");
    await until(async () => (await focused()) !== "");
  });

  test("nothing was said on the console", () => assert.deepEqual(own.told, []));
});

test("where a case can only be read, what is proposed is shown and not decided", { skip }, async (context) => {
  const folder = harbour();
  await proposed(folder, LOOKS);
  const { page, told, close } = await opened(folder, { args: ["--read-only"] });
  context.after(close);
  await go(page, "text");
  const card = page.locator(".card.proposed");
  await card.waitFor();
  for (const name of ["Accept", "Edit", "Reject"]) assert.equal(await card.getByRole("button", { name }).count(), 0);
  await page.keyboard.press("n");
  await until(() => card.evaluate((one) => one === document.activeElement));
  await page.keyboard.press("a");
  await page.locator(".status", { hasText: "The case can only be read here" }).waitFor();
  await page.evaluate(() => (location.hash = "#text/edit/p1"));
  await until(async () => (await page.evaluate(() => location.hash)) === "#text");
  assert.equal(await page.locator("form.say").count(), 0);
  assert.deepEqual(told, []);
});

test(
  "a case that is opened with faults shows its text, its grid and its proposals, with the faults above",
  { skip },
  async (context) => {
    const folder = harbour();
    await proposed(folder, LOOKS);
    const file = join(folder, "case.toml");
    writeFileSync(file, readFileSync(file, "utf8").replace("[stake.northland.pilots]", "[stake.northland.pilot]"));
    const { page, told, close } = await opened(folder);
    context.after(close);
    await go(page, "text");
    await page.locator(".faults", { hasText: "pilot is not an issue" }).waitFor();
    assert.equal((await page.locator(".card[data-statement]").count()) > 3, true);
    await page.locator(".card.proposed").waitFor();
    await go(page, "case");
    await page.locator(".faults", { hasText: "pilot is not an issue" }).waitFor();
    await page.locator(".stakes", { hasText: "Who runs the pilot service?" }).waitFor();
    await page.locator(".notice.proposed", { hasText: "One change is proposed" }).waitFor();
    assert.deepEqual(told, []);
  },
);
