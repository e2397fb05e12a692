// Whether the engine that is committed says what the program says, to the byte: every shipped case as a file, and one case asked in
// every way that a page asks. Needs node and the program, and no browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { cases, engine, filesOf, session } from "./engine.mjs";
import { program, served } from "./program.mjs";

const DRAWS = 1_000;
const module = await WebAssembly.compile(await engine());
const scratch = mkdtempSync(join(tmpdir(), "kadesh-engine-"));
const native = (...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });

describe("the engine in a page", () => {
  for (const folder of cases) {
    test(`the brief of ${folder} is that of the program`, async () => {
      const { ask, opened } = await session(module, { ask: "open", files: filesOf(folder) });
      assert.equal(opened.state.sound, true);
      const page = join(scratch, "page.html");
      native("brief", folder, "--html", page, "--draws", `${DRAWS}`);
      const html = await ask({ ask: "export", format: "html", view: { draws: DRAWS } });
      assert.equal(html.text === readFileSync(page, "utf8"), true, "the pages differ");
      const json = await ask({ ask: "export", format: "json", view: { draws: DRAWS } });
      const printed = native("brief", folder, "--format", "json", "--draws", `${DRAWS}`);
      assert.equal(json.text === printed, true, "what machines read differs");
    });
  }

  test("the same requests have the same answers as in the workbench", async () => {
    const folder = join(scratch, "ukraine-2025");
    cpSync(
      cases.find((one) => one.endsWith("ukraine-2025")),
      folder,
      { recursive: true },
    );
    const desk = await workbench(folder);
    const live = await session(module, { ask: "open", files: filesOf(folder) });
    const { tries } = await live.ask({ ask: "tries" });
    const lever = tries.find(({ kind }) => kind === "lever");
    const seat = tries.find(({ kind }) => kind === "seat");
    const moved = { key: lever.key, value: String(lever.low + (lever.high - lever.low) * 0.3) };
    const views = [
      { changes: [moved] },
      { changes: [{ key: seat.key, value: "true" }] },
      { blind: true },
      { as_of: "2025-02-12" },
      { seed: 7 },
    ];
    const requests = [
      { ask: "tries" },
      { ask: "sheet" },
      { ask: "outline" },
      { ask: "faults" },
      { ask: "blanks" },
      { ask: "why", sentence: 1, view: { draws: 100 } },
      { ask: "compare", view: { draws: DRAWS, changes: [moved] } },
      ...[true, false].map((moving) => ({ ask: "what-if", view: { draws: DRAWS, changes: [moved] }, moving })),
      { ask: "ask", question: "acceptance", view: { draws: DRAWS } },
      { ask: "brief", view: { as_of: "soon" } },
      { ask: "form", place: { single: "case" } },
      ...views.map((view) => ({ ask: "brief", view: { draws: DRAWS, ...view } })),
    ];
    try {
      for (const request of requests) {
        // Two sessions count their versions apart.
        const [here, there] = [await live.ask(request), await desk.ask(request)].map((answer) => ({
          ...answer,
          version: undefined,
        }));
        assert.deepEqual(here, there, JSON.stringify(request));
      }
    } finally {
      await desk.close();
    }
  });

  test("what is no request is refused, and the case stays open", async () => {
    const { ask } = await session(module, { ask: "open", files: filesOf(cases[0]) });
    for (const request of [{ ask: "a poem" }, {}, [], "?", { ask: "brief", view: { draws: "many" } }]) {
      assert.equal((await ask(request)).answer, "refused");
    }
    assert.equal((await ask({ ask: "brief", view: { draws: 0 } })).answer !== undefined, true);
    assert.equal((await ask({ ask: "sheet" })).answer, "sheet");
  });

  test("an engine that stops is begun anew, with its case", async () => {
    // A module whose every second call is a trap: what a page is told, and that it goes on.
    const { ask, opened } = await session(await trapping(), { ask: "open", files: {} });
    assert.deepEqual(opened, { answer: "a" });
    for (let tries = 0; tries < 3; tries += 1) {
      const answer = await ask({ ask: "sheet" });
      assert.equal(answer.answer, "refused");
      assert.match(answer.because.message, /stopped/);
    }
  });
});

/** The session of `kadesh serve` on a folder. */
async function workbench(folder) {
  const { address, end } = await served(folder, "--read-only");
  const entered = await fetch(address, { redirect: "manual" });
  const cookie = entered.headers.get("set-cookie").split(";")[0];
  return {
    async ask(request) {
      const answer = await fetch(new URL("/api", address), {
        method: "POST",
        headers: { "content-type": "application/json", cookie },
        body: JSON.stringify(request),
      });
      return answer.json();
    },
    close: end,
  };
}

/** A module as small as can be: its first call answers `{"answer":"a"}`, its second one is a trap. */
function trapping() {
  const text = '{"answer":"a"}';
  const u = (value) => {
    const bytes = [];
    do {
      bytes.push((value & 127) | (value > 127 ? 128 : 0));
      value >>>= 7;
    } while (value > 0);
    return bytes;
  };
  const section = (id, ...content) => {
    const bytes = content.flat(Infinity);
    return [id, ...u(bytes.length), ...bytes];
  };
  const name = (words) => [...u(words.length), ...Buffer.from(words)];
  const code = (...body) => [...u(body.length + 1), 0, ...body];
  const bytes = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, 3, [0x60, 1, 0x7f, 1, 0x7f], [0x60, 2, 0x7f, 0x7f, 1, 0x7f], [0x60, 1, 0x7f, 0]),
    section(3, 3, 0, 1, 2),
    section(5, 1, 0, 4),
    section(6, 1, 0x7f, 1, 0x41, 0, 0x0b),
    section(
      7,
      [4, name("memory"), 2, 0],
      [name("kadesh_alloc"), 0, 0],
      [name("kadesh_call"), 0, 1],
      [name("kadesh_free"), 0, 2],
    ),
    section(
      10,
      3,
      code(0x41, ...u(0x800), 0x0b),
      // if (called) trap; called = 1; the answer stands at 16
      code(0x23, 0, 0x04, 0x40, 0x00, 0x0b, 0x41, 1, 0x24, 0, 0x41, 16, 0x0b),
      code(0x0b),
    ),
    section(11, 1, 0, 0x41, 16, 0x0b, [...u(text.length + 4), text.length, 0, 0, 0, ...Buffer.from(text)]),
  ].flat(Infinity);
  return WebAssembly.compile(new Uint8Array(bytes));
}
