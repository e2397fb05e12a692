// One key of an entry: its name, its value as one types it, and what it is for. The line stays while the case moves on.

import type { Bench } from "./bench";
import { dayIn, isDate } from "./dates";
import { arrange, h } from "./dom";
import { held, type Held, type Input, type Kept } from "./held";
import type { Completion, Field } from "./messages";

/** Writes a key; false: it was refused. */
export type Write = (key: string, words: string) => Promise<boolean>;

let count = 0;

export function fieldLine(bench: Bench, write: Write): Kept<Field> {
  const id = `field-${(count += 1)}`;
  const label = h("label", { for: id });
  const told = h("small", { class: "meaning", id: `${id}-told` });
  const offered = choicesOf(id);
  const root = h("div", { class: "field" });
  let shape: Shape | null = null;
  let input: Input;
  let value: Held;

  function make(field: Field): void {
    shape = shapeOf(field);
    input = inputOf(shape, id);
    input.dataset["key"] = field.key;
    const asDay = (words: string) => dayIn(bench, words);
    value = held(input, (words) => write(field.key, words), isDate(field.key) ? asDay : undefined);
  }

  function show(field: Field): void {
    const isBusy = shape !== null && (value.isEdited() || document.activeElement === input);
    if (!isBusy && shape !== shapeOf(field)) make(field);
    label.replaceChildren(nameOf(field.key), ...neededMark(field));
    told.textContent = plain(field.meaning);
    input.disabled = bench.readOnly;
    if (input instanceof HTMLSelectElement) offer(input, "—", wordsOf(field));
    value.show(field.value ?? "");
    if (field.key === "author") input.setAttribute("placeholder", "your name");
    if (input instanceof HTMLTextAreaElement) input.rows = Math.min(6, Math.ceil(input.value.length / 60) + 1);
    arrange(root, [label, input, ...offered(field, input), told]);
  }

  return { root, show };
}

/** What was typed in the lines of a form, by key. */
export function typedIn(lines: HTMLElement): Record<string, string> {
  const inputs = [...lines.querySelectorAll<HTMLInputElement>("[data-key]")];
  return Object.fromEntries(
    inputs.filter(({ value }) => value.trim()).map((input) => [input.dataset["key"] ?? "", input.value]),
  );
}

/** A key as it is read. */
export const nameOf = (key: string) => key.replaceAll("_", " ").replace(".", " · ");

export const neededMark = ({ needed }: Field) => (needed ? [h("span", { class: "needed" }, " needed")] : []);

/** A meaning without the marks of code. */
export const plain = (meaning: string) => meaning.replaceAll("`", "").replace(/\s+/g, " ");

/** Keys whose names are parts of a sentence, such as `council agrees and not war`. */
const FORMULAS = ["needs", "holds", "always", "never", "when"];

type Shape = "select" | "long" | "short";

function shapeOf(field: Field): Shape {
  const value = field.value ?? "";
  const isWord =
    field.takes === "text" &&
    !FORMULAS.includes(field.key) &&
    field.choices.length > 0 &&
    (value === "" || field.choices.some(({ text }) => text === value));
  if (field.takes === "flag" || isWord) return "select";
  return value.length > 60 || field.takes === "table" ? "long" : "short";
}

function inputOf(shape: Shape, id: string): Input {
  const about = { id, "aria-describedby": `${id}-told` };
  switch (shape) {
    case "select":
      return h("select", about);
    case "long":
      return h("textarea", { ...about, rows: 4, spellcheck: false });
    case "short":
      return h("input", { ...about, type: "text", autocomplete: "off" });
  }
}

const wordsOf = ({ takes, choices }: Field): Completion[] =>
  takes === "flag"
    ? ["yes", "no"].map((text) => ({ text, detail: text }))
    : choices.map(({ text }) => ({ text, detail: text }));

/** Offers these in a list, which is drawn only where they are others. */
function offer(list: HTMLSelectElement | HTMLDataListElement, first: string | null, words: Completion[]): void {
  const key = JSON.stringify(words);
  if (list.dataset["words"] === key) return;
  list.dataset["words"] = key;
  const value = list instanceof HTMLSelectElement ? list.value : "";
  list.replaceChildren(
    ...(first === null ? [] : [h("option", { value: "" }, first)]),
    ...words.map(({ text, detail }) => h("option", { value: text }, detail)),
  );
  if (list instanceof HTMLSelectElement) list.value = value;
}

/** The names that it could be, beside the field: while one types, or for a list by a press that adds one. */
function choicesOf(id: string): (field: Field, input: Input) => HTMLElement[] {
  const names = h("datalist", { id: `${id}-choices` });
  const adder = h("select", { class: "add", onchange: add });
  let list: Input;

  function add(): void {
    const others = list.value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part && part !== adder.value);
    list.value = [...others, adder.value].join(", ");
    adder.value = "";
    list.dispatchEvent(new Event("change"));
  }

  return (field, input) => {
    list = input;
    if (field.choices.length === 0 || input instanceof HTMLSelectElement) return [];
    if (field.takes !== "list") {
      offer(names, null, field.choices);
      input.setAttribute("list", names.id);
      return [names];
    }
    adder.setAttribute("aria-label", `Add to ${nameOf(field.key)}`);
    adder.disabled = input.disabled;
    offer(
      adder,
      "Add …",
      field.choices.map(({ text, detail }) => ({
        text,
        detail: detail.includes(": ") ? detail.slice(detail.indexOf(": ") + 2) : text,
      })),
    );
    return [adder];
  };
}
