// How fast the engine of a page is, by node: `npm run bench:live`. One number a line, in milliseconds.

import { cases, filesOf, packed, session, unpacked } from "./engine.mjs";

const folder = cases.find((one) => one.endsWith("ukraine-2025"));
const files = filesOf(folder);
const timed = async (what, work) => {
  const from = performance.now();
  const made = await work();
  console.log(`${what.padEnd(58)} ${(performance.now() - from).toFixed(1).padStart(9)}`);
  return made;
};

const letters = packed().toString("base64");
console.log(`packed ${packed().length} bytes, in letters ${letters.length}`);
const bytes = await timed("unpacked", () => unpacked(letters));
console.log(`module ${bytes.byteLength} bytes`);
const module = await timed("compiled", () => WebAssembly.compile(bytes));
const live = await timed("case opened and checked", () => session(module, { ask: "open", files }));
await timed("first brief, 1,000 draws", () => live.ask({ ask: "brief", view: { draws: 1_000 } }));
await timed("first brief, 10,000 draws", () => live.ask({ ask: "brief" }));
await timed("the same again (kept)", () => live.ask({ ask: "brief" }));
const { tries } = await live.ask({ ask: "tries" });
const lever = tries.find(({ kind }) => kind === "lever");
await timed("first what if, 10,000 draws", () => live.ask({ ask: "what-if", view: { draws: 10_000 }, moving: false }));

/** What is asked of a lever that is moved, how many draws it has, and at how many places it is measured. */
const MOVED = [
  ["what if, while it moves", { ask: "what-if", moving: true }, 1_000, 60],
  ["what if, once it is let go", { ask: "what-if", moving: false }, 10_000, 12],
  ["the whole brief", { ask: "brief" }, 1_000, 60],
  ["the whole brief", { ask: "brief" }, 10_000, 12],
];
for (const [turn, [what, request, draws, places]] of MOVED.entries()) {
  // No two are at the same place: an answer that is known already takes no time.
  const within = (turn + 0.5) / MOVED.length;
  const took = [];
  for (let place = 0; place < places; place += 1) {
    const value = String(lever.low + ((lever.high - lever.low) * (place + within)) / places);
    const from = performance.now();
    const { answer, because } = await live.ask({ ...request, view: { draws, changes: [{ key: lever.key, value }] } });
    if (answer !== "page") throw new Error(`${what}: ${because?.message ?? answer}`);
    took.push(performance.now() - from);
  }
  took.sort((one, other) => one - other);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(1).padStart(8);
  const title = `a lever moved, ${what}, ${draws} draws`;
  console.log(`${title.padEnd(58)} p50 ${at(0.5)}  p95 ${at(0.95)}  most ${at(1)}`);
}
