// A text as the session has it, and as an editor counts in it: there every end of a line is one sign, whichever the file has.

import { bytesToUnits, type Offsets } from "./dom";
import type { Change } from "./merge";

export interface KnownText {
  /** As the file has it. */
  raw: string;
  /** As the editor has it: each end of a line is one `\n`. */
  plain: string;
  /** Bytes of the file, and units of the editor's text. */
  offsets: Offsets;
}

export function knownText(raw: string): KnownText {
  // Where in the file a `\r` stands that the editor does not count.
  const uncounted = [...raw.matchAll(/\r(?=\n)/g)].map(({ index }) => index);
  const bytes = bytesToUnits(raw);
  return {
    raw,
    plain: raw.replace(/\r\n?/g, "\n"),
    offsets: {
      unit(byte) {
        const unit = bytes.unit(byte);
        return unit - countBelow(uncounted, (at) => at < unit);
      },
      byte(unit) {
        // The n-th such sign, at `at` of the file, is after `at - n` units of the editor.
        return bytes.byte(unit + countBelow(uncounted, (at, place) => at - place < unit));
      },
    },
  };
}

/** The text after a change in the editor, with the ends of lines that the file has. */
export function changed(
  { raw, offsets }: KnownText,
  { from, to, insert }: Change,
): { text: KnownText; splice: { start: number; end: number; text: string } } {
  const written = raw.includes("\r\n") ? insert.replace(/\n/g, "\r\n") : insert;
  const bytes = bytesToUnits(raw);
  const [start, end] = [offsets.byte(from), offsets.byte(to)];
  const text = raw.slice(0, bytes.unit(start)) + written + raw.slice(bytes.unit(end));
  return { text: knownText(text), splice: { start, end, text: written } };
}

/** How many of a sorted list come first for which this holds. */
function countBelow(sorted: number[], holds: (value: number, place: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as number, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
