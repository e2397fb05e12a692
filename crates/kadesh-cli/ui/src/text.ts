// The screen “Text”.

import type { Bench, Screen } from "./bench";
import { h } from "./dom";

export function screen(_bench: Bench): Screen {
  return { root: h("section", { "aria-label": "Text" }, h("p", null, "This screen is still to come.")), draw() {} };
}
