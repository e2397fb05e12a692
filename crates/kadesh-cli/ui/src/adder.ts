// What is unfolded to add something: the keys that it cannot be without, and a few more that are mostly given.

import { noAnswer, type Bench } from "./bench";
import { h } from "./dom";
import { fieldLine, typedIn } from "./field";
import type { Field, Place } from "./messages";

export interface Adding {
  words: string;
  /** Where it would stand. */
  where(): Place;
  /** Whether a key is asked of it. */
  asks(field: Field): boolean;
  /** The name that it is given first, where it has one. */
  name?: HTMLInputElement;
  /** Whether one more is asked for once one is added. */
  isRow?: boolean;
  /** Told what was typed, by key. False: it was refused, and stays to be mended. */
  add(typed: Record<string, string>): Promise<boolean>;
}

export function adder(bench: Bench, { words, where, asks, name, isRow, add }: Adding): HTMLDetailsElement {
  const fields = h("div", { class: "fields" });
  let asked: Field[] = [];
  const form = h(
    "form",
    { class: "entry-form", onsubmit: (event: Event) => void submit(event) },
    name ?? null,
    fields,
    h("button", { type: "submit" }, "Add"),
  );
  const root = h(
    "details",
    { class: "adder", ontoggle: () => root.open && void ask() },
    h("summary", null, words),
    form,
  );

  async function ask(): Promise<void> {
    name?.focus();
    try {
      const answer = await bench.engine.ask({ ask: "form", place: where() });
      asked = answer.answer === "form" ? answer.fields.filter(asks) : [];
      show();
    } catch (error) {
      bench.say(noAnswer(error));
    }
  }

  /** The lines as they are at first. */
  function show(): void {
    fields.replaceChildren(...asked.map(line));
    if (!name) fields.querySelector<HTMLElement>("[data-key]")?.focus();
  }

  /** What is typed stays on the form until all of it is added. */
  function line(field: Field): HTMLElement {
    const { root, show } = fieldLine(bench, () => Promise.resolve(true));
    show(field);
    return root;
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (name && !name.value.trim()) return name.focus();
    if (!(await add(typedIn(fields)))) return;
    if (name) name.value = "";
    if (isRow) return show();
    fields.replaceChildren();
    root.open = false;
  }

  return root;
}
