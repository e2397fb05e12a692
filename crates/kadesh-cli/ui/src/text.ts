// The screen “Text”: the sources as in print, with the words of each party tinted, and beside them who said what, and what is
// proposed. Words that are marked become a statement.

import type { Bench, Proposals, Screen } from "./bench";
import { DAY, dayField } from "./dates";
import { bytesToUnits, h, redrawn, type Offsets } from "./dom";
import { article, type Article } from "./article";
import { shelf, type Begun } from "./begun";
import { card } from "./cards";
import { entryForm, type EntryForm } from "./entry";
import type { Place, Proposed } from "./messages";
import { declared, nameOf } from "./parties";
import { sayIn } from "./proposal";
import { review } from "./proposals";
import { reader } from "./reader";
import { sayForm, type Marked, type SayForm } from "./say";
import type { Sheet, SheetSource, SheetStatement } from "./sheet";

export function screen(bench: Bench): Screen {
  const tabs = h("div", { class: "source-tabs", role: "tablist", "aria-label": "Sources" });
  const place = h("div", { class: "article-place" });
  const about = h("div", { class: "about-source" });
  const margin = h("div", { class: "cards" });
  const form = h("div", { class: "say-place" });
  const begun = shelf(
    bench.place,
    (key) => bench.show("text", key),
    () => {
      void offer();
      focusText();
    },
  );
  const heard = h("p", { class: "heard-line" });
  const missing = h("div", { class: "missing" });
  const proposals = review(bench, () => root, {
    found: reveal,
    edit: (proposed) => void arrive(`edit/${proposed.id}`),
    draw,
    finished: () => focusText({ preventScroll: true }),
  });
  const reading = reader(bench);
  const root: HTMLElement = h(
    "section",
    { class: "text-screen", "aria-label": "Text" },
    h("div", { class: "reading" }, tabs, place, about, addSource(bench)),
    h(
      "div",
      { class: "margin" },
      form,
      begun.root,
      reading.root,
      proposals.line,
      missing,
      heard,
      margin,
      proposals.also,
    ),
  );
  let shown = "";
  let described: ReturnType<typeof describe> | null = null;
  let keep: Article["keep"] = () => {};
  let find: Article["find"] = () => {};
  /** Whether the mouse is marking words just now. */
  let isMarking = false;
  place.addEventListener("pointerdown", () => (isMarking = true));
  addEventListener("pointerup", () => {
    if (!isMarking) return;
    isMarking = false;
    setTimeout(() => void draw());
  });
  /** What the article was made of. */
  let drawn = "";
  /** The card that is open for marked words, and its address. */
  let open: { form: SayForm; source: string; start: number; end: number; key: string } | null = null;

  async function draw(): Promise<void> {
    const known = await bench.now(() => Promise.all([bench.sheet(), bench.proposals()]));
    if (!known) return;
    const [sheet, proposed] = known;
    const source = sheet.sources.find(({ id }) => id === shown) ?? sheet.sources[0];
    shown = source?.id ?? "";
    tabs.hidden = sheet.sources.length < 2;
    redrawn(tabs, ...sheet.sources.map((one) => tab(one)));
    heard.replaceChildren(...voices(sheet));
    redrawn(missing, ...checklist(bench, sheet));
    reading.show(sheet);
    await aboutSource(source?.id);
    if (source) show(sheet, source, proposed);
    else {
      proposals.show(proposed, sheet, "");
      place.replaceChildren(
        h("p", { class: "quiet" }, "There is no source yet: paste one below, or drop a file on this page."),
      );
    }
    open?.form.renew(sheet);
    await offer();
  }

  /** What is known of the source that is shown, as a form to open. */
  async function aboutSource(id: string | undefined): Promise<void> {
    if (id !== described?.name.id) {
      described = id === undefined ? null : describe(id);
      about.replaceChildren(
        ...(described ? [h("details", null, h("summary", null, "About this source"), described.form.root)] : []),
      );
    }
    await described?.form.draw();
  }

  function describe(id: string): { name: { id: string }; form: EntryForm } {
    const name = { id };
    const where = (): Place => ({ named: { kind: "source", id: name.id } });
    const renamed = (to: string) => (shown = name.id = to);
    return { name, form: entryForm(bench, where, ["file", "sha256", "original"], renamed) };
  }

  function tab({ id, title }: SheetSource): HTMLElement {
    const choose = () => {
      shown = id;
      close();
      void draw();
    };
    const isShown = String(id === shown);
    return h(
      "button",
      { type: "button", role: "tab", "aria-selected": isShown, "data-source": id, onclick: choose },
      title,
    );
  }

  function show(sheet: Sheet, source: SheetSource, proposed: Proposals): void {
    const offsets = bytesToUnits(source.text);
    const own = sheet.statements
      .filter((one) => one.source === source.id)
      .sort((one, other) => one.start - other.start || one.end - other.end);
    // Made again only where it differs, and not while words are being marked: the selection would be lost.
    const dashed = proposed.open.flatMap(({ id, by, marks }) =>
      marks.filter((mark) => mark.source === source.id).map(({ start, end }) => ({ id, by, start, end })),
    );
    const looks = JSON.stringify([source.id, source.text, own, dashed, sheet.parties.map(({ id }) => id)]);
    if (looks !== drawn && !isMarking) {
      const hasFocus = place.contains(document.activeElement);
      const printed = article(sheet, source, own, dashed, offsets, {
        marked: (start, end) => void begin(source, offsets, start, end),
        chosen: (what, id) => (what === "proposal" ? proposals.focus(id) : cardOf(id)?.focus()),
      });
      place.replaceChildren(printed.root);
      if (hasFocus) printed.root.focus();
      [drawn, keep, find] = [looks, printed.keep, printed.find];
    }
    keep(open?.source === source.id ? [offsets.unit(open.start), offsets.unit(open.end)] : null);
    const change = ({ id }: SheetStatement) => void arrive(`change/${id}`);
    const said = own.map((one) => ({
      start: one.start,
      root: card(bench, sheet, one, { change, found: () => find("statement", one.id) }),
    }));
    const cards = [...said, ...proposals.show(proposed, sheet, source.id)];
    cards.sort((one, other) => one.start - other.start);
    redrawn(
      margin,
      ...(own.length === 0 ? [h("p", { class: "quiet" }, HOW_TO_MARK)] : []),
      ...cards.map(({ root }) => root),
    );
  }

  async function begin(source: SheetSource, offsets: Offsets, start: number, end: number): Promise<void> {
    const words = source.text.slice(start, end).trim();
    if (bench.readOnly || !words) return;
    const [first, last] = [offsets.byte(start), offsets.byte(end)];
    const sheet = await bench.sheet();
    put(sheet, { source, start: first, end: last, words }, `mark/${source.id}/${first}/${last}`, () => focusText());
  }

  function edit(sheet: Sheet, source: SheetSource, statement: SheetStatement): void {
    const { id, start, end, exact } = statement;
    put(sheet, { source, start, end, words: exact, statement }, `change/${id}`, () => cardOf(id)?.focus());
  }

  /** Opens the card for what is proposed to be said; added, the proposal is accepted so. */
  function editProposed(sheet: Sheet, source: SheetSource, proposed: Proposed): void {
    const only = sayIn(proposed);
    if (!only) return;
    const { id } = proposed;
    const { start, end, words } = only.mark;
    const decided = proposals.deciding(id);
    const back = (isSaid: boolean) => (isSaid ? void decided("accepted as it was edited") : proposals.focus(id));
    put(sheet, { source, start, end, words, proposed: { proposal: id, say: only.say } }, `edit/${id}`, back);
  }

  /** Opens the card for marked words; what it is left with leads back. */
  function put(sheet: Sheet, marked: Marked, key: string, back: (isSaid: boolean) => void): void {
    const { words } = marked;
    const next = sayForm(bench, sheet, marked, begun.typed(key, words), {
      done(isSaid) {
        begun.drop(key);
        close();
        back(isSaid);
      },
      typed: (typed) => begun.keep({ key, words, typed }),
    });
    open = { form: next, source: marked.source.id, start: marked.start, end: marked.end, key };
    form.replaceChildren(next.root);
    form.scrollIntoView({ block: "nearest" });
    const offsets = bytesToUnits(marked.source.text);
    keep([offsets.unit(marked.start), offsets.unit(marked.end)]);
    next.focus();
    bench.show("text", key);
    void offer();
  }

  function close(): void {
    open = null;
    keep(null);
    form.replaceChildren();
    bench.stay("text", "");
    void offer();
  }

  /** Offers the cards that were begun for what is still there, but for the one that is open. */
  async function offer(): Promise<void> {
    if (bench.readOnly) return;
    const [sheet, proposed] = await Promise.all([bench.sheet(), bench.proposals()]);
    begun.offer((one) => one.key !== open?.key && isThere(one, sheet, proposed));
  }

  /** Goes to what the address names: the card of marked words or of a statement to be changed, a statement, or what is proposed. */
  async function arrive(detail: string): Promise<void> {
    if (detail === (open?.key ?? "")) return;
    if (!detail) return close();
    const sheet = await bench.sheet();
    const [kind, id = "", start, end] = detail.split("/");
    if (kind === "proposed" && id) return arriveAt(id);
    if (kind === "edit" && id) return arriveToEdit(sheet, id);
    const statement = sheet.statements.find((one) => one.id === id);
    const source = sheet.sources.find((one) => one.id === (kind === "mark" ? id : statement?.source));
    if (!source || bench.readOnly) return revealStatement(detail);
    shown = source.id;
    await draw();
    const offsets = bytesToUnits(source.text);
    if (kind === "mark") await begin(source, offsets, offsets.unit(Number(start)), offsets.unit(Number(end)));
    else if (kind === "change" && statement) edit(sheet, source, statement);
  }

  async function arriveToEdit(sheet: Sheet, id: string): Promise<void> {
    const proposed = (await bench.proposals()).open.find((one) => one.id === id);
    const place = proposed && sayIn(proposed)?.mark;
    const source = sheet.sources.find((one) => one.id === place?.source);
    if (!proposed || !source || bench.readOnly) return arriveAt(id);
    shown = source.id;
    await draw();
    editProposed(sheet, source, proposed);
  }

  /** Goes to a proposal. It may be decided at any time, so that the address does not go on naming it. */
  async function arriveAt(id: string): Promise<void> {
    await draw();
    if (!(await proposals.go(id))) bench.say(`\`${id}\` waits for no decision`);
    bench.stay("text", open?.key ?? "");
  }

  /** Shows a statement: its source, its words, its card. */
  async function revealStatement(id: string): Promise<void> {
    const statement = (await bench.sheet()).statements.find((one) => one.id === id);
    if (!statement) return;
    shown = statement.source;
    await draw();
    find("statement", id);
    cardOf(id)?.focus({ preventScroll: true });
  }

  /** Shows the words that a proposal marks, if any: where they stand in another source, that one. */
  async function reveal({ id, marks }: Proposed): Promise<void> {
    const [first] = marks;
    if (!first) return;
    if (!marks.some(({ source }) => source === shown)) {
      shown = first.source;
      await draw();
    }
    find("proposal", id);
  }

  const focusText = (how?: FocusOptions) => place.querySelector<HTMLElement>(".print")?.focus(how);
  const cardOf = (id: string) => margin.querySelector<HTMLElement>(`[data-statement="${CSS.escape(id)}"]`);

  return { root, draw, open: (detail) => void arrive(detail) };
}

/** Whether the words that a card was begun for are as they were. */
function isThere({ key, words }: Begun, { sources, statements }: Sheet, { open }: Proposals): boolean {
  const [kind, id, start, end] = key.split("/");
  if (kind === "change") return statements.some((one) => one.id === id && one.exact === words);
  if (kind === "edit") return open.some((one) => one.id === id && sayIn(one)?.mark.words === words);
  const text = sources.find((one) => one.id === id)?.text ?? "";
  const offsets = bytesToUnits(text);
  return text.slice(offsets.unit(Number(start)), offsets.unit(Number(end))).trim() === words;
}

const HOW_TO_MARK =
  "Nobody’s words are marked yet. Select words in the text with the mouse; or with the keys: ↓ and ↑ take a sentence, Shift with → and ← the end of it, Enter marks them.";

/** Who is heard how often, and who is not. */
function voices(sheet: Sheet): (Node | string)[] {
  const quoted = sheet.heard.filter((one) => one.quoted > 0);
  const silent = sheet.heard.filter((one) => one.quoted === 0);
  const count = (one: { party: string; quoted: number }) => `${nameOf(sheet, one.party)} ${one.quoted}`;
  if (declared(sheet).length === 0) return [];
  return [
    quoted.length > 0
      ? `In their own words: ${quoted.map(count).join(", ")}. `
      : "No party is heard in its own words yet. ",
    silent.length > 0 && quoted.length > 0
      ? h(
          "span",
          { class: "silent" },
          `Not heard in their own words: ${silent.map(({ party }) => nameOf(sheet, party)).join(", ")}.`,
        )
      : "",
  ];
}

/** What the case still has nothing of, each with where it goes. */
function checklist(bench: Bench, sheet: Sheet): HTMLElement[] {
  const steps: [boolean, string, () => void][] = [
    [sheet.statements.length > 0, "who said what: select words in the text", () => {}],
    [sheet.question !== "", "the question that you ask", () => bench.show("case", "about")],
    [declared(sheet).length > 1, "the parties", () => bench.show("case", "parties")],
    [sheet.issues.length > 0, "the issues with their options", () => bench.show("case", "issues")],
    [sheet.cells.some(({ weight }) => weight !== null), "what each party wants", () => bench.show("case", "parties")],
    [
      sheet.walk_aways.some(({ base, by_package }) => base !== null || by_package),
      "what no deal is worth to each",
      () => bench.show("case", "parties"),
    ],
  ];
  const open = steps.filter(([done]) => !done);
  if (open.length === 0) return [];
  const item = ([, words, go]: [boolean, string, () => void], place: number) =>
    h(
      "li",
      null,
      place === 0 && words.startsWith("who said")
        ? words
        : h("button", { type: "button", class: "link", onclick: go }, words),
    );
  return [h("h2", null, "Still to be written"), h("ul", null, open.map(item))];
}

/** A field for one more text. Files are dropped anywhere on the page. */
function addSource(bench: Bench): HTMLElement {
  const text = h("textarea", {
    rows: 5,
    "aria-label": "The text",
    placeholder: "Paste the text here. Its first line becomes its title.",
  });
  const date = h("input", { type: "text", size: 12, placeholder: DAY, "aria-label": "When it was published" });
  const { day } = dayField(bench, date);
  const add = async () => {
    const published = day();
    if (published === null) return date.focus();
    if (!text.value.trim()) return;
    if (await bench.act({ do: "add-source", title: null, published: published || null, text: text.value })) {
      text.value = date.value = "";
      box.open = false;
    }
  };
  const box = h(
    "details",
    { class: "add-source" },
    h("summary", null, "Another source"),
    text,
    h(
      "div",
      { class: "row" },
      h("label", null, "Published ", date),
      h("button", { type: "button", onclick: add }, "Add"),
    ),
    h("p", { class: "quiet" }, "A file (text, Word, PDF, HTML) can be dropped on the page."),
  );
  return box;
}
