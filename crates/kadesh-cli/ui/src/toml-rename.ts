// A line above the text in which a name is given another id.

import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { EditorView, showPanel, type Panel } from "@codemirror/view";
import { h } from "./dom";

const shown = StateEffect.define<{ at: number; name: string } | null>();

/** Opens the line for the name at a place. */
export function askName(view: EditorView, at: number): boolean {
  const { from, to } = nameAt(view, at);
  if (from === to) return false;
  view.dispatch({ effects: shown.of({ at, name: view.state.sliceDoc(from, to) }) });
  return true;
}

/** `rename` is told the place and the new id. */
export function renaming(rename: (at: number, to: string) => void): Extension {
  return StateField.define<{ at: number; name: string } | null>({
    create: () => null,
    update(value, { effects }) {
      return effects.reduce((last, effect) => (effect.is(shown) ? effect.value : last), value);
    },
    provide: (field) => showPanel.from(field, (asked) => asked && ((view) => line(view, asked, rename))),
  });
}

function line(
  view: EditorView,
  { at, name }: { at: number; name: string },
  rename: (at: number, to: string) => void,
): Panel {
  const input = h("input", { type: "text", value: name, "aria-label": `New name of ${name}`, spellcheck: false });
  const close = () => {
    view.dispatch({ effects: shown.of(null) });
    view.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const to = input.value.trim();
    close();
    if (to && to !== name) rename(at, to);
  };
  const dom = h(
    "form",
    { class: "cm-rename", onsubmit: submit, onkeydown: (event: KeyboardEvent) => event.key === "Escape" && close() },
    `New name of ${name}, everywhere: `,
    input,
    h("button", { type: "submit" }, "Rename"),
    h("button", { type: "button", onclick: close }, "Leave it"),
  );
  return { dom, top: true, mount: () => input.select() };
}

/** The name at a place: letters, digits, `_` and `-`. */
function nameAt(view: EditorView, at: number): { from: number; to: number } {
  const line = view.state.doc.lineAt(at);
  const before = /[\w-]*$/.exec(line.text.slice(0, at - line.from))?.[0].length ?? 0;
  const after = /^[\w-]*/.exec(line.text.slice(at - line.from))?.[0].length ?? 0;
  return { from: at - before, to: at + after };
}
