// Writes the keys of an entry, one after another. An entry that must rest on something and rests on nothing yet is marked as having
// no source.

import type { Bench } from "./bench";
import type { Write } from "./field";
import { isLeft } from "./leaving";
import type { Action, Field, NameKind, Place } from "./messages";
import { turns } from "./turns";

/** The reason of something that nobody has sourced yet: it shows as assumed until it rests on more. */
export const NO_SOURCE_YET = "no source named yet";

/** Kinds of entry that rest on a statement or on a reason, or are a fault. */
const GROUNDED: (NameKind | undefined)[] = ["room", "lever", "condition", "gate", "act", "hypothesis", "option"];

/** Keys that need one in an entry that can be without. */
const WITH_GROUND = ["loss_aversion", "always", "never"];

/** What a new entry of a kind begins with beside its name. */
export const groundOf = (kind: NameKind) => (GROUNDED.includes(kind) ? { because: NO_SOURCE_YET } : {});

export interface Writer {
  /** The keys as the case has them now. */
  know(fields: Field[]): void;
  write: Write;
}

/** `said` gives the statements that an entry rests on from its first value on. */
export function writerOf(bench: Bench, where: () => Place, said: () => string[] = () => []): Writer {
  let fields: Field[] = [];
  const turn = turns();

  const valueOf = (key: string) => fields.find((field) => field.key === key)?.value ?? null;

  function put(key: string, words: string): Promise<boolean> {
    const known = () =>
      (fields = fields.map((one) => (one.key === key ? { ...one, value: words.trim() || null } : one)));
    return bench.act(() => ({ do: "write", place: where(), key, words }), known);
  }

  /** Writes before a value what it rests on, where it is to rest on something. */
  function ground(key: string, words: string): void {
    // There may be time for the value alone: it counts for more.
    if (key === "rests_on" || !words.trim() || isLeft()) return;
    const statements = said();
    if (statements.length > 0 && fields.every(({ value }) => value === null)) {
      void bench.act((): Action => ({ do: "put", place: where(), fields: { rests_on: statements } }));
      return;
    }
    const isGrounded = valueOf("because") !== null || valueOf("rests_on") !== null;
    const needs = key !== "because" && (needsGround(where()) || WITH_GROUND.includes(key));
    if (needs && !isGrounded) void put("because", NO_SOURCE_YET);
  }

  async function write(key: string, words: string): Promise<boolean> {
    // The value does not wait for an answer: the page may be left before it comes.
    ground(key, words);
    // What rests on a statement now is no longer without a source.
    const isNowSourced = key === "rests_on" && words.trim() && valueOf("because") === NO_SOURCE_YET;
    return (await put(key, words)) && (!isNowSourced || put("because", ""));
  }

  return {
    know: (now) => (fields = now),
    write: (key, words) => turn(() => write(key, words)),
  };
}

const needsGround = (place: Place) =>
  "stake" in place ||
  "walk-away" in place ||
  "preference" in place ||
  ("named" in place && GROUNDED.includes(place.named.kind));
