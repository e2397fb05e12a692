// What differs between two texts, as one change, and two changes of one text put together.

/** A stretch of a text, in units of JavaScript, and what takes its place. */
export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** The smallest single change that makes `after` of `before`; none where they are the same. */
export function difference(before: string, after: string): Change | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from += 1;
  let kept = 0;
  while (
    kept < most - from &&
    before.charCodeAt(before.length - 1 - kept) === after.charCodeAt(after.length - 1 - kept)
  )
    kept += 1;
  // A sign that is a pair of units stays whole.
  if (from > 0 && isLow(before.charCodeAt(from))) from -= 1;
  if (kept > 0 && isLow(before.charCodeAt(before.length - kept))) kept -= 1;
  return { from, to: before.length - kept, insert: after.slice(from, after.length - kept) };
}

const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** What a change of `before` becomes in the text that `other` made of it; none where both are of the same place. */
export function moved(change: Change, other: Change): Change | null {
  if (change.to < other.from) return change;
  const by = other.insert.length - (other.to - other.from);
  return change.from > other.to ? { ...change, from: change.from + by, to: change.to + by } : null;
}
