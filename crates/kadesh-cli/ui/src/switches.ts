// What can be switched in how a case is looked at: seats that a red line asks for, rival descriptions and lenses, assumptions; and
// the day up to which something is on record.

import type { Bench } from "./bench";
import { DAY, dayField } from "./dates";
import { h } from "./dom";
import type { Trial } from "./messages";

/** What can be tried; nothing where the case has faults. */
export async function trials(bench: Bench): Promise<Trial[]> {
  const answer = await bench.engine.ask({ ask: "tries" });
  return answer.answer === "tries" ? answer.tries : [];
}

/** What can be switched: the heading of each kind, and what a box that is ticked says. */
const KINDS: [Trial["kind"], string, (words: string) => string][] = [
  ["seat", "", (words) => `A seat for ${words}`],
  ["framing", "As somebody describes it", (words) => words],
  ["hypothesis", "Rival lenses", (words) => words],
  ["assumption", "Without the assumption that", (words) => words],
];

/** A box for each switch, those of a kind together. Those that were ticked stay so. */
export function switches(within: HTMLElement, trials: Trial[], changed: () => void): void {
  const boxes = new Map(boxesIn(within).map((box) => [box.value, box]));
  const offered = trials.filter(({ kind }) => KINDS.some(([known]) => known === kind));
  const looks = JSON.stringify(offered.map(({ key, words }) => [key, words]));
  if (shown.get(within) === looks) return;
  shown.set(within, looks);
  const box = ({ key, words }: Trial, told: (words: string) => string) =>
    h(
      "label",
      null,
      h("input", { type: "checkbox", value: key, checked: boxes.get(key)?.checked ?? false, onchange: changed }),
      h("span", null, told(words)),
    );
  within.replaceChildren(
    ...KINDS.flatMap(([kind, title, told]): HTMLElement[] => {
      const own = offered.filter((trial) => trial.kind === kind).map((trial) => box(trial, told));
      if (own.length === 0 || !title) return own;
      return [h("div", { role: "group", "aria-label": title }, h("p", { class: "group-name" }, title), ...own)];
    }),
  );
}

/** The switches that each element shows. */
const shown = new WeakMap<HTMLElement, string>();

/** The boxes of what can be switched. */
export const boxesIn = (within: HTMLElement) => [...within.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];

/** The last day that is on record; empty: as the case has it. `first` is what it begins with. */
export function asOfField(
  bench: Bench,
  changed: () => void,
  first: string | null = null,
): { root: HTMLElement; value(): string | null } {
  const field = h("input", {
    type: "text",
    size: 12,
    placeholder: DAY,
    value: first,
    autocomplete: "off",
    spellcheck: false,
  });
  let last = first;
  dayField(bench, field, (day) => {
    last = day || null;
    changed();
  });
  return { root: h("label", null, "On record up to ", field), value: () => last };
}
