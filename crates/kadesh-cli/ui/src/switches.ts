// What can be switched in how a case is looked at: seats that a red line asks for, and the day up to which something is on record.

import type { Bench } from "./bench";
import { DAY, dayField } from "./dates";
import { h } from "./dom";
import type { Trial } from "./messages";

/** What can be tried; nothing where the case has faults. */
export async function trials(bench: Bench): Promise<Trial[]> {
  const answer = await bench.engine.ask({ ask: "tries" });
  return answer.answer === "tries" ? answer.tries : [];
}

/** A box for each seat that can be tried. Those that were ticked stay so. */
export async function seatBoxes(bench: Bench, within: HTMLElement, changed: () => void): Promise<void> {
  const seats = (await trials(bench)).filter(({ kind }) => kind === "seat");
  const ticked = new Set([...within.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value));
  const keys = [...within.querySelectorAll("input")].map(({ value }) => value);
  if (keys.join("\n") === seats.map(({ key }) => key).join("\n")) return;
  within.replaceChildren(
    ...seats.map(({ key, words }) =>
      h(
        "label",
        null,
        h("input", {
          type: "checkbox",
          value: key,
          checked: ticked.has(key),
          "data-words": `a seat for ${words}`,
          onchange: changed,
        }),
        ` A seat for ${words}`,
      ),
    ),
  );
}

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
