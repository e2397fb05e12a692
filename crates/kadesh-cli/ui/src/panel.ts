// A panel beside a report, in which a mark opens what a number rests on. Escape closes it, and the focus goes back to the mark.

import { h } from "./dom";

export interface Panel {
  root: HTMLElement;
  close(): void;
}

/**
 * Follows the links within `page`: those to a ground are shown in the panel, those to anything else of the page are gone to.
 * `page` holds the panel's report, with its grounds in the part of that name.
 */
export function panelFor(page: HTMLElement): Panel {
  let from: HTMLElement | null = null;
  const body = h("div", { class: "panel-body" });
  const root = h(
    "aside",
    { class: "panel", "aria-label": "What this rests on", tabIndex: -1, hidden: true },
    h(
      "div",
      { class: "panel-head" },
      h("h2", null, "What this rests on"),
      h("button", { type: "button", onclick: close }, "Close"),
    ),
    body,
  );

  function close(): void {
    if (root.hidden) return;
    root.hidden = true;
    from?.focus();
    from = null;
  }

  function follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const target = link && !event.ctrlKey && !event.metaKey ? find(page, link) : null;
    if (!link || !target) return;
    event.preventDefault();
    if (!target.closest('[data-part="grounds"]')) reach(target);
    else if (page.contains(link) && link.closest('[data-part="grounds"]')) reach(target);
    else open(link, target);
  }

  function open(link: HTMLElement, target: HTMLElement): void {
    if (page.contains(link)) from = link;
    body.replaceChildren(copied(target));
    root.hidden = false;
    root.scrollTop = 0;
    root.focus({ preventScroll: true });
  }

  page.addEventListener("click", follow);
  root.addEventListener("click", follow);
  for (const place of [page, root]) {
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
  }
  return { root, close };
}

/** What a link of the report leads to, within the report. */
function find(page: HTMLElement, link: HTMLAnchorElement): HTMLElement | null {
  const id = decodeURIComponent(link.hash.slice(1));
  return page.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`);
}

/** Goes to a place of the page, opening what it is folded into. */
function reach(target: HTMLElement): void {
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

/** A ground as the panel shows it: without ids, which stay those of the page, and with the way to the words in the text. */
function copied(target: HTMLElement): HTMLElement {
  const copy = h("div", null);
  copy.innerHTML = target.innerHTML;
  for (const said of copy.querySelectorAll('[id^="g-said-"]')) leadToText(said);
  if (target.id.startsWith("g-said-")) leadToText(copy);
  copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
  return copy;
}

/** Where the page has the text: a file without names has no source. */
function leadToText(said: Element): void {
  if (!document.querySelector('.bench-rail a[href="#text"]')) return;
  const id = said.querySelector(":scope > .id");
  const name = id?.textContent?.trim();
  if (id && name)
    id.replaceWith(h("a", { class: "id", href: `#text/${encodeURIComponent(name)}` }, `${name}: in the text`));
}
