// Whether it is guessed from quotation marks whose words are marked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { modules } from "./modules.mjs";

const { isQuoted } = await modules("quotes");

/** The words between `[` and `]` are marked. */
function guessed(marked) {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  return isQuoted(marked.replace(/[[\]]/g, ""), start, end);
}

test("words between quotation marks are own words, with the marks or without", () => {
  for (const marked of [
    'She said "[we will not go]" on Monday.',
    'She said ["we will not go"] on Monday.',
    'She said ["we will not go."] ',
    'She said ["we will not go".] He left.',
    "She said “we [will] not go”.",
    "“[We will not,” she said, “go]”.",
    "Sie sagte: „[Wir gehen nicht]“.",
    "Elle a dit : « [nous ne partons pas] ».",
    "她说「[我们不走]」。",
    'A paragraph.\n\n"[Never closed',
  ])
    assert.equal(guessed(marked.includes("]") ? marked : `${marked}]`), true, marked);
});

test("words that reach out of a quotation at either end are not", () => {
  for (const marked of [
    '[She said "we will not go"] on Monday.',
    'She said "we [will not go" on Monday].',
    'She [said] "we will not go".',
    'She said "we will go" and [left] with "hope".',
    "It is [the party's own] doing.",
    '"Never closed.\n\n[Another paragraph]',
    "No marks [at all] here.",
    "[ ]",
  ])
    assert.equal(guessed(marked), false, marked);
});
