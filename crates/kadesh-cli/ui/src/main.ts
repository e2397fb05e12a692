// Where the page begins: a case that is open, over the server that it came from.

import { benchPage } from "./bench-page";
import { engineOverHttp, happenings } from "./engine-http";

const page = benchPage(engineOverHttp(happenings()));
document.body.prepend(page.frame.root);
