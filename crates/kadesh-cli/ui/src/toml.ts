// The text of the case in an editor, with what the session tells of each place of it.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import type { CompletionContext } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, hoverTooltip, keymap, tooltips } from "@codemirror/view";
import { highlightActiveLine, highlightActiveLineGutter, lineNumbers } from "@codemirror/view";
import { inWords, type Bench } from "./bench";
import { h } from "./dom";
import { askName, renaming } from "./toml-rename";
import { stepOf } from "./toml-step";
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

const LABEL = "The text of the case";

/** What any editor of a text has. */
const PLAIN: Extension = [
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  drawSelection(),
  history(),
  StreamLanguage.define(toml),
  closeBrackets(),
  search({ top: true }),
  highlightSelectionMatches(),
  EditorView.contentAttributes.of({ "aria-label": LABEL, tabindex: "0" }),
  theme,
];

const KEYS = [
  ...closeBracketsKeymap,
  ...completionKeymap,
  ...searchKeymap,
  ...historyKeymap,
  ...lintKeymap,
  ...defaultKeymap,
];

export function tomlPane(bench: Bench): TomlPane {
  const { engine } = bench;
  const root = h("div", { class: "toml", role: "region", "aria-label": LABEL });
  // In a shadow root the editor's styles are adopted sheets, which the page's policy lets through.
  const shadow = root.attachShadow({ mode: "open" });
  const readOnly = new Compartment();
  const step = stepOf(
    bench,
    () => view,
    () => void check(),
  );
  const special: Extension = [
    autocompletion({ override: [complete], icons: false }),
    hoverTooltip(hover),
    tooltips({ tooltipSpace: () => roomWithin(root) }),
    renaming((at, to) => void rename(at, to)),
    keymap.of([
      { key: "F12", run: ({ state }) => (void define(state.selection.main.head), true) },
      { key: "F2", run: (view) => askName(view, view.state.selection.main.head) },
      ...KEYS,
    ]),
    EditorView.domEventHandlers({ mousedown: follow }),
    EditorView.updateListener.of(step.updated),
    readOnly.of(EditorState.readOnly.of(bench.readOnly)),
  ];
  const view: EditorView = new EditorView({
    root: shadow,
    parent: shadow,
    state: EditorState.create({ extensions: [special, PLAIN] }),
  });

  /** Marks what is wrong, where the session has the text that is shown. */
  async function check(): Promise<void> {
    const faults = (await bench.faults()).map(({ fault }) => fault);
    if (!step.isInStep()) return;
    view.dispatch(setDiagnostics(view.state, marks(faults, step.offsets(), view.state.doc.length)));
  }

  async function complete(context: CompletionContext) {
    if (!context.explicit && !context.matchBefore(/[\w-]+$/)) return null;
    await step.bring();
    return completions(engine, step.offsets(), context);
  }

  async function hover(_view: EditorView, at: number) {
    await step.bring();
    return hovered(engine, step.offsets(), at);
  }

  /** Goes to where the name at a place is given. */
  async function define(at: number): Promise<void> {
    await step.bring();
    const answer = await engine.ask({ ask: "definition", file: FILE, at: step.offsets().byte(at) });
    const place = answer.answer === "places" ? answer.places[0]?.place : undefined;
    if (place?.file === FILE) reveal(place.start, place.end);
    else bench.say(place ? `It is given in ${place.file}` : "There is no name here that is given elsewhere");
  }

  async function rename(at: number, to: string): Promise<void> {
    await step.bring();
    const version = step.version();
    const answer = await engine.ask({ ask: "rename", at: { file: FILE, at: step.offsets().byte(at) }, to });
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
    const [anchor, head] = [step.offsets().unit(start), step.offsets().unit(end)];
    view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    view.focus();
  }

  return {
    root,
    async draw() {
      const only = EditorState.readOnly.of(bench.readOnly);
      if (view.state.readOnly !== bench.readOnly) view.dispatch({ effects: readOnly.reconfigure(only) });
      await step.bring();
      await check();
      view.requestMeasure();
    },
    reveal,
    focus: () => view.focus(),
  };
}

/** Tooltips stay above the bar at the bottom of the window. */
function roomWithin(root: HTMLElement): { top: number; left: number; bottom: number; right: number } {
  const { clientWidth, clientHeight } = document.documentElement;
  return { top: 0, left: 0, right: clientWidth, bottom: Math.min(root.getBoundingClientRect().bottom, clientHeight) };
}
