// A hand on the page in a real Chromium: it clicks, drags and types as a person does, and counts.

import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { program, root, served } from "./program.mjs";

export { program, root };

/** The harbour as it ships. */
export const example = join(root, "crates/kadesh/src/case/example");

/** Where Chromium is, by its usual names. None: there is none. */
export const browserPath = ["chromium", "chromium-browser", "google-chrome"]
  .flatMap((name) => [`/usr/bin/${name}`, `/snap/bin/${name}`])
  .find(existsSync);

/** Why the tests are skipped; on CI they never are. */
export const skip = browserPath || process.env.CI ? false : "no Chromium on this machine";

export const scratch = () => mkdtempSync(join(tmpdir(), "kadesh-page-"));

/** A copy of the harbour in a folder of its own. */
export function harbour() {
  const folder = scratch();
  cpSync(join(example, "case.toml"), join(folder, "case.toml"));
  cpSync(join(example, "report.txt"), join(folder, "sources/report.txt"));
  return folder;
}

/** Goes to a screen, or to something on it by its address, and waits until the screen is drawn. */
export async function go(page, screen) {
  await page.evaluate((screen) => (location.hash = `#${screen}`), screen);
  const drawn = {
    text: ".card",
    case: ".stakes .opener",
    rules: ".kind .folded",
    "what-if": ".first ol > li",
    brief: ".first ol > li",
  };
  await page.locator(drawn[screen.split("/")[0]]).first().waitFor();
}

export const saved = (page) => page.locator(".saving", { hasText: /^Saved$/ }).waitFor();

export async function until(what) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await what()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`it never came: ${what}`);
}

/** A server on a folder, and a page on it. What the console says is kept: it must stay empty. */
export async function opened(folder, { width = 1280, height = 900, dark = false, args = [] } = {}) {
  const { server, address, end } = await served(folder, ...args);
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const told = [];
  const page = await anotherTab(context, told);
  const asked = new Set();
  page.on("request", (request) => request.url().endsWith("/api") && asked.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => asked.delete(request));
  await page.goto(address);
  await page.waitForSelector("main");
  /** Waits until nothing is asked any more and all is saved. */
  const settled = async () => {
    for (let still = 0; still < 3;) {
      await new Promise((done) => setTimeout(done, 50));
      const isSaved = (await page.locator(".saving").textContent()) === "Saved";
      still = isSaved && asked.size === 0 ? still + 1 : 0;
    }
  };
  const close = async () => {
    // A picture of where a test ended, for whoever mends it.
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
    await browser.close();
    await end();
  };
  return {
    page,
    context,
    server,
    told,
    close,
    settled,
    hand: handOn(page, settled),
    tab: () => anotherTab(context, told),
  };
}

async function anotherTab(context, told) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  // A page that is being worked on, in place of the one in the program.
  const dist = process.env.KADESH_PAGE;
  for (const name of dist ? ["page.js", "page.css"] : [])
    await page.route(`**/${name}`, (route) => route.fulfill({ path: join(dist, name) }));
  page.on("console", (message) => told.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => told.push(error.message));
  return page;
}

function handOn(page, settled) {
  const hand = {
    gestures: 0,
    typed: 0,
    /** A click on something, by its role and name or by a locator. */
    async click(target) {
      hand.gestures += 1;
      await locate(target).click();
    },
    async press(key) {
      hand.gestures += 1;
      await page.keyboard.press(key);
    },
    /** Words typed where the focus is. */
    async type(words) {
      hand.gestures += 1;
      hand.typed += words.length;
      await page.keyboard.type(words);
    },
    /** Words typed into a field in place of what it has. */
    async fill(target, words) {
      const field = await reached(target);
      hand.gestures += 1;
      hand.typed += words.length;
      await field.fill(words);
      await field.press("Tab");
    },
    async choose(target, value) {
      const field = await reached(target);
      hand.gestures += 1;
      await field.selectOption(value);
    },
    /** Words pasted where the focus is. */
    async paste(words) {
      hand.gestures += 1;
      await page.evaluate((words) => navigator.clipboard.writeText(words), words);
      await page.keyboard.press("ControlOrMeta+v");
    },
    /** Words of the article marked by the mouse. */
    async mark(words) {
      hand.gestures += 1;
      const [from, to] = await page.evaluate(placeOf, words);
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(...to, { steps: 4 });
      await page.mouse.up();
      await page.waitForSelector("form.say");
    },
    /** A range drawn along a strip, once it stands still: what is written grows the grid above it. */
    async draw(strip, low, high) {
      hand.gestures += 1;
      await settled();
      await strip.scrollIntoViewIfNeeded();
      const box = await strip.boundingBox();
      const at = (value) => [box.x + box.width * value, box.y + box.height / 2];
      await page.mouse.move(...at(low));
      await page.mouse.down();
      await page.mouse.move(...at(high), { steps: 4 });
      await page.mouse.up();
    },
  };
  /** A field, once what it is folded into has been opened. */
  async function reached(target) {
    const field = locate(target);
    await field.waitFor({ state: "attached" });
    const closed = field.locator("xpath=ancestor::details[not(@open)]/summary");
    while ((await closed.count()) > 0) await hand.click(closed.first());
    return field;
  }

  const locate = (target) =>
    typeof target === "string"
      ? page.locator(target)
      : Array.isArray(target)
        ? page.getByRole(target[0], { name: target[1], exact: target[2] ?? true })
        : target;
  return hand;
}

/** The points on the page where words of the article begin and end. Runs in the page. */
function placeOf(words) {
  const walker = document.createTreeWalker(document.querySelector(".print"), NodeFilter.SHOW_TEXT);
  const texts = [];
  let all = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    texts.push([node, all.length]);
    all += node.data;
  }
  const start = all.indexOf(words);
  if (start < 0) throw new Error(`not in the article: ${words}`);
  const range = document.createRange();
  const put = (at, set) => {
    const [node, from] = texts.findLast(([, from]) => from <= at);
    set.call(range, node, at - from);
  };
  put(start, range.setStart);
  put(start + words.length - 1, range.setEnd);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  const side = (at, end) => {
    const [node, from] = texts.findLast(([, from]) => from <= at);
    const sign = document.createRange();
    sign.setStart(node, at - from);
    sign.setEnd(node, at - from + 1);
    const box = sign.getBoundingClientRect();
    return [end ? box.right - 0.5 : box.left + 0.5, box.top + box.height / 2];
  };
  return [side(start, false), side(start + words.length - 1, true)];
}
