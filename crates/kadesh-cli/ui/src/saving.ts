// How the files of an open case stand: saved or not, changed elsewhere in the same place, and text that was left from before.

import { noAnswer } from "./bench";
import { answerDraft, settle, type Choice, type Conflict, type Hunk, type Refused, type Status } from "./desk";
import { h } from "./dom";

/** What the frame is told, and where the bars are shown. */
export interface Place {
  notices: HTMLElement;
  saving(words: string, isTrouble: boolean): void;
  say(words: string): void;
}

/** Shows how things stand, each time that they are told. */
export function saving(place: Place): (status: Status) => void {
  const shown = new Map<string, string>();
  const bars = { draft: h("div", null), conflict: h("div", null) };
  place.notices.append(bars.draft, bars.conflict);
  let isOpen = false;

  addEventListener("beforeunload", (event) => {
    if (isOpen) event.preventDefault();
  });

  /** Draws a bar only where it says something else: choices that were made in it stay. */
  function draw(name: keyof typeof bars, what: unknown, bar: () => HTMLElement | null): void {
    const key = JSON.stringify(what);
    if (shown.get(name) === key) return;
    shown.set(name, key);
    const drawn = bar();
    bars[name].replaceChildren(...(drawn ? [drawn] : []));
  }

  const show = (status: Status): void => {
    isOpen = status.saved === "conflict" || status.saved === "failed";
    place.saving(inWords(status), isOpen);
    if (status.notice && shown.get("notice") !== status.notice) place.say(status.notice);
    shown.set("notice", status.notice ?? "");
    draw("draft", status.draft, () => status.draft && draftBar(status.draft, done));
    draw("conflict", status.conflict, () => status.conflict && conflictView(status.conflict, done));
  };

  async function done(answer: Promise<Status | Refused>): Promise<void> {
    try {
      const told = await answer;
      if ("refused" in told) place.say(told.refused);
      else show(told);
    } catch (error) {
      place.say(noAnswer(error));
    }
  }

  return show;
}

type Done = (answer: Promise<Status | Refused>) => Promise<void>;

function inWords({ read_only, saved, because }: Status): string {
  if (read_only) return "Only to be read";
  switch (saved) {
    case "saved":
      return "Saved";
    case "unsaved":
      return "Saving …";
    case "conflict":
      return `Not saved: ${because ?? "a file was changed elsewhere in the same place"}`;
    case "failed":
      return `Not saved: ${because ?? "the file could not be written"}`;
  }
}

function draftBar({ written, files }: { written: string; files: string[] }, done: Done): HTMLElement {
  const when = new Date(written).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return h(
    "section",
    { class: "notice", "aria-label": "Text that was not saved" },
    h("p", null, `When the case was last open, some text was not saved: ${files.join(", ")}, ${when}.`),
    h("button", { type: "button", onclick: () => void done(answerDraft(true)) }, "Take it"),
    h("button", { type: "button", onclick: () => void done(answerDraft(false)) }, "Drop it"),
  );
}

function conflictView(conflict: Conflict[], done: Done): HTMLElement {
  return h(
    "section",
    { class: "notice conflict", "aria-label": "Changed in two ways" },
    h("p", null, "The same lines were changed here and elsewhere. Nothing is saved until it is said which stay."),
    ...conflict.map((one) => fileView(one, done)),
  );
}

function fileView({ file, hunks }: Conflict, done: Done): HTMLElement {
  const choices: (Choice | null)[] = hunks.map(() => null);
  const keep = h("button", { type: "submit", class: "main", disabled: true }, "Keep these");
  const choose = (place: number) => (choice: Choice) => {
    choices[place] = choice;
    keep.disabled = choices.includes(null);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void done(
      settle(
        file,
        choices.filter((choice) => choice !== null),
      ),
    );
  };
  return h(
    "form",
    { onsubmit: submit },
    h("h2", null, file),
    ...hunks.map((hunk, place) => hunkView(`${file}-${place}`, hunk, choose(place))),
    keep,
  );
}

function hunkView(name: string, { line, base, mine, theirs }: Hunk, choose: (choice: Choice) => void): HTMLElement {
  const own = h("textarea", {
    rows: 3,
    "aria-label": "Another text",
    hidden: true,
    oninput: () => choose({ text: own.value }),
  });
  own.value = mine;
  const radio = (words: string, choice: () => Choice) => {
    const pick = () => {
      own.hidden = !("text" in choice());
      choose(choice());
    };
    return h("label", null, h("input", { type: "radio", name, onchange: pick }), ` ${words}`);
  };
  return h(
    "fieldset",
    { class: "hunk" },
    h("legend", null, `Line ${line}`),
    h("div", { class: "sides" }, side("As it was", base), side("Here", mine), side("In the file", theirs)),
    h(
      "div",
      { class: "row" },
      radio("Here", () => ({ take: "mine" })),
      radio("In the file", () => ({ take: "theirs" })),
      radio("Both", () => ({ take: "both" })),
      radio("Another text", () => ({ text: own.value })),
    ),
    own,
  );
}

function side(words: string, text: string): HTMLElement {
  return h(
    "div",
    null,
    h("h3", null, words),
    text ? h("pre", { tabIndex: 0 }, text) : h("p", { class: "quiet" }, "No line"),
  );
}
