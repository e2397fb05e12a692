// A part of a long screen that can be folded: its title with how much is in it. What was opened or closed stays so for the session.

import { h } from "./dom";

export interface Section {
  root: HTMLElement;
  body: HTMLElement;
  count(known: number): void;
}

/** `opened` is told when the reader opens it. */
export function section(key: string, title: string, told: string, isFirst = false, opened = () => {}): Section {
  const badge = h("span", { class: "how-many" });
  const body = h("div", { class: "kind-body" }, h("p", { class: "quiet" }, told));
  const toggle = () => {
    const isOpen = fold.open;
    if (isOpen === known(key, isFirst)) return;
    sessionStorage.setItem(nameOf(key), String(isOpen));
    if (isOpen) opened();
  };
  const fold = h(
    "details",
    { open: known(key, isFirst), ontoggle: toggle },
    h("summary", null, h("h2", null, title), badge),
    body,
  );
  return {
    root: h("section", { class: "kind" }, fold),
    body,
    count(known) {
      badge.textContent = known === 0 ? "none yet" : String(known);
    },
  };
}

const nameOf = (key: string) => `section ${key}`;

/** Whether it was left open, or is so at first. */
function known(key: string, isFirst: boolean): boolean {
  const left = sessionStorage.getItem(nameOf(key));
  return left === null ? isFirst : left === "true";
}
