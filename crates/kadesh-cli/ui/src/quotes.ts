// Whether marked words are somebody's own: a report shows by quotation marks which ones are. The rules are those of the library,
// `crates/kadesh/src/case/quotation.rs`, asked at both ends of the words.

const MARKS = '“”„‟«»"「」『』〝＂';

/** What ends a quotation that a mark began: languages differ, and some use one mark for both. */
const CLOSES: Record<string, string> = {
  "„": '“”‟"',
  "«": "»",
  "»": "«»",
  "「": "」",
  "『": "』",
  "〝": "〞〟",
  '"': '"＂',
  "＂": '"＂',
};

/** Whether quotation marks stand around the words or at both of their ends. Places are in units of the text. */
export function isQuoted(text: string, start: number, end: number): boolean {
  const [from, to] = trimmed(text, start, end);
  const places = quotations(text);
  const isIn = (at: number) => places.some(([first, last]) => first <= at && at < last);
  return from < to && isIn(from) && isIn(to - 1);
}

/** The place without blanks and marks at its ends, and without what stands between the last mark and the end of a sentence. */
function trimmed(text: string, start: number, end: number): [number, number] {
  const words = text.slice(start, end);
  const lead = new RegExp(`^[\\s${MARKS}]*`, "u").exec(words)?.[0].length ?? 0;
  const tail = new RegExp(`(?:[${MARKS}〞〟]\\s*[.,;:!?…]?)?\\s*$`, "u").exec(words)?.[0].length ?? 0;
  return [start + lead, end - tail];
}

/** What stands between quotation marks, in the order of the text. One that is never closed ends with its paragraph. */
function quotations(text: string): [number, number][] {
  const found: [number, number][] = [];
  let open: { mark: string; from: number } | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (open && /^\n\r?\n/.test(text.slice(at, at + 3))) {
      found.push([open.from, at]);
      open = null;
    } else if (open && (CLOSES[open.mark] ?? '”"“').includes(sign)) {
      found.push([open.from, at]);
      open = null;
    } else if (!open && MARKS.includes(sign) && mayOpen(text[at - 1] ?? "", sign, text[at + 1] ?? "")) {
      open = { mark: sign, from: at + 1 };
    }
  }
  return open ? [...found, [open.from, text.length]] : found;
}

/** A mark opens before a word and behind white space or another sign; those of Chinese and Japanese differ in shape. */
function mayOpen(before: string, mark: string, after: string): boolean {
  if ("「『〝".includes(mark)) return true;
  const isBehindAWord = /[\p{L}\p{N}.,!?…]/u.test(before);
  const isBeforeASpace = (after === "" || /\s/.test(after)) && mark !== "«";
  return !isBehindAWord && !isBeforeASpace && !"」』".includes(mark);
}
