// The harbour, made of its report by gestures alone: no line of TOML is typed, and the brief is that of the case that ships.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { example, opened, program, scratch, skip } from "./hand.mjs";

test("the harbour is made of its report by gestures", { skip }, async (context) => {
  const folder = scratch();
  const { page, hand, told, close, settled } = await opened(folder);
  context.after(close);

  // --- The report ------------------------------------------------------------------------------------------------------
  hand.gestures += 1;
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "report.txt", mimeType: "text/plain", buffer: readFileSync(join(example, "report.txt")) });
  await page.locator(".print p").first().waitFor();
  await hand.click(page.locator(".about-source summary").first());
  const source = field(page.locator(".about-source"));
  await hand.fill(source("title"), "Harbour talks resume");
  await hand.fill(source("published"), "2024-05-07");
  await hand.fill(source("reliability"), "C3");

  // --- Who said what ---------------------------------------------------------------------------------------------------
  const say = page.locator("form.say");
  const inSay = (role, name) => say.getByRole(role, { name, exact: true });

  /** Somebody new, who speaks for a party. */
  async function person(name, party, office) {
    await hand.type(name);
    await hand.press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest(".new-place"));
    await hand.type(party);
    await hand.press("Enter");
    await hand.press("Tab");
    await hand.type(office);
    await hand.press("Enter");
    await inSay("button", `Take out ${name}`).waitFor();
  }

  async function known(letters, name) {
    await hand.type(letters);
    await hand.press("Enter");
    await inSay("button", `Take out ${name}`).waitFor();
  }

  async function party(name) {
    await hand.type(name);
    await hand.press("Enter");
    await hand.click(inSay("radio", "a party"));
    await hand.press("Enter");
    await inSay("button", `Take out ${name}`).waitFor();
  }

  /** What else is told of the words: when, the id, how firm. */
  async function told_of(id, { at, modality } = {}) {
    if (at) await hand.fill(inSay("textbox", "When"), at);
    if (modality) await hand.choose(say.locator("label", { hasText: "How firm" }).locator("select"), modality);
    await hand.fill(say.getByLabel("Id", { exact: true }), id);
  }

  async function add() {
    await hand.click(inSay("button", "Add"));
    await say.waitFor({ state: "detached" });
    await settled();
  }

  /** The options are typed one by one, or pasted as a list. */
  async function newIssue(question, ...options) {
    await settled();
    await hand.click(inSay("combobox", "About which issue"));
    await hand.type(question);
    await hand.press("Enter");
    await page.locator(".new-place input").first().waitFor();
    if (options.length === 1) await hand.paste(options[0]);
    else
      for (const [place, name] of options.entries()) {
        if (place > 0) await hand.press("Enter");
        await hand.type(name);
      }
    await hand.click(inSay("button", "Make it"));
    await say.locator(".takes fieldset", { hasText: question }).waitFor();
  }

  async function issue(letters) {
    await hand.click(inSay("combobox", "About which issue"));
    await hand.type(letters);
    await hand.press("Enter");
  }

  async function takes(...names) {
    for (const name of names) await hand.click(inSay("checkbox", name));
  }

  await hand.mark("will not give up the pilot service");
  await person("Ada Berg", "Northland", "envoy");
  await hand.click(inSay("combobox", "Where"));
  await hand.type("harbour table");
  await hand.press("Enter");
  await newIssue(
    "What do ships of the southern shore pay?",
    "fees as they are now",
    "fees halved",
    "fees set by an outside body",
  );
  await newIssue("Who runs the pilot service?", "northern pilots; a joint pilot service");
  await takes("northern pilots");
  await told_of("berg-pilots", { at: "2024-05-06", modality: "will" });
  await add();

  await hand.mark("ready to look at the fees");
  await known("Ada", "Ada Berg");
  await issue("ships");
  await takes("fees as they are now", "fees halved");
  await told_of("berg-fees");
  await add();

  await hand.mark("a wall in the water");
  await person("Tom Reyes", "Southland", "minister");
  await issue("ships");
  await takes("fees halved", "fees set by an outside body");
  await told_of("reyes-fees");
  await add();

  await hand.mark("could build a terminal of its own");
  await known("Tom", "Tom Reyes");
  await told_of("reyes-terminal", { modality: "can" });
  await add();

  await hand.mark("could lend for a terminal next year");
  await party("Coastal Bank");
  await hand.fill(inSay("combobox", "Where"), "");
  await told_of("bank-loan", { at: "2024-05-07", modality: "can" });
  await add();

  await hand.mark("fishermen from both shores had not been invited");
  await known("reporter", "the reporter");
  await told_of("not-invited");
  await add();
  await settled();
  assert.equal(await page.locator(".card").count(), 6);

  // --- What the case is about, its parties and issues --------------------------------------------------------------------
  await hand.press("Alt+2");
  const about = field(page.locator("#about-case"));
  await about("question").waitFor();
  await hand.fill(about("title"), "Talks on a shared harbour");
  await hand.fill(about("question"), "What could the two shores agree on, and what does that turn on?");
  await hand.fill(about("as_of"), "2024-05-08");
  await hand.fill(about("author"), "your name");
  await hand.fill(about("answered_by"), "outcomes, terms, acceptance, curves, gates, stability, robustness");
  await hand.fill(page.getByRole("textbox", { name: "Name of a new party" }), "Fishermen");
  await hand.click(["button", "Add a party"]);
  const editor = page.locator(".cell-editor");
  const open = async (name) => {
    await hand.click(["button", name, false]);
    await editor
      .locator("h2", { hasText: name.replace(/^(Party|Issue): /, "").replace(", ", ": ") })
      .first()
      .waitFor();
  };
  const own = field(editor);
  await open("Party: Coastal Bank");
  await hand.fill(editor.getByRole("textbox", { name: "id", exact: true }), "bank");
  await hand.fill(own("spoken"), "the Coastal Bank");
  await open("Party: Fishermen");
  await hand.fill(own("spoken"), "the fishermen");

  const option = (words) => editor.getByRole("textbox", { name: `The id of ${words}`, exact: true });
  await open("Issue: What do ships");
  await hand.fill(option("fees as they are now"), "as-now");
  await hand.fill(option("fees halved"), "halved");
  await hand.fill(option("fees set by an outside body"), "set-by-others");
  await hand.choose(own("ordered"), "yes");
  await hand.fill(editor.getByRole("textbox", { name: "id", exact: true }), "fees");
  await open("Issue: Who runs");
  await hand.fill(option("northern pilots"), "northern");
  await hand.fill(option("a joint pilot service"), "joint");
  await hand.fill(editor.getByRole("textbox", { name: "id", exact: true }), "pilots");

  // --- What each wants ---------------------------------------------------------------------------------------------------
  const number = (name) => editor.getByRole("textbox", { name, exact: true });
  const strip = (name) => editor.getByRole("group", { name, exact: true });
  const matters = "How much the issue matters, beside its others";
  async function cell(name, values, weight, because) {
    await open(name);
    for (const [option, value] of Object.entries(values)) {
      if (Array.isArray(value)) await hand.draw(strip(option), ...value);
      else await hand.fill(number(option), value);
    }
    await hand.fill(number(matters), weight);
    if (because) await hand.fill(own("because"), because);
  }
  await cell(
    "Northland, What do ships",
    { "fees as they are now": "1", "fees halved": [0.4, 0.8], "fees set by an outside body": [0, 0.4] },
    "1..3",
  );
  await cell("Northland, Who runs", { "northern pilots": "1", "a joint pilot service": [0, 0.3] }, "2");
  await cell(
    "Southland, What do ships",
    { "fees as they are now": "0", "fees halved": [0.4, 0.7], "fees set by an outside body": "1" },
    "2..4",
  );
  await cell(
    "Southland, Who runs",
    { "northern pilots": [0.2, 0.5], "a joint pilot service": "1" },
    "1",
    "no southern voice on the pilots in the source; a share in the service is taken to be welcome",
  );

  await hand.click(page.locator("summary", { hasText: "Who is enough for a deal" }));
  const deal = field(page.locator(".about-case", { hasText: "Who is enough for a deal" }));
  await hand.fill(deal("signatories"), "northland, southland");
  await hand.fill(deal("loss_aversion"), "1.5..2.5");
  await hand.fill(
    deal("because"),
    "both governments sign; the range is the usual one in the literature on losses and gains",
  );
  await settled();

  // --- Levers, walk-aways, rooms, bodies, gates ----------------------------------------------------------------------------
  await hand.press("Alt+3");
  const kind = (title) =>
    page.locator("section.kind", { has: page.getByRole("heading", { name: title, exact: true }) });
  async function entry(title, words, typed, id) {
    const section = kind(title);
    const isNew = await unfold(section);
    // A section that has nothing yet opens with the form for the first.
    if (!isNew || (await section.locator(".folded").count()) > 0) await hand.click(section.locator(".adder > summary"));
    await page.waitForFunction(() => document.activeElement?.matches(".adder input"));
    await settled();
    await hand.type(words);
    for (const [key, value] of Object.entries(typed)) await write(section.locator(".adder"), key, value);
    await settled();
    await hand.click(section.locator(".adder").getByRole("button", { name: "Add", exact: true }));
    const box = section.locator("details.folded", { hasText: words }).last();
    await box.locator(".fields .field").first().waitFor();
    if (id) {
      await hand.fill(box.getByRole("textbox", { name: "id", exact: true }), id);
    }
    return openEntry(section, words);
  }
  /** Opens a section of the screen; false: it is open. */
  async function unfold(section) {
    const fold = section.locator("> details");
    if ((await fold.getAttribute("open")) !== null) return false;
    await hand.click(fold.locator("> summary"));
    return true;
  }
  async function openEntry(section, words) {
    await unfold(section);
    const box = section.locator("details.folded", {
      has: page.locator("summary b", { hasText: new RegExp(`^${words}$`) }),
    });
    if ((await box.getAttribute("open")) === null) await hand.click(box.locator("> summary"));
    await box.locator(".fields .field").first().waitFor();
    return box;
  }
  async function write(box, key, value) {
    const line = box.locator(`[data-key="${key}"]`).first();
    await line.waitFor({ state: "attached" });
    if ((await line.evaluate((one) => one.tagName)) === "SELECT") await hand.choose(line, value);
    else await hand.fill(line, value);
  }

  for (const [name, id] of [
    ["Ada Berg", "berg"],
    ["Tom Reyes", "reyes"],
  ]) {
    const box = await openEntry(kind("Persons"), name);
    await hand.fill(box.getByRole("textbox", { name: "id", exact: true }), id);
  }

  await hand.click(page.locator(".seats thead .opener"));
  const room = page.locator("details.folded", { hasText: "The room" });
  await hand.fill(room.getByRole("textbox", { name: "id", exact: true }), "table");
  for (const party of ["northland", "southland"]) await hand.click(page.locator(`[data-seat="table ${party}"]`));
  for (const seat of ["none", "seated", "informed"])
    await hand.click(page.locator(`[data-seat="table fishermen"].${seat}`));
  await write(room, "opened", "2024-05-06");
  await write(room, "talks", "yes");
  await write(room, "rests_on", "not-invited");

  const body = await entry(
    "Bodies",
    "Harbour commission",
    { members: "northland, southland", "rule.kind": "unanimity", "rule.basis": "assumption" },
    "commission",
  );
  await write(body, "because", "no text of its rules at hand");
  const gate = await entry("Conditional commitments", "outside-fees", {
    needs: "commission agrees",
    "opens.fees": "set-by-others",
  });
  await write(gate, "because", "fees are taken to be the commission's to hand over");
  const lever = await entry("Levers", "loan for a terminal", { held_by: "bank" }, "loan");
  await write(lever, "promised_in", "bank-loan");
  await write(lever, "because", "the bank speaks of a possibility, not of an offer");

  await hand.press("Alt+2");
  await open("Northland: what no deal");
  await hand.fill(own("base"), "0.3..0.5");
  await hand.fill(own("because"), "the harbour earns fees today");
  await open("Southland: what no deal");
  await hand.fill(own("rests_on"), "reyes-terminal");
  await hand.fill(own("base"), "0.1..0.3");
  await hand.fill(own("from.loan"), "0.1..0.4");

  // --- What each can do ----------------------------------------------------------------------------------------------------
  await hand.press("Alt+3");
  const signs = "a signature is not taken back; whoever leaves what it signed breaks it";
  for (const [words, by, once, because, rests, id] of [
    ["Northland signs", "northland", true, signs],
    ["Southland signs", "southland", true, signs],
    [
      "Northland raises the fees again",
      "northland",
      false,
      "the fees stay Northland's to set, unless an outside body sets them",
      null,
      "northland-raises-fees",
    ],
    ["Southland builds a terminal of its own", "southland", true, null, "reyes-terminal", "southland-builds"],
  ]) {
    const box = await entry("What each can do", words, { by }, id);
    if (once) await write(box, "irreversible", "once-taken");
    if (because) await write(box, "because", because);
    if (rests) await write(box, "rests_on", rests);
  }
  const conflict = await openEntry(kind("What each makes of the states"), "Where things stand, and what is possible");
  await write(conflict, "now", "[]");
  await write(conflict, "always", "if northland-raises-fees then northland-signs and southland-signs");
  await write(conflict, "because", "there is nothing to go back on before both have signed");
  const kept = await entry("States", "signed and kept", { taken: "northland-signs, southland-signs" }, "kept");
  await write(kept, "deal", "yes");
  await entry(
    "States",
    "signed, and the fees raised again",
    { taken: "northland-signs, southland-signs, northland-raises-fees" },
    "raised",
  );
  async function preference(name, rests, because, wishes) {
    const box = await openEntry(kind("What each makes of the states"), name);
    await write(box, "rests_on", rests);
    await write(box, "because", because);
    for (const [holds, priority] of wishes) {
      const adder = box.locator('[data-items="statements"] > div > .adder');
      if ((await adder.last().getAttribute("open")) === null) await hand.click(adder.last().locator("> summary"));
      await adder.last().locator('[data-key="holds"]').waitFor();
      await hand.fill(adder.last().locator('[data-key="holds"]'), holds);
      await hand.fill(adder.last().locator('[data-key="priority"]'), priority);
      await hand.click(adder.last().getByRole("button", { name: "Add", exact: true }));
      await settled();
    }
  }
  await preference("Northland", "berg-fees", "a terminal on the other shore costs it more than lower fees do", [
    ["not southland-builds", "3..5"],
    ["northland-raises-fees", "1..4"],
    ["northland-signs and southland-signs", "1..3"],
  ]);
  await preference("Southland", "reyes-fees, reyes-terminal", "a terminal is dear, and lower fees would spare it", [
    ["not northland-raises-fees", "3..5"],
    ["if northland-raises-fees then southland-builds", "2..4"],
    ["northland-signs and southland-signs", "1..4"],
    ["not southland-builds", "1..2"],
  ]);
  await settled();

  // --- The brief -----------------------------------------------------------------------------------------------------------
  await hand.press("Alt+5");
  await page.locator(".first ol > li").first().waitFor();
  assert.deepEqual(told, []);
  await settled();
  console.log(`the harbour: ${hand.gestures} gestures, ${hand.typed} characters typed`);
  const made = readdirSync(folder).find((name) => !name.startsWith("."));
  const shipped = scratch();
  cpSync(join(example, "case.toml"), join(shipped, "case.toml"));
  cpSync(join(example, "report.txt"), join(shipped, "sources/report.txt"));
  const brief = (folder) =>
    execFileSync(program, ["brief", folder, "--full", "--html", join(folder, "brief.html")], { encoding: "utf8" }) &&
    readFileSync(join(folder, "brief.html"), "utf8");
  const same = brief(join(folder, made)) === brief(shipped);
  assert.equal(same, true, `the brief of ${join(folder, made)} is that of the case that ships`);
});

/** The line of a key within a form. */
function field(within) {
  return (key) => within.locator(`[data-key="${key}"]`).first();
}
