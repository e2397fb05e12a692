// The screen “Brief”: the report of the case.

import { inWords, type Bench, type Screen } from "./bench";
import { h } from "./dom";
import { showParts } from "./parts";

export function screen(bench: Bench): Screen {
  const page = h("div", { class: "report" });
  return {
    root: h("section", { "aria-label": "Brief" }, page),
    async draw() {
      const answer = await bench.engine.ask({ ask: "brief" });
      if (answer.answer === "page") showParts(page, answer.parts);
      if (answer.answer === "refused") bench.say(inWords(answer.because));
    },
  };
}
