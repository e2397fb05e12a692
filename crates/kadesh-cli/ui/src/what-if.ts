// The screen “What if”: what can be moved and switched on one side; on the other the sentences that answer the case's question, each
// that a change moves marked, and three pictures.

import { noAnswer, type Bench, type Screen } from "./bench";
import { h } from "./dom";
import { whyNot } from "./faults";
import { keepForm } from "./keep";
import type { Diagnostic, Part, Trial, Try } from "./messages";
import { newest } from "./newest";
import { numbers } from "./numbers";
import { panelFor } from "./panel";
import { showParts } from "./parts";
import { boxesIn, switches, trials } from "./switches";

/** While something is moved there are fewer draws, and what would change the sentences waits until it is let go. */
const MOVING = { draws: 1_000, moving: true };
const LET_GO = { draws: 10_000, moving: false };

export function screen(bench: Bench): Screen {
  const page = h("div", { class: "report" });
  const panel = panelFor(page);
  const faults = h("div", null);
  const nothing = h(
    "p",
    { class: "quiet", hidden: true },
    "There is nothing to try yet. A lever, which is what somebody can move, is added under Who and rules.",
  );
  const told = h("p", { class: "told-change", role: "status" });
  const boxes = h("div", { class: "switches column" });
  const sliders = numbers(
    () => void want(MOVING),
    () => void want(LET_GO),
  );
  let offered: Trial[] = [];
  const reset = h("button", { type: "button", onclick: asWritten }, "As the case has it");
  const form = h(
    "form",
    { class: "tried", "aria-label": "What to try", onsubmit: (event: Event) => event.preventDefault() },
    sliders.root,
    boxes,
    reset,
  );
  const keep = keepForm(bench, () => changes());
  const side = h("div", { class: "tries" }, form, keep);
  /** The sentences without the changes, by draws, in this version of the case. */
  const unchanged = new Map<number, Promise<string[]>>();
  let version = -1;

  function asWritten(): void {
    sliders.reset();
    for (const box of boxesIn(boxes)) box.checked = false;
    void want(LET_GO);
  }

  function ticked(): Trial[] {
    const keys = boxesIn(boxes).flatMap(({ checked, value }) => (checked ? [value] : []));
    return offered.filter(({ key }) => keys.includes(key));
  }

  /** A number that is moved by hand counts for more than a switch that sets it too. */
  const changes = (): Try[] => [...ticked().flatMap(({ sets }) => sets), ...sliders.changes()];

  const want = newest(
    async ({ draws, moving }: typeof LET_GO) => {
      page.setAttribute("aria-busy", "true");
      const tried = changes();
      keep.hidden = tried.length === 0 || bench.readOnly;
      const [answer, before] = await Promise.all([ask(bench, tried, draws, moving), sentencesUnchanged(draws)]);
      page.setAttribute("aria-busy", "false");
      faults.replaceChildren(...(Array.isArray(answer) ? [] : [await whyNot(bench, answer)]));
      page.classList.toggle("old", !Array.isArray(answer));
      if (!Array.isArray(answer)) return;
      showParts(page, answer);
      told.textContent = inWordsOf(
        [...sliders.inWords(), ...ticked().map(switchedInWords)],
        mark(page, tried.length > 0 ? before : null),
      );
    },
    (error) => bench.say(noAnswer(error)),
  );

  function sentencesUnchanged(draws: number): Promise<string[]> {
    const known =
      unchanged.get(draws) ??
      ask(bench, [], draws, true).then((parts) => (Array.isArray(parts) ? sentencesIn(parts) : []));
    unchanged.set(draws, known);
    return known;
  }

  return {
    root: h(
      "section",
      { class: "what-if", "aria-label": "What if" },
      side,
      h("div", { class: "outcome" }, nothing, told, faults, h("div", { class: "with-panel" }, page, panel.root)),
    ),
    async draw() {
      if (version !== bench.version) unchanged.clear();
      version = bench.version;
      offered = await trials(bench);
      sliders.offer(offered);
      switches(boxes, offered, () => void want(LET_GO));
      reset.hidden = offered.length === 0;
      side.classList.toggle("nothing", reset.hidden);
      nothing.hidden = !reset.hidden;
      await want(LET_GO);
    },
  };
}

/** What is shown with these changes, or why nothing is. */
async function ask(bench: Bench, changes: Try[], draws: number, moving: boolean): Promise<Part[] | Diagnostic> {
  const answer = await bench.engine.ask({ ask: "what-if", view: { changes, draws }, moving });
  if (answer.answer === "page") return answer.parts;
  if (answer.answer === "refused") return answer.because;
  throw new Error(`what changes was asked for, and ${answer.answer} came back`);
}

/** A switch that is on, as a part of a sentence. */
function switchedInWords({ kind, words }: Trial): string {
  if (kind === "seat") return `a seat for ${words}`;
  return kind === "assumption" ? `without “${words}”` : words;
}

/** The sentences of In short. */
const sentencesOf = (root: ParentNode) => [...root.querySelectorAll(".first ol > li")];

function sentencesIn(parts: Part[]): string[] {
  const html = parts.find(({ id }) => id === "in-short")?.html ?? "";
  return sentencesOf(new DOMParser().parseFromString(html, "text/html")).map(wordsOf);
}

/** What a sentence says, without the marks of its grounds: their numbers move with any other. */
function wordsOf(sentence: Element): string {
  const copy = sentence.cloneNode(true) as Element;
  copy.querySelectorAll(".mark").forEach((mark) => mark.remove());
  return copy.textContent ?? "";
}

/** Marks the sentences that were not there before, and counts them. */
function mark(page: HTMLElement, before: string[] | null): number {
  let count = 0;
  for (const sentence of sentencesOf(page)) {
    const isMoved = before !== null && !before.includes(wordsOf(sentence));
    sentence.classList.toggle("moved", isMoved);
    count += isMoved ? 1 : 0;
  }
  return count;
}

function inWordsOf(tried: string[], moved: number): string {
  if (tried.length === 0) return "As the case has it";
  const count = moved === 0 ? "no sentence" : moved === 1 ? "one sentence" : `${moved} sentences`;
  return `What if ${tried.join(", ")}: ${count} of the first page ${moved > 1 ? "change" : "changes"}`;
}
