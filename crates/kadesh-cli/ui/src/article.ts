// A source as in print: its lines as paragraphs, the words of statements tinted by party, those that are proposed with a dashed line
// around them, and marking by mouse or keys.

import { h, type Offsets } from "./dom";
import { tint } from "./parties";
import type { Sheet, SheetSource, SheetStatement } from "./sheet";

export interface Article {
  root: HTMLElement;
  /** Shows where the words of a statement or of a proposal stand. */
  find(what: What, id: string): void;
  /** Keeps words visible that something is being said of: places in units; none lets them go. */
  keep(place: [number, number] | null): void;
}

type What = "statement" | "proposal";

/** Words that somebody proposes to mark, in bytes. */
export interface ProposedWords {
  id: string;
  by: string;
  start: number;
  end: number;
}

interface Told {
  /** Words were marked: places in the text, in units. */
  marked(start: number, end: number): void;
  /** The words of a statement or of a proposal were chosen. */
  chosen(what: What, id: string): void;
}

export function article(
  sheet: Sheet,
  source: SheetSource,
  statements: SheetStatement[],
  proposals: ProposedWords[],
  offsets: Offsets,
  told: Told,
): Article {
  const placed = <T extends { start: number; end: number }>(one: T) => ({
    one,
    start: offsets.unit(one.start),
    end: offsets.unit(one.end),
  });
  const places = { statement: statements.map(placed), proposal: proposals.map(placed) };
  /** Where each text on the page begins in the source. */
  const starts = new WeakMap<Node, number>();
  const root = h("article", {
    class: "print",
    tabIndex: 0,
    lang: "",
    "aria-label": `${source.title}: select words, then press Enter`,
    onkeydown: key,
    onpointerup: () => setTimeout(tell),
  });
  for (const { line, start } of linesOf(source.text)) root.append(paragraph(line, start));
  if (!source.text) root.append(h("p", { class: "quiet" }, "The text of this source is not kept beside the case."));

  function paragraph(line: string, start: number): HTMLElement {
    const end = start + line.length;
    const ends = [...places.statement, ...places.proposal]
      .filter((place) => place.start < end && start < place.end)
      .flatMap((place) => [Math.max(place.start, start), Math.min(place.end, end)]);
    const cuts = [...new Set([start, end, ...ends])].sort((one, other) => one - other);
    const pieces: Node[] = [];
    let around: HTMLElement | null = null;
    cuts.slice(0, -1).forEach((from, index) => {
      const proposed = over(places.proposal, from);
      if (around?.dataset["proposal"] !== proposed?.id) around = null;
      if (proposed && !around) pieces.push((around = dashed(proposed)));
      const words = piece(from, cuts[index + 1] as number);
      if (around) around.append(words);
      else pieces.push(words);
    });
    return h("p", { dir: "auto" }, pieces);
  }

  /** What is first of those that a place is within. */
  function over<T>(all: { one: T; start: number; end: number }[], at: number): T | undefined {
    return all.find(({ start, end }) => start <= at && at < end)?.one;
  }

  function piece(from: number, to: number): Node {
    const text = document.createTextNode(source.text.slice(from, to));
    starts.set(text, from);
    const one = over(places.statement, from);
    if (!one) return text;
    const mark = h("mark", {
      class: `${tint(sheet, one.parties[0])} ${one.kind}`,
      "data-statement": one.id,
      title: `${one.who}${one.kind === "verbatim" ? "" : one.kind === "paraphrase" ? ", not in their own words" : ""}`,
      onclick: (event: Event) => choose(event, "statement", one.id),
    });
    mark.append(text);
    return mark;
  }

  function dashed({ id, by }: ProposedWords): HTMLElement {
    return h("span", {
      class: "proposed",
      "data-proposal": id,
      title: `Proposed by ${by}`,
      onclick: (event: Event) => choose(event, "proposal", id),
    });
  }

  /** What is innermost is chosen. */
  function choose(event: Event, what: What, id: string): void {
    event.stopPropagation();
    if (getSelection()?.isCollapsed ?? true) told.chosen(what, id);
  }

  /** The place of a point of the selection, in units. */
  function unit(node: Node | null, offset: number): number | null {
    if (!node || !root.contains(node)) return null;
    const start = starts.get(node);
    if (start !== undefined) return start + offset;
    // Between elements: where the next text begins, or the last one ends.
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const before = node.childNodes[offset] ?? null;
    let last: number | null = null;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (before && (before.contains(text) || before.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING))
        return starts.get(text) ?? last;
      last = (starts.get(text) ?? 0) + (text.textContent?.length ?? 0);
    }
    return last;
  }

  function selected(): [number, number] | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return null;
    const one = unit(selection.anchorNode, selection.anchorOffset);
    const other = unit(selection.focusNode, selection.focusOffset);
    return one === null || other === null || one === other ? null : [Math.min(one, other), Math.max(one, other)];
  }

  function tell(): void {
    const place = selected();
    if (place) told.marked(...place);
  }

  /** The point on the page of a place in the text. */
  function point(at: number): [Node, number] | null {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let last: [Node, number] | null = null;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const start = starts.get(text) ?? 0;
      const length = text.textContent?.length ?? 0;
      if (at <= start + length && at >= start) return [text, at - start];
      last = [text, length];
    }
    return last;
  }

  function select(start: number, end: number): void {
    const [from, to] = [point(start), point(end)];
    if (!from || !to) return;
    getSelection()?.setBaseAndExtent(...from, ...to);
    from[0].parentElement?.scrollIntoView({ block: "nearest" });
  }

  const sentences = sentencesOf(source.text);

  function key(event: KeyboardEvent): void {
    if (event.target !== root || event.ctrlKey || event.altKey || event.metaKey) return;
    const [start, end] = selected() ?? [0, 0];
    if (event.key === "Enter") tell();
    else if (event.key === "ArrowDown") step(sentences.find((one) => one[0] >= Math.max(end, 0)) ?? sentences.at(-1));
    else if (event.key === "ArrowUp") step(sentences.filter((one) => one[1] <= start).at(-1) ?? sentences[0]);
    else if (event.shiftKey && event.key === "ArrowRight") select(start, nextWord(end));
    else if (event.shiftKey && event.key === "ArrowLeft") select(start, Math.max(start + 1, lastWord(end)));
    else if (event.key === "ArrowRight") select(Math.min(nextWord(start, true), end - 1), end);
    else if (event.key === "ArrowLeft") select(lastWord(start, true), end);
    else return;
    event.preventDefault();
  }

  function step(sentence: [number, number] | undefined): void {
    if (sentence) select(...sentence);
  }

  /** The end of the next word; with `first`, the beginning of it. */
  function nextWord(from: number, first = false): number {
    const match = (first ? /^[\p{L}\p{N}’'-]*[^\p{L}\p{N}]*/u : /^[^\p{L}\p{N}]*[\p{L}\p{N}’'-]*/u).exec(
      source.text.slice(from),
    );
    return from + Math.max(match?.[0].length ?? 1, 1);
  }

  function lastWord(from: number, first = false): number {
    const before = source.text.slice(0, from);
    const match = (first ? /[\p{L}\p{N}’'-]*[^\p{L}\p{N}]*$/u : /[^\p{L}\p{N}]*[\p{L}\p{N}’'-]*$/u).exec(before);
    return from - Math.max(match?.[0].length ?? 1, 1);
  }

  function rangeOf(start: number, end: number): Range | null {
    const [from, to] = [point(start), point(end)];
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  return {
    root,
    keep(place) {
      CSS.highlights.delete("kept");
      const range = place && rangeOf(...place);
      if (range) CSS.highlights.set("kept", new Highlight(range));
    },
    find(what, id) {
      const place = places[what].find(({ one }) => one.id === id);
      if (!place) return;
      select(place.start, place.end);
      root.querySelector(`[data-${what}="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center" });
    },
  };
}

/** The lines of a text that are not empty, each with its place. */
function linesOf(text: string): { line: string; start: number }[] {
  let start = 0;
  const lines = text.split("\n").map((whole) => {
    const line = { line: whole.replace(/\r$/, ""), start };
    start += whole.length + 1;
    return line;
  });
  return lines.filter(({ line }) => line.trim() !== "");
}

/** The places of the sentences, without blanks at their ends. */
function sentencesOf(text: string): [number, number][] {
  const whole = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)];
  const places = whole.map(({ segment, index }): [number, number] => {
    const lead = segment.length - segment.trimStart().length;
    return [index + lead, index + segment.trimEnd().length];
  });
  return places.filter(([start, end]) => start < end);
}
