// A card for what somebody proposes: what it would do, in words, why, and what stands in its way. A person accepts, edits or
// rejects it.

import { inWords, type Bench } from "./bench";
import { h, worded } from "./dom";
import type { Kept } from "./held";
import { keySign, markLetters } from "./keys";
import type { Proposed } from "./messages";

interface Told {
  /** Shows the words that it marks. */
  found(): void;
  accept(): void;
  edit(): void;
  /** False: it was refused. */
  reject(because: string): Promise<boolean>;
  next(): void;
  /** Goes to another one. */
  other(id: string): void;
}

export function proposalCard(bench: Bench, id: string, told: Told): Kept<Proposed> {
  const about = h("div", null);
  const accept = does("Accept", "a", told.accept);
  const edit = does("Edit", "e", told.edit);
  const reject = does("Reject", "r", ask);
  const next = does("Next", "n", told.next);
  const because = h("input", { type: "text", autocomplete: "off" });
  const reason = h(
    "form",
    { class: "reason", hidden: true, onsubmit: (event: Event) => void submit(event), onkeydown: leave },
    h("label", null, "Why not (may stay empty)", because),
    h(
      "div",
      { class: "row" },
      h("button", { type: "submit" }, "Reject it"),
      h("button", { type: "button", onclick: giveUp }, "Cancel"),
    ),
  );
  const root = h("article", { class: "card proposed", tabIndex: -1, "data-proposal": id }, about);
  root.append(h("p", { class: "card-does" }, accept, edit, reject, next), reason);
  markLetters(root);
  let drawn = "";

  function ask(): void {
    reason.hidden = false;
    because.focus();
  }

  function giveUp(): void {
    reason.hidden = true;
    because.value = "";
    root.focus();
  }

  function leave(event: KeyboardEvent): void {
    if (event.key === "Escape") giveUp();
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (await told.reject(because.value.trim())) giveUp();
  }

  function show(now: Proposed): void {
    for (const button of [accept, edit, reject]) button.hidden = bench.readOnly;
    accept.disabled = whyNotYet(now) !== null;
    edit.hidden ||= sayIn(now) === null;
    const looks = JSON.stringify(now);
    if (looks === drawn) return;
    drawn = looks;
    root.setAttribute("aria-label", labelOf(now));
    about.replaceChildren(...aboutIt(now, told));
  }

  return { root, show };
}

/** A button with the key that does the same. */
function does(words: string, key: string, go: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: "link", onclick: go }, words, keySign(key));
}

/** Why it cannot be accepted now; none: it can. */
export function whyNotYet({ id, after, trouble }: Proposed): string | null {
  if (trouble) return `\`${id}\` cannot be accepted as the case is now: ${inWords(trouble)}`;
  if (after.length > 0) return `\`${id}\` rests on ${after.map((one) => `\`${one}\``).join(" and ")}`;
  return null;
}

/** The statement that it is, where it is nothing else and its words are found: that can be changed before it is accepted. */
export function sayIn({ actions, marks }: Proposed) {
  const [only, ...others] = actions;
  const [mark] = marks;
  return only?.do === "say" && others.length === 0 && mark ? { say: only, mark } : null;
}

function labelOf(now: Proposed): string {
  const trouble = whyNotYet(now);
  const words = `Proposed by ${now.by}: ${now.words.join("; ")}. Why: ${now.because}`;
  return (trouble ? `${words}. ${trouble}` : words).replaceAll("`", "");
}

function aboutIt(now: Proposed, told: Told): HTMLElement[] {
  const { id, by, because, words, along, marks, after, trouble } = now;
  const would = words.map((one) => h("li", { dir: "auto" }, ...worded(one)));
  const goesAlong = along.map((one) => h("li", { dir: "auto" }, "With it: ", ...worded(one)));
  const link = (one: string) =>
    h("button", { type: "button", class: "link", "data-rests": one, onclick: () => told.other(one) }, one);
  const rests = after.flatMap((one, place) => (place === 0 ? [link(one)] : [" and ", link(one)]));
  return [
    h("p", { class: "card-who" }, h("b", null, `Proposed by ${by}`), h("span", { class: "number" }, id)),
    h("ul", { class: "would" }, would, goesAlong),
    ...(marks.length > 0
      ? [h("button", { type: "button", class: "link found", onclick: told.found }, "Show it in the text")]
      : []),
    h("p", { class: "card-about", dir: "auto" }, h("span", null, "Why: "), because),
    ...(after.length > 0
      ? [
          h(
            "p",
            { class: "in-the-way rests" },
            "Rests on ",
            ...rests,
            `, which ${after.length > 1 ? "have" : "has"} to be accepted first.`,
          ),
        ]
      : []),
    ...(trouble
      ? [
          h(
            "p",
            { class: "in-the-way" },
            "It cannot be accepted as the case is now: ",
            ...worded(trouble.message),
            trouble.hint && h("span", { class: "hint" }, ...worded(trouble.hint)),
          ),
        ]
      : []),
  ];
}
