// The small card that makes a statement of marked words: who says it, own words or not, where, when, and which options it is
// compatible with. Names that are not there yet are made on the way. It changes a statement too, and what is proposed as one.

import type { Bench } from "./bench";
import { DAY, dayField } from "./dates";
import { bytesToUnits, h, redrawn } from "./dom";
import { added, newIssueWith } from "./gestures";
import type { Action, Fields, Given, Say } from "./messages";
import { optionNames } from "./option-names";
import { declared } from "./parties";
import { pick, type Choice } from "./pick";
import { isQuoted } from "./quotes";
import type { Sheet, SheetSource, SheetStatement } from "./sheet";
import { whoIsNew } from "./who-is-new";
import { NO_SOURCE_YET } from "./writer";

export interface SayForm {
  root: HTMLElement;
  focus(): void;
  /** The case has changed: other names may be picked. */
  renew(sheet: Sheet): void;
}

/** Words that are marked, in bytes; with the statement, where they are one already, or what is proposed to be said of them. */
export interface Marked {
  source: SheetSource;
  start: number;
  end: number;
  words: string;
  statement?: SheetStatement;
  proposed?: { proposal: string; say: Say };
}

/** What was said last is offered again: an article mostly goes on in the same room on the same day. */
const last = { room: "", at: "", isMoreOpen: false };

interface Told {
  /** Whether it was said, or given up. */
  done(isSaid: boolean): void;
  /** What the card says now that something of it was changed. */
  typed(now: Known): void;
}

/** `begun` is what was typed on the card before the page was loaded again. */
export function sayForm(bench: Bench, first: Sheet, marked: Marked, begun: Known | null, told: Told): SayForm {
  let sheet = first;
  const { done } = told;
  const { statement, proposed } = marked;
  const known: Known | null = begun ?? statement ?? (proposed ? knownOf(proposed.say) : null);
  const isKnown = (id: string) => voices(sheet).some((voice) => voice.id === id);
  let by = (known?.by ?? []).filter(isKnown);
  let room = known ? (known.room ?? "") : last.room;
  const takes = new Map((known?.takes ?? []).map(({ issue, options }) => [issue, new Set(options)]));

  const inline = h("div", { class: "new-place" });
  const who = pick({
    label: "Who says it",
    choices: voices(sheet),
    multiple: true,
    picked: by,
    onPick: (ids) => {
      speak(ids);
      tell();
    },
    allowNew: newVoice,
  });
  const isOwn = isMarkedQuoted(marked);
  const kind = select("In whose words", known?.kind ?? "", [
    ["", ""],
    ["verbatim", "their own words"],
    ["paraphrase", "in other words"],
    ["reporter", "the reporter’s own voice"],
  ]);
  const modality = select("How firm", known?.modality ?? "", [
    ["", "—"],
    ["will", "will: it is pledged"],
    ["may", "may: it is considered"],
    ["can", "can: it is possible"],
  ]);
  const hedge = select("How the source weakens it", known?.hedge ?? "", [
    ["", "—"],
    ["appears", "appears, seems"],
    ["reported", "reportedly"],
    ["possibly", "possibly, perhaps"],
  ]);
  const id = h("input", {
    type: "text",
    value: known?.id ?? "",
    placeholder: "made of who says it",
    autocomplete: "off",
    spellcheck: false,
  });
  const where = pick({
    label: "Where",
    choices: rooms(sheet),
    picked: room ? [room] : [],
    onPick: ([id]) => {
      room = id ?? "";
      tell();
    },
    allowNew: newRoom,
  });
  const at = h("input", {
    type: "text",
    value: known ? (known.at ?? "") : last.at || (marked.source.published ?? ""),
    placeholder: DAY,
    autocomplete: "off",
  });
  const when = dayField(bench, at);
  const about = pick({
    label: "About which issue",
    choices: issues(sheet),
    onPick: ([id]) => id && aboutIssue(id),
    allowNew: newIssue,
  });
  const options = h("div", { class: "takes" });
  const root = h(
    "form",
    {
      class: "say",
      "aria-label": "Who says this",
      onsubmit: submit,
      onkeydown: (event: KeyboardEvent) => event.key === "Escape" && done(false),
      oninput: tell,
      onchange: tell,
    },
    h("p", { class: "said" }, marked.words.replace(/\s+/g, " ")),
    who.root,
    inline,
    kind.root,
    h("div", { class: "pair" }, h("label", null, "When", at), where.root),
    about.root,
    options,
    h(
      "details",
      {
        open: last.isMoreOpen || Boolean(known?.modality ?? known?.hedge),
        ontoggle: (event: Event) => (last.isMoreOpen = (event.currentTarget as HTMLDetailsElement).open),
      },
      h("summary", null, "How firm, and its id"),
      h("div", { class: "pair" }, modality.root, hedge.root),
      h("label", null, "Id", id),
    ),
    h(
      "div",
      { class: "row" },
      h("button", { type: "submit", class: "main" }, statement ? "Change" : "Add"),
      h("button", { type: "button", onclick: () => done(false) }, "Cancel"),
    ),
  );
  showTakes();
  speak(by);
  let lastTyped = JSON.stringify(typed());

  function typed(): Known {
    return {
      id: id.value,
      by,
      kind: (kind.field.value || null) as Known["kind"],
      modality: modality.field.value || null,
      hedge: (hedge.field.value || null) as Known["hedge"],
      room: room || null,
      at: at.value || null,
      takes: [...takes].map(([issue, options]) => ({ issue, options: [...options] })),
    };
  }

  function tell(): void {
    const now = JSON.stringify(typed());
    if (now !== lastTyped) told.typed(typed());
    lastTyped = now;
  }

  /** Who says it tells in whose words it is, or else the quotation marks do. */
  function speak(ids: string[]): void {
    by = ids;
    kind.field.options[0]?.replaceChildren(GUESSED[guessed()]);
  }

  function guessed(): keyof typeof GUESSED {
    if (by.includes("reporter")) return "reporter";
    return isOwn ? "verbatim" : "paraphrase";
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (by.length === 0) {
      bench.say("Who says it is still to be picked");
      who.field.focus();
      return;
    }
    if (inline.childElementCount > 0) {
      bench.say("What is new is still to be made, or left with Escape");
      inline.querySelector("input")?.focus();
      return;
    }
    if (when.day() === null) return at.focus();
    if (!(await dated()) || !(await bench.act(action()))) return;
    Object.assign(last, { room, at: at.value.trim() });
    const to = id.value.trim();
    if (statement && to && to !== statement.id)
      await bench.act({ do: "rename", name: { kind: "statement", id: statement.id }, to });
    done(true);
  }

  function action(): Action {
    if (statement) return changed(statement);
    const say = { do: "say" as const, ...said() };
    return proposed ? { do: "accept", proposal: proposed.proposal, instead: [say] } : say;
  }

  /** A date that is none is told before anything is changed. */
  async function dated(): Promise<boolean> {
    if (!statement || at.value.trim() === (statement.at ?? "")) return true;
    const place = { named: { kind: "statement" as const, id: statement.id } };
    return bench.act({ do: "write", place, key: "at", words: at.value });
  }

  function said(): Say {
    return {
      id: id.value.trim(),
      source: marked.source.id,
      start: marked.start,
      end: marked.end,
      by,
      kind: (kind.field.value || guessed()) as Say["kind"] & string,
      modality: (modality.field.value || null) as Say["modality"] & string,
      hedge: (hedge.field.value || null) as Say["hedge"] & string,
      room: room || null,
      at: at.value.trim() || null,
      takes: taken(),
      ...(proposed && unasked(proposed.say, by)),
    };
  }

  function changed({ id }: SheetStatement) {
    const words = (value: string) => value.trim() || null;
    const table = taken();
    const fields: Fields = {
      by: by.length === 1 ? (by[0] as string) : by,
      kind: kind.field.value || guessed(),
      modality: words(modality.field.value),
      hedge: words(hedge.field.value),
      room: words(room),
      takes: Object.keys(table).length > 0 ? (table as Given) : null,
    };
    return { do: "put" as const, place: { named: { kind: "statement" as const, id } }, fields };
  }

  /** The options by issue; one alone is written as a word. */
  function taken(): Fields {
    const pairs = [...takes].filter(([, chosen]) => chosen.size > 0);
    return Object.fromEntries(
      pairs.map(([issue, chosen]) => [issue, chosen.size === 1 ? ([...chosen][0] as string) : [...chosen]]),
    );
  }

  function aboutIssue(id: string): void {
    if (!takes.has(id)) takes.set(id, new Set());
    about.set([]);
    showTakes();
    tell();
    options.querySelector<HTMLInputElement>(`[data-issue="${CSS.escape(id)}"] input`)?.focus();
  }

  function showTakes(): void {
    const known = sheet.issues.filter(({ id }) => takes.has(id));
    redrawn(
      options,
      ...known.map((issue) => {
        const chosen = takes.get(issue.id) as Set<string>;
        const box = (option: { id: string; name: string | null }) => {
          const tick = h("input", {
            type: "checkbox",
            checked: chosen.has(option.id),
            "data-option": `${issue.id}/${option.id}`,
            onchange: () => void (tick.checked ? chosen.add(option.id) : chosen.delete(option.id)),
          });
          return h("label", null, tick, ` ${option.name ?? option.id}`);
        };
        return h(
          "fieldset",
          { "data-issue": issue.id },
          h("legend", null, issue.question || issue.id),
          h("small", null, "Compatible with (tick all that are):"),
          issue.options.map(box),
        );
      }),
    );
  }

  function newVoice(name: string): void {
    const fill = whoIsNew(bench, sheet, name, (id) => {
      inline.replaceChildren();
      if (id) speak([...by, id]);
      who.set(by);
      tell();
      who.field.focus();
    });
    inline.replaceChildren(fill.root);
    fill.focus();
  }

  async function newRoom(name: string): Promise<void> {
    const id = await added(bench, "room", { name, because: NO_SOURCE_YET });
    if (!id) return;
    where.set([(room = id)]);
    tell();
  }

  /** An issue has at least two options. */
  function newIssue(question: string): void {
    const options = optionNames(() => void make());
    const make = async () => {
      const id = await newIssueWith(bench, question, options.names());
      if (!id) return;
      inline.replaceChildren();
      aboutIssue(id);
    };
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      inline.replaceChildren();
      about.field.focus();
    };
    inline.replaceChildren(
      h(
        "fieldset",
        { onkeydown: leave },
        h("legend", null, `New issue: ${question}`),
        h("small", null, "Its options, the first one as it is now:"),
        options.root,
        h("button", { type: "button", onclick: () => void make() }, "Make it"),
      ),
    );
    options.focus();
  }

  return {
    root,
    focus: () => who.field.focus(),
    renew(next) {
      sheet = next;
      who.offer(voices(sheet));
      // Who was made on the way and is taken back is not picked any more.
      speak(by.filter(isKnown));
      who.set(by);
      where.offer(rooms(sheet));
      about.offer(issues(sheet));
      showTakes();
    },
  };
}

/** What is known of a statement before it is added, changed or accepted. */
export type Known = Pick<SheetStatement, "by" | "room" | "at" | "takes"> & {
  id: string;
  kind: Say["kind"];
  modality: string | null;
  hedge: Say["hedge"];
};

function knownOf({ id, by, kind, modality, hedge, room, at, takes }: Say): Known {
  const list = (given: Given | null) => (Array.isArray(given) ? given : [given]).map(String);
  const own = Object.entries(takes ?? {}).map(([issue, options]) => ({ issue, options: list(options) }));
  return {
    id: id ?? "",
    by,
    kind,
    modality: modality ?? null,
    hedge,
    room: room ?? null,
    at: at ?? null,
    takes: own,
  };
}

/** What is proposed and not asked on the card stays; for whom somebody speaks, where it is the same somebody. */
function unasked({ audience, on_behalf, by }: Say, now: string[]): Pick<Say, "audience" | "on_behalf"> {
  const isSame = by.join() === now.join();
  return { audience: audience ?? null, on_behalf: isSame ? (on_behalf ?? null) : null };
}

const GUESSED = {
  verbatim: "their own words, by the quotation marks",
  paraphrase: "in other words, by the quotation marks",
  reporter: "the reporter’s own voice, by who says it",
};

function isMarkedQuoted({ source, start, end }: Marked): boolean {
  const offsets = bytesToUnits(source.text);
  return isQuoted(source.text, offsets.unit(start), offsets.unit(end));
}

function select(
  label: string,
  value: string,
  words: [string, string][],
): { root: HTMLElement; field: HTMLSelectElement } {
  const field = h(
    "select",
    null,
    words.map(([word, told]) => h("option", { value: word }, told)),
  );
  field.value = value;
  return { root: h("label", null, label, field), field };
}

function voices(sheet: Sheet): Choice[] {
  const partyName = (id: string) => sheet.parties.find((party) => party.id === id)?.name ?? id;
  return [
    ...sheet.persons.map(({ id, name, role, speaks_for }) => ({
      id,
      words: name,
      hint: [role, partyName(speaks_for)].filter(Boolean).join(", "),
    })),
    ...declared(sheet).map(({ id, name }) => ({ id, words: name, hint: "party" })),
    { id: "reporter", words: "the reporter", hint: "the author of the text" },
  ];
}

const rooms = (sheet: Sheet): Choice[] => sheet.rooms.map(({ id, name }) => ({ id, words: name }));
const issues = (sheet: Sheet): Choice[] =>
  sheet.issues.map(({ id, question }) => ({ id, words: question || id, hint: id }));
