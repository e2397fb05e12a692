// The whole case as the screens show it: the answer to `{ask: "sheet"}`, a twin of `crates/kadesh/src/session/sheet.rs`.

/** A case as the screens show it. */
export interface Sheet {
  /** The case's title. */
  title: string;
  /** The analyst's question. Empty: none yet. */
  question: string;
  /** Nothing later than this is on record. */
  as_of: string | null;
  /** Documents with their texts. */
  sources: SheetSource[];
  /** Parties; those known only as members of a body come last. */
  parties: SheetParty[];
  /** Persons who speak for them. */
  persons: SheetPerson[];
  /** Issues with their options. */
  issues: SheetIssue[];
  /** Rooms with who sits in them. */
  rooms: SheetRoom[];
  /** Who said what, in the order of the case. */
  statements: SheetStatement[];
  /** How often each party is heard, in the order of the case. */
  heard: Heard[];
  /** One for each declared party and issue, row by row. */
  cells: Cell[];
  /** What no deal is worth, one for each declared party. */
  walk_aways: SheetWalkAway[];
  /** What can be moved. */
  levers: SheetLever[];
  /** Who decides by a rule. */
  bodies: SheetBody[];
  /** What gates hang on. */
  conditions: SheetCondition[];
  /** Conditional commitments. */
  gates: SheetGate[];
  /** The parties that must sign. */
  signatories: string[];
  /** What the case has nothing of yet, in words. */
  missing: string[];
}

/** A document and its text. */
export interface SheetSource {
  /** Its id. */
  id: string;
  /** Its title. */
  title: string;
  /** When it was published. */
  published: string | null;
  /** How far it is trusted, by the Admiralty code. */
  reliability: string;
  /** Its text, in which statements have their places. Empty: none is kept. */
  text: string;
}

/** A party. */
export interface SheetParty {
  /** Its id. */
  id: string;
  /** The name to show. */
  name: string;
  /** Whether it is known only as a member of a body. */
  member_only: boolean;
  /** What its best options add up to, where its stakes are in points. */
  points: string | null;
}

/** A person who speaks for a party. */
export interface SheetPerson {
  /** The id. */
  id: string;
  /** The name to show. */
  name: string;
  /** The public office. */
  role: string;
  /** The party. */
  speaks_for: string;
}

/** An issue. */
export interface SheetIssue {
  /** Its id. */
  id: string;
  /** The question in words. */
  question: string;
  /** Its options, in their order. */
  options: SheetOption[];
  /** The option that holds when nothing is agreed. */
  status_quo: string;
  /** Whether distance along the options means something. */
  ordered: boolean;
}

/** An option of an issue. */
export interface SheetOption {
  /** Its id. */
  id: string;
  /** How a sentence says it; none: by its id. */
  name: string | null;
}

/** A room and who is in it, by the ids of parties. */
export interface SheetRoom {
  /** Its id. */
  id: string;
  /** The name to show. */
  name: string;
  /** At the table. */
  seated: string[];
  /** Told, without a seat. */
  informed: string[];
  /** Talked about. */
  about: string[];
  /** Whether the deal is negotiated here. */
  talks: boolean;
  /** When it opened. */
  opened: string | null;
  /** When it closed. */
  closed: string | null;
}

/** A statement and its place in its source. */
export interface SheetStatement {
  /** Its id. */
  id: string;
  /** Who says it: ids of persons or parties, or `reporter`. */
  by: string[];
  /** The names of these, in words. */
  who: string;
  /** The parties spoken for. */
  parties: string[];
  /** The source. */
  source: string;
  /** First byte of the words in the text of the source. */
  start: number;
  /** One past the last. */
  end: number;
  /** The words. */
  exact: string;
  /** Own words, a paraphrase, or the reporter's voice. */
  kind: "verbatim" | "paraphrase" | "reporter";
  /** How the source weakens it. */
  hedge: "appears" | "reported" | "possibly" | null;
  /** How firm a promise or threat is. */
  modality: "can" | "may" | "will" | null;
  /** The room. */
  room: string | null;
  /** Who was meant to hear it. */
  audience: "public" | "private";
  /** When. */
  at: string | null;
  /** The options that it is compatible with, by issue. */
  takes: Taken[];
  /** Whether the case's date leaves it out. */
  later: boolean;
}

/** Options of one issue. */
export interface Taken {
  /** The issue. */
  issue: string;
  /** Its options. */
  options: string[];
}

/** How often a party is heard. */
export interface Heard {
  /** The party. */
  party: string;
  /** In its own words. */
  quoted: number;
  /** In the words of others. */
  paraphrased: number;
}

/** What a party wants in an issue. */
export interface Cell {
  /** The party. */
  party: string;
  /** The issue. */
  issue: string;
  /** How it is supported. */
  support: "quoted" | "inferred" | "assumed" | "blank";
  /** How much the issue matters. None: left blank. */
  weight: Amount | null;
  /** What each option is worth, in the order of the options. None: left blank. */
  values: (Amount | null)[];
  /** The options that the party rejects whatever the rest. */
  red_line: string[];
  /** What the cell and the party's positions in it rest on. */
  rests_on: string[];
  /** Reasons of the analyst. */
  because: string[];
}

/** A number as the case writes it, and where it lies. */
export interface Amount {
  /** As written: `0.4`, `0.3..0.6`, `0.3..0.4..0.6`. */
  written: string;
  /** The least that it may be. */
  low: number;
  /** The one taken where one is needed. */
  central: number;
  /** The most that it may be. */
  high: number;
}

/** What no deal is worth to a party. */
export interface SheetWalkAway {
  /** The party. */
  party: string;
  /** With every lever at nought. None: left blank, or told by a package. */
  base: Amount | null;
  /** Whether it is told by a package. */
  by_package: boolean;
  /** What levers add to it at their full setting. */
  from: FromLever[];
  /** Statements it rests on. */
  rests_on: string[];
  /** Reasons of the analyst. */
  because: string[];
}

/** What a lever adds to a walk-away. */
export interface FromLever {
  /** The lever. */
  lever: string;
  /** How much, at its full setting. */
  adds: Amount;
}

/** A lever. */
export interface SheetLever {
  /** Its id. */
  id: string;
  /** The name to show. */
  name: string;
  /** Who can move it. */
  held_by: string | null;
  /** Where it stands. None: left open. */
  now: Amount | null;
}

/** A body. */
export interface SheetBody {
  /** Its id. */
  id: string;
  /** The name to show. */
  name: string;
  /** Its members, by the ids of parties. */
  members: string[];
  /** How it decides, in words. */
  rule: string;
}

/** A condition. */
export interface SheetCondition {
  /** Its id. */
  id: string;
  /** In words. */
  text: string;
  /** Whether it holds. */
  holds: "false" | "unknown" | "true";
  /** Who can change that: ids of parties and bodies. */
  controllers: string[];
}

/** A gate. */
export interface SheetGate {
  /** Its id. */
  id: string;
  /** The options behind it, in words. */
  opens: string[];
}
