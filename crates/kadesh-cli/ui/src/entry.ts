// An entry of the case as a form: a line for each key, with what it is for. What is typed is read by what the key takes.

import { inWords, noAnswer, type Bench } from "./bench";
import { h } from "./dom";
import type { Field, NameKind, Place } from "./messages";

/** The reason of something that nobody has sourced yet: it shows as assumed until it rests on more. */
export const NO_SOURCE_YET = "no source named yet";

/** Kinds of entry that rest on a statement or on a reason, or are a fault. */
const GROUNDED: (NameKind | undefined)[] = ["room", "lever", "condition", "gate", "act", "hypothesis", "option"];

/** Keys that need one in an entry that can be without. */
const WITH_GROUND = ["loss_aversion", "always", "never"];

/** What a new entry of a kind begins with beside its name. */
export const groundOf = (kind: NameKind) => (GROUNDED.includes(kind) ? { because: NO_SOURCE_YET } : {});

/** Writes a key. An entry that must rest on something and rests on nothing yet is marked as having no source. */
export async function writeKey(
  bench: Bench,
  place: Place,
  fields: Field[],
  key: string,
  words: string,
): Promise<boolean> {
  const isGrounded = fields.some((field) => ["because", "rests_on"].includes(field.key) && field.value !== null);
  const isGround = key === "because" || key === "rests_on";
  const needs =
    "stake" in place ||
    "walk-away" in place ||
    "preference" in place ||
    ("named" in place && GROUNDED.includes(place.named.kind)) ||
    WITH_GROUND.includes(key);
  if (
    needs &&
    !isGrounded &&
    !isGround &&
    words.trim() &&
    !(await bench.act({ do: "write", place, key: "because", words: NO_SOURCE_YET }))
  )
    return false;
  // What rests on a statement now is no longer without a source.
  const isNowSourced =
    key === "rests_on" &&
    words.trim() &&
    fields.some((field) => field.key === "because" && field.value === NO_SOURCE_YET);
  return (
    (await bench.act({ do: "write", place, key, words })) &&
    (!isNowSourced || bench.act({ do: "write", place, key: "because", words: "" }))
  );
}

export interface EntryForm {
  root: HTMLElement;
  draw(): Promise<void>;
}

/** The form of an entry. Keys in `without` are edited elsewhere on the screen; `renamed` is told another id. */
export function entryForm(
  bench: Bench,
  place: Place,
  without: string[] = [],
  renamed: (to: string) => void = () => {},
): EntryForm {
  const fields = h("div", { class: "fields" });
  const more = h("details", { class: "more" }, h("summary", null, "More"));
  /** The forms of entries without a name within this one, by key and number. */
  const items = new Map<string, EntryForm>();
  const root = h("div", { class: "entry-form" }, idLine(bench, place, renamed), fields, more);

  async function draw(): Promise<void> {
    try {
      const answer = await bench.engine.ask({ ask: "form", place });
      if (answer.answer === "form")
        show(answer.fields.filter(({ key }) => !without.some((own) => key === own || key.startsWith(`${own}.`))));
      else if (answer.answer === "refused") fields.replaceChildren(h("p", { class: "quiet" }, inWords(answer.because)));
    } catch (error) {
      bench.say(noAnswer(error));
    }
  }

  /** First what is filled in or needed; the rest is folded. */
  function show(all: Field[]): void {
    const focused =
      document.activeElement instanceof HTMLElement && root.contains(document.activeElement)
        ? document.activeElement.id
        : "";
    const isShort = all.length <= 6;
    const first = (field: Field) => isShort || field.needed || field.value !== null || FIRST.includes(field.key);
    const write = (key: string, words: string) => writeKey(bench, place, all, key, words);
    const line = (field: Field) =>
      field.takes === "items" ? itemLines(bench, place, field, items) : fieldLine(field, bench.readOnly, write);
    const rest = all.filter((field) => !first(field));
    fields.replaceChildren(...all.filter(first).sort(inOrder).map(line));
    more.replaceChildren(h("summary", null, `${rest.length} more that it can have`), ...rest.map(line));
    more.hidden = rest.length === 0;
    if (focused) document.getElementById(focused)?.focus();
  }

  return { root, draw };
}

/** The id of an entry, under which the file has it: another one is given everywhere. */
function idLine(bench: Bench, place: Place, renamed: (to: string) => void): HTMLElement | null {
  if (!("named" in place) || bench.readOnly) return null;
  const { named: name } = place;
  const id = h("input", { type: "text", value: name.id, "aria-label": "id", spellcheck: false, autocomplete: "off" });
  const rename = async () => {
    const to = id.value.trim();
    if (to && to !== name.id && (await bench.act({ do: "rename", name, to }))) renamed(to);
    else id.value = name.id;
  };
  id.addEventListener("change", () => void rename());
  return h(
    "div",
    { class: "field" },
    h("span", { class: "items-name" }, "id"),
    id,
    h("small", { class: "meaning" }, "The word that other entries refer to it by; it is changed everywhere."),
  );
}

/** What is always shown comes first; the rest as the format has it. */
function inOrder(one: Field, other: Field): number {
  const rank = ({ key }: Field) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  return rank(one) - rank(other);
}

/** Keys that are always shown, in this order before all others. */
const FIRST = [
  "question",
  "title",
  "as_of",
  "name",
  "text",
  "published",
  "base",
  "members",
  "rule.kind",
  "statements",
  "rests_on",
  "because",
];

let count = 0;

/** Entries without a name: each is a form of its own, and one more can be added. */
function itemLines(bench: Bench, place: Place, field: Field, forms: Map<string, EntryForm>): HTMLElement {
  const list: Place = { in: { entry: place, key: field.key } };
  const one = (index: number) => {
    const item: Place = { item: { list, index } };
    const key = `${field.key} ${index}`;
    const form = forms.get(key) ?? entryForm(bench, item);
    forms.set(key, form);
    void form.draw();
    const remove = () => void bench.act({ do: "remove", place: item });
    return h("li", null, form.root, !bench.readOnly && h("button", { type: "button", onclick: remove }, "Remove"));
  };
  const adder = newItem(bench, list, field);
  return h(
    "div",
    { class: "field items", "data-items": field.key },
    h(
      "span",
      { class: "items-name" },
      field.key.replaceAll("_", " "),
      field.needed && h("span", { class: "needed" }, " needed"),
    ),
    h(
      "div",
      null,
      h("small", { class: "meaning" }, plain(field.meaning)),
      h(
        "ol",
        null,
        Array.from({ length: field.items }, (_, index) => one(index)),
      ),
      !bench.readOnly && adder,
    ),
  );
}

function newItem(bench: Bench, list: Place, field: Field): HTMLElement {
  const needed = h("div", { class: "fields" });
  const draw = async () => {
    const answer = await bench.engine.ask({ ask: "form", place: { item: { list, index: field.items } } });
    const fields =
      answer.answer === "form" ? answer.fields.filter((one) => one.needed || FIRST_OF_ITEMS.includes(one.key)) : [];
    needed.replaceChildren(...fields.map((one) => fieldLine(one, false, () => Promise.resolve(true))));
    needed.querySelector<HTMLElement>("[data-key]")?.focus();
  };
  const add = async (event: Event) => {
    event.preventDefault();
    await bench.act({ do: "add-item", list, typed: typedIn(needed) });
  };
  const box = h(
    "details",
    { class: "adder", ontoggle: () => box.open && void draw() },
    h("summary", null, "Add one"),
    h("form", { class: "entry-form", onsubmit: add }, needed, h("button", { type: "submit" }, "Add")),
  );
  return box;
}

/** Keys that are asked of a new item although it can be without them. */
const FIRST_OF_ITEMS = ["priority", "text", "stance"];

/** What was typed in the lines of a form, by key. */
export function typedIn(lines: HTMLElement): Record<string, string> {
  const inputs = [...lines.querySelectorAll<HTMLInputElement>("[data-key]")];
  return Object.fromEntries(
    inputs.filter(({ value }) => value.trim()).map((input) => [input.dataset["key"] ?? "", input.value]),
  );
}

/** One key: its name, its value, and what it is for. */
export function fieldLine(
  field: Field,
  readOnly: boolean,
  write: (key: string, words: string) => Promise<boolean>,
): HTMLElement {
  const id = `field-${(count += 1)}`;
  const told = h("small", { class: "meaning", id: `${id}-told` }, plain(field.meaning));
  const input = inputOf(field, id);
  input.dataset["key"] = field.key;
  const written = field.value ?? "";
  const change = async () => {
    if (input.value === written) return;
    // What is refused stays to be mended, and is marked.
    input.setAttribute("aria-invalid", String(!(await write(field.key, input.value))));
  };
  input.addEventListener("change", () => void change());
  input.disabled = readOnly;
  return h(
    "div",
    { class: "field" },
    h(
      "label",
      { for: id },
      field.key.replaceAll("_", " ").replace(".", " · "),
      field.needed && h("span", { class: "needed" }, " needed"),
    ),
    input,
    choicesOf(field, id),
    told,
  );
}

/** Keys whose names are parts of a sentence, such as `council agrees and not war`. */
const FORMULAS = ["needs", "holds", "always", "never", "when"];

function inputOf(field: Field, id: string): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  const value = field.value ?? "";
  const isWord =
    field.takes === "text" &&
    !FORMULAS.includes(field.key) &&
    field.choices.length > 0 &&
    (value === "" || field.choices.some(({ text }) => text === value));
  const about = { id, "aria-describedby": `${id}-told` };
  if (field.takes === "flag" || isWord) {
    const words = field.takes === "flag" ? ["yes", "no"] : field.choices.map(({ text }) => text);
    const select = h(
      "select",
      about,
      h("option", { value: "" }, "—"),
      words.map((word) => h("option", { value: word }, word)),
    );
    select.value = value;
    return select;
  }
  const isLong = value.length > 60 || field.takes === "table";
  if (isLong)
    return h("textarea", { ...about, rows: Math.min(6, Math.ceil(value.length / 60) + 1), value, spellcheck: false });
  return h("input", {
    ...about,
    type: "text",
    value,
    list: field.choices.length > 0 ? `${id}-choices` : null,
    autocomplete: "off",
  });
}

/** The names that it could be, beside the field: a press adds one to a list. */
function choicesOf(field: Field, id: string): HTMLElement | null {
  if (field.takes !== "list" || field.choices.length === 0) {
    const offered = h(
      "datalist",
      { id: `${id}-choices` },
      field.choices.map(({ text, detail }) => h("option", { value: text }, detail)),
    );
    return field.choices.length > 0 ? offered : null;
  }
  const add = (event: Event) => {
    const select = event.currentTarget as HTMLSelectElement;
    const input = document.getElementById(id) as HTMLInputElement;
    const parts = input.value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part && part !== select.value);
    input.value = [...parts, select.value].join(", ");
    input.dispatchEvent(new Event("change"));
  };
  const names = field.choices.map(({ text, detail }) =>
    h("option", { value: text }, detail.includes(": ") ? detail.slice(detail.indexOf(": ") + 2) : text),
  );
  return h(
    "select",
    { class: "add", "aria-label": `Add to ${field.key.replaceAll("_", " ")}`, onchange: add },
    h("option", { value: "" }, "Add …"),
    names,
  );
}

/** A meaning without the marks of code. */
function plain(meaning: string): string {
  return meaning.replaceAll("`", "").replace(/\s+/g, " ");
}
