// The numbers that can be tried: a slider for each lever, a strip for what no deal is worth to each party. Each is left open or as
// the case has it until it is moved.

import { h } from "./dom";
import type { Trial, Try } from "./messages";
import { strip } from "./strip";

export interface Numbers {
  root: HTMLElement;
  /** Those that were moved stay where they are. */
  offer(trials: Trial[]): void;
  changes(): Try[];
  inWords(): string[];
  isEmpty(): boolean;
  reset(): void;
}

interface Numbered {
  trial: Trial;
  root: HTMLElement;
  /** What it was moved to; null: it was not. */
  moved(): string | null;
  inWords(): string;
  reset(): void;
}

/** `moving` is told while one is moved, `moved` once it is let go. */
export function numbers(moving: () => void, moved: () => void): Numbers {
  const levers = h("div", { class: "levers" });
  const walkAways = h("div", { class: "levers" });
  const root = h("div", { class: "numbers" }, levers, walkAways);
  let all: Numbered[] = [];
  const one = (trial: Trial) => (trial.kind === "lever" ? slider(trial, moving, moved) : range(trial, moving, moved));
  return {
    root,
    offer(trials) {
      const offered = trials.filter(({ kind }) => kind === "lever" || kind === "walk-away");
      const known = new Map(all.map((number) => [JSON.stringify(number.trial), number]));
      const next = offered.map((trial) => known.get(JSON.stringify(trial)) ?? one(trial));
      if (next.some((number, place) => number !== all[place]) || next.length !== all.length) {
        const of = (kind: string) => next.filter(({ trial }) => trial.kind === kind).map(({ root }) => root);
        levers.replaceChildren(...of("lever"));
        walkAways.replaceChildren(...titled("What no deal is worth, before any lever", of("walk-away")));
      }
      all = next;
    },
    changes: () =>
      all.flatMap(({ trial, moved }) => (moved() === null ? [] : [{ key: trial.key, value: moved() as string }])),
    inWords: () => all.flatMap((number) => (number.moved() === null ? [] : [number.inWords()])),
    isEmpty: () => all.length === 0,
    reset: () => all.forEach((number) => number.reset()),
  };
}

function titled(title: string, roots: HTMLElement[]): HTMLElement[] {
  return roots.length === 0 ? [] : [h("p", { class: "group-name" }, title), ...roots];
}

function slider(trial: Trial, moving: () => void, moved: () => void): Numbered {
  const { key, words, low, high, now } = trial;
  const id = `try-${key}`;
  let isMoved = false;
  const output = h("output", { for: id });
  const input = h("input", { type: "range", id, oninput: move, onchange: moved });
  Object.assign(input, { min: low, max: high, step: (high - low) / 100 || 0.01 });

  function tell(): void {
    output.textContent = isMoved ? input.value : (now ?? "left open");
    input.setAttribute("aria-valuetext", output.textContent);
    input.classList.toggle("still", !isMoved);
  }

  function move(): void {
    isMoved = true;
    tell();
    moving();
  }

  function reset(): void {
    isMoved = false;
    input.value = String((low + high) / 2);
    tell();
  }

  reset();
  return {
    trial,
    root: h("div", { class: "lever" }, h("label", { for: id }, words), output, input),
    moved: () => (isMoved ? input.value : null),
    inWords: () => `${words} at ${input.value}`,
    reset,
  };
}

function range(trial: Trial, moving: () => void, moved: () => void): Numbered {
  const { words, high, now } = trial;
  let value: string | null = null;
  const output = h("output", null);
  const own = strip(
    (to) => take(to, moved),
    (to) => take(to, moving),
  );
  const root = h("div", { class: "lever" }, h("span", null, words), output, own.root);

  function take(to: string, told: () => void): void {
    value = to;
    tell();
    told();
  }

  function tell(): void {
    output.textContent = spoken(value ?? now);
    root.classList.toggle("still", value === null);
  }

  function reset(): void {
    value = null;
    show();
  }

  function show(): void {
    own.show({ label: `what no deal is worth to ${words}`, written: now, most: high, readOnly: false });
    tell();
  }

  show();
  return { trial, root, moved: () => value, inWords: () => `no deal worth ${spoken(value)} to ${words}`, reset };
}

/** A number as it is written, with the mark that a range has in print. */
const spoken = (written: string | null): string => written?.replaceAll("..", "–") ?? "not known";
