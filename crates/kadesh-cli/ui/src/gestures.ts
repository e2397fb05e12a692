// Gestures that several screens make: something new with a name, and the id that it was given.

import type { Bench } from "./bench";
import type { Fields, Name, NameKind, Place } from "./messages";

/** Adds something and gives its id; none where it was refused. */
export async function added(
  bench: Bench,
  kind: NameKind,
  fields: Fields,
  typed: Record<string, string> = {},
  id = "",
): Promise<string | null> {
  let made: Name[] = [];
  await bench.act({ do: "add", name: { kind, id }, fields, typed }, (names) => (made = names));
  return made.find((name) => name.kind === kind)?.id ?? null;
}

/** Makes an issue of its question and the names of its options; the first one holds when nothing is agreed. */
export async function newIssueWith(bench: Bench, question: string, names: string[]): Promise<string | null> {
  const ids = names.map(idOf);
  const twin = names.find((_, place) => ids.indexOf(ids[place] as string) < place);
  if (ids.length < 2 || twin !== undefined) {
    bench.say(
      twin === undefined
        ? "An issue has at least two options: each has a field of its own"
        : `“${twin}” is there twice: each option has a name of its own`,
    );
    return null;
  }
  const spoken = names.map((name, place) => [ids[place] as string, name] as const).filter(([id, name]) => id !== name);
  const fields: Fields = { question, options: ids, status_quo: ids[0] as string };
  for (const [id, name] of spoken) fields[`name.${id}`] = name;
  return added(bench, "issue", fields);
}

/** Takes something away, and tells what went along. False: it was refused. */
export async function removed(bench: Bench, place: Place, words: string): Promise<boolean> {
  const action = { do: "remove" as const, place };
  const planned = await bench.engine.ask({ ask: "plan", action });
  if (!(await bench.act(action))) return false;
  const along = planned.answer === "planned" ? planned.along : [];
  const more = along.length > 0 ? `, and with it ${along.join(", ")}` : "";
  bench.say(`“${words}” is taken away${more}. Undo brings it back.`);
  return true;
}

/** The names of a list that was pasted: one a line, or with semicolons between. A comma is part of a name. */
export function namesIn(pasted: string): string[] {
  const parts = pasted.split(/[\r\n]+|;/);
  return parts.map((one) => one.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, "").trim()).filter(Boolean);
}

/** A name as an id: small letters and digits with `-` between. */
export function idOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
}
