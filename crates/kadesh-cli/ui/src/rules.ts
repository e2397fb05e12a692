// The screen “Who and rules”: who sits in which room, who decides by what rule, what commitments hang on, and what each side can do.

import type { Bench, Screen } from "./bench";
import { arrange, h } from "./dom";
import { entryForm, type EntryForm } from "./entry";
import { added, removed } from "./gestures";
import type { Entry, NameKind, Part, Place, Seat } from "./messages";
import { newEntry } from "./new-entry";
import { declared, nameOf } from "./parties";
import { panelFor } from "./panel";
import { merged, showParts } from "./parts";
import { section } from "./section";
import type { Sheet, SheetRoom } from "./sheet";
import { groundOf } from "./writer";

/** What is listed, in this order, and what each is for. */
const KINDS: [NameKind, string, string][] = [
  ["person", "Persons", "Who speaks for a party, and in which office."],
  ["body", "Bodies", "Who decides, by which rule, with which members."],
  ["condition", "Conditions", "What commitments hang on: true, false or not known."],
  ["gate", "Conditional commitments", "An option that can be had only once something is true."],
  ["lever", "Levers", "What somebody can move and what changes what no deal is worth."],
  ["option", "What each can do", "One thing that one party alone can do or leave, once there is a deal or none."],
  ["state", "States", "Combinations of these that have a name."],
  ["act", "What was given", "Acts before or in the talks, and how each side frames them."],
  ["agreement", "Past agreements", "What they had in common with this case."],
  ["norm", "Norms", "A say that a party should have had."],
  ["assumption", "Assumptions", "What no source supports, and what results rest on."],
  ["hypothesis", "Lenses", "Rival ways to see the case, each a set of changes."],
];

/** The kinds that are unfolded at first. */
const FIRST: NameKind[] = ["person", "body"];

/** The parts of the brief that show what follows: who has a say and can block, who sat where, what would hold. */
const SHOWN = ["s-say", "s-rooms", "s-hold", "grounds"];

/** An entry that opens to its form. */
interface Box {
  root: HTMLDetailsElement;
  form: EntryForm;
  name(words: string, id: string): void;
}

/** A place as the key of its box, whatever else is told of its name. */
const keyOf = (place: Place) =>
  "named" in place ? JSON.stringify([place.named.kind, place.named.id]) : JSON.stringify(place);

export function screen(bench: Bench): Screen {
  // It is merged with what it is to show: its parts have no listeners of their own.
  const seats = h("div", {
    class: "seats",
    role: "region",
    tabIndex: 0,
    "aria-label": "Who sits where",
    onclick: ({ target }: Event) => target instanceof Element && pressed(target),
  });
  const roomForm = h("div", { class: "folds" });
  let roomShown = "";
  /** What was made last and is still to be shown. */
  let made = "";
  const boxes = new Map<string, Box>();
  const lists = KINDS.map(([kind, title, told]) => listOf(kind, title, told));
  const preferences = h("div", { class: "folds" });
  const conflict = h(
    "div",
    { class: "folds" },
    folded({ single: "conflict" }, "Where things stand, and what is possible", ""),
  );
  const report = h("div", { class: "report" });
  const panel = panelFor(report);
  const rooms = section("rooms", "Rooms", "Who sits where, who is told, who is talked about.", true);
  rooms.body.append(seats, roomForm, ...(bench.readOnly ? [] : [addRoom()]));
  const wishes = section("preferences", "What each makes of the states", "By priority, as a ranking, or by weights.");
  wishes.body.append(conflict, preferences);
  const root = h(
    "section",
    { class: "rules-screen", "aria-label": "Who and rules" },
    rooms.root,
    lists.map(({ root }) => root),
    wishes.root,
    h("h2", null, "What follows"),
    h("div", { class: "with-panel" }, report, panel.root),
  );

  async function draw(): Promise<void> {
    const answers = await bench.now(() => Promise.all([bench.sheet(), bench.engine.ask({ ask: "outline" })]));
    if (!answers) return;
    const [sheet, outline] = answers;
    const entries = outline.answer === "outline" ? outline.entries : [];
    rooms.count(sheet.rooms.length);
    merged(seats, matrix(sheet));
    if (!sheet.rooms.some(({ id }) => id === roomShown)) roomForm.replaceChildren();
    for (const list of lists) list.draw(entries);
    if (made) unfold(made);
    const wishing = actors(entries, sheet);
    wishes.count(wishing.length);
    arrange(
      preferences,
      wishing.map((party) => folded({ preference: party }, nameOf(sheet, party), party)),
    );
    await Promise.all(
      [...boxes.values()].filter(({ root }) => root.isConnected && root.open).map(({ form }) => form.draw()),
    );
    await follows();
  }

  /** What the answers say, as the brief has it. */
  async function follows(): Promise<void> {
    const answer = await bench.engine.ask({ ask: "brief", view: { draws: 1_000 } });
    const parts = answer.answer === "page" ? answer.parts.filter(({ id }) => SHOWN.includes(id)) : [];
    showParts(report, parts as Part[]);
  }

  function matrix(sheet: Sheet): HTMLElement {
    if (sheet.rooms.length === 0)
      return h("p", { class: "quiet" }, "There is no room yet: a table, a call, a meeting. Add one below.");
    const roomHead = (room: SheetRoom) =>
      h(
        "th",
        { scope: "col" },
        h(
          "button",
          { type: "button", class: "opener", id: `room-${room.id}`, "data-room": room.id },
          room.name,
          room.opened && h("small", null, ` ${room.opened}`),
        ),
      );
    return h(
      "table",
      { class: "stakes" },
      h("thead", null, h("tr", null, h("td", null), sheet.rooms.map(roomHead))),
      h(
        "tbody",
        null,
        declared(sheet).map(({ id, name }) =>
          h(
            "tr",
            null,
            h("th", { scope: "row" }, name),
            sheet.rooms.map((room) => h("td", null, seatButton(room, id, name))),
          ),
        ),
      ),
    );
  }

  function seatButton(room: SheetRoom, party: string, name: string): HTMLElement {
    const now = seatIn(room, party);
    return h(
      "button",
      {
        type: "button",
        class: `seat ${now ?? "none"}`,
        disabled: bench.readOnly,
        id: `seat-${room.id}-${party}`,
        "aria-label": `${name} in ${room.name}: ${now ? WORDS[now] : "not there"}`,
        "data-seat": `${room.id} ${party}`,
      },
      now ? WORDS[now] : "—",
    );
  }

  /** A room is opened, or a seat in it turned to what comes next. */
  function pressed(target: Element): void {
    const { room, seat } = target.closest<HTMLElement>("[data-room], [data-seat]")?.dataset ?? {};
    if (room !== undefined) openRoom(room);
    if (seat !== undefined) void turn(...(seat.split(" ") as [string, string]));
  }

  async function turn(room: string, party: string): Promise<void> {
    const own = (await bench.sheet()).rooms.find(({ id }) => id === room);
    const next = own && SEATS[(SEATS.indexOf(seatIn(own, party)) + 1) % SEATS.length];
    if (own) await bench.act({ do: "seat", room, party, seat: next ?? null });
  }

  /** A room is edited in a form below the matrix. */
  function openRoom(id: string): void {
    const box = folded({ named: { kind: "room", id } }, "The room", id, ["seats", "informed", "about"]);
    roomShown = id;
    roomForm.replaceChildren(box);
    box.open = true;
    box.querySelector("summary")?.focus();
  }

  /** An entry that opens to its form. It is the same element at each drawing, so that what is opened and typed stays. */
  function folded(first: Place, words: string, id: string, without: string[] = []): HTMLDetailsElement {
    const known = boxes.get(keyOf(first)) ?? box(first, without);
    boxes.set(keyOf(first), known);
    known.name(words, id);
    return known.root;
  }

  function box(first: Place, without: string[]): Box {
    let place = first;
    let words = "";
    const title = h("b", null);
    const word = h("small", null);
    const form = entryForm(
      bench,
      () => place,
      without,
      (to) => {
        if (!("named" in place)) return;
        const from = keyOf(place);
        if (place.named.id === roomShown) roomShown = to;
        place = { named: { ...place.named, id: to } };
        boxes.delete(from);
        boxes.set(keyOf(place), own);
      },
    );
    const canGo = !bench.readOnly && !("single" in place);
    const remove = () => void removed(bench, place, words);
    const root = h(
      "details",
      { class: "folded", ontoggle: () => root.open && void form.draw() },
      h("summary", null, title, word),
      form.root,
      canGo && h("button", { type: "button", onclick: remove }, "Remove"),
    );
    const own: Box = {
      root,
      form,
      name(now, id) {
        title.textContent = words = now;
        word.textContent = words === id || id === "" ? "" : ` ${id}`;
      },
    };
    return own;
  }

  function unfold(key: string): void {
    const box = boxes.get(key)?.root;
    if (!box?.isConnected) return;
    made = "";
    box.open = true;
    box.querySelector("summary")?.focus();
  }

  function listOf(kind: NameKind, title: string, told: string): { root: HTMLElement; draw(entries: Entry[]): void } {
    const own = h("div", { class: "folds" });
    const adder = newEntry(
      bench,
      kind,
      title,
      () => own.childElementCount,
      (id) => {
        // It is listed already, or will be with the next drawing.
        made = keyOf({ named: { kind, id } });
        unfold(made);
      },
    );
    const { root, body, count } = section(kind, title, told, FIRST.includes(kind), () => {
      if (own.childElementCount === 0 && !bench.readOnly) adder.open = true;
    });
    body.append(own, ...(bench.readOnly ? [] : [adder]));
    return {
      root,
      draw(entries) {
        const known = entries.filter((entry) => entry.name.kind === kind);
        count(known.length);
        arrange(
          own,
          known.map((entry) => folded({ named: entry.name }, entry.words, entry.name.id)),
        );
      },
    };
  }

  function addRoom(): HTMLElement {
    const name = h("input", {
      type: "text",
      placeholder: "Name of a room",
      "aria-label": "Name of a new room",
      autocomplete: "off",
    });
    const add = async (event: Event) => {
      event.preventDefault();
      if (name.value.trim() && (await added(bench, "room", { name: name.value.trim(), ...groundOf("room") })))
        name.value = "";
    };
    return h("form", { class: "row", onsubmit: add }, name, h("button", { type: "submit" }, "Add a room"));
  }

  return { root, draw };
}

const SEATS: (Seat | null)[] = [null, "seated", "informed", "about"];
const WORDS: Record<Seat, string> = { seated: "seated", informed: "told", about: "talked about" };

function seatIn(room: SheetRoom, party: string): Seat | null {
  if (room.seated.includes(party)) return "seated";
  if (room.informed.includes(party)) return "informed";
  return room.about.includes(party) ? "about" : null;
}

/** The parties that can do something in the conflict, or have a preference. */
function actors(entries: Entry[], sheet: Sheet): string[] {
  return entries.some(({ name }) => name.kind === "option" || name.kind === "state")
    ? declared(sheet).map(({ id }) => id)
    : [];
}
