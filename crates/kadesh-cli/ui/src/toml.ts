// The text of the case in an editor: what is typed goes to the session as it is typed, and what is changed elsewhere comes in.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, tooltips } from "@codemirror/view";
import { inWords, noAnswer, type Bench } from "./bench";
import { h } from "./dom";
import { changed, knownText } from "./known-text";
import { difference, moved } from "./merge";
import { askName, renaming } from "./toml-rename";
import { theme } from "./toml-theme";
import { completions, FILE, hovered, marks } from "./toml-words";

export interface TomlPane {
  root: HTMLElement;
  /** Brings in what was changed elsewhere, and marks what is wrong. */
  draw(): Promise<void>;
  /** Goes to a byte of the text. */
  reveal(byte: number): void;
  focus(): void;
}

/** How long after a key the text is sent. */
const REST = 150;

/** A change that came from elsewhere: it is not sent, and not taken back by the editor's own undo. */
const fromElsewhere = Annotation.define<boolean>();

export function tomlPane(bench: Bench): TomlPane {
  const { engine } = bench;
  const root = h("div", { class: "toml", role: "region", "aria-label": "The text of the case" });
  // In a shadow root the editor's styles are adopted sheets, which the page's policy lets through.
  const shadow = root.attachShadow({ mode: "open" });
  const readOnly = new Compartment();
  /** What the session has, and of which version. */
  let known = { version: -1, text: knownText("") };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: Promise<void> = Promise.resolve();

  const view = new EditorView({
    root: shadow,
    parent: shadow,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        history(),
        StreamLanguage.define(toml),
        closeBrackets(),
        search({ top: true }),
        highlightSelectionMatches(),
        autocompletion({ override: [complete], icons: false }),
        hoverTooltip(hover),
        tooltips({ tooltipSpace: roomFor }),
        renaming((at, to) => void rename(at, to)),
        keymap.of([
          { key: "F12", run: ({ state }) => (void define(state.selection.main.head), true) },
          { key: "F2", run: (view) => askName(view, view.state.selection.main.head) },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...lintKeymap,
          ...defaultKeymap,
        ]),
        EditorView.domEventHandlers({ mousedown: follow }),
        EditorView.contentAttributes.of({ "aria-label": "The text of the case", tabindex: "0" }),
        EditorView.updateListener.of(({ docChanged, transactions }) => {
          if (docChanged && !transactions.every((one) => one.annotation(fromElsewhere))) later();
        }),
        readOnly.of(EditorState.readOnly.of(bench.readOnly)),
        theme,
      ],
    }),
  });

  /** Tooltips stay above the bar at the bottom of the window. */
  function roomFor(): { top: number; left: number; bottom: number; right: number } {
    const { clientWidth, clientHeight } = document.documentElement;
    return { top: 0, left: 0, right: clientWidth, bottom: Math.min(root.getBoundingClientRect().bottom, clientHeight) };
  }

  const textNow = () => view.state.doc.toString();

  /** Bytes and units of the text that the session has, which the editor has too once both are in step. */
  const offsets = () => known.text.offsets;

  // --- Between the editor and the session ----------------------------------------------------------------------------------

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void inStep().then(check), REST);
  }

  /** Brings the editor and the session in step, one after another with what is under way. */
  function inStep(): Promise<void> {
    clearTimeout(timer);
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
    const version = await bench.edit([{ file: FILE, ...splice }], known.version);
    // Refused: the text that the session has is asked for again.
    known = version === null ? { version: -1, text: known.text } : { version, text };
  }

  async function pull(): Promise<void> {
    const { version } = bench;
    const answer = await engine.ask({ ask: "text", file: FILE });
    if (answer.answer !== "file") throw new Error(answer.answer === "refused" ? inWords(answer.because) : "the case has no text");
    const text = knownText(answer.text);
    const own = difference(known.text.plain, textNow());
    const theirs = difference(known.text.plain, text.plain);
    known = { version, text };
    if (!theirs) return;
    const change = own ? moved(theirs, own) : theirs;
    if (change) view.dispatch({ changes: change, annotations: [fromElsewhere.of(true), Transaction.addToHistory.of(false)] });
    else takeTheirs(text.plain);
  }

  /** Both changed the same place: theirs stands, and the editor's own undo brings back what was typed. */
  function takeTheirs(text: string): void {
    const change = difference(textNow(), text);
    if (change) view.dispatch({ changes: change, annotations: fromElsewhere.of(true) });
    bench.say("The same place was changed elsewhere: that text is shown; Ctrl+Z in the text brings back what was typed");
  }

  /** Marks what is wrong, where the session has the text that is shown. */
  async function check(): Promise<void> {
    const answer = await engine.ask({ ask: "faults" });
    if (answer.answer !== "faults" || textNow() !== known.text.plain) return;
    view.dispatch(setDiagnostics(view.state, marks(answer.faults, offsets(), view.state.doc.length)));
  }

  // --- What is asked at a place --------------------------------------------------------------------------------------------

  async function complete(context: Parameters<typeof completions>[2]) {
    if (!context.explicit && !context.matchBefore(/[\w-]+$/)) return null;
    await inStep();
    return completions(engine, offsets(), context);
  }

  async function hover(_view: EditorView, at: number) {
    await inStep();
    return hovered(engine, offsets(), at);
  }

  async function define(at: number): Promise<void> {
    await inStep();
    const answer = await engine.ask({ ask: "definition", file: FILE, at: offsets().byte(at) });
    const place = answer.answer === "places" ? answer.places[0]?.place : undefined;
    if (place?.file === FILE) reveal(place.start, place.end);
    else bench.say(place ? `It is given in ${place.file}` : "There is no name here that is given elsewhere");
  }

  async function rename(at: number, to: string): Promise<void> {
    await inStep();
    const { version } = known;
    const answer = await engine.ask({ ask: "rename", at: { file: FILE, at: offsets().byte(at) }, to });
    if (answer.answer === "refused") bench.say(inWords(answer.because));
    if (answer.answer === "nothing") bench.say(answer.because);
    if (answer.answer === "planned" && (await bench.edit(answer.splices, version)) !== null) {
      bench.say([`${answer.splices.length} places changed`, ...answer.along].join("; "));
    }
  }

  /** A click with Ctrl goes to where a name is given. */
  function follow(event: MouseEvent): boolean {
    const at = event.ctrlKey || event.metaKey ? view.posAtCoords({ x: event.clientX, y: event.clientY }) : null;
    if (at === null || event.button !== 0) return false;
    event.preventDefault();
    void define(at);
    return true;
  }

  function reveal(start: number, end = start): void {
    const anchor = offsets().unit(start);
    view.dispatch({ selection: { anchor, head: offsets().unit(end) }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    view.focus();
  }

  return {
    root,
    async draw() {
      if (view.state.readOnly !== bench.readOnly) view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(bench.readOnly)) });
      await inStep();
      await check();
      view.requestMeasure();
    },
    reveal,
    focus: () => view.focus(),
  };
}
