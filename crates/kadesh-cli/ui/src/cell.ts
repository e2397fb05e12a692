// What one party wants in one issue: how much it matters, what each option is worth, what it rejects, and what that rests on.

import type { Bench } from "./bench";
import { frameBelow, type Opened } from "./below";
import { arrange, h } from "./dom";
import { fieldLine } from "./field";
import { held, keeper, type Kept } from "./held";
import type { Field, Place } from "./messages";
import { nameOf } from "./parties";
import type { Amount, Cell, Sheet, SheetIssue, SheetOption } from "./sheet";
import { strip } from "./strip";
import { writerOf } from "./writer";

/** An option in the eyes of the party. */
interface Worth {
  option: SheetOption;
  isStatusQuo: boolean;
  amount: Amount | null;
  isRejected: boolean;
  /** What all its options add up to, where the party's stakes are in points. */
  points: string | null;
}

export function cellEditor(bench: Bench, party: string, issue: string, close: () => void): Opened {
  const place: Place = { stake: { party, issue } };
  let said: string[] = [];
  // The first number of a cell rests on what the party said about the issue, where it said something.
  const writer = writerOf(
    bench,
    () => place,
    () => said,
  );
  const scale = h("p", { class: "quiet" });
  const options = keeper(optionLine);
  const lines = h("div", { class: "option-lines" });
  const weight = weightLine();
  const grounds = keeper(() => fieldLine(bench, writer.write));
  const groundLines = h("div", { class: "fields grounds-of" });
  const body = h("div", { class: "cell-body" }, scale, lines, weight.root, groundLines);
  const { root, title } = frameBelow(bench, null, close, body);

  async function draw(sheet: Sheet): Promise<void> {
    const answer = await bench.now(() => bench.engine.ask({ ask: "form", place }));
    if (!answer) return;
    const cell = sheet.cells.find((one) => one.party === party && one.issue === issue);
    const own = sheet.issues.find(({ id }) => id === issue);
    if (!cell || !own) return close();
    said = cell.rests_on;
    title.textContent = `${nameOf(sheet, party)}: ${own.question || own.id}`;
    show(cell, own, sheet.parties.find(({ id }) => id === party)?.points ?? null);
    ground(answer.answer === "form" ? answer.fields : []);
  }

  function show(cell: Cell, own: SheetIssue, points: string | null): void {
    scale.textContent =
      points === null
        ? "From 0, the worst for it, to 1, the best. A number, a range as 0.3..0.6, or blank. Draw along a strip to set a range."
        : `In points, of ${points} in all. A number, a range, or blank.`;
    const worth = (option: SheetOption, index: number): [string, Worth] => [
      option.id,
      {
        option,
        isStatusQuo: option.id === own.status_quo,
        amount: cell.values[index] ?? null,
        isRejected: cell.red_line.includes(option.id),
        points,
      },
    ];
    arrange(lines, options.show(own.options.map(worth)));
    weight.root.hidden = points !== null;
    weight.show(cell.weight);
  }

  function ground(fields: Field[]): void {
    writer.know(fields);
    const shown = fields.filter(({ key }) => key === "rests_on" || key === "because");
    arrange(groundLines, grounds.show(shown.map((field) => [field.key, field])));
  }

  function optionLine(option: string): Kept<Worth> {
    let key = "";
    const write = (words: string) => writer.write(key, words);
    const name = h("span", { class: "option-name" });
    const picture = strip((words) => void write(words));
    const value = number(write);
    const rejects = h("input", { type: "checkbox", onchange: () => void reject() });
    const root = h(
      "div",
      { class: "option-line" },
      name,
      picture.root,
      value.root,
      h("label", { class: "red" }, rejects, " rejects it"),
    );

    async function reject(): Promise<void> {
      const drawn = rejects.checked;
      if (!(await bench.act({ do: "red-line", party, issue, option, drawn }))) rejects.checked = !drawn;
    }

    function show({ option, isStatusQuo, amount, isRejected, points }: Worth): void {
      const label = option.name ?? option.id;
      key = `${points === null ? "values" : "points"}.${option.id}`;
      root.dataset["key"] = key;
      name.replaceChildren(label, ...(isStatusQuo ? [h("small", null, " (status quo)")] : []));
      picture.show({ label, written: amount?.written ?? null, most: Number(points ?? 1), readOnly: bench.readOnly });
      value.show({ label, amount });
      rejects.checked = isRejected;
      rejects.disabled = bench.readOnly;
    }

    return { root, show };
  }

  function weightLine(): Kept<Amount | null> {
    const label = "How much the issue matters, beside its others";
    const value = number((words) => writer.write("weight", words));
    const root = h("div", { class: "weight-line", "data-key": "weight" }, h("span", null, label), value.root);
    return { root, show: (amount) => value.show({ label, amount }) };
  }

  function number(write: (words: string) => Promise<boolean>): Kept<{ label: string; amount: Amount | null }> {
    const root = h("input", { type: "text", class: "number", size: 10, placeholder: "blank", autocomplete: "off" });
    const value = held(root, write);
    return {
      root,
      show({ label, amount }) {
        root.setAttribute("aria-label", label);
        root.disabled = bench.readOnly;
        value.show(amount?.written ?? "");
      },
    };
  }

  return { root, draw };
}
