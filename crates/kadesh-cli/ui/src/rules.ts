// The screen “Who and rules”.

import type { Bench, Screen } from "./bench";
import { h } from "./dom";

export function screen(_bench: Bench): Screen {
  return { root: h("section", { "aria-label": "Who and rules" }, h("p", null, "This screen is still to come.")), draw() {} };
}
