// What a screen can do: ask the session, change the case, and tell the reader. One bench is shared by all screens.

import type { Engine } from "./engine";
import { isLeft } from "./leaving";
import type { Action, Diagnostic, Name, Proposed, Request, Sheet, Splice, State } from "./messages";
import { turns } from "./turns";

export type ScreenName = "text" | "case" | "rules" | "what-if" | "brief";

/** One of the five screens. A module of a screen has `export function screen(bench: Bench): Screen`. */
export interface Screen {
  root: HTMLElement;
  /** Called when the screen is shown and whenever the version of the case moved. A failure is told in the status. */
  draw(): void | Promise<void>;
  /**
   * Called after `draw` when the address names something of the screen, which is the `detail` of `bench.show`; empty: nothing. It
   * may be open already.
   */
  open?(detail: string): void;
}

export interface Bench {
  readonly engine: Engine;
  /** Tells the case apart from others in what the browser keeps. */
  readonly place: string;
  /** The version of the case that is shown. */
  readonly version: number;
  /** The version that the session has once it has all that is sent, as far as can be told, where none of it is refused. */
  readonly coming: number;
  /** Whether the case can only be read. */
  readonly readOnly: boolean;
  /**
   * What is asked of the case as it is now, once the changes under way are answered. None: it has moved on, and all that is shown is
   * drawn once more.
   */
  now<T>(ask: () => Promise<T>): Promise<T | null>;
  /** The whole case; asked once for each version. Fails with the reason where there is none. */
  sheet(): Promise<Sheet>;
  /** What is wrong with the case or missing, each with its line; asked once for each version. */
  faults(): Promise<Faults>;
  /** What is proposed and not decided yet; asked once for each version. */
  proposals(): Promise<Proposals>;
  /**
   * Carries out a gesture. False: it was refused, and the status tells why. One that hangs on what comes before it is made when its
   * turn has come. `done` is called before anything else is changed or drawn, with the names that are new.
   */
  act(action: Action | (() => Action), done?: (made: Name[]) => void): Promise<boolean>;
  /**
   * Changes texts. The splices are of the version that is shown now, or of the one that is named. Gives the version that they
   * made; none where they were refused, and the status tells why.
   */
  edit(splices: Splice[], of?: number): Promise<number | null>;
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
  /** Tells the reader something in the status. */
  say(words: string): void;
  /** Goes to a screen, and to something on it; else to what was open there. */
  show(screen: ScreenName, detail?: string): void;
  /** Tells what is open on a screen now, in place of what the address named; empty: nothing. */
  stay(screen: ScreenName, detail: string): void;
}

export type Faults = { fault: Diagnostic; line: number | null }[];

export interface Proposals {
  /** In the order in which they came. */
  open: Proposed[];
  /** Why their file cannot be read, where it cannot. */
  unreadable: Diagnostic | null;
}

/** What a bench has to tell the frame. */
export interface Listeners {
  /** The case moved to another version. */
  moved(): void;
  /** Whether a change can be taken back, and one be made once more, as far as is known. */
  history(canUndo: boolean, canRedo: boolean): void;
  say(words: string): void;
  show(screen: ScreenName, detail?: string): void;
  stay(screen: ScreenName, detail: string): void;
}

/** A bench, and how the frame tells it what it cannot know. `place` is where the case is. */
export function benchOf(
  engine: Engine,
  listeners: Listeners,
  place: string,
): { bench: Bench; settle(readOnly: boolean, version: number): void } {
  // 0: nobody has told yet.
  let version = 0;
  let readOnly = true;
  // Changes are made one after another, each on the version that the last one left.
  const turn = turns();
  let last: Promise<unknown> = Promise.resolve();
  /** How many are sent and not answered yet. */
  let flying = 0;
  /** The newest version that was told without being asked for. */
  let heard = 0;

  function move(to: number, state: State | null): void {
    if (to <= version) return;
    version = to;
    if (!state) void askHistory();
    listeners.moved();
  }

  /** A version that comes while a change is under way is most often that of the change itself. */
  function hear(told: number): void {
    heard = Math.max(heard, told);
    if (flying === 0) move(told, null);
    else void last.then(() => move(told, null));
  }

  function tellHistory({ can_undo, can_redo }: Pick<State, "can_undo" | "can_redo">): void {
    listeners.history(can_undo, can_redo);
  }

  /** What can be taken back is told with every change: where somebody else made it, a change of nothing asks. */
  async function askHistory(): Promise<void> {
    if (readOnly) return tellHistory({ can_undo: false, can_redo: false });
    try {
      const answer = await engine.ask({ ask: "edit", version, splices: [] });
      if (answer.answer === "changed" && answer.state.version === version) tellHistory(answer.state);
    } catch (error) {
      listeners.say(noAnswer(error));
    }
  }

  function change(request: (version: number) => Request, done?: (made: Name[]) => void): Promise<number | null> {
    // Where the page is left, others are under way still.
    const changed = turn(() => send(request(isLeft() ? bench.coming : version), done));
    last = changed;
    return changed;
  }

  async function send(request: Request, done?: (made: Name[]) => void): Promise<number | null> {
    flying += 1;
    try {
      const answer = await engine.ask(request);
      if (answer.answer === "changed") {
        done?.(answer.made);
        // What was told before is of no use now.
        listeners.say("");
        tellHistory(answer.state);
        move(answer.state.version, answer.state);
        return answer.state.version;
      }
      if (answer.answer === "refused") listeners.say(inWords(answer.because));
      if (answer.answer === "nothing") listeners.say(answer.because);
    } catch (error) {
      listeners.say(noAnswer(error));
    } finally {
      flying -= 1;
    }
    return null;
  }

  async function askSheet(): Promise<Sheet> {
    const answer = await engine.ask({ ask: "sheet" });
    if (answer.answer === "sheet") return answer.sheet;
    throw new Error(answer.answer === "refused" ? inWords(answer.because) : "the case has no sheet");
  }

  async function askFaults(): Promise<Faults> {
    const answer = await engine.ask({ ask: "faults" });
    if (answer.answer !== "faults") return [];
    return answer.faults.map((fault, place) => ({ fault, line: answer.lines[place] ?? null }));
  }

  async function askProposals(): Promise<Proposals> {
    const answer = await engine.ask({ ask: "proposals" });
    if (answer.answer !== "proposals")
      return { open: [], unreadable: answer.answer === "refused" ? answer.because : null };
    return { open: answer.proposals.filter(({ standing }) => standing === "open"), unreadable: null };
  }

  /** Asks once for each version; where nobody answered, once more. */
  function once<T>(ask: () => Promise<T>): () => Promise<T> {
    let known: { version: number; answer: Promise<T> } | null = null;
    return () => {
      if (known?.version === version) return known.answer;
      const asked = { version, answer: ask() };
      asked.answer.catch(() => known === asked && (known = null));
      known = asked;
      return asked.answer;
    };
  }

  const bench: Bench = {
    engine,
    place,
    get version() {
      return version;
    },
    get coming() {
      return Math.max(version + flying, heard);
    },
    get readOnly() {
      return readOnly;
    },
    async now(ask) {
      const of = version;
      const answer = await ask();
      // The answer may tell of a change whose own answer is still to come.
      await last;
      return of === version ? answer : null;
    },
    sheet: once(askSheet),
    faults: once(askFaults),
    proposals: once(askProposals),
    act: (action, done) =>
      isDone(
        change((version) => ({ ask: "do", version, action: typeof action === "function" ? action() : action }), done),
      ),
    edit: (splices, of = version) => change(() => ({ ask: "edit", version: of, splices })),
    undo: () => isDone(change((version) => ({ ask: "undo", version }))),
    redo: () => isDone(change((version) => ({ ask: "redo", version }))),
    say: listeners.say,
    show: listeners.show,
    stay: listeners.stay,
  };
  engine.follow(hear);
  return {
    bench,
    settle(only, told) {
      const isOther = only !== readOnly && told <= version;
      readOnly = only;
      hear(told);
      if (isOther) void askHistory();
    },
  };
}

const isDone = async (change: Promise<number | null>) => (await change) !== null;

/** A diagnostic in a line. */
export function inWords({ message, hint }: Pick<Diagnostic, "message" | "hint">): string {
  return hint ? `${message}: ${hint}` : message;
}

/** That nobody answered, and why. */
export function noAnswer(error: unknown): string {
  return `No answer: ${error instanceof Error ? error.message : String(error)}`;
}
