// Keeps the text in the editor and the text that the session has in step: what is typed goes out, what is changed elsewhere comes in.

import { Annotation, Transaction } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { inWords, noAnswer, type Bench } from "./bench";
import type { Offsets } from "./dom";
import { changed, knownText, type KnownText } from "./known-text";
import { isLeft, whenLeft } from "./leaving";
import { difference, moved } from "./merge";
import { FILE } from "./toml-words";

export interface Step {
  /** The version that the session's text is of. */
  version(): number;
  /** Bytes and units of the text that the session has, which the editor has too once both are in step. */
  offsets(): Offsets;
  /** Whether the editor has the text that the session has. */
  isInStep(): boolean;
  /** Brings both in step, one after another with what is under way. */
  bring(): Promise<void>;
  /** To be told of every change of the editor. */
  updated(update: ViewUpdate): void;
}

/** How long after a key the text is sent. */
const REST = 150;

/** A change that came from elsewhere: it is not sent. */
const fromElsewhere = Annotation.define<boolean>();

/** `settled` is told when what was typed has been sent. */
export function stepOf(bench: Bench, editor: () => EditorView, settled: () => void): Step {
  let known = { version: -1, text: knownText("") };
  /** What the session will have once what is under way is answered. */
  let flying: typeof known | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: Promise<void> = Promise.resolve();

  const textNow = () => editor().state.doc.toString();

  function bring(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    under = under.then(once).catch((error: unknown) => bench.say(noAnswer(error)));
    return under;
  }

  /** Pulls what is new and pushes what was typed, until nothing is left; gives up where it is refused again and again. */
  async function once(): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      if (known.version !== bench.version) await pull();
      if (textNow() === known.text.plain || bench.readOnly) return;
      await push();
    }
  }

  async function push(): Promise<void> {
    const change = difference(known.text.plain, textNow());
    if (!change) return;
    const { text, splice } = changed(known.text, change);
    flying = { version: known.version + 1, text };
    const version = await bench.edit([{ file: FILE, ...splice }], known.version);
    flying = null;
    if (version === null) await pull(text);
    else known = { version, text };
  }

  /** Takes in what the session has. What was `sent` and not answered may have come there all the same. */
  async function pull(sent?: KnownText): Promise<void> {
    const { version } = bench;
    const answer = await bench.engine.ask({ ask: "text", file: FILE });
    if (answer.answer !== "file")
      throw new Error(answer.answer === "refused" ? inWords(answer.because) : "the case has no text");
    const text = knownText(answer.text);
    const base = sent?.plain === text.plain ? text.plain : known.text.plain;
    const own = difference(base, textNow());
    const theirs = difference(base, text.plain);
    known = { version, text };
    if (!theirs) return;
    const change = own ? moved(theirs, own) : theirs;
    const annotations = [fromElsewhere.of(true), Transaction.addToHistory.of(false)];
    if (change) editor().dispatch({ changes: change, annotations });
    else takeTheirs(text.plain);
  }

  /** Both changed the same place: theirs stands, and the editor's own undo brings back what was typed. */
  function takeTheirs(text: string): void {
    const change = difference(textNow(), text);
    if (change) editor().dispatch({ changes: change, annotations: fromElsewhere.of(true) });
    bench.say(
      "The same place was changed elsewhere: that text is shown; Ctrl+Z in the text brings back what was typed",
    );
  }

  /** Sends what was typed after what is under way, whose answer will not be heard. */
  function leave(): void {
    // Where something else is under way too, nobody can tell which text it leaves: what does not fit is refused.
    const base = flying?.version === bench.coming ? flying : known;
    const change = difference(base.text.plain, textNow());
    if (!change || base.version < 0 || bench.readOnly) return;
    const { splice } = changed(base.text, change);
    void bench.edit([{ file: FILE, ...splice }], base.version);
  }

  whenLeft(() => {
    if (isLeft()) leave();
    else if (timer !== undefined) void bring();
  });

  return {
    version: () => known.version,
    offsets: () => known.text.offsets,
    isInStep: () => textNow() === known.text.plain,
    bring,
    updated({ docChanged, transactions }) {
      if (!docChanged || transactions.every((one) => one.annotation(fromElsewhere))) return;
      clearTimeout(timer);
      timer = setTimeout(() => void bring().then(settled), REST);
    },
  };
}
