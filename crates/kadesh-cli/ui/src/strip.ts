// A number as a strip from worst to best: a point, a range or a guess whose parts are dragged, or moved by the arrow keys.

import { h } from "./dom";
import type { Kept } from "./held";

export interface Drawn {
  label: string;
  /** The number, as one types it; null: it is blank. */
  written: string | null;
  /** The greatest value; the least is 0. */
  most: number;
  readOnly: boolean;
  /** There is no field beside it: a blank one begins by an arrow key, too. */
  isAlone?: boolean;
}

/**
 * A press on a blank strip makes a point; a press that is drawn along makes a range. `write` is told the new value as one types it,
 * once it is let go; `moving` is told meanwhile, and `brokenOff` the value as it was where nothing comes of that.
 */
export function strip(
  write: (words: string) => void,
  moving: (words: string) => void = () => {},
  brokenOff: (words: string) => void = () => {},
): Kept<Drawn> {
  let { label, most, readOnly, isAlone }: Omit<Drawn, "written"> = { label: "", most: 1, readOnly: true };
  let parts: number[] = [];
  const span = h("span", { class: "span" });
  const track = h("div", { class: "strip", role: "group" }, span);
  let handles: HTMLElement[] = [];

  const step = () => most / 20;

  /** What is being dragged is written when it is let go, and shown again then. */
  function show(now: Drawn): void {
    if (track.classList.contains("dragged")) return;
    ({ label, most, readOnly, isAlone } = now);
    parts = now.written ? now.written.split("..").map(Number) : [];
    track.setAttribute("aria-label", label);
    draw();
  }

  function draw(): void {
    const [low, high] = [parts[0], parts.at(-1)];
    const isIn = track.contains(document.activeElement);
    track.classList.toggle("blank", parts.length === 0);
    if (parts.length === 0 && isAlone && !readOnly) track.tabIndex = 0;
    else track.removeAttribute("tabindex");
    span.hidden = low === undefined || high === undefined;
    if (low !== undefined && high !== undefined) {
      span.style.left = `${(low / most) * 100}%`;
      span.style.width = `${((high - low) / most) * 100}%`;
    }
    if (handles.length !== parts.length) {
      handles = parts.map((_, place) => handle(place));
      track.replaceChildren(span, ...handles);
    }
    handles.forEach((one, place) => {
      const value = parts[place] ?? 0;
      one.style.left = `${(value / most) * 100}%`;
      one.tabIndex = readOnly ? -1 : 0;
      one.setAttribute("aria-label", `${label}${partName(parts.length, place)}`);
      one.setAttribute("aria-valuemax", String(most));
      one.setAttribute("aria-valuenow", String(value));
    });
    // The handle that had the focus may be gone, and a new one has its place by now.
    if (isIn && !track.contains(document.activeElement)) (handles[0] ?? track).focus();
  }

  function handle(place: number): HTMLElement {
    return h("span", {
      class: "handle",
      role: "slider",
      "aria-valuemin": 0,
      onpointerdown: (event: PointerEvent) => drag(event, place),
      onkeydown: (event: KeyboardEvent) => key(event, place),
    });
  }

  const round = (value: number, to: number) => Math.round(Math.round(value / to) * to * 1000) / 1000;
  const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  const valueAt = (event: PointerEvent) => {
    const box = track.getBoundingClientRect();
    return within(round(((event.clientX - box.left) / box.width) * most, step()), 0, most);
  };

  /** Moves a part, between its neighbours. */
  function move(place: number, value: number): void {
    parts[place] = within(value, parts[place - 1] ?? 0, parts[place + 1] ?? most);
    draw();
  }

  const letGo = () => write(parts.join(".."));

  function drag(event: PointerEvent, place: number): void {
    if (readOnly) return;
    event.preventDefault();
    event.stopPropagation();
    handles[place]?.focus();
    follow(event, [...parts], (moved) => move(place, valueAt(moved)));
  }

  track.addEventListener("pointerdown", (event) => {
    if (readOnly || parts.length > 1) return;
    event.preventDefault();
    const before = parts;
    const start = valueAt(event);
    parts = [start];
    draw();
    follow(event, before, (moved) => {
      const here = valueAt(moved);
      parts = here === start ? [start] : [Math.min(start, here), Math.max(start, here)];
      draw();
    });
  });

  /** Follows the pointer until it is let go; a drag that is broken off changes nothing. */
  function follow(event: PointerEvent, before: number[], moved: (event: PointerEvent) => void): void {
    let told = before.join("..");
    track.setPointerCapture(event.pointerId);
    track.classList.add("dragged");
    const drawn = (event: PointerEvent) => {
      moved(event);
      const now = parts.join("..");
      if (now !== told) moving((told = now));
    };
    track.addEventListener("pointermove", drawn);
    const end = (ended: PointerEvent) => {
      track.classList.remove("dragged");
      track.removeEventListener("pointermove", drawn);
      track.removeEventListener("pointerup", end);
      track.removeEventListener("pointercancel", end);
      if (ended.type === "pointerup") return letGo();
      parts = before;
      draw();
      brokenOff(parts.join(".."));
    };
    track.addEventListener("pointerup", end);
    track.addEventListener("pointercancel", end);
  }

  track.addEventListener("keydown", (event) => {
    if (event.target !== track || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    parts = [most / 2];
    draw();
    letGo();
  });

  function key(event: KeyboardEvent, place: number): void {
    const size = event.shiftKey ? step() / 5 : step();
    const value = parts[place] ?? 0;
    const to = {
      ArrowRight: value + size,
      ArrowUp: value + size,
      ArrowLeft: value - size,
      ArrowDown: value - size,
      Home: 0,
      End: most,
    }[event.key];
    if (to === undefined || readOnly) return;
    event.preventDefault();
    move(place, round(to, step() / 5));
    letGo();
  }

  return { root: track, show };
}

/** What one of so many parts of a number is called. */
function partName(count: number, place: number): string {
  const names = { 2: [", least", ", most"], 3: [", least", ", likeliest", ", most"] }[count];
  return names?.[place] ?? "";
}
