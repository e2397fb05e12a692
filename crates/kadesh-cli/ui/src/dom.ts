// Small helpers for the page: elements in one call, and offsets of bytes as offsets of a JavaScript text.

type Child = Node | string | number | null | undefined | false;
type Properties = Record<string, unknown>;

/**
 * An element with properties and children: `h("button", { class: "plain", onclick: go }, "Go")`.
 * `on…` are listeners; `class`, `for`, `aria-…`, `data-…`, `role` and all others without a property of that name are attributes;
 * null, undefined and false leave an attribute out.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties | null = null,
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) put(element, name, value);
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false)
      element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

function put(element: HTMLElement, name: string, value: unknown): void {
  if (name.startsWith("on") && typeof value === "function") {
    element.addEventListener(name.slice(2), value as EventListener);
  } else if (name in element && !name.includes("-") && typeof value !== "object") {
    Reflect.set(element, name, value ?? "");
  } else if (value !== null && value !== undefined && value !== false) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Puts children into their order. One that stands there already is not touched, so what is typed in it and its focus stay. */
export function arrange(within: Element, children: Element[]): void {
  const wanted = new Set(children);
  const focused = document.activeElement;
  for (const child of [...within.childNodes]) if (!wanted.has(child as Element)) child.remove();
  children.forEach((child, place) => {
    if (within.children[place] !== child) within.insertBefore(child, within.children[place] ?? null);
  });
  // What is put elsewhere loses the focus.
  if (focused instanceof HTMLElement && within.contains(focused)) focused.focus({ preventScroll: true });
}

/**
 * Draws what is within anew. A child that looks as one did before is that one, so that a press on it is not lost; the focus goes to
 * the element with the same `data-…` as the one that had it.
 */
export function redrawn(within: Element, ...children: Element[]): void {
  const focused = document.activeElement;
  const data = focused instanceof HTMLElement && within.contains(focused) ? Object.entries(focused.dataset) : [];
  const known = new Map([...within.children].map((child) => [child.outerHTML, child]));
  arrange(within, [...new Set(children.map((child) => known.get(child.outerHTML) ?? child))]);
  if (data.length === 0 || within.contains(document.activeElement)) return;
  const same = [...within.querySelectorAll<HTMLElement>("*")].find((one) =>
    data.every(([name, value]) => one.dataset[name] === value),
  );
  same?.focus({ preventScroll: true });
}

/** Words with `code` and **words of weight**, which is what the library writes of Markdown, as pieces of a page. */
export function worded(text: string): (Node | string)[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((piece) => {
    if (/^`.+`$/s.test(piece)) return h("code", null, piece.slice(1, -1));
    if (/^\*\*.+\*\*$/s.test(piece)) return h("b", null, piece.slice(2, -2));
    return piece;
  });
}

/** Offsets in one text, both ways: bytes of UTF-8, and units as JavaScript counts them. */
export interface Offsets {
  /** The unit at a byte. A byte within a sign is that sign's first unit. */
  unit(byte: number): number;
  /** The byte at a unit. */
  byte(unit: number): number;
}

/** Every so many units a byte offset is kept, so that looking one up reads little of the text. */
const STRIDE = 256;

export function bytesToUnits(text: string): Offsets {
  const marks: number[] = [];
  let bytes = 0;
  for (let unit = 0; unit < text.length; unit += 1) {
    if (unit % STRIDE === 0) marks.push(bytes);
    bytes += width(text.charCodeAt(unit));
  }
  return {
    unit(byte) {
      let mark = lastAtMost(marks, byte);
      let unit = mark * STRIDE;
      let at = marks[mark] ?? 0;
      while (unit < text.length && at + width(text.charCodeAt(unit)) <= byte) {
        at += width(text.charCodeAt(unit));
        unit += 1;
      }
      return unit > 0 && isLow(text.charCodeAt(unit)) && isHigh(text.charCodeAt(unit - 1)) ? unit - 1 : unit;
    },
    byte(unit) {
      const end = Math.min(unit, text.length);
      const mark = Math.min(Math.floor(end / STRIDE), marks.length - 1);
      let at = marks[mark] ?? 0;
      for (let index = Math.max(mark, 0) * STRIDE; index < end; index += 1) at += width(text.charCodeAt(index));
      return at;
    },
  };
}

/** How many bytes of UTF-8 a unit stands for: of a pair, each half stands for two of four. */
function width(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return isHigh(unit) || isLow(unit) ? 2 : 3;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

function lastAtMost(sorted: number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  return low;
}
