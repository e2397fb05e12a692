// A field that offers names while one types: arrows and Enter choose, Escape closes, and a name that is not there can be new.

import { h } from "./dom";

export interface Choice {
  id: string;
  words: string;
  /** A few words more, such as the party that a person speaks for. */
  hint?: string;
}

export interface PickOptions {
  label: string;
  choices: Choice[];
  /** Told the ids that are picked now, in the order of picking: without `multiple`, one or none. */
  onPick(picked: string[]): void;
  /** Told a text that is none of the choices, where that may be. */
  allowNew?(text: string): void;
  multiple?: boolean;
  /** What is picked at first. */
  picked?: string[];
  placeholder?: string;
}

export interface Pick {
  root: HTMLElement;
  field: HTMLInputElement;
  picked(): string[];
  /** Picks these without telling. */
  set(ids: string[]): void;
  /** Other choices from now on. */
  offer(choices: Choice[]): void;
}

/** A line of the list that is open: a choice, or the text that would be new. */
type Line = { choice: Choice } | { text: string };

let count = 0;

export function pick(options: PickOptions): Pick {
  const id = `pick-${(count += 1)}`;
  let { choices } = options;
  let picked = [...(options.picked ?? [])];
  let lines: Line[] = [];
  let active = -1;

  const list = h("ul", { role: "listbox", id: `${id}-list`, "aria-label": options.label, hidden: true });
  const chips = h("span", { class: "chips" });
  const field = h("input", {
    id,
    type: "text",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    autocomplete: "off",
    spellcheck: false,
    placeholder: options.placeholder ?? "",
    oninput: open,
    onfocus: () => field.select(),
    onclick: open,
    onkeydown: key,
    onblur: leave,
  });
  const root = h(
    "div",
    { class: "pick" },
    h("label", { for: id }, options.label),
    h("span", { class: "pick-box" }, chips, field, list),
  );

  function wordsOf(one: string): string {
    return choices.find((choice) => choice.id === one)?.words ?? one;
  }

  /** Shows what is picked: as chips where there may be several, else in the field. */
  function settle(): void {
    if (!options.multiple) {
      field.value = picked[0] === undefined ? "" : wordsOf(picked[0]);
      return;
    }
    field.value = "";
    chips.replaceChildren(
      ...picked.map((one) =>
        h(
          "button",
          { type: "button", class: "chip", "aria-label": `Take out ${wordsOf(one)}`, onclick: () => takeOut(one) },
          wordsOf(one),
          " ×",
        ),
      ),
    );
  }

  /** Shows what is picked now; what is just being typed stays. */
  function renew(): void {
    const typed = document.activeElement === field ? field.value : "";
    settle();
    if (options.multiple && typed) field.value = typed;
  }

  function takeOut(one: string): void {
    picked = picked.filter((other) => other !== one);
    settle();
    options.onPick([...picked]);
    field.focus();
  }

  function open(): void {
    const typed = field.value.trim();
    // What is picked already does not narrow the list down when the field is entered.
    const sought = !options.multiple && picked[0] !== undefined && typed === wordsOf(picked[0]) ? "" : typed;
    const free = options.multiple ? choices.filter((choice) => !picked.includes(choice.id)) : choices;
    lines = matching(free, sought).map((choice) => ({ choice }));
    const isKnown = choices.some(({ words }) => words.toLowerCase() === typed.toLowerCase());
    if (options.allowNew && typed && !isKnown) lines.push({ text: typed });
    active = sought && lines.length > 0 ? 0 : -1;
    draw();
  }

  function draw(): void {
    const isOpen = lines.length > 0;
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    list.replaceChildren(
      ...lines.map((line, place) => lineOf(line, `${id}-${place}`, place === active, () => take(line))),
    );
    if (isOpen && active >= 0) {
      field.setAttribute("aria-activedescendant", `${id}-${active}`);
      list.children[active]?.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function close(): void {
    lines = [];
    active = -1;
    draw();
  }

  function take(line: Line): void {
    close();
    if ("text" in line) {
      field.value = options.multiple ? "" : line.text;
      options.allowNew?.(line.text);
      return;
    }
    picked = options.multiple ? [...picked, line.choice.id] : [line.choice.id];
    settle();
    options.onPick([...picked]);
  }

  function key(event: KeyboardEvent): void {
    const isOpen = lines.length > 0;
    const line = lines[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      active = active < 0 && step < 0 ? lines.length - 1 : (active + step + lines.length) % Math.max(lines.length, 1);
      draw();
    } else if (event.key === "Enter" && isOpen && line) take(line);
    else if (event.key === "Escape" && isOpen) {
      close();
      settle();
    } else if (event.key === "Backspace" && options.multiple && !field.value && picked.length > 0)
      takeOut(picked[picked.length - 1] as string);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** An empty field means that nothing is picked; words that were not taken are dropped. */
  function leave(): void {
    close();
    if (!options.multiple && !field.value.trim() && picked.length > 0) {
      picked = [];
      options.onPick([]);
    }
    settle();
  }

  settle();
  return {
    root,
    field,
    picked: () => [...picked],
    set(ids) {
      picked = [...ids];
      renew();
    },
    offer(others) {
      choices = others;
      renew();
    },
  };
}

/** The choices that have what was typed: first those with a word that begins so. */
function matching(choices: Choice[], typed: string): Choice[] {
  const sought = typed.toLowerCase();
  const rank = ({ id, words, hint = "" }: Choice) => {
    const own = words.toLowerCase();
    if (own.startsWith(sought)) return 0;
    if (own.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(sought))) return 1;
    return own.includes(sought) || id.toLowerCase().includes(sought) || hint.toLowerCase().includes(sought) ? 2 : 3;
  };
  const ranked = choices.map((choice) => ({ choice, rank: rank(choice) }));
  return ranked
    .filter((one) => one.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map(({ choice }) => choice);
}

function lineOf(line: Line, id: string, isActive: boolean, take: () => void): HTMLElement {
  const words =
    "text" in line
      ? [`new: ${line.text}`]
      : [line.choice.words, line.choice.hint && h("small", null, line.choice.hint)];
  const item = h("li", { role: "option", id, "aria-selected": String(isActive) }, ...words);
  // The field keeps the focus while the mouse chooses.
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", take);
  return item;
}
