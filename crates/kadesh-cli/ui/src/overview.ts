// What the frame tells of a case, whatever screen is shown: its question, its evidence, what is to be mended and what is missing.

import type { Bench, ScreenName } from "./bench";
import type { Count, Frame } from "./frame";
import type { Part } from "./messages";

/** Where that can be given which a case has nothing of. */
const PLACES: Record<string, ScreenName> = { statements: "text", "what they could do once a deal is made": "rules" };

/** Asks again and tells the frame. */
export async function overview(bench: Bench, frame: Frame): Promise<void> {
  const [faults, sheet, { open }] = await Promise.all([
    bench.faults(),
    bench.sheet().catch(() => null),
    bench.proposals(),
  ]);
  const wrong = faults.filter(({ fault }) => fault.severity === "fault").length;
  frame.counts(counts(wrong, sheet?.missing ?? [], open.length));
  if (sheet) frame.heading(sheet.title, sheet.question || "No question yet");
  frame.evidence(wrong > 0 ? toBeMended(wrong) : await evidence(bench));
}

export function toBeMended(faults: number): string {
  return `${faults === 1 ? "One fault is" : `${faults} faults are`} to be mended before the case can be asked`;
}

function counts(faults: number, missing: string[], proposed: number): Map<ScreenName, Count> {
  const none = { faults: 0, proposed: 0 };
  const counts = new Map<ScreenName, Count>([
    ["text", { ...none, missing: [], proposed }],
    ["case", { ...none, missing: [], faults }],
  ]);
  for (const what of missing) {
    const place = PLACES[what] ?? "case";
    const count = counts.get(place) ?? { ...none, missing: [] };
    count.missing.push(what);
    counts.set(place, count);
  }
  return counts;
}

/** What the brief says of the evidence, which hangs on no draw. */
async function evidence(bench: Bench): Promise<string> {
  const page = await bench.engine.ask({ ask: "brief", view: { draws: 1 } });
  return page.answer === "page" ? wordsOf(page.parts, "first", "#f-evidence > p") : "";
}

/** The words of something in a part, without the marks of its grounds. */
function wordsOf(parts: Part[], part: string, selector: string): string {
  const html = parts.find(({ id }) => id === part)?.html ?? "";
  const found = new DOMParser().parseFromString(html, "text/html").querySelector(selector);
  found?.querySelectorAll(".mark").forEach((mark) => mark.remove());
  return found?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}
