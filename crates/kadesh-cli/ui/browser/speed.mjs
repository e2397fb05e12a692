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
for (const draws of [1_000, 10_000]) {
  const places = draws === 1_000 ? 60 : 12;
  const took = [];
  for (let place = 0; place < places; place += 1) {
    const value = String(lever.low + ((lever.high - lever.low) * (place + 0.5)) / places);
    const from = performance.now();
    await live.ask({ ask: "brief", view: { draws, changes: [{ key: lever.key, value }] } });
    took.push(performance.now() - from);
  }
  took.sort((one, other) => one - other);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(1).padStart(8);
  console.log(`a lever moved, whole brief, ${draws} draws: p50 ${at(0.5)}  p95 ${at(0.95)}  most ${at(1)}`);
}
