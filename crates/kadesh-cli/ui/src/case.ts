// The screen “Case”: a grid of parties and issues. A cell shows what each option is worth to the party; what is blank looks blank,
// and its edge tells whether it is quoted, inferred or assumed.

import type { Bench, Screen } from "./bench";
import { frameBelow, type Opened } from "./below";
import { cellEditor } from "./cell";
import { h } from "./dom";
import { entryForm } from "./entry";
import { added, newIssueWith } from "./gestures";
import { issueEditor } from "./issue";
import type { Place } from "./messages";
import { optionNames } from "./option-names";
import { declared, nameOf, optionWords } from "./parties";
import { merged } from "./parts";
import type { Cell, Sheet, SheetIssue, SheetWalkAway } from "./sheet";
import { NO_SOURCE_YET } from "./writer";

export function screen(bench: Bench): Screen {
  const about = entryForm(bench, () => ({ single: "case" }), ["hide", "loaded_words"]);
  const aboutBox = h(
    "details",
    { class: "about-case", id: "about-case" },
    h("summary", null, "The question, the title, the date"),
    about.root,
  );
  const deal = entryForm(bench, () => ({ single: "deal" }));
  const dealBox = h(
    "details",
    { class: "about-case", ontoggle: () => dealBox.open && void deal.draw() },
    h("summary", null, "Who is enough for a deal, and how losses weigh"),
    deal.root,
  );
  // The grid is merged with what it is to show: its parts have no listeners of their own.
  const grid = h("div", {
    class: "grid-place",
    role: "region",
    tabIndex: 0,
    "aria-label": "Parties and issues",
    onclick: ({ target }: Event) => target instanceof Element && pressed(target),
    onchange: ({ target }: Event) => target instanceof HTMLInputElement && void sign(target),
  });
  const below = h("div", { class: "below-grid" });
  const root = h("section", { class: "case-screen", "aria-label": "Case" }, aboutBox, grid, below, adders(), dealBox);
  /** What is open below the grid, and its address. */
  let opened: (Opened & { key: string }) | null = null;

  async function draw(): Promise<void> {
    const sheet = await bench.now(() => bench.sheet());
    if (!sheet) return;
    if (!sheet.question) aboutBox.open = true;
    merged(grid, table(sheet));
    await Promise.all([about.draw(), dealBox.open ? deal.draw() : null, opened?.draw(sheet)]);
  }

  function pressed(target: Element): void {
    const key = target.closest<HTMLElement>("[data-open]")?.dataset["open"];
    if (key === undefined) return;
    if (opened?.key === key) face(opened);
    else bench.show("case", key);
  }

  function face({ root }: Opened): void {
    root.querySelector<HTMLElement>("h2")?.focus();
    root.scrollIntoView({ block: "nearest" });
  }

  /** Opens something below the grid; Escape leads back to where it was opened. */
  async function show(key: string): Promise<void> {
    const sheet = (await bench.now(() => bench.sheet())) ?? (await bench.sheet());
    const next = openedBy(sheet, key);
    if (!next) return close();
    opened = { ...next, key };
    below.replaceChildren(next.root);
    await next.draw(sheet);
    // Somebody may be at work in it already.
    if (!next.root.contains(document.activeElement)) face(next);
  }

  /** What an address names; none: there is nothing of that name. */
  function openedBy(sheet: Sheet, key: string): Opened | null {
    const [kind, id = "", issue = ""] = key.split("/");
    const party = declared(sheet).find((one) => one.id === id);
    if (kind === "issue" && sheet.issues.some((one) => one.id === id))
      return issueEditor(bench, id, close, (to) => follow(`issue/${to}`));
    if (!party) return null;
    if (kind === "cell" && sheet.issues.some((one) => one.id === issue)) return cellEditor(bench, id, issue, close);
    if (kind === "party") return formOf(party.name, { named: { kind: "party", id } });
    if (kind === "walk-away") return formOf(`${party.name}: what no deal is worth`, { "walk-away": id });
    return null;
  }

  function close(): void {
    const key = opened?.key;
    opened = null;
    below.replaceChildren();
    bench.stay("case", "");
    if (key) grid.querySelector<HTMLElement>(`[data-open="${CSS.escape(key)}"]`)?.focus();
  }

  /** What is open has another id now. */
  function follow(key: string): void {
    if (opened) opened.key = key;
    bench.stay("case", key);
  }

  function table(sheet: Sheet): HTMLElement {
    const parties = declared(sheet);
    if (parties.length === 0 && sheet.issues.length === 0)
      return h(
        "p",
        { class: "quiet" },
        "There is no party and no issue yet. Add them here, or mark words in the text.",
      );
    const head = h(
      "tr",
      null,
      h("td", null),
      sheet.issues.map((issue) => h("th", { scope: "col" }, issueHead(issue))),
      h("th", { scope: "col" }, "What no deal is worth"),
      h("th", { scope: "col" }, "Must sign"),
    );
    const stakes = h(
      "table",
      { class: "stakes wants" },
      h("thead", null, head),
      h(
        "tbody",
        null,
        parties.map((party) => row(sheet, party.id)),
      ),
    );
    return h("div", null, stakes, legend());
  }

  /** A button that opens something below the grid. What it is of is heard before what it shows. */
  function opener(key: string, name: string, ...children: (Node | string | null)[]): HTMLButtonElement {
    return h(
      "button",
      { type: "button", class: "opener", id: `open-${key}`, "data-open": key },
      h("span", { class: "heard" }, `${name} `),
      ...children,
    );
  }

  function issueHead(issue: SheetIssue): HTMLElement {
    return opener(`issue/${issue.id}`, "Issue:", issue.question || issue.id);
  }

  function row(sheet: Sheet, party: string): HTMLElement {
    const cells = sheet.issues.map((issue) => {
      const cell = sheet.cells.find((one) => one.party === party && one.issue === issue.id);
      return h("td", { class: cell?.support ?? "blank" }, cell && cellButton(sheet, issue, cell));
    });
    const walkAway = sheet.walk_aways.find((one) => one.party === party);
    const signs = h("input", {
      type: "checkbox",
      checked: sheet.signatories.includes(party),
      disabled: bench.readOnly,
      "aria-label": `${nameOf(sheet, party)} must sign`,
      id: `signs-${party}`,
      "data-signs": party,
    });
    return h(
      "tr",
      null,
      h("th", { scope: "row" }, opener(`party/${party}`, "Party:", nameOf(sheet, party))),
      cells,
      h(
        "td",
        { class: groundClass(walkAway) },
        opener(
          `walk-away/${party}`,
          `${nameOf(sheet, party)}: what no deal is worth`,
          ...walkAwayWords(sheet, walkAway),
        ),
      ),
      h("td", { class: "signs" }, signs),
    );
  }

  function cellButton(sheet: Sheet, issue: SheetIssue, cell: Cell): HTMLElement {
    const name = `${nameOf(sheet, cell.party)}, ${issue.question || issue.id}: ${cell.support}`;
    const most = Number(sheet.parties.find(({ id }) => id === cell.party)?.points ?? 1);
    const isBlank = cell.weight === null && cell.values.every((value) => value === null) && cell.red_line.length === 0;
    const weight = cell.weight ? `weight ${cell.weight.written}` : most === 1 ? "weight blank" : "in points";
    const picture = isBlank
      ? [h("span", { class: "blank-words" }, cell.rests_on.length > 0 ? "on record, no number" : "blank")]
      : [
          h("small", null, weight),
          ...issue.options.map((option, place) => bar(sheet, issue, option.id, cell, place, most)),
        ];
    return opener(`cell/${cell.party}/${cell.issue}`, name, ...picture);
  }

  function bar(sheet: Sheet, issue: SheetIssue, option: string, cell: Cell, place: number, most: number): HTMLElement {
    const amount = cell.values[place] ?? null;
    const rejected = cell.red_line.includes(option);
    const span = h("i", null);
    if (amount) {
      span.style.left = `${(amount.low / most) * 100}%`;
      span.style.width = `max(4px, ${((amount.high - amount.low) / most) * 100}%)`;
    }
    const words = optionWords(sheet, issue.id, option);
    return h(
      "span",
      {
        class: `bar${rejected ? " rejected" : ""}`,
        title: `${words}: ${amount?.written ?? "blank"}${rejected ? ", rejected" : ""}`,
      },
      h("em", null, words),
      h("span", { class: amount ? "bar-track" : "bar-track none" }, amount && span),
    );
  }

  /** A party or a walk-away as a form. */
  function formOf(title: string, first: Place): Opened {
    let place = first;
    const renamed = (to: string) => {
      if (!("named" in place)) return;
      place = { named: { ...place.named, id: to } };
      follow(`${place.named.kind}/${to}`);
    };
    const form = entryForm(bench, () => place, [], renamed);
    const frame = frameBelow(bench, "named" in place ? () => place : null, close, form.root);
    frame.title.textContent = title;
    return { root: frame.root, draw: () => form.draw() };
  }

  /** Whether a party must sign is ticked. */
  async function sign(box: HTMLInputElement): Promise<void> {
    const sheet = await bench.sheet();
    const party = box.dataset["signs"];
    const all = declared(sheet)
      .map(({ id }) => id)
      .filter((id) => (id === party ? box.checked : sheet.signatories.includes(id)));
    const words = all.join(", ");
    if (!(await bench.act({ do: "write", place: { single: "deal" }, key: "signatories", words })))
      box.checked = !box.checked;
  }

  function adders(): HTMLElement {
    const party = h("input", {
      type: "text",
      placeholder: "Name of a party",
      "aria-label": "Name of a new party",
      autocomplete: "off",
    });
    const question = h("input", {
      type: "text",
      placeholder: "What is to be settled?",
      "aria-label": "Question of a new issue",
      autocomplete: "off",
    });
    const options = optionNames(() => void addIssue());
    const addParty = async (event: Event) => {
      event.preventDefault();
      const name = party.value.trim();
      if (!name) return bench.say("The party’s name is still to be typed");
      if (declared(await bench.sheet()).some((one) => one.name.toLowerCase() === name.toLowerCase()))
        return bench.say(`“${name}” is a party already`);
      if (await added(bench, "party", { name })) party.value = "";
    };
    const addIssue = async () => {
      const words = question.value.trim();
      if (!words) return bench.say("The question of the issue is still to be typed");
      if (options.names().length === 0) return options.focus();
      if (!(await newIssueWith(bench, words, options.names()))) return;
      question.value = "";
      options.clear();
    };
    const submitIssue = (event: Event) => {
      event.preventDefault();
      void addIssue();
    };
    return h(
      "div",
      { class: "adders" },
      h(
        "form",
        { class: "row", id: "add-party", onsubmit: addParty },
        party,
        h("button", { type: "submit" }, "Add a party"),
      ),
      h(
        "form",
        { class: "row", id: "add-issue", onsubmit: submitIssue },
        question,
        options.root,
        h("button", { type: "submit" }, "Add an issue"),
      ),
    );
  }

  function open(detail: string): void {
    if (detail === (opened?.key ?? "")) return;
    const field = places()[detail];
    if (detail === "about") aboutBox.open = true;
    if (field) {
      field.querySelector<HTMLElement>("input, textarea")?.focus();
      bench.stay("case", opened?.key ?? "");
    } else if (detail) void show(detail);
    else close();
  }

  /** What can be gone to and is not opened below the grid. */
  const places = (): Record<string, Element | null> => ({
    about: about.root,
    parties: root.querySelector("#add-party"),
    issues: root.querySelector("#add-issue"),
  });

  return { root, draw, open };
}

/** What the edge of a cell tells. */
function legend(): HTMLElement {
  const words: [string, string][] = [
    ["quoted", "in its own words"],
    ["inferred", "by the words of others"],
    ["assumed", "by the analyst alone"],
    ["blank", "by nothing: blank"],
  ];
  return h(
    "p",
    { class: "edges" },
    "What a cell rests on: ",
    words.map(([support, told]) => h("span", { class: `edge ${support}` }, told)),
  );
}

function groundClass(walkAway: SheetWalkAway | undefined): string {
  if (!walkAway || (!walkAway.base && !walkAway.by_package && walkAway.from.length === 0)) return "blank";
  if (walkAway.rests_on.length > 0) return "inferred";
  return walkAway.because.length > 0 ? "assumed" : "blank";
}

function walkAwayWords(sheet: Sheet, walkAway: SheetWalkAway | undefined): (Node | string)[] {
  if (!walkAway || groundClass(walkAway) === "blank") return [h("span", { class: "blank-words" }, "blank")];
  const base = walkAway.by_package ? "as a package" : (walkAway.base?.written ?? "blank");
  const from = walkAway.from.map(({ lever, adds }) =>
    h("small", null, ` up to ${adds.written} with ${sheet.levers.find(({ id }) => id === lever)?.name ?? lever}`),
  );
  return [base, ...from, ...(walkAway.because.includes(NO_SOURCE_YET) ? [h("small", null, ` ${NO_SOURCE_YET}`)] : [])];
}
