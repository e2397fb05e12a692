// Gestures that several screens make: something new with a name, and the id that it was given.

import type { Bench } from "./bench";
import type { Fields, NameKind } from "./messages";

/** Adds something and gives its id; none where it was refused. */
export async function added(bench: Bench, kind: NameKind, fields: Fields, typed: Record<string, string> = {}, id = ""): Promise<string | null> {
  const before = await idsOf(bench, kind);
  if (!(await bench.act({ do: "add", name: { kind, id }, fields, typed }))) return null;
  const after = await idsOf(bench, kind);
  return after.find((id) => !before.includes(id)) ?? null;
}

async function idsOf(bench: Bench, kind: NameKind): Promise<string[]> {
  const outline = await bench.engine.ask({ ask: "outline" });
  return outline.answer === "outline" ? outline.entries.filter(({ name }) => name.kind === kind).map(({ name }) => name.id) : [];
}

/** A name as an id: small letters and digits with `-` between. */
export function idOf(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 40);
}
