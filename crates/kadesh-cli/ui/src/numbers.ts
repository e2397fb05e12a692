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
  const levers = group("Levers");
  const walkAways = group("What no deal is worth, before any lever");
  const root = h("div", { class: "numbers" }, levers.root, walkAways.root);
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
        levers.show(of("lever"));
        walkAways.show(of("walk-away"));
      }
      all = next;
    },
    changes: () =>
      all.flatMap(({ trial, moved }) => (moved() === null ? [] : [{ key: trial.key, value: moved() as string }])),
    inWords: () => all.flatMap((number) => (number.moved() === null ? [] : [number.inWords()])),
    reset: () => all.forEach((number) => number.reset()),
  };
}

/** Numbers of one kind below their title. */
function group(title: string): { root: HTMLElement; show(numbers: HTMLElement[]): void } {
  const own = h("div", { class: "levers" });
  const root = h("div", { role: "group", "aria-label": title }, h("p", { class: "group-name" }, title), own);
  return {
    root,
    show(numbers) {
      root.hidden = numbers.length === 0;
      own.replaceChildren(...numbers);
    },
  };
}

function slider(trial: Trial, moving: () => void, moved: () => void): Numbered {
  const { key, words, low, high, now } = trial;
  const id = `try-${key}`;
  let isMoved = false;
  const reads = h("span", { class: "reads" });
  const input = h("input", { type: "range", id, oninput: move, onchange: moved });
  Object.assign(input, { min: low, max: high, step: (high - low) / 100 || 0.01 });

  function tell(): void {
    reads.textContent = isMoved ? input.value : now === null ? "left open" : spoken(now);
    input.setAttribute("aria-valuetext", reads.textContent);
    input.classList.toggle("still", !isMoved);
  }

  function move(): void {
    isMoved = input.value !== now;
    tell();
    moving();
  }

  function reset(): void {
    isMoved = false;
    input.value = String(middle(now) ?? (low + high) / 2);
    tell();
  }

  reset();
  return {
    trial,
    root: h("div", { class: "lever" }, h("label", { for: id }, words), reads, input),
    moved: () => (isMoved ? input.value : null),
    inWords: () => `${words} at ${input.value}`,
    reset,
  };
}

function range(trial: Trial, moving: () => void, moved: () => void): Numbered {
  const { words, high, now } = trial;
  let value: string | null = null;
  const reads = h("span", { class: "reads" });
  const own = strip(
    (to) => take(to, moved),
    (to) => take(to, moving),
    (to) => take(to, moved),
  );
  const root = h("div", { class: "lever" }, h("span", null, words), reads, own.root);

  function take(to: string, told: () => void): void {
    value = to === (now ?? "") ? null : to;
    tell();
    told();
  }

  function tell(): void {
    reads.textContent = spoken(value ?? now);
    root.classList.toggle("still", value === null);
  }

  function reset(): void {
    value = null;
    show();
  }

  function show(): void {
    const label = `what no deal is worth to ${words}`;
    own.show({ label, written: now, most: high, readOnly: false, isAlone: true });
    tell();
  }

  show();
  return { trial, root, moved: () => value, inWords: () => `no deal worth ${spoken(value)} to ${words}`, reset };
}

/** A number as it is written, with the mark that a range has in print. */
const spoken = (written: string | null): string => written?.replaceAll("..", "–") ?? "not known";

/** Halfway through what is written. */
function middle(written: string | null): number | null {
  const parts = written?.split("..").map(Number) ?? [];
  const [low, high] = [parts[0], parts.at(-1)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
