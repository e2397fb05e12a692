// The keys of the page, in a list at its bottom. Those that are a letter alone can be turned off there, and the browser keeps that.

import { h } from "./dom";

/** Cookies are of all ports of a machine: what is kept outlasts the server, whose port is another one each time. */
const OFF = "kadesh-letters=off";

let isOn = true;
const told: (() => void)[] = [];

/** Whether a letter alone does something. */
export const lettersAreKeys = () => isOn;

/** `change` is called when they are turned on or off. */
export function whenLettersTurn(change: () => void): void {
  told.push(change);
}

/** A key, beside the words of the button that does the same. */
export const keySign = (key: string) => h("kbd", { "aria-hidden": "true" }, key);

/** Shows the signs of letters where they are keys, and tells of them. */
export function markLetters(within: Element): void {
  for (const sign of within.querySelectorAll<HTMLElement>("button > kbd")) {
    sign.hidden = !isOn;
    if (isOn) sign.parentElement?.setAttribute("aria-keyshortcuts", sign.textContent);
    else sign.parentElement?.removeAttribute("aria-keyshortcuts");
  }
}

const KEYS: [keys: string[], does: string][] = [
  [["Alt+1", "Alt+5"], "To the first screen, and so on to the fifth"],
  [["Alt+T"], "The text of the case, beside the screen “Case”"],
  [["Ctrl+Z", "Ctrl+Shift+Z"], "Undo, redo"],
  [["↓", "↑"], "In a source: a sentence"],
  [["Shift+→", "Shift+←"], "In a source: the end of what is selected"],
  [["Enter"], "In a source: marks what is selected"],
  [["F12", "F2"], "In the text of the case: to where a name is given; another name"],
];

const LETTERS: [keys: string[], does: string][] = [
  [["n"], "To the next proposal"],
  [["a", "e", "r"], "Accept, edit, reject the proposal that has the focus"],
];

/** The list, which is opened by its name. It takes over what the browser has kept. */
export function keyList(): HTMLElement {
  isOn = !document.cookie.split("; ").includes(OFF);
  const tick = h("input", { type: "checkbox", checked: isOn, onchange: turn });
  const summary = h("summary", null, "Keys");
  const root = h(
    "details",
    { class: "keys", onkeydown: leave },
    summary,
    h(
      "div",
      null,
      h("dl", null, KEYS.flatMap(line)),
      h("label", null, tick, " Letters alone are keys"),
      h("dl", null, LETTERS.flatMap(line)),
      h("p", null, "Without the tick these letters do nothing; the buttons do the same."),
    ),
  );

  function turn(): void {
    isOn = tick.checked;
    document.cookie = `${OFF}; SameSite=Strict; Path=/; Max-Age=${isOn ? 0 : YEAR}`;
    told.forEach((change) => change());
  }

  function leave(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    root.open = false;
    summary.focus();
  }

  return root;
}

/** In seconds. */
const YEAR = 31_536_000;

function line([keys, does]: [string[], string]): HTMLElement[] {
  return [
    h(
      "dt",
      null,
      keys.flatMap((key) => [h("kbd", null, key), " "]),
    ),
    h("dd", null, does),
  ];
}
