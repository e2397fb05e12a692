// The screen “Brief”: the report of the case, as a reader wants to look at it, with the grounds of each number beside it.

import { inWords, noAnswer, type Bench, type Screen } from "./bench";
import { h } from "./dom";
import { whyNot } from "./faults";
import type { Format, Part, View } from "./messages";
import { newest } from "./newest";
import { panelFor } from "./panel";
import { showParts } from "./parts";
import { asOfField, boxesIn, switches, trials } from "./switches";

const FILES: { format: Format; words: string; ending: string }[] = [
  { format: "html", words: "HTML", ending: "html" },
  { format: "json", words: "JSON", ending: "json" },
  { format: "csv", words: "CSV", ending: "csv" },
  { format: "markdown", words: "Markdown", ending: "md" },
];

export function screen(bench: Bench): Screen {
  // The style of a report keeps the first page apart from what is below it.
  const [first, below, end] = [h("div"), h("div", { class: "below" }), h("div")];
  const page = h("div", { class: "report folded" }, first, below, end);
  const faults = h("div", null);
  const panel = panelFor(page);
  const seats = h("div", { class: "switches" });
  const blind = h("input", { type: "checkbox", onchange: () => void draw() });
  const asOf = asOfField(bench, () => void draw(), bench.engine.base?.as_of);
  // What was written without names has none to bring back.
  if (bench.engine.base?.blind) blind.checked = blind.disabled = true;
  const isWhole = h("input", { type: "checkbox", onchange: () => page.classList.toggle("folded", !isWhole.checked) });
  const tools = h(
    "form",
    { class: "tools", "aria-label": "How to look at the brief", onsubmit: (event: Event) => event.preventDefault() },
    seats,
    h("div", { class: "switches" }, h("label", null, blind, " Names replaced by labels"), asOf.root),
    h(
      "div",
      { class: "switches" },
      h("button", { type: "button", onclick: () => window.print() }, "Print"),
      h("label", null, isWhole, " Print all pages"),
      h("span", { class: "files", role: "group", "aria-label": "Save as a file" }, "Save as ", ...FILES.map(saver)),
    ),
  );

  const view = (): Partial<View> => ({ changes: seatChanges(), blind: blind.checked, as_of: asOf.value() });

  function seatChanges() {
    const ticked = boxesIn(seats).filter(({ checked }) => checked);
    return ticked.map(({ value }) => ({ key: value, value: "true" }));
  }

  const draw = newest<void>(
    async () => {
      page.setAttribute("aria-busy", "true");
      const answer = await bench.engine.ask({ ask: "brief", view: view() });
      page.setAttribute("aria-busy", "false");
      faults.replaceChildren(...(answer.answer === "refused" ? [await whyNot(bench, answer.because)] : []));
      page.classList.toggle("old", answer.answer === "refused");
      if (answer.answer !== "page") return;
      root.classList.toggle("blind", blind.checked);
      const isFirst = ({ id }: Part) => id === "header" || id === "first";
      const isEnd = ({ id }: Part) => id === "grounds";
      showParts(first, answer.parts.filter(isFirst));
      showParts(
        below,
        answer.parts.filter((part) => !isFirst(part) && !isEnd(part)),
      );
      showParts(end, answer.parts.filter(isEnd));
    },
    (error) => bench.say(noAnswer(error)),
  );

  function saver({ format, words, ending }: (typeof FILES)[number]): HTMLElement {
    const save = async () => {
      const answer = await bench.engine.ask({ ask: "export", format, view: view() });
      if (answer.answer === "refused") bench.say(inWords(answer.because));
      if (answer.answer === "file") keep(answer.text, answer.media_type, `${fileName(document.title)}.${ending}`);
    };
    return h(
      "button",
      { type: "button", onclick: () => void save().catch((error: unknown) => bench.say(noAnswer(error))) },
      words,
    );
  }

  const root = h(
    "section",
    { class: "brief", "aria-label": "Brief" },
    tools,
    faults,
    h("div", { class: "with-panel" }, page, panel.root),
  );
  return {
    root,
    async draw() {
      const offered = (await trials(bench)).filter(({ kind }) => kind === "seat");
      switches(seats, offered, () => void draw());
      await draw();
    },
  };
}

/** Hands a text to the browser as a file. */
function keep(text: string, kind: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: kind }));
  h("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

/** The title in letters, digits and hyphens. */
function fileName(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return plain || "brief";
}
