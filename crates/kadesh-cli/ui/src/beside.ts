// A screen with the text of the case beside it, on request: by a button, by Alt+T, or by a link to a place of the text.

import type { Bench, Screen } from "./bench";
import { h } from "./dom";
import { tomlPane, type TomlPane } from "./toml";

/** A detail that names a byte of the text of the case. */
const PLACE = /^at:(\d+)$/;

export function withText(inner: Screen, bench: Bench): Screen {
  let pane: TomlPane | null = null;
  let isOpen = false;
  const place = h("div", { class: "beside-text", hidden: true });
  const button = h(
    "button",
    { type: "button", title: "Alt+T", "aria-expanded": "false", onclick: () => void turn(!isOpen) },
    "Show the text of the case",
  );
  const root = h(
    "div",
    { class: "beside" },
    h("div", { class: "beside-tools" }, button),
    h("div", { class: "beside-both" }, h("div", { class: "beside-screen" }, inner.root), place),
  );

  async function turn(on: boolean): Promise<void> {
    isOpen = on;
    place.hidden = !on;
    root.classList.toggle("open", on);
    button.textContent = on ? "Hide the text of the case" : "Show the text of the case";
    button.setAttribute("aria-expanded", String(on));
    if (!on) return;
    pane ??= tomlPane(bench);
    place.replaceChildren(pane.root);
    await pane.draw();
    pane.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyT") return;
    event.preventDefault();
    const isHere = root.isConnected;
    if (!isHere) bench.show("case");
    void turn(!isHere || !isOpen);
  });

  return {
    root,
    async draw() {
      await Promise.all([inner.draw(), isOpen ? pane?.draw() : undefined]);
    },
    open(detail) {
      const at = PLACE.exec(detail)?.[1];
      if (at === undefined) inner.open?.(detail);
      else void turn(true).then(() => pane?.reveal(Number(at)));
    },
  };
}
