// A card in the margin: who said what, where and when, and which options it is compatible with.

import type { Bench } from "./bench";
import { h } from "./dom";
import { removed } from "./gestures";
import { nameOf, optionWords, tint } from "./parties";
import type { Sheet, SheetStatement } from "./sheet";

interface Told {
  change(statement: SheetStatement): void;
  /** Shows the words in the text. */
  found(): void;
}

export function card(bench: Bench, sheet: Sheet, statement: SheetStatement, told: Told): HTMLElement {
  const remove = () => void removed(bench, { named: { kind: "statement", id: statement.id } }, statement.exact);
  return h(
    "article",
    {
      class: `card ${tint(sheet, statement.parties[0])}`,
      tabIndex: -1,
      "data-statement": statement.id,
      "aria-label": `${statement.who}: ${statement.exact}`,
    },
    h("p", { class: "card-who" }, h("b", null, statement.who), spokenFor(sheet, statement)),
    h(
      "button",
      { type: "button", class: "words link", onclick: told.found, dir: "auto", title: "Show it in the text" },
      quoted(statement),
    ),
    h("p", { class: "card-about" }, about(sheet, statement).join(" · ")),
    !bench.readOnly &&
      h(
        "p",
        { class: "card-does" },
        h("button", { type: "button", class: "link", onclick: () => told.change(statement) }, "Change"),
        h("button", { type: "button", class: "link", onclick: remove }, "Remove"),
      ),
  );
}

function spokenFor(sheet: Sheet, { by, parties }: SheetStatement): string {
  const others = parties.filter((party) => !by.includes(party));
  return others.length > 0 ? `, for ${others.map((party) => nameOf(sheet, party)).join(" and ")}` : "";
}

function quoted({ exact, kind }: SheetStatement): string {
  const words = exact.replace(/\s+/g, " ");
  return kind === "verbatim" ? `“${words}”` : words;
}

const KINDS = { verbatim: "own words", paraphrase: "paraphrase", reporter: "the reporter’s own voice" };

function about(sheet: Sheet, statement: SheetStatement): string[] {
  const { room, at, takes, modality, hedge, kind, later } = statement;
  const words: string[] = [KINDS[kind]];
  if (modality) words.push(`“${modality}”`);
  if (hedge) words.push({ appears: "“appears”", reported: "“reportedly”", possibly: "“possibly”" }[hedge]);
  if (room) words.push(sheet.rooms.find(({ id }) => id === room)?.name ?? room);
  if (at) words.push(at);
  if (later) words.push("later than the case’s date");
  for (const { issue, options } of takes)
    words.push(options.map((option) => optionWords(sheet, issue, option)).join(" or "));
  return words;
}
