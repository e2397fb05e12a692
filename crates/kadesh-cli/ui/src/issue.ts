// An issue: its question, its options in their order, and the one that holds when nothing is agreed.

import type { Bench } from "./bench";
import { h } from "./dom";
import { entryForm } from "./entry";
import { removed } from "./gestures";
import type { Place } from "./messages";
import type { Sheet, SheetIssue } from "./sheet";

export function issueEditor(
  bench: Bench,
  id: string,
  close: () => void,
  renamed: (to: string) => void,
): { root: HTMLElement; draw(sheet: Sheet): Promise<void> } {
  const place: Place = { named: { kind: "issue", id } };
  const title = h("h2", { tabIndex: -1 });
  const list = h("ol", { class: "options" });
  const form = entryForm(bench, place, ["options", "status_quo", "name"], renamed);
  const fresh = h("input", {
    type: "text",
    placeholder: "One more option",
    "aria-label": "One more option, in words",
    autocomplete: "off",
  });
  const add = async (event: Event) => {
    event.preventDefault();
    if (
      fresh.value.trim() &&
      (await bench.act({ do: "add-option", issue: id, words: fresh.value.trim(), before: null }))
    )
      fresh.value = "";
  };
  const remove = () => void removed(bench, place, title.textContent ?? "").then((done) => done && close());
  const root = h(
    "section",
    { class: "cell-editor", onkeydown: (event: KeyboardEvent) => event.key === "Escape" && close() },
    h(
      "div",
      { class: "cell-head" },
      title,
      !bench.readOnly && h("button", { type: "button", onclick: remove }, "Remove"),
      h("button", { type: "button", onclick: close }, "Close"),
    ),
    list,
    h("form", { class: "row", onsubmit: add }, fresh, h("button", { type: "submit" }, "Add")),
    form.root,
  );

  async function draw(sheet: Sheet): Promise<void> {
    const issue = sheet.issues.find((one) => one.id === id);
    if (!issue) return close();
    title.textContent = issue.question || issue.id;
    list.replaceChildren(...issue.options.map((option, place) => line(issue, option, place)));
    await form.draw();
  }

  function line(issue: SheetIssue, option: SheetIssue["options"][number], at: number): HTMLElement {
    const words = option.name ?? option.id;
    const rename = h("input", {
      type: "text",
      value: option.name ?? "",
      placeholder: option.id,
      "aria-label": `${words}, in the words of a sentence`,
      disabled: bench.readOnly,
    });
    rename.addEventListener(
      "change",
      () => void bench.act({ do: "write", place, key: `name.${option.id}`, words: rename.value }),
    );
    const id = h("input", {
      type: "text",
      class: "option-id",
      value: option.id,
      size: 12,
      "aria-label": `The id of ${words}`,
      disabled: bench.readOnly,
    });
    id.addEventListener(
      "change",
      () =>
        void bench
          .act({ do: "rename", name: { kind: "issue-option", id: option.id, of: issue.id }, to: id.value.trim() })
          .then((done) => done || (id.value = option.id)),
    );
    const now = h("input", {
      type: "radio",
      name: `now-${issue.id}`,
      checked: option.id === issue.status_quo,
      disabled: bench.readOnly,
      onchange: () => void bench.act({ do: "write", place, key: "status_quo", words: option.id }),
    });
    const to = (step: number) => {
      const ids = issue.options.map((one) => one.id);
      [ids[at], ids[at + step]] = [ids[at + step] as string, ids[at] as string];
      void bench.act({ do: "order-options", issue: issue.id, options: ids });
    };
    const step = (sign: string, name: string, by: number) =>
      h(
        "button",
        {
          type: "button",
          "aria-label": `${name}: ${words}`,
          disabled: bench.readOnly || issue.options[at + by] === undefined,
          onclick: () => to(by),
        },
        sign,
      );
    const gone = () => void removed(bench, { named: { kind: "issue-option", id: option.id, of: issue.id } }, words);
    return h(
      "li",
      { class: "option-edit" },
      rename,
      id,
      h("label", null, now, " status quo"),
      step("↑", "Move up", -1),
      step("↓", "Move down", 1),
      h(
        "button",
        {
          type: "button",
          "aria-label": `Remove ${words}`,
          disabled: bench.readOnly || issue.options.length <= 2,
          onclick: gone,
        },
        "Remove",
      ),
    );
  }

  return { root, draw };
}
