// An issue: its question, its options in their order, and the one that holds when nothing is agreed.

import type { Bench } from "./bench";
import { frameBelow, type Opened } from "./below";
import { arrange, h } from "./dom";
import { entryForm } from "./entry";
import { removed } from "./gestures";
import { held, keeper, type Kept } from "./held";
import type { Place } from "./messages";
import type { Sheet, SheetIssue } from "./sheet";

/** An option and its place among the others. */
interface Placed {
  issue: SheetIssue;
  at: number;
}

export function issueEditor(bench: Bench, first: string, close: () => void, renamed: (to: string) => void): Opened {
  let id = first;
  const where = (): Place => ({ named: { kind: "issue", id } });
  const list = h("ol", { class: "options" });
  const form = entryForm(bench, where, ["options", "status_quo", "name"], (to) => renamed((id = to)));
  const options = keeper(optionLine);
  const fresh = h("input", {
    type: "text",
    placeholder: "One more option",
    "aria-label": "One more option, in words",
    autocomplete: "off",
  });
  const add = async (event: Event) => {
    event.preventDefault();
    const words = fresh.value.trim();
    if (words && (await bench.act(() => ({ do: "add-option", issue: id, words, before: null })))) fresh.value = "";
  };
  const more = h("form", { class: "row", onsubmit: add }, fresh, h("button", { type: "submit" }, "Add"));
  const { root, title } = frameBelow(bench, where, close, list, more, form.root);

  async function draw(sheet: Sheet): Promise<void> {
    const issue = sheet.issues.find((one) => one.id === id);
    if (!issue) return close();
    title.textContent = issue.question || issue.id;
    arrange(list, options.show(issue.options.map((option, at) => [option.id, { issue, at }])));
    await form.draw();
  }

  function optionLine(first: string): Kept<Placed> {
    let option = first;
    let [words, ids, at]: [string, string[], number] = ["", [], 0];
    const name = h("input", { type: "text" });
    const spoken = held(name, (words) =>
      bench.act(() => ({ do: "write", place: where(), key: `name.${option}`, words })),
    );
    const word = h("input", { type: "text", class: "option-id", value: option, size: 12 });
    const own = held(word, (words) => {
      const to = words.trim();
      return bench.act(
        () => ({ do: "rename", name: { kind: "issue-option", id: option, of: id }, to }),
        () => {
          options.rename(option, to);
          option = to;
        },
      );
    });
    const isNow = h("input", {
      type: "radio",
      onchange: () => void bench.act(() => ({ do: "write", place: where(), key: "status_quo", words: option })),
    });
    const step = (sign: string, by: number) => h("button", { type: "button", onclick: () => move(by) }, sign);
    const [up, down] = [step("↑", -1), step("↓", 1)];
    const gone = () => void removed(bench, { named: { kind: "issue-option", id: option, of: id } }, words);
    const away = h("button", { type: "button", onclick: gone }, "Remove");
    const root = h("li", { class: "option-edit" }, name, word, h("label", null, isNow, " status quo"), up, down, away);

    function move(by: number): void {
      const order = [...ids];
      [order[at], order[at + by]] = [order[at + by] as string, order[at] as string];
      void bench.act({ do: "order-options", issue: id, options: order });
    }

    function show({ issue, at: place }: Placed): void {
      at = place;
      ids = issue.options.map((one) => one.id);
      const spokenNow = issue.options[at]?.name ?? null;
      words = spokenNow ?? option;
      name.placeholder = option;
      spoken.show(spokenNow ?? "");
      own.show(option);
      isNow.name = `now-${issue.id}`;
      isNow.checked = option === issue.status_quo;
      const labels: [HTMLElement, string][] = [
        [name, `${words}, in the words of a sentence`],
        [word, `The id of ${words}`],
        [up, `Move up: ${words}`],
        [down, `Move down: ${words}`],
        [away, `Remove ${words}`],
      ];
      for (const [one, label] of labels) one.setAttribute("aria-label", label);
      for (const one of [name, word, isNow]) one.disabled = bench.readOnly;
      up.disabled = bench.readOnly || at === 0;
      down.disabled = bench.readOnly || at === ids.length - 1;
      away.disabled = bench.readOnly || ids.length <= 2;
    }

    return { root, show };
  }

  return { root, draw };
}
