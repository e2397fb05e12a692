// A case that is open: screens in their frame, moved by the rail, by keys, and by whoever changes the case.

import { benchOf, noAnswer, type Bench, type Screen, type ScreenName } from "./bench";
import { redrawn } from "./dom";
import type { Engine } from "./engine";
import { faultList } from "./faults";
import { frameOf, type Frame } from "./frame";
import { overview } from "./overview";
import { proposedNotice } from "./proposals";

/** A screen of a page: its name, what the rail calls it, and what makes it. */
export type PageScreen = [name: ScreenName, words: string, make: (bench: Bench) => Screen];

/** The screens that are drawn from the case itself. */
const SHOWS_THE_CASE: ScreenName[] = ["text", "case", "rules"];

/** Those of them that do not show what is proposed. */
const LEADS_TO_PROPOSALS: ScreenName[] = ["case", "rules"];

export interface BenchPage {
  frame: Frame;
  say(words: string): void;
  /** Whether the case can only be read, and its version, as the desk has them now. */
  settle(readOnly: boolean, version: number): void;
}

/** With a case as the desk has it at first, the screens that the page has, and where the case is. */
export function benchPage(
  engine: Engine,
  first: { read_only: boolean; version: number },
  pages: PageScreen[],
  place = "",
): BenchPage {
  const listeners = {
    moved: () => void redraw(),
    history: (canUndo: boolean, canRedo: boolean) => frame.history(canUndo, canRedo),
    say: (words: string) => frame.say(words),
    show: go,
    stay,
  };
  const { bench, settle } = benchOf(engine, listeners, place);
  const names = pages.map(([name]) => name);
  const frame = frameOf(
    pages.map(([name, words]) => [name, words]),
    () => void bench.undo(),
    () => void bench.redo(),
  );
  const screens = new Map<ScreenName, Screen>();
  const drawn = new Map<ScreenName, number>();
  const scrolled = new Map<ScreenName, number>();
  let [current] = addressed(names);
  let busy = false;

  function screenOf(name: ScreenName): Screen {
    const known = screens.get(name) ?? pages.find(([one]) => one === name)?.[2](bench);
    if (!known) throw new Error(`this page has no screen ${name}`);
    screens.set(name, known);
    return known;
  }

  /** Goes to a screen by the address, so that the browser's own keys lead back. */
  function go(name: ScreenName, detail?: string): void {
    const hash = detail === undefined ? frame.address(name) : addressOf(name, detail);
    if (location.hash === hash) void arrive();
    else location.hash = hash;
  }

  /** What is closed or has another name now is nowhere that a key could lead back to. */
  function stay(name: ScreenName, detail: string): void {
    const hash = addressOf(name, detail);
    if (name !== current) frame.keep(name, hash);
    else if (location.hash !== hash) location.replace(hash);
  }

  async function arrive(): Promise<void> {
    const [name, detail] = addressed(names);
    scrolled.set(current, window.scrollY);
    const isOther = current !== name;
    current = name;
    const screen = screenOf(name);
    frame.keep(name, addressOf(name, detail));
    frame.show(name, screen.root);
    if (isOther) window.scrollTo(0, scrolled.get(name) ?? 0);
    await Promise.all([draw(), faults(), proposed()]);
    if (addressOf(...addressed(names)) === addressOf(name, detail)) screen.open?.(detail);
  }

  /** Draws the screen that is shown, where it is of another version; once more where the case moved meanwhile. */
  async function draw(): Promise<void> {
    if (busy) return;
    busy = true;
    while (drawn.get(current) !== bench.version) {
      drawn.set(current, bench.version);
      try {
        await screenOf(current).draw();
      } catch (error) {
        frame.say(noAnswer(error));
      }
    }
    busy = false;
  }

  /** While the case has faults, the screens that show it show it as it was before: what is to be mended stands above them. */
  async function faults(): Promise<void> {
    const list = SHOWS_THE_CASE.includes(current) ? await faultList(bench) : null;
    redrawn(frame.faults, ...(list ? [list] : []));
  }

  /** What is proposed stands on the screen of the text: the others lead there. */
  async function proposed(): Promise<void> {
    const known = await bench.proposals().catch(() => null);
    const notice = known && LEADS_TO_PROPOSALS.includes(current) ? proposedNotice(known.open) : null;
    redrawn(frame.proposed, ...(notice ? [notice] : []));
  }

  async function redraw(): Promise<void> {
    const told = overview(bench, frame).catch((error: unknown) => frame.say(noAnswer(error)));
    await Promise.all([draw(), faults(), proposed(), told]);
  }

  document.addEventListener("keydown", (event) => byKey(event, names, go, bench));
  addEventListener("hashchange", () => void arrive());
  settle(first.read_only, first.version);
  // It has a key of its own, which is heard on every screen.
  if (names.includes("case")) screenOf("case");
  void arrive();
  return {
    frame,
    say: frame.say,
    settle,
  };
}

/** The screen that the address names, and what on it. */
function addressed(names: ScreenName[]): [ScreenName, string] {
  const [name, ...rest] = location.hash.slice(1).split("/");
  const screen = names.find((one) => one === name) ?? "brief";
  return [screen, rest.map(decoded).join("/")];
}

function addressOf(name: ScreenName, detail: string): string {
  const parts = detail === "" ? [] : detail.split("/");
  return `#${[name, ...parts.map(encodeURIComponent)].join("/")}`;
}

/** A part of an address, which anybody may have typed. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Alt and a number goes to a screen; Ctrl+Z takes back, outside of fields that have an undo of their own. */
function byKey(
  event: KeyboardEvent,
  names: ScreenName[],
  go: (name: ScreenName) => void,
  bench: { undo(): unknown; redo(): unknown },
): void {
  const place = /^Digit([1-5])$/.exec(event.code)?.[1];
  if (event.altKey && !event.ctrlKey && !event.metaKey && place) {
    event.preventDefault();
    const screen = names[Number(place) - 1];
    if (screen) go(screen);
    return;
  }
  const key = event.key.toLowerCase();
  const isUndo = (event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || key === "y");
  if (!isUndo || isTyping(event)) return;
  event.preventDefault();
  if (event.shiftKey || key === "y") bench.redo();
  else bench.undo();
}

function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "range", "button", "color"].includes(target.type);
}
