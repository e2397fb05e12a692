// A slider for each lever: left open or as the case has it until it is moved.

import type { Bench } from "./bench";
import { h } from "./dom";
import type { Trial, Try } from "./messages";
import { trials } from "./switches";

export interface Levers {
  root: HTMLElement;
  /** Asks which levers there are; those that were moved stay where they are. */
  offer(bench: Bench): Promise<void>;
  changes(): Try[];
  inWords(): string[];
  isEmpty(): boolean;
  reset(): void;
}

interface Slider {
  trial: Trial;
  root: HTMLElement;
  moved(): string | null;
  reset(): void;
}

/** `moving` is told while one is moved, `moved` once it is let go. */
export function levers(moving: () => void, moved: () => void): Levers {
  const root = h("div", { class: "levers" });
  let sliders: Slider[] = [];
  return {
    root,
    async offer(bench) {
      const offered = (await trials(bench)).filter(({ kind }) => kind === "lever");
      const known = new Map(sliders.map((slider) => [JSON.stringify(slider.trial), slider]));
      const next = offered.map((trial) => known.get(JSON.stringify(trial)) ?? slider(trial, moving, moved));
      if (next.some((one, place) => one !== sliders[place]) || next.length !== sliders.length) {
        root.replaceChildren(...next.map((one) => one.root));
      }
      sliders = next;
    },
    changes: () =>
      sliders.flatMap(({ trial, moved }) => (moved() === null ? [] : [{ key: trial.key, value: moved() as string }])),
    inWords: () => sliders.flatMap(({ trial, moved }) => (moved() === null ? [] : [`${trial.words} at ${moved()}`])),
    isEmpty: () => sliders.length === 0,
    reset: () => sliders.forEach((one) => one.reset()),
  };
}

function slider(trial: Trial, moving: () => void, moved: () => void): Slider {
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
    reset,
  };
}
