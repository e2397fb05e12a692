// How parties look: each has its tint, the same on every screen, and a name for its id.

import type { Sheet } from "./sheet";

const TINTS = 6;

/** The class that gives a party its tint. The reporter, and whoever is none of the parties, has none. */
export function tint(sheet: Sheet, party: string | undefined): string {
  const place = sheet.parties.findIndex(({ id }) => id === party);
  return place < 0 ? "tint-none" : `tint-${place % TINTS}`;
}

/** The name of a party, a person or a body. */
export function nameOf(sheet: Sheet, id: string): string {
  if (id === "reporter") return "the reporter";
  return [...sheet.persons, ...sheet.parties, ...sheet.bodies].find((one) => one.id === id)?.name ?? id;
}

/** The parties of the case itself. */
export const declared = (sheet: Sheet) => sheet.parties.filter(({ member_only }) => !member_only);

/** An option in words. */
export function optionWords(sheet: Sheet, issue: string, option: string): string {
  return sheet.issues.find(({ id }) => id === issue)?.options.find(({ id }) => id === option)?.name ?? option;
}
