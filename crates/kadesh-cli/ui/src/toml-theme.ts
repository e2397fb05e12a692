// How the text of a case looks in its editor, in the colours of the page.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--s4)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--s1)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.keyword, tags.typeName, tags.heading], color: "var(--s2)", fontWeight: "600" },
]);

const field = {
  font: "inherit",
  color: "inherit",
  background: "var(--paper)",
  backgroundImage: "none",
  border: "1px solid var(--soft)",
  borderRadius: "3px",
};
const box = { background: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)", borderRadius: "3px" };

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", background: "var(--paper)", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
    lineHeight: "1.5",
  },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "var(--faint)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--accent) 8%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  ".cm-searchMatch": { background: "color-mix(in srgb, var(--s3) 35%, transparent)" },
  ".cm-searchMatch-selected": { background: "color-mix(in srgb, var(--s1) 45%, transparent)" },
  ".cm-panels": { background: "var(--faint)", color: "var(--ink)", font: "13px var(--sans)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--rule)" },
  ".cm-panels-bottom": { borderTop: "1px solid var(--rule)" },
  ".cm-panel button, .cm-panel input, .cm-textfield, .cm-button": field,
  ".cm-panel.cm-search [name=close]": { color: "var(--ink)", border: "0", background: "transparent" },
  ".cm-rename": { display: "flex", flexWrap: "wrap", gap: "0.5em", alignItems: "center", padding: "0.4em 0.6em" },
  ".cm-tooltip": { ...box, font: "13px/1.4 var(--sans)", boxShadow: "0 4px 14px rgb(0 0 0 / 0.2)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    font: "13px/1.4 var(--sans)",
    maxHeight: "16em",
    maxWidth: "min(34em, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    padding: "0.15em 0.6em",
    overflow: "hidden",
    textOverflow: "ellipsis",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--light)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-rename input": { width: "12em" },
  ".cm-told": { padding: "0.3em 0.7em", maxWidth: "30em", maxHeight: "18em", overflowY: "auto" },
  ".cm-told p": { margin: "0.3em 0" },
  ".cm-told code": { background: "var(--faint)" },
  ".cm-diagnostic": { borderLeftWidth: "3px" },
  ".cm-diagnostic small": { display: "block", color: "var(--soft)" },
});

export const theme: Extension = [look, syntaxHighlighting(colours)];
