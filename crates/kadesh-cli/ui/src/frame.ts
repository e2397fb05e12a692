// What stays around the screens: the rail with their names, the question on top, the bar with what the case rests on.

import type { ScreenName } from "./bench";
import { h, worded } from "./dom";

export interface Frame {
  root: HTMLElement;
  /** Where bars about the files are shown, above the screen. */
  notices: HTMLElement;
  /** Where it is told what is to be mended. */
  faults: HTMLElement;
  /** Where it is told that changes are proposed. */
  proposed: HTMLElement;
  /** The bar at the bottom. */
  bar: HTMLElement;
  /** Shows the root of a screen and marks its name. */
  show(name: ScreenName, screen: HTMLElement): void;
  /** Where the name of a screen leads: to what is open there. */
  address(name: ScreenName): string;
  keep(name: ScreenName, address: string): void;
  heading(title: string, question: string): void;
  counts(counts: Map<ScreenName, Count>): void;
  evidence(words: string): void;
  saving(words: string, isTrouble: boolean): void;
  history(canUndo: boolean, canRedo: boolean): void;
  say(words: string): void;
}

/** What is to be mended on a screen, what it has nothing of yet, and how many changes are proposed there. */
export interface Count {
  faults: number;
  missing: string[];
  proposed: number;
}

/** With the names of its screens, in their order. */
export function frameOf(screens: [ScreenName, string][], undo: () => void, redo: () => void): Frame {
  const title = h("h1", { class: "case-title" });
  const question = h("p", { class: "case-question" });
  const back = h("button", { type: "button", onclick: undo, title: "Ctrl+Z" }, "Undo");
  const again = h("button", { type: "button", onclick: redo, title: "Ctrl+Shift+Z" }, "Redo");
  const names = new Map(screens.map(([name, words], index) => [name, nameOf(name, words, index + 1)]));
  const notices = h("div", { class: "notices" });
  const faults = h("div", null);
  const proposed = h("div", null);
  const main = h("main", { id: "screen", tabIndex: -1 });
  const evidence = h("p", { class: "evidence" });
  const saving = h("p", { class: "saving", role: "status" });
  const status = h("p", { class: "status", role: "status" });
  const bar = h("footer", { class: "bench-bar" }, status, evidence, saving);
  const root = h(
    "div",
    { class: "bench" },
    h("a", { class: "skip", href: "#screen", onclick: (event: Event) => skip(event, main) }, "To the screen"),
    h(
      "nav",
      { class: "bench-rail", "aria-label": "Screens" },
      h(
        "ul",
        null,
        [...names.values()].map(({ item }) => item),
      ),
    ),
    h(
      "div",
      { class: "bench-top", role: "banner" },
      h("div", { class: "heading" }, title, question),
      h("div", { class: "history" }, back, again),
    ),
    h("div", { class: "bench-middle" }, notices, faults, proposed, main),
    bar,
  );
  return {
    root,
    notices,
    faults,
    proposed,
    bar,
    show(name, screen) {
      for (const [other, { link }] of names) {
        if (other === name) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
      if (main.firstElementChild === screen) return;
      main.replaceChildren(screen);
      // Where the rail is a row, it may be wider than the window.
      names.get(name)?.link.scrollIntoView({ block: "nearest", inline: "nearest" });
    },
    address: (name) => names.get(name)?.link.hash || `#${name}`,
    keep(name, address) {
      const link = names.get(name)?.link;
      if (link) link.href = address;
    },
    heading(words, asked) {
      title.textContent = words;
      question.textContent = asked;
      document.title = words || "Kadesh";
    },
    counts(counts) {
      for (const [name, entry] of names) tellCount(entry, counts.get(name));
    },
    evidence(words) {
      evidence.textContent = words;
      evidence.title = words;
    },
    saving(words, isTrouble) {
      saving.replaceChildren(...worded(words));
      saving.classList.toggle("trouble", isTrouble);
    },
    history(canUndo, canRedo) {
      back.disabled = !canUndo;
      again.disabled = !canRedo;
    },
    say(words) {
      status.replaceChildren(...worded(words));
    },
  };
}

/** That so many changes are proposed. */
export const areProposed = (count: number): string =>
  count === 1 ? "one change is proposed" : `${count} changes are proposed`;

function nameOf(name: ScreenName, words: string, place: number) {
  const badge = h("span", { class: "count", "aria-hidden": "true", hidden: true });
  const waiting = h("span", { class: "count proposed", "aria-hidden": "true", hidden: true });
  const told = h("span", { class: "heard" });
  const link = h("a", { href: `#${name}`, title: `Alt+${place}` }, words, waiting, badge, told);
  return { link, badge, waiting, told, item: h("li", null, link) };
}

/** A number to see, and words to hear. What is proposed is no fault: it has a number of its own, with its word. */
function tellCount({ badge, waiting, told }: ReturnType<typeof nameOf>, count: Count | undefined): void {
  const { faults = 0, missing = [], proposed = 0 } = count ?? {};
  const words = [
    faults > 0 && (faults === 1 ? "one fault" : `${faults} faults`),
    missing.length > 0 && `nothing yet of: ${missing.join(", ")}`,
  ].filter(Boolean);
  badge.hidden = words.length === 0;
  badge.classList.toggle("wrong", faults > 0);
  badge.textContent = String(faults || missing.length);
  badge.title = words.join("; ");
  waiting.hidden = proposed === 0;
  waiting.textContent = `${proposed} proposed`;
  const heard = proposed > 0 ? [areProposed(proposed), ...words] : words;
  told.textContent = heard.length > 0 ? ` (${heard.join("; ")})` : "";
}

function skip(event: Event, main: HTMLElement): void {
  event.preventDefault();
  main.focus();
}
