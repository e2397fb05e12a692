// A small form for a new entry of a kind: its name, and the keys that it cannot be without.

import type { Bench } from "./bench";
import { h } from "./dom";
import { fieldLine, groundOf, typedIn } from "./entry";
import { added, idOf } from "./gestures";
import type { NameKind, Place } from "./messages";

/** Kinds that the file keeps as a list, by the name of the list. */
const LISTS: Partial<Record<NameKind, string>> = { act: "act" };

/** Keys that are asked of a new entry although the file can be without them. */
const ALSO = ["rule.basis", "held_by", "taken", "holds"];

export function newEntry(
  bench: Bench,
  kind: NameKind,
  title: string,
  made: (id: string) => void,
): { root: HTMLElement; count(known: number): void } {
  let known = 0;
  const name = h("input", {
    type: "text",
    "aria-label": `Name of a new entry: ${title}`,
    placeholder: "Name",
    autocomplete: "off",
  });
  const needed = h("div", { class: "fields" });
  const form = h("form", { class: "entry-form", onsubmit: add }, name, needed, h("button", { type: "submit" }, "Add"));
  const root = h(
    "details",
    { class: "adder", ontoggle: () => root.open && void draw() },
    h("summary", null, "Add"),
    form,
  );

  async function draw(): Promise<void> {
    name.focus();
    const answer = await bench.engine.ask({ ask: "form", place: placeOf(kind, known) });
    const fields =
      answer.answer === "form"
        ? answer.fields.filter(({ needed, key }) => (needed || ALSO.includes(key)) && key !== wordsKey(kind))
        : [];
    const keep = () => Promise.resolve(true);
    needed.replaceChildren(...fields.map((field) => fieldLine(field, false, keep)));
  }

  async function add(event: Event): Promise<void> {
    event.preventDefault();
    const words = name.value.trim();
    if (!words) return name.focus();
    const key = wordsKey(kind);
    // What has no words for people has an id alone.
    const own = key === null ? groundOf(kind) : { [key]: words, ...groundOf(kind) };
    const id = await added(bench, kind, own, typedIn(needed), key === null ? idOf(words) : "");
    if (!id) return;
    name.value = "";
    root.open = false;
    made(id);
  }

  return { root, count: (now) => (known = now) };
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
