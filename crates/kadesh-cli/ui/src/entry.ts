// An entry of the case as a form: a line for each key, with what it is for. What is typed is read by what the key takes.

import { adder } from "./adder";
import { inWords, noAnswer, type Bench } from "./bench";
import { arrange, h } from "./dom";
import { fieldLine, nameOf, neededMark, plain } from "./field";
import { held, keeper, type Kept } from "./held";
import type { Field, Name, Place } from "./messages";
import { writerOf } from "./writer";

export interface EntryForm {
  root: HTMLElement;
  draw(): Promise<void>;
}

/** The form of the entry that `where` gives. Keys in `without` are edited elsewhere; `renamed` is told another id before it is used. */
export function entryForm(
  bench: Bench,
  where: () => Place,
  without: string[] = [],
  renamed: (to: string) => void = () => {},
): EntryForm {
  const id = idLine(bench, where, renamed);
  const fields = h("div", { class: "fields" });
  const summary = h("summary", null);
  const more = h("details", { class: "more", hidden: true }, summary);
  const root = h("div", { class: "entry-form" }, id?.root ?? null, fields, more);
  const writer = writerOf(bench, where);
  let isItems = new Set<string>();
  const lines = keeper((key) => (isItems.has(key) ? itemLines(bench, where, key) : fieldLine(bench, writer.write)));

  async function draw(): Promise<void> {
    try {
      const answer = await bench.now(() => bench.engine.ask({ ask: "form", place: where() }));
      if (answer?.answer === "form") show(answer.fields.filter(isOwn));
      else if (answer?.answer === "refused")
        fields.replaceChildren(h("p", { class: "quiet" }, inWords(answer.because)));
    } catch (error) {
      bench.say(noAnswer(error));
    }
  }

  const isOwn = ({ key }: Field) => !without.some((own) => key === own || key.startsWith(`${own}.`));

  /** First what is filled in or needed; the rest is folded. What is being worked on stays where it is. */
  function show(all: Field[]): void {
    id?.show();
    writer.know(all);
    isItems = new Set(all.filter(({ takes }) => takes === "items").map(({ key }) => key));
    const sorted = [...all].sort(inOrder);
    const drawn = lines.show(sorted.map((field) => [field.key, field]));
    const isFirst = (line: HTMLElement, place: number) =>
      fields.contains(line) || (!(more.open && more.contains(line)) && comesFirst(sorted[place] as Field, all.length));
    const first = drawn.filter(isFirst);
    const rest = drawn.filter((line) => !first.includes(line));
    arrange(fields, first);
    arrange(more, [summary, ...rest]);
    summary.textContent = `${rest.length} more that it can have`;
    more.hidden = rest.length === 0;
  }

  return { root, draw };
}

/** Forms of so few keys show them all. */
const FEW = 6;

const comesFirst = ({ needed, value, key }: Field, all: number) =>
  all <= FEW || needed || value !== null || FIRST.includes(key);

/** The id of an entry, under which the file has it: another one is given everywhere. */
function idLine(
  bench: Bench,
  where: () => Place,
  renamed: (to: string) => void,
): { root: HTMLElement; show(): void } | null {
  const name = (): Name | null => {
    const place = where();
    return "named" in place ? place.named : null;
  };
  if (!name() || bench.readOnly) return null;
  const input = h("input", {
    type: "text",
    value: name()?.id,
    "aria-label": "id",
    spellcheck: false,
    autocomplete: "off",
  });
  const value = held(input, (words) => {
    const to = words.trim();
    return bench.act(
      () => ({ do: "rename", name: name() as Name, to }),
      () => renamed(to),
    );
  });
  return {
    root: h(
      "div",
      { class: "field" },
      h("span", { class: "items-name" }, "id"),
      input,
      h("small", { class: "meaning" }, "The word that other entries refer to it by; it is changed everywhere."),
    ),
    show: () => value.show(name()?.id ?? ""),
  };
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
  "author",
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

/** Keys that are asked of a new item although it can be without them. */
const FIRST_OF_ITEMS = ["priority", "text", "stance"];

/** Entries without a name: each is a form of its own, and one more can be added. */
function itemLines(bench: Bench, owner: () => Place, key: string): Kept<Field> {
  const list = (): Place => ({ in: { entry: owner(), key } });
  let items: { root: HTMLElement; form: EntryForm }[] = [];
  const name = h("span", { class: "items-name" });
  const meaning = h("small", { class: "meaning" });
  const lines = h("ol", null);
  const fresh = adder(bench, {
    words: "Add one",
    isRow: true,
    where: () => ({ item: { list: list(), index: items.length } }),
    asks: (field) => field.needed || FIRST_OF_ITEMS.includes(field.key),
    add: (typed) => bench.act(() => ({ do: "add-item", list: list(), typed })),
  });
  const root = h(
    "div",
    { class: "field items", "data-items": key },
    name,
    h("div", null, meaning, lines, !bench.readOnly && fresh),
  );

  function item(): { root: HTMLElement; form: EntryForm } {
    const root = h("li", null);
    const where = (): Place => ({ item: { list: list(), index: items.findIndex((one) => one.root === root) } });
    const form = entryForm(bench, where);
    const gone = () => (items = items.filter((one) => one.root !== root));
    const remove = () => void bench.act(() => ({ do: "remove", place: where() }), gone);
    root.append(form.root);
    if (!bench.readOnly) root.append(h("button", { type: "button", onclick: remove }, "Remove"));
    return { root, form };
  }

  function show(field: Field): void {
    name.replaceChildren(nameOf(key), ...neededMark(field));
    meaning.textContent = plain(field.meaning);
    items = Array.from({ length: field.items }, (_, index) => items[index] ?? item());
    arrange(
      lines,
      items.map(({ root }) => root),
    );
    for (const { form } of items) void form.draw();
  }

  return { root, show };
}
