// A button that has the sources read: who says what in them is proposed, for the reader of the page to accept.

import { noAnswer, type Bench } from "./bench";
import { readSources } from "./desk";
import { h } from "./dom";
import type { Sheet } from "./sheet";

export interface Reader {
  root: HTMLElement;
  /** Shown where there is a text to read and the case may be changed. */
  show(sheet: Sheet): void;
}

export function reader(bench: Bench): Reader {
  const button = h("button", { type: "button", onclick: () => void read() }, "Look for statements");
  const told = h("p", { class: "quiet", role: "status" }, WHAT_IT_DOES);
  const root = h("div", { class: "reader", hidden: true }, button, told);

  async function read(): Promise<void> {
    button.disabled = true;
    told.textContent = "The text is being read …";
    try {
      const status = await readSources();
      told.textContent = "refused" in status ? `Nothing was read: ${status.refused}` : (status.notice ?? WHAT_IT_DOES);
    } catch (error) {
      told.textContent = WHAT_IT_DOES;
      bench.say(noAnswer(error));
    } finally {
      button.disabled = false;
    }
  }

  return {
    root,
    show: (sheet) => (root.hidden = bench.readOnly || !sheet.sources.some(({ text }) => text.trim() !== "")),
  };
}

const WHAT_IT_DOES =
  "Kadesh reads English texts on this machine and proposes who says what; nothing counts before you accept it.";
