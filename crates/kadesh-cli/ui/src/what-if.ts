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
  const [pictured, turning] = [h("div", { class: "pictured" }), h("div", { class: "turning" })];
  const page = h("div", { class: "report" }, pictured, turning);
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
  );
  const keep = keepForm(bench, () => changes());
  const side = h("div", { class: "tries" }, form, h("div", { class: "tries-foot" }, reset, keep));
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
      // As it is asked: by the time of the answer, more may have been moved.
      const [tried, triedInWords] = [changes(), [...sliders.inWords(), ...ticked().map(switchedInWords)]];
      keep.hidden = bench.readOnly;
      // It keeps its place: what is moved must not be pushed away.
      keep.classList.toggle("nothing", tried.length === 0);
      const [answer, before] = await Promise.all([ask(bench, tried, draws, moving), sentencesUnchanged(draws)]);
      page.setAttribute("aria-busy", "false");
      faults.replaceChildren(...(Array.isArray(answer) ? [] : [await whyNot(bench, answer)]));
      page.classList.toggle("old", !Array.isArray(answer));
      if (!Array.isArray(answer)) return;
      hold(pictured, tried.length > 0);
      const isTurning = ({ id }: Part) => id === "turning";
      showParts(
        pictured,
        answer.filter((part) => !isTurning(part)),
      );
      // It is not known while something moves: it fades in its place, so that the page keeps its height.
      turning.inert = moving;
      if (!moving) showParts(turning, answer.filter(isTurning));
      // Whoever has the page read to them hears what comes of it, not each step on the way.
      told.ariaLive = moving ? "off" : "polite";
      told.textContent = inWordsOf(triedInWords, mark(page, tried.length > 0 ? before : null));
    },
    (error) => bench.say(noAnswer(error)),
  );

  function sentencesUnchanged(draws: number): Promise<string[]> {
    const known =
      unchanged.get(draws) ??
      ask(bench, [], draws, true).then((parts) => (Array.isArray(parts) ? sentencesIn(parts) : []));
    unchanged.set(draws, known);
    known.catch(() => unchanged.delete(draws));
    return known;
  }

  return {
    root: h(
      "section",
      { class: "what-if", "aria-label": "What if" },
      side,
      told,
      h("div", { class: "outcome" }, nothing, faults, h("div", { class: "with-panel" }, page, panel.root)),
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
  if (kind === "hypothesis") return `all that “${words}” assumes`;
  return kind === "assumption" ? `without the assumption that ${words}` : `“${words}”`;
}

/** While something is tried, the sentences take no less room than before: what stands below them stays where it is. */
function hold(within: HTMLElement, isTried: boolean): void {
  const height = within.querySelector<HTMLElement>(".first ol")?.offsetHeight ?? 0;
  within.style.setProperty("--room", isTried ? `${height}px` : "0");
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

/** What came of what is tried: of so many sentences those that were not there before, and by how many there are fewer. */
interface Moved {
  all: number;
  changed: number;
  gone: number;
}

/** Marks the sentences that were not there before, and counts them. */
function mark(page: HTMLElement, before: string[] | null): Moved {
  const sentences = sentencesOf(page);
  for (const sentence of sentences)
    sentence.classList.toggle("moved", before !== null && !before.includes(wordsOf(sentence)));
  const changed = sentences.filter(({ classList }) => classList.contains("moved")).length;
  return { all: sentences.length, changed, gone: Math.max((before?.length ?? 0) - sentences.length, 0) };
}

function inWordsOf(tried: string[], { all, changed, gone }: Moved): string {
  if (tried.length === 0) return "As the case has it";
  const changes =
    changed > 1 ? `${changed} of ${all} sentences change` : `${changed || "none"} of ${all} sentences changes`;
  const fewer = gone > 1 ? `, and ${gone} are gone` : gone === 1 ? ", and one is gone" : "";
  return `What if ${tried.join(", ")}: ${changes}${fewer}`;
}
