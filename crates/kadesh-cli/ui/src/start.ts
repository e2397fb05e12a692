// The first page where no case is open: a text to begin with, the cases of the folder, or the example.

import { noAnswer } from "./bench";
import { documents, start, type Refused, type Start, type Status } from "./desk";
import { h, worded } from "./dom";

export interface StartPage {
  root: HTMLElement;
  /** Begins with files that were dropped. */
  begin(files: Iterable<File>): void;
  /** Puts a text that was dropped into its field. */
  paste(text: string): void;
}

/** `begun` is told how things stand once a case is open. */
export function startPage({ cases = [], folder, read_only }: Status, begun: (status: Status) => void): StartPage {
  const told = h("p", { class: "told-start", role: "status" });
  const text = h("textarea", { id: "start-text", rows: 12, spellcheck: false });
  const files = h("input", {
    id: "start-files",
    type: "file",
    multiple: true,
    onchange: () => void begin(files.files ?? []),
  });

  async function go(how: Start | Promise<Start>): Promise<void> {
    told.textContent = "Opening …";
    try {
      const answer: Status | Refused = await start(await how);
      if ("refused" in answer) told.replaceChildren(...worded(answer.refused));
      else begun(answer);
    } catch (error) {
      told.textContent = noAnswer(error);
    }
  }

  function begin(dropped: Iterable<File>): Promise<void> {
    return go(documents(dropped).then((files) => ({ files })));
  }

  function submit(event: Event): void {
    event.preventDefault();
    if (text.value.trim()) void go({ text: text.value, title: null });
    else text.focus();
  }

  const paste = h(
    "form",
    { class: "begin", onsubmit: submit },
    h("h2", null, h("label", { for: text.id }, "Paste or drop a text")),
    h(
      "p",
      { class: "quiet" },
      "An article, a report, minutes: anything that says who wants what. Its first line becomes the title.",
    ),
    text,
    h(
      "div",
      { class: "row" },
      h("button", { type: "submit", class: "main" }, "Begin"),
      h("label", { for: files.id }, "or files: "),
      files,
    ),
  );
  const open = h(
    "section",
    null,
    h("h2", null, "Open a case of this folder"),
    cases.length === 0
      ? h("p", { class: "quiet" }, `No case in ${folder}`)
      : h(
          "ul",
          { class: "cases" },
          cases.map((one) => caseOf(one, go)),
        ),
  );
  const example = h(
    "section",
    null,
    h("h2", null, "Try the harbour"),
    h("p", { class: "quiet" }, "A small made-up case that has something on every screen."),
    h("button", { type: "button", onclick: () => void go({ example: true }) }, "Open the harbour"),
  );
  const root = h(
    "main",
    { class: "start" },
    h(
      "div",
      { class: "start-head" },
      h("h1", null, "Kadesh"),
      h("p", { class: "quiet" }, "Who wants what, who decides, and what each could agree to."),
    ),
    told,
    !read_only && paste,
    h("div", { class: "start-side" }, open, !read_only && example),
  );
  return {
    root,
    begin: (dropped) => void begin(dropped),
    paste(dropped) {
      text.value = dropped;
      text.focus();
    },
  };
}

function caseOf(
  { folder, title, changed }: { folder: string; title: string; changed: string },
  go: (how: Start) => Promise<void>,
): HTMLElement {
  const day = new Date(changed).toLocaleDateString(undefined, { dateStyle: "medium" });
  return h(
    "li",
    null,
    h(
      "button",
      { type: "button", onclick: () => void go({ open: folder }) },
      h("b", null, title),
      h("small", null, `${folder || "this folder"}, changed ${day}`),
    ),
  );
}
