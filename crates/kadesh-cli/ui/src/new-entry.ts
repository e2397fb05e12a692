// A small form for a new entry of a kind: its name, and the keys that it cannot be without.

import { adder } from "./adder";
import type { Bench } from "./bench";
import { h } from "./dom";
import { added, idOf } from "./gestures";
import type { NameKind, Place } from "./messages";
import { groundOf } from "./writer";

/** Kinds that the file keeps as a list, by the name of the list. */
const LISTS: Partial<Record<NameKind, string>> = { act: "act" };

/** Keys that are asked of a new entry although the file can be without them. */
const ALSO = ["rule.basis", "held_by", "taken", "holds"];

/** `known` gives how many there are; `made` is told the id. */
export function newEntry(
  bench: Bench,
  kind: NameKind,
  title: string,
  known: () => number,
  made: (id: string) => void,
): HTMLDetailsElement {
  const key = wordsKey(kind);
  const name = h("input", {
    type: "text",
    "aria-label": `Name of a new entry: ${title}`,
    placeholder: "Name",
    autocomplete: "off",
  });
  return adder(bench, {
    words: "Add",
    name,
    where: () => placeOf(kind, known()),
    asks: (field) => (field.needed || ALSO.includes(field.key)) && field.key !== key,
    async add(typed) {
      const words = name.value.trim();
      // What has no words for people has an id alone.
      const own = key === null ? groundOf(kind) : { [key]: words, ...groundOf(kind) };
      const id = await added(bench, kind, own, typed, key === null ? idOf(words) : "");
      if (id) made(id);
      return id !== null;
    },
  });
}

/** Where the next entry of a kind would stand. */
function placeOf(kind: NameKind, known: number): Place {
  const list = LISTS[kind];
  return list === undefined
    ? { in: { entry: { single: kind }, key: "new" } }
    : { item: { list: { list }, index: known } };
}

/** The key that holds the words of an entry; none: it has no words. */
function wordsKey(kind: NameKind): string | null {
  if (kind === "gate") return null;
  return ["condition", "option", "norm", "assumption"].includes(kind) ? "text" : "name";
}
