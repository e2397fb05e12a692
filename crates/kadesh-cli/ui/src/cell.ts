// What one party wants in one issue: how much it matters, what each option is worth, what it rejects, and what that rests on.

import type { Bench } from "./bench";
import { h } from "./dom";
import { fieldLine, writeKey } from "./entry";
import type { Field, Place } from "./messages";
import { nameOf } from "./parties";
import type { Cell, Sheet, SheetIssue } from "./sheet";
import { strip } from "./strip";

export interface CellEditor {
  root: HTMLElement;
  draw(sheet: Sheet): Promise<void>;
}

export function cellEditor(bench: Bench, party: string, issue: string, close: () => void): CellEditor {
  const place: Place = { stake: { party, issue } };
  const body = h("div", { class: "cell-body" });
  const title = h("h2", { tabIndex: -1 });
  const root = h(
    "section",
    { class: "cell-editor", onkeydown: (event: KeyboardEvent) => event.key === "Escape" && close() },
    h("div", { class: "cell-head" }, title, h("button", { type: "button", onclick: close }, "Close")),
    body,
  );

  async function draw(sheet: Sheet): Promise<void> {
    const answer = await bench.engine.ask({ ask: "form", place });
    const fields = answer.answer === "form" ? answer.fields : [];
    const cell = sheet.cells.find((one) => one.party === party && one.issue === issue);
    const own = sheet.issues.find(({ id }) => id === issue);
    if (!cell || !own) return close();
    // What is being dragged is written when it is let go, and drawn again then.
    if (body.querySelector(".dragged")) return;
    title.textContent = `${nameOf(sheet, party)}: ${own.question || own.id}`;
    const focused = focusedKey();
    body.replaceChildren(...content(sheet, cell, own, fields));
    if (focused) body.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"] :is(input, .handle)`)?.focus();
  }

  /** The line that is being worked on stays so when it is drawn again. */
  function focusedKey(): string | null {
    const line = document.activeElement?.closest<HTMLElement>("[data-key]");
    return line && body.contains(line) ? (line.dataset["key"] ?? null) : null;
  }

  function content(sheet: Sheet, cell: Cell, own: SheetIssue, fields: Field[]): HTMLElement[] {
    const points = sheet.parties.find(({ id }) => id === party)?.points ?? null;
    const scale = points === null ? "values" : "points";
    const write = (key: string, words: string) => writeFirst(cell, fields, key, words);
    const ground = fields.filter(({ key }) => key === "rests_on" || key === "because");
    return [
      h(
        "p",
        { class: "quiet" },
        points === null
          ? "From 0, the worst for it, to 1, the best. A number, a range as 0.3..0.6, or blank. Draw along a strip to set a range."
          : `In points, of ${points} in all. A number, a range, or blank.`,
      ),
      h(
        "div",
        { class: "option-lines" },
        own.options.map((option, index) =>
          optionLine(cell, own, index, option.name ?? option.id, scale, points === null ? 1 : Number(points), write),
        ),
      ),
      points === null ? weightLine(cell, write) : h("span", null),
      h(
        "div",
        { class: "fields grounds-of" },
        ground.map((field) => fieldLine(field, bench.readOnly, write)),
      ),
    ];
  }

  /** The first number of a cell rests on what the party said about the issue, where it said something. */
  async function writeFirst(cell: Cell, fields: Field[], key: string, words: string): Promise<boolean> {
    const isNew = fields.every(({ value }) => value === null);
    if (isNew && cell.rests_on.length > 0 && key !== "rests_on") {
      await bench.act({ do: "put", place, fields: { rests_on: cell.rests_on } });
      return bench.act({ do: "write", place, key, words });
    }
    return writeKey(bench, place, fields, key, words);
  }

  function optionLine(
    cell: Cell,
    own: SheetIssue,
    index: number,
    words: string,
    scale: string,
    most: number,
    write: (key: string, words: string) => Promise<boolean>,
  ): HTMLElement {
    const option = own.options[index]?.id ?? "";
    const key = `${scale}.${option}`;
    const amount = cell.values[index] ?? null;
    const isRejected = cell.red_line.includes(option);
    const line = h("input", {
      type: "checkbox",
      checked: isRejected,
      disabled: bench.readOnly,
      onchange: () => void bench.act({ do: "red-line", party, issue, option, drawn: line.checked }),
    });
    return h(
      "div",
      { class: "option-line", "data-key": key },
      h("span", { class: "option-name" }, words, option === own.status_quo && h("small", null, " (status quo)")),
      strip({ label: words, amount, most, readOnly: bench.readOnly, onWrite: (typed) => void write(key, typed) }),
      number(words, amount?.written ?? "", (typed) => write(key, typed)),
      h("label", { class: "red" }, line, " rejects it"),
    );
  }

  function weightLine(cell: Cell, write: (key: string, words: string) => Promise<boolean>): HTMLElement {
    const label = "How much the issue matters, beside its others";
    return h(
      "div",
      { class: "weight-line", "data-key": "weight" },
      h("span", null, label),
      number(label, cell.weight?.written ?? "", (typed) => write("weight", typed)),
    );
  }

  function number(label: string, written: string, write: (typed: string) => Promise<boolean>): HTMLInputElement {
    const input = h("input", {
      type: "text",
      class: "number",
      "aria-label": label,
      value: written,
      size: 10,
      placeholder: "blank",
      disabled: bench.readOnly,
      autocomplete: "off",
    });
    const change = async () => {
      if (input.value.trim() === written) input.value = written;
      else if (!(await write(input.value))) input.setAttribute("aria-invalid", "true");
    };
    input.addEventListener("change", () => void change());
    return input;
  }

  return { root, draw };
}
