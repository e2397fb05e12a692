// The screen “Case”.

import type { Bench, Screen } from "./bench";
import { h } from "./dom";

export function screen(_bench: Bench): Screen {
  return { root: h("section", { "aria-label": "Case" }, h("p", null, "This screen is still to come.")), draw() {} };
}
