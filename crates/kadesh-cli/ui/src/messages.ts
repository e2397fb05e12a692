// Everything that can be asked of a session and everything that it answers: the twin of `crates/kadesh/src/session/message.rs`.
// All offsets are of bytes of UTF-8; `bytesToUnits` of dom.ts turns them into those of a text of JavaScript.

/** What is asked of a session. */
export type Request =
  | { ask: "open"; files: Record<string, Content>; unreadable?: Unreadable }
  | { ask: "bring"; files: Record<string, Content>; unreadable?: Unreadable; gone?: string[] }
  | { ask: "edit"; version: number; splices: Splice[] }
  | { ask: "plan"; action: Action }
  | { ask: "do"; version: number; action: Action }
  | { ask: "undo"; version: number }
  | { ask: "redo"; version: number }
  | { ask: "faults" }
  | { ask: "outline" }
  | { ask: "blanks" }
  | { ask: "tries" }
  | { ask: "proposals" }
  | { ask: "ask"; question: string; view?: Partial<View> }
  | { ask: "brief"; view?: Partial<View> }
  | { ask: "what-if"; view: Partial<View>; moving?: boolean }
  | { ask: "why"; sentence: number; all?: boolean; plain?: boolean; view?: Partial<View> }
  | { ask: "compare"; view: Partial<View> }
  | ({ ask: "complete" } & Point)
  | ({ ask: "hover" } & Point)
  | ({ ask: "definition" } & Point)
  | ({ ask: "references" } & Point)
  | { ask: "rename"; at: Point; to: string }
  | { ask: "export"; format: Format; view?: Partial<View> }
  | { ask: "sheet" }
  | { ask: "text"; file: string }
  | { ask: "form"; place: Place };

/** What a session answers. */
export type Response =
  | { answer: "opened"; state: State }
  | { answer: "changed"; state: State; splices: Splice[]; made: Name[] }
  | { answer: "planned"; splices: Splice[]; along: string[] }
  | { answer: "faults"; faults: Diagnostic[]; lines: (number | null)[] }
  | { answer: "outline"; entries: Entry[]; missing: string[] }
  | { answer: "blanks"; blanks: Blank[] }
  | { answer: "tries"; tries: Trial[] }
  | { answer: "proposals"; proposals: Proposed[] }
  | { answer: "answers"; document: unknown }
  | { answer: "page"; parts: Part[] }
  | { answer: "completions"; place: Span; words: Completion[] }
  | { answer: "told"; place: Span; text: string }
  | { answer: "places"; places: Link[] }
  | { answer: "file"; media_type: string; text: string }
  | { answer: "nothing"; because: string }
  | { answer: "refused"; because: Diagnostic }
  | { answer: "sheet"; version: number; sound: boolean; sheet: Sheet }
  | { answer: "form"; fields: Field[] };

/** The whole case as the screens show it; its shape is in sheet.ts. */
export type { Sheet } from "./sheet";
import type { Sheet } from "./sheet";

/** The bytes of a file: a text, or anything as base64. */
export type Content = string | { base64: string };

/** Why files could not be read, by name. */
export type Unreadable = Record<string, "outside" | { because: string }>;

/** Where a session stands. */
export interface State {
  version: number;
  can_undo: boolean;
  can_redo: boolean;
  /** Whether the case can be asked: it has no fault. */
  sound: boolean;
  /** Files that the case names and that nobody brought. */
  wanted: string[];
}

/** How to look at a case. */
export interface View {
  changes: Try[];
  seats: string[];
  as_of: string | null;
  blind: boolean;
  seed: number;
  draws: number;
}

/** One change that is tried out. */
export interface Try {
  key: string;
  value: string;
}

/** A stretch of a text and what takes its place. */
export interface Splice {
  file: string;
  start: number;
  end: number;
  text: string;
}

/** A place in one file of the case. */
export interface Span {
  file: string;
  start: number;
  end: number;
}

/** A byte of a file. */
export interface Point {
  file: string;
  at: number;
}

export type Severity = "fault" | "warning" | "gap" | "note";

/** One thing to tell the author of a case. */
export interface Diagnostic {
  severity: Severity;
  code: string;
  message: string;
  /** The first is the main place; none when the whole case is meant. */
  labels: [Span, string][];
  hint: string | null;
}

export type NameKind =
  | "source"
  | "party"
  | "person"
  | "issue"
  | "issue-option"
  | "statement"
  | "room"
  | "body"
  | "condition"
  | "gate"
  | "lever"
  | "norm"
  | "act"
  | "agreement"
  | "assumption"
  | "hypothesis"
  | "option"
  | "state"
  | "merge"
  | "goal";

/** One thing that a case names. */
export interface Name {
  kind: NameKind;
  id: string;
  /** The issue of an option. */
  of?: string;
}

/** A place where a name stands. */
export interface Link {
  place: Span;
  name: Name;
  declares: boolean;
}

/** A name of the case, and what is told of it. */
export interface Entry {
  name: Name;
  words: string;
  place: Span;
  uses: number;
}

/** A number that is not there, and what the draws take for it. */
export interface Blank {
  place: Span;
  key: string;
  taken: string;
  why: string;
}

/** Something that a reader can try: a number that is moved, or a switch that sets several at once. */
export interface Trial {
  key: string;
  words: string;
  kind: "lever" | "walk-away" | "seat" | "framing" | "hypothesis" | "assumption";
  low: number;
  high: number;
  /** None: it is left open. */
  now: string | null;
  /** What a switch sets where it is on. */
  sets: Try[];
}

/** A part of a page. */
export interface Part {
  id: string;
  html: string;
}

/** A word that could be written. */
export interface Completion {
  text: string;
  detail: string;
}

/** A key of an entry as a form has it. */
export interface Field {
  /** A dot leads further in: `rule.kind`. */
  key: string;
  meaning: string;
  takes: "flag" | "number" | "text" | "list" | "items" | "table";
  /** How many entries without a name it has. */
  items: number;
  needed: boolean;
  /** As one types it; none: nothing stands there. */
  value: string | null;
  choices: Completion[];
}

export type Format = "html" | "text" | "markdown" | "csv" | "json";

/** A value of a case: a yes or no, a number, a text, a list, or values by name. */
export type Given = boolean | number | string | Given[] | { [key: string]: Given };

/** Values by key, in their order; `null` clears a key. */
export type Fields = Record<string, Given | null>;

/** A gesture of the user. */
export type Action =
  | { do: "add"; name: Name; fields?: Fields; typed?: Record<string, string> }
  | { do: "add-item"; list: Place; fields?: Fields; typed?: Record<string, string> }
  | { do: "put"; place: Place; fields: Fields }
  | { do: "write"; place: Place; key: string; words: string }
  | { do: "remove"; place: Place }
  | { do: "rename"; name: Name; to: string }
  | { do: "add-source"; id?: string; title: string | null; published: string | null; text: string }
  | ({ do: "say" } & Say)
  | { do: "red-line"; party: string; issue: string; option: string; drawn: boolean }
  | { do: "seat"; room: string; party: string; seat: Seat | null }
  | { do: "add-option"; issue: string; id?: string; words: string | null; before: string | null }
  | { do: "order-options"; issue: string; options: string[] }
  | { do: "propose"; by: string; because: string; actions: Action[] }
  | { do: "accept"; proposal: string; by?: string | null; instead?: Action[] | null }
  | { do: "reject"; proposal: string; by?: string | null; because?: string | null }
  | { do: "withdraw"; proposal: string; by: string };

/** Words in a source, and who says them. */
export interface Say {
  id?: string;
  source: string;
  /** Where they were marked. */
  start?: number | null;
  end?: number | null;
  /** The words themselves and those around them, where they were not marked. */
  exact?: string | null;
  prefix?: string | null;
  suffix?: string | null;
  by: string[];
  kind?: "verbatim" | "paraphrase" | "reporter" | null;
  on_behalf?: string | null;
  hedge?: "appears" | "reported" | "possibly" | null;
  modality?: "can" | "may" | "will" | null;
  room?: string | null;
  audience?: "public" | "private" | null;
  at?: string | null;
  takes?: Fields;
}

export type Seat = "seated" | "informed" | "about";

/** Changes that somebody puts before a person: they count in no answer until one accepts them. */
export interface Proposed {
  id: string;
  by: string;
  because: string;
  standing: "open" | "accepted" | "rejected" | "withdrawn";
  decided_by: string | null;
  /** Why it was rejected, or what was done instead. */
  decided_because: string | null;
  actions: Action[];
  /** The same in words, one for each. */
  words: string[];
  /** Words of sources that it marks. */
  marks: MarkedWords[];
  /** What goes along with it, in words. */
  along: string[];
  /** Other proposals that have to be accepted first. */
  after: string[];
  /** Why it cannot be accepted as the case is now. */
  trouble: Diagnostic | null;
}

/** Words in the text of a source, and what stands around them. */
export interface MarkedWords {
  source: string;
  start: number;
  end: number;
  words: string;
  before: string;
  after: string;
}

/** An entry of a case. */
export type Place =
  | { named: Name }
  | { stake: { party: string; issue: string } }
  | { "walk-away": string }
  | { preference: string }
  | { single: string }
  | { in: { entry: Place; key: string } }
  | { list: string }
  | { item: { list: Place; index: number } };
