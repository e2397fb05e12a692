// The five screens of the workbench, in the order of the rail.

import type { PageScreen } from "./bench-page";
import { withText } from "./beside";
import * as brief from "./brief";
import * as caseScreen from "./case";
import * as rules from "./rules";
import * as text from "./text";
import * as whatIf from "./what-if";

export const SCREENS: PageScreen[] = [
  ["text", "Text", text.screen],
  ["case", "Case", (bench) => withText(caseScreen.screen(bench), bench)],
  ["rules", "Who and rules", rules.screen],
  ["what-if", "What if", whatIf.screen],
  ["brief", "Brief", brief.screen],
];
