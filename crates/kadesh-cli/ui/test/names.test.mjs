// Whether a list that is pasted is split into its names, and the ids that are made of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { modules } from "./modules.mjs";

const { namesIn, idOf } = await modules("gestures");

test("a list has a name a line, or semicolons between; a comma is part of a name", () => {
  for (const pasted of [
    "as now, by day; at night",
    "as now, by day\nat night",
    "- as now, by day\r\n- at night\r\n",
    "1. as now, by day\n2) at night",
  ])
    assert.deepEqual(namesIn(pasted), ["as now, by day", "at night"], pasted);
  assert.deepEqual(namesIn("3,000 ships, or 4.5 million"), ["3,000 ships, or 4.5 million"]);
  assert.deepEqual(namesIn(" ;\n"), []);
});

test("an id has small letters and digits with hyphens between", () => {
  assert.equal(idOf("As now, by day; Ärger 2"), "as-now-by-day-arger-2");
});
