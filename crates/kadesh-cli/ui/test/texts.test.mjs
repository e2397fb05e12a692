// Whether places in a text are counted alike by the page and the library: over random texts with signs of one to four bytes, both
// ends of lines, and a mark at the beginning.

import assert from "node:assert/strict";
import { test } from "node:test";
import { modules } from "./modules.mjs";

const { bytesToUnits, changed, difference, knownText, moved } = await modules("dom", "known-text", "merge");

const PIECES = ["a", "é", "–", "😀", "\n", "\r\n", "x = 1", "ß", "\uFEFF"];
const bytesOf = (text) => Buffer.from(text, "utf8");

/** The same numbers at each run. */
let seed = 1;
function below(most) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * most);
}
const some = (most) => Array.from({ length: below(most) }, () => PIECES[below(PIECES.length)]).join("");
/** A place that is not within a pair of units. */
function place(text) {
  const at = below(text.length + 1);
  return /[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at;
}

test("a unit and its byte are found from one another", () => {
  for (let run = 0; run < 3000; run += 1) {
    const text = some(run % 50 === 0 ? 900 : 30);
    const unit = place(text);
    const byte = bytesOf(text.slice(0, unit)).length;
    const offsets = bytesToUnits(text);
    assert.equal(offsets.byte(unit), byte);
    assert.equal(offsets.unit(byte), unit);
  }
});

test("what is typed in the editor changes the same bytes of the file", () => {
  for (let run = 0; run < 3000; run += 1) {
    const known = knownText(some(40));
    const [from, to] = [place(known.plain), place(known.plain)].sort((one, other) => one - other);
    const typed = known.plain.slice(0, from) + some(4).replaceAll("\r", "") + known.plain.slice(to);
    const change = difference(known.plain, typed);
    if (!change) continue;
    const { text, splice } = changed(known, change);
    assert.equal(text.plain, typed);
    const bytes = bytesOf(known.raw);
    const spliced = Buffer.concat([bytes.subarray(0, splice.start), bytesOf(splice.text), bytes.subarray(splice.end)]);
    assert.deepEqual(spliced, bytesOf(text.raw));
  }
});

test("two changes of different places are both kept", () => {
  for (let run = 0; run < 3000; run += 1) {
    const [head, middle, tail] = [`${some(9)}a`, `b${some(9)}c`, `d${some(9)}`];
    const [mine, theirs] = [some(5), some(5)];
    const base = `${head}-${middle}-${tail}`;
    const own = `${head}+${mine}+${middle}-${tail}`;
    const other = difference(base, `${head}-${middle}+${theirs}+${tail}`);
    const change = moved(other, difference(base, own));
    assert.equal(
      own.slice(0, change.from) + change.insert + own.slice(change.to),
      `${head}+${mine}+${middle}+${theirs}+${tail}`,
    );
  }
});

test("two changes of one place are told apart from that", () => {
  assert.equal(moved({ from: 2, to: 4, insert: "x" }, { from: 3, to: 5, insert: "y" }), null);
});
