// The parts of a brief on a page: drawn anew only where they differ, so that focus, scroll and what is opened stay.

import { Idiomorph } from "idiomorph";
import { arrange, h } from "./dom";
import type { Part } from "./messages";

/** Shows parts within an element, in their order. Those that are gone are taken away. */
export function showParts(within: HTMLElement, parts: Part[]): void {
  const known = new Map(
    [...within.children].map((child) => [(child as HTMLElement).dataset["part"], child as HTMLElement]),
  );
  const elements = parts.map(({ id, html }) => {
    const element = known.get(id) ?? h("div", { "data-part": id });
    if (shown.get(element) !== html) {
      shown.set(element, html);
      morph(element, html);
    }
    return element;
  });
  arrange(within, elements);
}

/** What each element shows. */
const shown = new WeakMap<HTMLElement, string>();

/** Makes what is within look like `fresh`, with the elements that are there: a press on one and its focus stay. */
export function merged(within: HTMLElement, fresh: HTMLElement): void {
  Idiomorph.morph(within, fresh, { morphStyle: "innerHTML", callbacks: { beforeNodeMorphed } });
}

/** A style as an attribute is barred by the page's policy; as a property it is not. */
function beforeNodeMorphed(old: Node, fresh: Node): boolean {
  if (old instanceof HTMLElement && fresh instanceof HTMLElement) old.style.cssText = fresh.style.cssText;
  return true;
}

function morph(element: HTMLElement, html: string): void {
  Idiomorph.morph(element, html, {
    morphStyle: "innerHTML",
    ignoreActiveValue: true,
    callbacks: { beforeAttributeUpdated },
  });
}

/** What the reader has opened or closed stays as it is. */
function beforeAttributeUpdated(name: string, node: Element): boolean {
  return !(name === "open" && node instanceof HTMLDetailsElement);
}
