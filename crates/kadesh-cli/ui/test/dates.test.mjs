// Whether days are understood as people type them, and told where they could be two.

import assert from "node:assert/strict";
import { test } from "node:test";
import { modules } from "./modules.mjs";

const { understood, isDate } = await modules("dates");

test("a day in words or numbers is written as the case does", () => {
  for (const typed of [
    "22 November 2026",
    "22 Nov 2026",
    "22 Nov. 2026",
    "22. November 2026",
    "22nd of November 2026",
    "Sunday, 22 November 2026",
    "the 22nd November 2026",
    "November 22, 2026",
    "Nov 22nd 2026",
    "  nov. 22,  2026 ",
    "22.11.2026",
    "22/11/2026",
    "11/22/2026",
    "22-11-2026",
    "2026/11/22",
    "2026-11-22",
  ])
    assert.deepEqual(understood(typed), { day: "2026-11-22" }, typed);
});

test("every day of two years is read back as it is written in words", () => {
  for (let day = Date.UTC(2023, 0, 1); day < Date.UTC(2025, 0, 1); day += 86_400_000) {
    const iso = new Date(day).toISOString().slice(0, 10);
    for (const month of ["long", "short"])
      for (const region of ["en-GB", "en-US"]) {
        const words = new Date(day).toLocaleDateString(region, {
          day: "numeric",
          month,
          year: "numeric",
          timeZone: "UTC",
        });
        assert.deepEqual(understood(words), { day: iso }, words);
      }
  }
});

test("a month alone, a day first with points, and one that is the same either way", () => {
  assert.deepEqual(understood("November 2026"), { day: "2026-11" });
  assert.deepEqual(understood("3.4.2026"), { day: "2026-04-03" });
  assert.deepEqual(understood("4/4/2026"), { day: "2026-04-04" });
});

test("what could be two days, or is none, is told and not guessed", () => {
  assert.deepEqual(understood("3/4/2026"), {
    unclear: "“3/4/2026” is two days: 2026-04-03 with the day first, 2026-03-04 with the month first",
  });
  assert.deepEqual(understood("31 November 2026"), { unclear: "There is no 31 November 2026" });
  assert.deepEqual(understood("31.11.2026"), { unclear: "There is no day “31.11.2026”" });
  assert.deepEqual(understood("2026/13/01"), { unclear: "There is no month 13" });
});

test("what the case has words of its own for is left as it is", () => {
  for (const typed of [
    "",
    "2026",
    "2026-11",
    "2026-11-22~",
    "../2026-11-22",
    "2..3 days before table",
    "soon",
    "22.11.26",
  ])
    assert.deepEqual(understood(typed), { day: typed });
});

test("the keys that hold a day", () => {
  assert.equal(isDate("as_of") && isDate("cut_off.new") && !isDate("because"), true);
});
