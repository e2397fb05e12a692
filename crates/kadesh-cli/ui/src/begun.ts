// Cards for marked words that are begun and not added: the tab keeps them, for each case, so that no reload loses what they say.

import { h, redrawn } from "./dom";
import type { Known } from "./say";

export interface Begun {
  /** The address of the card on its screen. */
  key: string;
  /** The words that are marked. */
  words: string;
  typed: Known;
}

export interface Shelf {
  /** Where those that can be gone on with are offered. */
  root: HTMLElement;
  /** What was typed on a card for these words. */
  typed(key: string, words: string): Known | null;
  keep(begun: Begun): void;
  drop(key: string): void;
  /** Offers those that `canGoOn`. */
  offer(canGoOn: (begun: Begun) => boolean): void;
}

/** For the case at `place`. `goOn` is told the card that is to be opened. */
export function shelf(place: string, goOn: (key: string) => void, dropped: () => void): Shelf {
  const name = `begun ${place}`;
  const root = h("div", { class: "begun" });
  const all = (): Begun[] => JSON.parse(sessionStorage.getItem(name) ?? "[]");
  const others = (key: string) => all().filter((one) => one.key !== key);
  const put = (kept: Begun[]) => sessionStorage.setItem(name, JSON.stringify(kept));

  function drop(key: string): void {
    put(others(key));
  }

  function line({ key, words }: Begun): HTMLElement {
    const give = () => {
      drop(key);
      dropped();
    };
    return h(
      "p",
      { "data-begun": key },
      "Begun and not added: ",
      h("q", { dir: "auto" }, short(words)),
      " ",
      h("button", { type: "button", class: "link", onclick: () => goOn(key) }, "Go on"),
      " ",
      h("button", { type: "button", class: "link", onclick: give }, "Drop it"),
    );
  }

  return {
    root,
    typed: (key, words) => all().find((one) => one.key === key && one.words === words)?.typed ?? null,
    keep: (begun) => put([...others(begun.key), begun]),
    drop,
    offer: (canGoOn) => redrawn(root, ...all().filter(canGoOn).map(line)),
  };
}

/** So many signs of the words tell which they are. */
const ENOUGH = 60;

function short(words: string): string {
  const line = words.replace(/\s+/g, " ");
  return line.length > ENOUGH ? `${[...line].slice(0, ENOUGH).join("")} …` : line;
}
