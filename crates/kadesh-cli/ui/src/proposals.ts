// What is proposed for a case and waits for a person: a notice that leads there, and on the screen “Text” a card for each, one after
// another by the key `n`, accepted by `a`, edited by `e`, rejected by `r`.

import { inWords, type Bench, type Proposals } from "./bench";
import { h, redrawn, worded } from "./dom";
import { areProposed } from "./frame";
import { keeper } from "./held";
import { keySign, lettersAreKeys, markLetters, whenLettersTurn } from "./keys";
import type { Action, Proposed } from "./messages";
import { proposalCard, sayIn, whyNotYet } from "./proposal";
import type { Sheet } from "./sheet";

/** Leads from another screen to the first of them; none where nothing is proposed. */
export function proposedNotice(open: Proposed[]): HTMLElement | null {
  const [first] = open;
  if (!first) return null;
  const address = `#text/proposed/${encodeURIComponent(first.id)}`;
  return h("p", { class: "notice proposed" }, h("a", { href: address }, sentence(areProposed(open.length))));
}

export interface Review {
  /** How many wait, above the cards. */
  line: HTMLElement;
  /** Those that mark no words of the source that is shown. */
  also: HTMLElement;
  /** Shows what waits. Gives the cards of what marks words of a source, each with the place of the first of them. */
  show(now: Proposals, sheet: Sheet, source: string): { start: number; root: HTMLElement }[];
  /** Goes to one that waits; false: it does not. */
  go(id: string): Promise<boolean>;
  /** Goes to the card alone. */
  focus(id: string): void;
  /** To be called before one is decided; what it gives, once it is: tells it, and goes to the next one. */
  deciding(id: string): (what: string) => Promise<void>;
}

interface Told {
  /** Shows the words that one marks, in their source. */
  found(proposed: Proposed): Promise<void>;
  edit(proposed: Proposed): void;
  draw(): Promise<void>;
  /** Nothing waits any more. */
  finished(): void;
}

export function review(bench: Bench, root: () => HTMLElement, told: Told): Review {
  const line = h("p", { class: "waiting", hidden: true });
  const also = h("section", { class: "also", "aria-label": "Also proposed", hidden: true });
  const others = h("div", { class: "cards" });
  const unreadable = h("div", null);
  also.append(h("h2", null, "Also proposed"), unreadable, others);
  const cards = keeper((id) =>
    proposalCard(bench, id, {
      found: () => void go(id),
      accept: () => void accept(id),
      edit: () => edit(id),
      reject: (because) => decide(id, { do: "reject", proposal: id, because: because || null }, "rejected"),
      next: () => void next(),
      other: (other) => void go(other),
    }),
  );
  /** What waits, in the order in which it is gone through. */
  let waiting: Proposed[] = [];
  /** Which of them the reader was at last, and where that stood. */
  let last = { id: "", place: -1 };
  let isBusy = false;

  const one = (id: string) => waiting.find((proposed) => proposed.id === id);
  const cardOf = (id: string) => root().querySelector<HTMLElement>(`.card[data-proposal="${CSS.escape(id)}"]`);

  function show({ open, unreadable: because }: Proposals, sheet: Sheet, source: string) {
    waiting = inOrder(open, sheet);
    const own = cards.show(waiting.map((proposed) => [proposed.id, proposed]));
    const all = waiting.map((proposed, index) => ({
      root: own[index] as HTMLElement,
      start: proposed.marks.find((mark) => mark.source === source)?.start ?? null,
    }));
    const elsewhere = all.filter(({ start }) => start === null);
    redrawn(others, ...elsewhere.map(({ root }) => root));
    unreadable.replaceChildren(...(because ? [h("p", { class: "in-the-way" }, ...worded(inWords(because)))] : []));
    also.hidden = elsewhere.length === 0 && !because;
    showLine();
    return all.flatMap(({ root, start }) => (start === null ? [] : [{ root, start }]));
  }

  function showLine(): void {
    line.hidden = waiting.length === 0;
    const words = sentence(areProposed(waiting.length));
    if (line.dataset["words"] === words) return;
    line.dataset["words"] = words;
    const lead = h("button", { type: "button", class: "link", onclick: () => void next() }, "Next", keySign("n"));
    line.replaceChildren(`${words}. Nothing counts before it is accepted. `, lead);
    markLetters(line);
  }

  async function go(id: string): Promise<boolean> {
    const proposed = one(id);
    if (!proposed) return false;
    await told.found(proposed);
    focus(id);
    return true;
  }

  function focus(id: string): void {
    const card = cardOf(id);
    last = { id, place: waiting.findIndex((proposed) => proposed.id === id) };
    card?.scrollIntoView({ block: "nearest" });
    card?.focus({ preventScroll: true });
  }

  /** The one behind that which has the focus, or behind the last one that was gone to. */
  async function next(): Promise<void> {
    const from = waiting.findIndex(({ id }) => id === (focusedId() ?? last.id));
    // Where it is decided meanwhile, the one behind it stands in its place.
    const at = (from < 0 ? Math.max(last.place, 0) : from + 1) % Math.max(waiting.length, 1);
    const proposed = waiting[at];
    if (!proposed) return bench.say("Nothing is proposed");
    if (await go(proposed.id)) bench.say(whichOf(at));
  }

  const whichOf = (at: number) => `Proposal ${at + 1} of ${waiting.length}: by ${waiting[at]?.by}`;

  function focusedId(): string | undefined {
    return document.activeElement?.closest<HTMLElement>(".card[data-proposal]")?.dataset["proposal"];
  }

  async function accept(id: string): Promise<void> {
    const proposed = one(id);
    const because = proposed && whyNotYet(proposed);
    if (because) return bench.say(because);
    await decide(id, { do: "accept", proposal: id }, "accepted");
  }

  function edit(id: string): void {
    const proposed = one(id);
    if (!proposed) return;
    if (sayIn(proposed)) told.edit(proposed);
    else bench.say("Only a statement can be changed before it is accepted");
  }

  async function decide(id: string, action: Action, what: string): Promise<boolean> {
    if (isBusy) return true;
    isBusy = true;
    const decided = deciding(id);
    try {
      const isDone = await bench.act(action);
      if (isDone) await decided(what);
      return isDone;
    } finally {
      isBusy = false;
    }
  }

  function deciding(id: string): (what: string) => Promise<void> {
    const at = waiting.findIndex((proposed) => proposed.id === id);
    return async (what) => {
      await told.draw();
      const done = `\`${id}\` is ${what}; Undo takes that back.`;
      const others = waiting.filter((proposed) => proposed.id !== id);
      const next = others[at] ?? others[0];
      if (!next) {
        told.finished();
        return bench.say(`${done} Nothing is proposed any more.`);
      }
      await go(next.id);
      bench.say(`${done} ${whichOf(waiting.indexOf(next))}`);
    };
  }

  whenLettersTurn(() => markLetters(root()));
  document.addEventListener("keydown", (event) => {
    if (!lettersAreKeys() || !root().isConnected) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat) return;
    if (event.target instanceof Element && event.target.closest(FIELDS)) return;
    const id = focusedId();
    const proposed = id === undefined ? undefined : one(id);
    if (event.key === "n" && waiting.length > 0) void next();
    else if (!proposed || !["a", "e", "r"].includes(event.key)) return;
    else if (bench.readOnly) bench.say("The case can only be read here: nothing is decided");
    else if (event.key === "a") void accept(proposed.id);
    else if (event.key === "e") edit(proposed.id);
    else cardOf(proposed.id)?.querySelector<HTMLElement>('[aria-keyshortcuts="r"]')?.click();
    event.preventDefault();
  });

  return { line, also, show, go, focus, deciding };
}

/** Where a letter is typed or chosen, and no key of its own. */
const FIELDS = "input, select, textarea, [contenteditable], form";

/** In the order of the sources and of their texts; what marks no words comes last, as it came, but before what rests on it. */
function inOrder(open: Proposed[], { sources }: Sheet): Proposed[] {
  const first = ({ marks }: Proposed): [number, number] => {
    const places = marks.map(({ source, start }): [number, number] => [
      sources.findIndex((one) => one.id === source),
      start,
    ]);
    places.sort(([one, at], [other, then]) => one - other || at - then);
    return places[0] ?? [sources.length, 0];
  };
  const placed = open.map((proposed) => ({ proposed, at: first(proposed) }));
  placed.sort(({ at: one }, { at: other }) => one[0] - other[0] || one[1] - other[1]);
  const ordered = new Set<Proposed>();
  function put(proposed: Proposed): void {
    if (ordered.has(proposed)) return;
    for (const needed of open.filter(({ id }) => proposed.after.includes(id) && id !== proposed.id)) put(needed);
    ordered.add(proposed);
  }
  placed.forEach(({ proposed }) => put(proposed));
  return [...ordered];
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
