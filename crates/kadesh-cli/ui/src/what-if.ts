// The screen “What if”: levers and seats on one side, the first page on the other, with each sentence that a change moves marked.

import { noAnswer, type Bench, type Screen } from "./bench";
import { h } from "./dom";
import { whyNot } from "./faults";
import { keepForm } from "./keep";
import { levers } from "./levers";
import type { Diagnostic, Part, Try, View } from "./messages";
import { newest } from "./newest";
import { panelFor } from "./panel";
import { showParts } from "./parts";
import { seatBoxes } from "./switches";

/** Draws while a lever is moved, and once it is let go. */
const FEW = 1_000;
const ALL = 10_000;

/** The parts that are shown: In short; then what each prefers to no deal, the terms, and what would hold; and their grounds. */
const SHOWN = ["first", "s-walk-away", "s-deals", "s-hold", "grounds"];

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
  const seats = h("div", { class: "switches column" });
  const sliders = levers(
    () => void want(FEW),
    () => void want(ALL),
  );
  const reset = h("button", { type: "button", onclick: asWritten }, "As the case has it");
  const form = h(
    "form",
    { class: "tried", "aria-label": "What to try", onsubmit: (event: Event) => event.preventDefault() },
    sliders.root,
    seats,
    reset,
  );
  const keep = keepForm(bench, () => changes());
  const side = h("div", { class: "tries" }, form, keep);
  /** The sentences without the changes, by draws, in this version of the case. */
  const unchanged = new Map<number, Promise<string[]>>();
  let version = -1;

  function asWritten(): void {
    sliders.reset();
    for (const box of boxes()) box.checked = false;
    void want(ALL);
  }

  const boxes = () => [...seats.querySelectorAll("input")];
  const ticked = () => boxes().filter(({ checked }) => checked);
  const changes = (): Try[] => [...sliders.changes(), ...ticked().map(({ value }) => ({ key: value, value: "true" }))];

  const want = newest(
    async (draws: number) => {
      page.setAttribute("aria-busy", "true");
      const tried = changes();
      keep.hidden = tried.length === 0 || bench.readOnly;
      const [answer, before] = await Promise.all([ask(bench, { changes: tried, draws }), sentencesUnchanged(draws)]);
      page.setAttribute("aria-busy", "false");
      faults.replaceChildren(...(Array.isArray(answer) ? [] : [await whyNot(bench, answer)]));
      page.classList.toggle("old", !Array.isArray(answer));
      if (!Array.isArray(answer)) return;
      showParts(page, answer);
      told.textContent = inWordsOf(
        [...sliders.inWords(), ...ticked().map((box) => box.dataset["words"] ?? "")],
        mark(page, tried.length > 0 ? before : null),
      );
    },
    (error) => bench.say(noAnswer(error)),
  );

  function sentencesUnchanged(draws: number): Promise<string[]> {
    const known =
      unchanged.get(draws) ?? ask(bench, { draws }).then((parts) => (Array.isArray(parts) ? sentencesIn(parts) : []));
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
      await Promise.all([sliders.offer(bench), seatBoxes(bench, seats, () => void want(ALL))]);
      reset.hidden = sliders.isEmpty() && boxes().length === 0;
      side.classList.toggle("nothing", reset.hidden);
      nothing.hidden = !reset.hidden;
      await want(ALL);
    },
  };
}

/** The parts of the brief that are shown here, or why there are none. */
async function ask(bench: Bench, view: Partial<View>): Promise<Part[] | Diagnostic> {
  const answer = await bench.engine.ask({ ask: "brief", view });
  if (answer.answer === "page") return answer.parts.filter(({ id }) => SHOWN.includes(id));
  if (answer.answer === "refused") return answer.because;
  throw new Error(`a brief was asked for, and ${answer.answer} came back`);
}

/** The sentences of In short. */
const sentencesOf = (root: ParentNode) => [...root.querySelectorAll(".first ol > li")];

function sentencesIn(parts: Part[]): string[] {
  const html = parts.find(({ id }) => id === "first")?.html ?? "";
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
