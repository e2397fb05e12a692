// The pages that need no server, in a real Chromium: a file from disk, a site from disk and from a plain web server. Nothing is asked
// of anybody, and the console stays empty.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { browserPath, program, root, scratch, skip } from "./hand.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ukraine = join(root, "cases/ukraine-2025");
const folder = scratch();
const write = (...args) => execFileSync(program, args, { encoding: "utf8" });

let browser;
before(async () => {
  if (!skip) browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
});
after(() => browser?.close());

/** A page on an address. What the console says is kept, and every request. */
async function opened(address, { width = 1280, height = 900, dark = false, scripts = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  const [told, asked] = [[], []];
  page.on("console", (message) => told.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => told.push(error.message));
  page.on("request", (request) => asked.push(request.url()));
  if (scripts)
    await page.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        console.error(`against the policy: ${violatedDirective} ${blockedURI}`),
      ),
    );
  await page.goto(address);
  return { page, context, told, asked };
}

const ready = (page) => page.locator(".bench .brief .first ol > li").first().waitFor();
const sentences = (page, screen) =>
  page.locator(`.${screen} .first ol > li`).evaluateAll((items) =>
    items.map((item) => {
      const copy = item.cloneNode(true);
      copy.querySelectorAll(".mark").forEach((mark) => mark.remove());
      return copy.textContent;
    }),
  );

async function go(page, screen, drawn) {
  await page.evaluate((screen) => (location.hash = `#${screen}`), screen);
  await page.locator(drawn).first().waitFor();
}

async function seriousOf(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes }) => `${what} ${id}: ${nodes[0].html}`);
}

async function until(what) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await what()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`it never came: ${what}`);
}

describe("a live file from disk", { skip }, () => {
  const file = join(folder, "ukraine.html");
  const plain = join(folder, "plain.html");
  let own;
  before(async () => {
    write("brief", ukraine, "--live", file, "--html", plain, "--draws", "1000");
    own = await opened(pathToFileURL(file).href);
    await ready(own.page);
  });
  after(() => own?.context.close());

  test("without scripts it is the brief as it was written", async () => {
    const still = await opened(pathToFileURL(file).href, { scripts: false });
    assert.equal((await still.page.locator(".first ol > li").count()) > 2, true);
    assert.match(await still.page.locator(".live-status").textContent(), /as it was written/);
    await still.context.close();
  });

  test("the engine says what was written", async () => {
    const still = await opened(pathToFileURL(plain).href, { scripts: false });
    const written = await still.page.locator(".first ol > li").allTextContents();
    assert.deepEqual(await own.page.locator(".brief .first ol > li").allTextContents(), written);
    await still.context.close();
  });

  test("a lever marks the sentences that it moves, and putting it back unmarks them", async () => {
    const { page } = own;
    await go(page, "what-if", ".what-if .first ol > li");
    const before = await sentences(page, "what-if");
    const slider = page.getByRole("slider").first();
    await slider.focus();
    for (let steps = 0; steps < 12; steps += 1) await page.keyboard.press("ArrowRight");
    await page.locator(".moved").first().waitFor();
    assert.notDeepEqual(await sentences(page, "what-if"), before);
    assert.match(await page.locator(".told-change").textContent(), /change/);
    await page.getByRole("button", { name: "As the case has it" }).click();
    await until(async () => (await page.locator(".moved").count()) === 0);
    assert.deepEqual(await sentences(page, "what-if"), before);
  });

  test("a mark opens what it rests on, which leads to the words in the text", async () => {
    const { page } = own;
    await go(page, "brief", ".brief .first ol > li");
    await page.locator(".brief .first ol .mark a, .brief .first ol a.mark").first().click();
    const panel = page.locator(".brief .panel");
    await panel.waitFor();
    assert.equal((await panel.locator(".panel-body").textContent()).length > 20, true);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    await go(page, "text", ".text-screen .card");
    assert.equal((await page.locator(".print mark").count()) > 5, true);
    // Nothing on the page offers what a file cannot do.
    for (const words of ["Change", "Remove", "Undo", "Add"])
      assert.equal(await page.getByRole("button", { name: words, exact: true }).count(), 0, words);
    assert.equal(await page.locator(".add-source").isVisible(), false);
  });

  test("names give way to labels, and the record to a date", async () => {
    const { page } = own;
    await go(page, "brief", ".brief .first ol > li");
    const label = page.getByLabel("Names replaced by labels");
    await label.check();
    await until(async () => !(await sentences(page, "brief")).join(" ").includes("Ukraine"));
    await label.uncheck();
    await until(async () => (await sentences(page, "brief")).join(" ").includes("Ukraine"));
    const date = page.getByLabel("On record up to");
    await date.fill("2025-02-10");
    await date.press("Tab");
    await until(async () => (await page.locator(".brief [data-part=header]").textContent()).includes("2025-02-10"));
    await date.fill("");
    await date.press("Tab");
    await until(async () => !(await page.locator(".brief [data-part=header]").textContent()).includes("2025-02-10"));
  });

  test("the grid of the case is there to be read", async () => {
    const { page } = own;
    await go(page, "case", ".stakes .opener");
    await page.locator(".stakes .opener").nth(3).click();
    await page.locator(".below-grid h2").waitFor();
    assert.equal(await page.locator(".adders").isVisible(), false);
    assert.equal(await page.locator(".below-grid").getByRole("button", { name: "Remove" }).count(), 0);
  });

  test("screens are reached by keys", async () => {
    const { page } = own;
    await page.keyboard.press("Alt+2");
    await page.locator(".what-if .first ol > li").first().waitFor();
    await page.keyboard.press("Alt+1");
    await page.locator(".brief .first ol > li").first().waitFor();
    await page.locator(".skip").focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "screen");
  });

  test("axe-core has no serious finding on any screen, light and dark", async () => {
    const { page } = own;
    const screens = {
      brief: ".brief .first ol > li",
      "what-if": ".what-if .first ol > li",
      text: ".text-screen .card",
      case: ".stakes .opener",
    };
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const [screen, drawn] of Object.entries(screens)) {
        await go(page, screen, drawn);
        assert.deepEqual(await seriousOf(page, `${screen} ${scheme}`), []);
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
  });

  test("on a phone no screen is wider than the phone", async () => {
    const { page } = own;
    await page.setViewportSize({ width: 360, height: 740 });
    for (const [screen, drawn] of [
      ["brief", ".brief .first ol > li"],
      ["what-if", ".what-if .first ol > li"],
      ["text", ".text-screen .card"],
      ["case", ".stakes .opener"],
    ]) {
      await go(page, screen, drawn);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, screen);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test("a script that comes in later does not run, and nothing is fetched", async () => {
    const other = await opened(pathToFileURL(file).href);
    await ready(other.page);
    const tried = await other.page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "globalThis.bad = true";
      document.body.append(script);
      const fetched = await fetch("data:text/plain,x").then(
        () => true,
        () => false,
      );
      return [globalThis.bad ?? false, fetched];
    });
    assert.deepEqual(tried, [false, false]);
    await other.context.close();
  });

  test("the console is empty, and there was no request but for the worker", () => {
    assert.deepEqual(own.told, []);
    const others = own.asked.filter((url) => !url.startsWith("blob:") && !url.startsWith("data:"));
    assert.deepEqual(others, [pathToFileURL(file).href]);
  });
});

describe("a live file without names", { skip }, () => {
  test("it says what it can, and has no screen for a text", async () => {
    const file = join(folder, "blind.html");
    write("brief", ukraine, "--live", file, "--blind", "--draws", "500");
    const { page, told, context } = await opened(pathToFileURL(file).href);
    await ready(page);
    assert.equal(await page.locator('.bench-rail a[href="#text"]').count(), 0);
    const label = page.getByLabel("Names replaced by labels");
    assert.deepEqual([await label.isChecked(), await label.isDisabled()], [true, true]);
    for (const [screen, drawn] of [
      ["what-if", ".what-if .first ol > li"],
      ["case", ".stakes .opener"],
    ]) {
      await go(page, screen, drawn);
      assert.doesNotMatch(await page.locator("body").innerText(), /Ukrain|Russia|Washington|Hegseth/);
    }
    assert.deepEqual(told, []);
    await context.close();
  });
});

describe("a case with hostile words", { skip }, () => {
  test("they are shown and do nothing", async () => {
    const example = join(root, "crates/kadesh/src/case/example");
    const own = join(folder, "hostile");
    cpSync(join(example, "report.txt"), join(own, "sources/report.txt"));
    const words = "</script><script>globalThis.bad = 1</script><img src=x onerror='globalThis.bad = 1'>";
    const text = readFileSync(join(example, "case.toml"), "utf8");
    writeFileSync(join(own, "case.toml"), text.replace("Talks on a shared harbour", words));
    const file = join(folder, "hostile.html");
    write("brief", own, "--live", file, "--draws", "100");
    const { page, told, asked, context } = await opened(pathToFileURL(file).href);
    await ready(page);
    assert.equal(await page.evaluate(() => globalThis.bad ?? null), null);
    assert.equal(await page.locator(".case-title").textContent(), words);
    assert.deepEqual(told, []);
    assert.equal(asked.filter((url) => url.startsWith("file:")).length, 1);
    await context.close();
  });
});

describe("a site", { skip }, () => {
  const out = join(folder, "site");
  let server;
  before(async () => {
    write("site", join(root, "cases"), "-o", out, "--draws", "300");
    server = createServer((request, answer) => {
      const name = decodeURIComponent(new URL(request.url, "http://x").pathname.slice(1)) || "index.html";
      const path = join(out, name);
      if (!existsSync(path)) return answer.writeHead(404).end();
      answer.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
      answer.end(readFileSync(path));
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
  });
  after(() => server?.close());

  const places = {
    "a web server": () => `http://127.0.0.1:${server.address().port}/`,
    disk: () => pathToFileURL(join(out, "index.html")).href,
  };
  for (const [name, address] of Object.entries(places)) {
    test(`from ${name} the list leads to a page that answers, and back`, async () => {
      const { page, told, context } = await opened(address());
      assert.equal((await page.locator(".cases > li").count()) > 10, true);
      assert.deepEqual(await seriousOf(page, "list"), []);
      await page.getByRole("link", { name: "Talks over Ukraine, February 2025" }).click();
      await ready(page);
      await go(page, "what-if", ".what-if .first ol > li");
      await page.getByRole("slider").first().fill("0.1");
      await page.locator(".moved").first().waitFor();
      await page.getByRole("link", { name: "All cases" }).click();
      await page.locator(".cases > li").first().waitFor();
      assert.deepEqual(told, []);
      await context.close();
    });
  }

  test("on a phone the list is not wider than the phone", async () => {
    const { page, context } = await opened(places.disk(), { width: 360, height: 740 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await context.close();
  });

  test("where the engine is missing the brief stays, and says why", async () => {
    const alone = join(folder, "alone");
    cpSync(out, alone, { recursive: true });
    rmSync(join(alone, "engine.js"));
    const name = readdirSync(alone).find((one) => one.startsWith("ukraine"));
    const { page, context } = await opened(pathToFileURL(join(alone, name)).href);
    await page.locator(".live-status", { hasText: "engine.js" }).waitFor();
    assert.equal((await page.locator(".first ol > li").count()) > 2, true);
    await context.close();
  });
});
