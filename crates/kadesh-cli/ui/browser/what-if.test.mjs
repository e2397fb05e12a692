// The screen “What if” by mouse and by keys: what is moved and switched marks the sentences that it changes, is told in words, is put
// back, and is kept as a hypothesis.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { go, harbour, opened, program, root, saved, scratch, skip, until } from "./hand.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Who checks a case by the program: it ends in trouble where the case has a fault. */
const check = (folder) => execFileSync(program, ["check", folder], { encoding: "utf8" });

/** The page on a case, at this screen; `asked` are the requests of the screen, the newest last. */
async function trying(folder, options) {
  const own = await opened(folder, options);
  const asked = [];
  own.page.on("request", (request) => {
    const body = request.url().endsWith("/api") ? request.postDataJSON() : {};
    if (body.ask === "what-if") asked.push(body);
  });
  await go(own.page, "what-if");
  await own.settled();
  return { ...own, asked };
}

const told = (page) => page.locator(".told-change").textContent();
const marked = (page) => page.locator(".moved").count();

async function asWritten({ page, settled }) {
  await page.getByRole("button", { name: "As the case has it" }).click();
  await settled();
  assert.deepEqual([await told(page), await marked(page)], ["As the case has it", 0]);
}

/** Presses on something and moves it along, by shares of the width of `track`; it is still held then. */
async function hold(page, thumb, track, by) {
  const [from, along] = [await thumb.boundingBox(), await track.boundingBox()];
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + along.width * by, y, { steps: 6 });
}

describe("what if, of talks over Ukraine", { skip }, () => {
  let own;
  before(async () => {
    const folder = join(scratch(), "ukraine-2025");
    cpSync(join(root, "cases/ukraine-2025"), folder, { recursive: true });
    own = await trying(folder);
  });
  after(() => own?.close());

  test("a lever marks sentences while it moves; what would change them comes once it is let go", async () => {
    const { page, asked, settled } = own;
    const turning = page.locator(".turning");
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const [untouched, before] = [await height(), await turning.textContent()];
    const lever = page.getByRole("slider", { name: "help from the United States" });
    assert.equal(await lever.getAttribute("aria-valuetext"), "left open");
    await hold(page, lever, lever, 0.2);
    await page.locator(".moved").first().waitFor();
    await settled();
    assert.equal(asked.at(-1).moving, true);
    assert.equal(asked.at(-1).view.draws, 1_000);
    assert.deepEqual(await turning.evaluate(({ inert, textContent }) => [inert, textContent]), [true, before]);
    assert.equal((await height()) >= untouched, true, "the page became shorter");
    assert.equal(await page.locator(".told-change").getAttribute("aria-live"), "off");
    await page.mouse.up();
    await until(() => asked.at(-1).moving === false);
    await settled();
    assert.equal(asked.at(-1).view.draws, 10_000);
    assert.equal(asked.at(-1).view.changes[0].key, "lever.us-help");
    assert.deepEqual(await turning.evaluate(({ inert }) => inert), false);
    assert.notEqual(await turning.textContent(), before);
    assert.match(await told(page), /^What if help from the United States at 0\.\d+: \d of \d+ sentences change/);
    assert.equal(await page.locator(".told-change").getAttribute("aria-live"), "polite");
    assert.equal((await marked(page)) > 0, true);
    await asWritten(own);
  });

  test("what no deal is worth is drawn along its strip, and put back by its end", async () => {
    const { page, asked, settled } = own;
    const strip = page.getByRole("group", { name: "what no deal is worth to Russia" });
    const least = page.getByRole("slider", { name: "what no deal is worth to Russia, least" });
    await hold(page, least, strip, -0.2);
    await page.locator(".moved").first().waitFor();
    assert.equal(asked.at(-1).moving, true);
    await page.mouse.up();
    await until(() => asked.at(-1).moving === false);
    await settled();
    assert.deepEqual(asked.at(-1).view.changes, [{ key: "walk-away.russia", value: "0.3..0.75" }]);
    assert.match(await told(page), /^What if no deal worth 0\.3–0\.75 to Russia: /);
    // As the case has it, it is not tried.
    await hold(page, least, strip, 0.2);
    await page.mouse.up();
    await until(async () => (await told(page)) === "As the case has it");
    assert.equal(await marked(page), 0);
  });

  test("what no deal is worth is moved by arrow keys", async () => {
    const { page, asked, settled } = own;
    const most = page.getByRole("slider", { name: "what no deal is worth to Ukraine, most" });
    await most.focus();
    for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press("ArrowRight");
    await settled();
    assert.equal(asked.at(-1).moving, false);
    assert.deepEqual(asked.at(-1).view.changes, [{ key: "walk-away.ukraine", value: "0.24..0.56" }]);
    assert.match(await told(page), /no deal worth 0\.24–0\.56 to Ukraine/);
    assert.equal((await marked(page)) > 0, true);
    await asWritten(own);
    assert.equal(await most.getAttribute("aria-valuenow"), "0.36");
  });

  const SWITCHES = [
    ["A seat for the European Union", null, /^What if a seat for the European Union: /],
    [/never there to be given/, "As somebody describes it", /never there to be given.*: /],
    ["Unity", "Rival lenses", /^What if all that “Unity” assumes: /],
    [
      /^American help may end/,
      "Without the assumption that",
      /^What if without the assumption that American help may end/,
    ],
  ];
  for (const [name, group, words] of SWITCHES) {
    test(`a switch: ${name}`, async () => {
      const { page, asked, settled } = own;
      const within = group ? page.getByRole("group", { name: group }) : page;
      await within.getByRole("checkbox", { name, exact: true }).check();
      await settled();
      assert.equal(asked.at(-1).view.changes.length > 0, true);
      assert.equal(asked.at(-1).moving, false);
      assert.match(await told(page), words);
      await asWritten(own);
      assert.equal(await page.locator(".tried :checked").count(), 0);
    });
  }

  test("all that is tried together is put back at once", async () => {
    const { page, asked, settled } = own;
    await page.getByRole("slider", { name: "help from the European Union" }).fill("0.9");
    await page.getByRole("slider", { name: "what no deal is worth to Russia, most" }).press("ArrowLeft");
    await page.getByRole("checkbox", { name: "Realpolitik" }).check();
    await settled();
    assert.match(
      await told(page),
      /help from the European Union at 0\.9, no deal worth 0\.5–0\.7 to Russia, all that “Realpol/,
    );
    await asWritten(own);
    assert.deepEqual(asked.at(-1).view.changes, []);
    assert.equal(
      await page.getByRole("slider", { name: "help from the European Union" }).getAttribute("aria-valuetext"),
      "left open",
    );
  });

  test("by Tab one comes through all of it in the order that is seen, and sees where", async () => {
    const { page } = own;
    await page.getByRole("slider").first().focus();
    // By a key, as after a click a focus is not drawn.
    for (const key of ["Shift+Tab", "Tab"]) await page.keyboard.press(key);
    const passed = [];
    while (await page.evaluate(() => document.activeElement?.closest(".tries") !== null)) {
      passed.push(
        await page.evaluate(() => {
          const { top } = document.activeElement.getBoundingClientRect();
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          const isClear = top >= 60 && top < innerHeight - 40;
          return { top, outlineStyle, isSeen: isClear && outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 };
        }),
      );
      await page.keyboard.press("Tab");
    }
    // Three levers, four strips of two ends, nine boxes, the button.
    assert.equal(passed.length, 21);
    assert.deepEqual(
      passed.filter(({ isSeen }) => !isSeen),
      [],
    );
  });

  test("axe-core has no serious finding while something is tried; a phone is wide enough", async () => {
    const { page, settled } = own;
    await page.getByRole("slider", { name: "help from the United States" }).fill("0.2");
    await settled();
    await page.getByText("Keep as a hypothesis").click();
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      assert.deepEqual(
        serious.map(({ id, nodes }) => `${scheme} ${id}: ${nodes[0].html}`),
        [],
      );
    }
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    // What comes of it is in sight beside what is moved.
    await page.evaluate(() => scrollTo(0, 0));
    const { y, height } = await page.locator(".told-change").boundingBox();
    assert.equal(y + height <= 740, true, `${y}`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await asWritten(own);
  });

  test("nothing was said on the console", () => assert.deepEqual(own.told, []));
});

test("at Camp David, too, a phone is wide enough", { skip }, async (context) => {
  const folder = join(scratch(), "camp-david-1978");
  cpSync(join(root, "cases/camp-david-1978"), folder, { recursive: true });
  const own = await trying(folder, { width: 360, height: 740 });
  context.after(own.close);
  assert.equal(await own.page.evaluate(() => document.documentElement.scrollWidth), 360);
});

describe("what if, kept", { skip }, () => {
  let own;
  let folder;
  before(async () => {
    folder = harbour();
    own = await trying(folder);
  });
  after(() => own?.close());
  const text = () => readFileSync(join(folder, "case.toml"), "utf8");

  async function keep(name, because) {
    const { page, settled } = own;
    await page.getByText("Keep as a hypothesis").click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("Why it could be so").fill(because);
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await page.locator(".status", { hasText: `“${name}” is kept` }).waitFor();
    await settled();
    await saved(page);
  }

  test("nothing is there to keep before something is tried", async () => {
    assert.equal(await own.page.getByText("Keep as a hypothesis").isVisible(), false);
  });

  test("a range is kept as a hypothesis, and is a lens from then on", async () => {
    const { page, asked, settled } = own;
    await page.getByRole("slider", { name: "what no deal is worth to Southland, most" }).press("ArrowRight");
    await settled();
    await keep("A proud south", "it says that it can wait");
    assert.match(text(), /\[hypothesis\.a-proud-south\]\nname = "A proud south"\nbecause = "it says that it can wait"/);
    assert.match(text(), /"walk-away\.southland" = "0\.1\.\.0\.35"/);
    check(folder);
    await asWritten(own);
    await page.getByRole("group", { name: "Rival lenses" }).getByRole("checkbox", { name: "A proud south" }).check();
    await settled();
    assert.deepEqual(asked.at(-1).view.changes, [{ key: "walk-away.southland", value: "0.1..0.35" }]);
    assert.match(await told(page), /^What if all that “A proud south” assumes: /);
  });

  test("a switch and a lever are kept as one hypothesis", async () => {
    const { page, settled } = own;
    await page.getByRole("slider", { name: "loan for a terminal" }).fill("0.7");
    await settled();
    await keep("Loan and pride", "both could be");
    const entry = text().slice(text().indexOf("[hypothesis.loan-and-pride]"));
    assert.match(entry, /"walk-away\.southland" = "0\.1\.\.0\.35"/);
    assert.match(entry, /"lever\.loan" = 0\.7/);
    check(folder);
    await page.getByRole("group", { name: "Rival lenses" }).getByRole("checkbox", { name: "Loan and pride" }).waitFor();
    await asWritten(own);
  });

  test("a lens that is named anew has its new name here", async () => {
    const { page } = own;
    writeFileSync(join(folder, "case.toml"), text().replace('name = "A proud south"', 'name = "A south that waits"'));
    await page.getByRole("checkbox", { name: "A south that waits" }).waitFor();
  });

  test("what no deal is worth, where it is not known, begins by a key", async () => {
    const { page, asked, settled } = own;
    const [entry] = /\[walk_away\.northland\]\n(?:.+\n)*/.exec(text()) ?? [];
    assert.ok(entry, "the harbour tells what no deal is worth to Northland");
    writeFileSync(join(folder, "case.toml"), text().replace(entry, entry.replace(/^base = .*\n/m, "")));
    const strip = page.getByRole("group", { name: "what no deal is worth to Northland" });
    await until(async () => (await strip.getByRole("slider").count()) === 0);
    await strip.focus();
    await page.keyboard.press("ArrowRight");
    await settled();
    assert.deepEqual(asked.at(-1).view.changes, [{ key: "walk-away.northland", value: "0.5" }]);
    await page.keyboard.press("ArrowRight");
    await settled();
    assert.match(await told(page), /no deal worth 0\.55 to Northland/);
    await asWritten(own);
  });

  test("nothing was said on the console", () => assert.deepEqual(own.told, []));
});
