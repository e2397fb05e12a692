// What the session tells of each place of a text: what could be written there, what it means, what is wrong with it.

import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Diagnostic as Mark } from "@codemirror/lint";
import type { Tooltip } from "@codemirror/view";
import type { Engine } from "./engine";
import { h, worded, type Offsets } from "./dom";
import type { Diagnostic, Severity } from "./messages";

export const FILE = "case.toml";

const SEVERITIES: Record<Severity, Mark["severity"]> = {
  fault: "error",
  warning: "warning",
  gap: "info",
  note: "hint",
};

/** What could be written at a place. */
export async function completions(
  engine: Engine,
  offsets: Offsets,
  context: CompletionContext,
): Promise<CompletionResult | null> {
  const answer = await engine.ask({ ask: "complete", file: FILE, at: offsets.byte(context.pos) });
  if (answer.answer !== "completions" || context.aborted) return null;
  return {
    from: offsets.unit(answer.place.start),
    to: offsets.unit(answer.place.end),
    // The likeliest first, as the session has them.
    options: answer.words.map(({ text, detail }, place) => ({ label: text, detail, boost: -Math.min(place, 99) })),
    validFor: /^[\w"'-]*$/,
  };
}

/** What stands at a place, in words. */
export async function hovered(engine: Engine, offsets: Offsets, at: number): Promise<Tooltip | null> {
  const answer = await engine.ask({ ask: "hover", file: FILE, at: offsets.byte(at) });
  if (answer.answer !== "told") return null;
  const { place, text } = answer;
  return {
    pos: offsets.unit(place.start),
    end: offsets.unit(place.end),
    above: true,
    create: () => ({ dom: written(text) }),
  };
}

/** What is wrong, at its places in this text of so many units. */
export function marks(faults: Diagnostic[], offsets: Offsets, length: number): Mark[] {
  return faults.flatMap((fault) =>
    fault.labels.slice(0, 1).flatMap(([span]) => {
      if (span.file !== FILE) return [];
      const from = Math.min(offsets.unit(span.start), length);
      const to = Math.min(Math.max(offsets.unit(span.end), from), length);
      return [
        {
          from,
          to,
          severity: SEVERITIES[fault.severity],
          message: fault.message,
          renderMessage: () => toldFault(fault),
        },
      ];
    }),
  );
}

function toldFault({ message, hint }: Diagnostic): HTMLElement {
  return h("span", null, ...worded(message), hint && h("small", null, ...worded(hint)));
}

/** A text with paragraphs, `code` and **words of weight**, which is what the session writes of Markdown. */
function written(markdown: string): HTMLElement {
  const paragraphs = markdown.split(/\n{2,}/).map((paragraph) => h("p", null, ...worded(paragraph)));
  return h("div", { class: "cm-told" }, ...paragraphs);
}
