// A day as people type it: `22 November 2026`, `Nov 22, 2026`, `22.11.2026`. It is written as `2026-11-22`; one that could be two
// days is not guessed.

import type { Bench } from "./bench";

/** A day as the case writes it, or why it is not known which one is meant. What is no day in words is left as it is. */
export type Understood = { day: string } | { unclear: string };

/** How a field shows what can be typed. */
export const DAY = "12 February 2025";

/** The keys of a case that hold a day. */
export const isDate = (key: string) =>
  ["as_of", "published", "opened", "closed", "signed", "since", "at"].includes(key) || key.startsWith("cut_off.");

export function understood(typed: string): Understood {
  const words = typed.trim().replace(WEEKDAY, "").replace(/\s+/g, " ");
  return named(words) ?? numbered(words) ?? { day: typed.trim() };
}

/** A day as the case writes it; none: it is told why it is not known. */
export function dayIn(bench: Pick<Bench, "say">, typed: string): string | null {
  const read = understood(typed);
  if ("day" in read) return read.day;
  bench.say(read.unclear);
  return null;
}

/**
 * A field for a day, which is shown as it is understood once it is left; `changed` is told it. `day` gives it now; none: it is not
 * understood, and is marked.
 */
export function dayField(
  bench: Pick<Bench, "say">,
  field: HTMLInputElement,
  changed: (day: string) => void = () => {},
): { day(): string | null } {
  const day = () => {
    const read = dayIn(bench, field.value);
    field.setAttribute("aria-invalid", String(read === null));
    if (read !== null && read !== field.value) field.value = read;
    return read;
  };
  field.addEventListener("change", () => {
    const read = day();
    if (read !== null) changed(read);
  });
  return { day };
}

const WEEKDAY = /^(?:on )?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?(?:the )?/i;

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** `22 November 2026`, `November 22, 2026`, `November 2026`. */
function named(words: string): Understood | null {
  const [, day, month, year] =
    /^(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]?(\p{L}{3,})\.?,?[ -](\d{4})$/u.exec(words) ?? other(words) ?? [];
  const place = month === undefined ? -1 : monthOf(month);
  if (place < 0) return null;
  return day === undefined ? { day: `${year}-${two(place + 1)}` } : dayOf(Number(year), place + 1, Number(day));
}

/** With the month first: its name, the day and the year. */
function other(words: string): (string | undefined)[] | null {
  const found = /^(\p{L}{3,})\.?(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})$/u.exec(words);
  return found && [found[0], found[2], found[1], found[3]];
}

/** `22.11.2026`, which has the day first; `22/11/2026` and `11/22/2026`, where only one reading is a day; `2026/11/22`. */
function numbered(words: string): Understood | null {
  const yearFirst = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/.exec(words);
  if (yearFirst) return dayOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const found = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(words);
  if (!found) return null;
  const [first, second, year] = [Number(found[1]), Number(found[3]), Number(found[4])];
  const dayFirst = isDay(year, second, first) ? written(year, second, first) : null;
  const monthFirst = isDay(year, first, second) && found[2] !== "." ? written(year, first, second) : null;
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst)
    return { unclear: `“${words}” is two days: ${dayFirst} with the day first, ${monthFirst} with the month first` };
  const day = dayFirst ?? monthFirst;
  return day === null ? { unclear: `There is no day “${words}”` } : { day };
}

/** Which month a name or the beginning of one means; less than 0: none. */
function monthOf(name: string): number {
  const sought = name.toLowerCase();
  return MONTHS.findIndex((month) => (sought === "sept" ? month === "September" : beginsWith(month, sought)));
}

/** The whole name, or its first three letters. */
const beginsWith = (month: string, sought: string) =>
  month.toLowerCase() === sought || month.slice(0, 3).toLowerCase() === sought;

function dayOf(year: number, month: number, day: number): Understood {
  if (isDay(year, month, day)) return { day: written(year, month, day) };
  const name = MONTHS[month - 1];
  return { unclear: name ? `There is no ${day} ${name} ${year}` : `There is no month ${month}` };
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const two = (number: number) => String(number).padStart(2, "0");
const written = (year: number, month: number, day: number) => `${year}-${two(month)}-${two(day)}`;
