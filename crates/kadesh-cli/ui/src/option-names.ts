// The options of a new issue: a field for each, the first one as it is now. Enter goes to the next; a list that is pasted is split.

import { h } from "./dom";
import { namesIn } from "./gestures";

export interface OptionNames {
  root: HTMLElement;
  /** The names that were typed. */
  names(): string[];
  clear(): void;
  focus(): void;
}

/** An issue has at least so many options. */
const LEAST = 2;

/** `done` is told when Enter is pressed in an empty field behind enough others. */
export function optionNames(done: () => void): OptionNames {
  const list = h("ol", { class: "option-names" });
  const another = h("button", { type: "button", class: "link", onclick: () => add().focus() }, "Add another option");
  const root = h("div", { role: "group", "aria-label": "Options of the new issue" }, list, another);

  const fields = () => [...list.querySelectorAll("input")];
  const names = () => fields().flatMap(({ value }) => value.trim() || []);

  function add(): HTMLInputElement {
    const place = list.childElementCount;
    const field = h("input", {
      type: "text",
      "aria-label": place === 0 ? "Option 1, as it is now" : `Option ${place + 1}`,
      placeholder: place === 0 ? "as it is now" : "another",
      autocomplete: "off",
      onkeydown: (event: KeyboardEvent) => enter(event, place),
      onpaste: (event: ClipboardEvent) => paste(event, place),
    });
    list.append(h("li", null, field));
    return field;
  }

  function enter(event: KeyboardEvent, place: number): void {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const own = fields()[place];
    if (own?.value.trim()) (fields()[place + 1] ?? add()).focus();
    else if (names().length >= LEAST) done();
  }

  /** Each name of the list goes into a field of its own, from this one on. */
  function paste(event: ClipboardEvent, place: number): void {
    const pasted = namesIn(event.clipboardData?.getData("text/plain") ?? "");
    if (pasted.length < 2) return;
    event.preventDefault();
    pasted.forEach((name, step) => ((fields()[place + step] ?? add()).value = name));
    fields()[place + pasted.length - 1]?.focus();
  }

  function clear(): void {
    list.replaceChildren();
    for (let count = 0; count < LEAST; count += 1) add();
  }

  clear();
  return { root, names, clear, focus: () => fields()[0]?.focus() };
}
