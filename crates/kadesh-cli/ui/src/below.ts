// What opens below the grid of a case: a title, a button that takes away what it is of, one that closes it, and what is in it.

import type { Bench } from "./bench";
import { h } from "./dom";
import { removed } from "./gestures";
import type { Place } from "./messages";
import type { Sheet } from "./sheet";

export interface Opened {
  root: HTMLElement;
  draw(sheet: Sheet): Promise<void>;
}

/** `where` gives what can be taken away; none: it stays. Escape closes it too. */
export function frameBelow(
  bench: Bench,
  where: (() => Place) | null,
  close: () => void,
  ...content: HTMLElement[]
): { root: HTMLElement; title: HTMLElement } {
  const title = h("h2", { tabIndex: -1 });
  const remove = async () => {
    if (where && (await removed(bench, where(), title.textContent ?? ""))) close();
  };
  const root = h(
    "section",
    { class: "cell-editor", onkeydown: (event: KeyboardEvent) => event.key === "Escape" && close() },
    h(
      "div",
      { class: "cell-head" },
      title,
      where && !bench.readOnly && h("button", { type: "button", onclick: () => void remove() }, "Remove"),
      h("button", { type: "button", onclick: close }, "Close"),
    ),
    ...content,
  );
  return { root, title };
}
