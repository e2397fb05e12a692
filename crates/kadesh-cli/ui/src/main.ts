// Where the page begins: with the case that is open on the desk, or with a start page until one is.

import { noAnswer } from "./bench";
import { benchPage } from "./bench-page";
import { bring, documents, status as askStatus, type Status } from "./desk";
import { h } from "./dom";
import { whenDropped } from "./drop";
import { engineOverHttp, happenings } from "./engine-http";
import { keyList } from "./keys";
import { saving } from "./saving";
import { SCREENS } from "./screens";
import { startPage } from "./start";

const events = happenings();
let told: (status: Status) => void = () => {};
let settleCase: ((status: Status) => void) | null = null;
let dropped: { files(files: File[]): void; text?(text: string): void } = { files() {} };

/** Shows one thing as the whole page. */
function fill(root: HTMLElement): void {
  document.body.replaceChildren(root);
}

function begin(status: Status): void {
  if (status.mode === "case") showCase(status);
  else showStart(status);
}

function showStart(status: Status): void {
  const page = startPage(status, showNew);
  fill(page.root);
  dropped = { files: page.begin, text: page.paste };
  // Another page of this server may open a case.
  told = (status) => {
    if (status.mode === "case") showCase(status);
  };
}

/** A case that was begun is shown by its text. */
function showNew(status: Status): void {
  location.hash = "#text";
  showCase(status);
}

function showCase(status: Status): void {
  // The desk may tell of the case before the answer does that began it.
  if (settleCase) return settleCase(status);
  const keys = keyList();
  const page = benchPage(engineOverHttp(events), status, SCREENS, `${status.folder} ${status.name}`);
  const show = saving(page.frame);
  const settle = (status: Status) => {
    page.settle(status.read_only, status.version);
    show(status);
  };
  page.frame.bar.append(keys);
  fill(page.frame.root);
  page.frame.heading(status.name, "");
  show(status);
  settleCase = told = settle;
  dropped = { files: (files) => void bringFiles(files) };

  async function bringFiles(files: File[]): Promise<void> {
    try {
      page.say("Bringing in …");
      const answer = await bring(await documents(files));
      if ("refused" in answer) return page.say(answer.refused);
      page.say(files.length === 1 ? `Brought in ${files[0]?.name}` : `Brought in ${files.length} files`);
      settle(answer);
      location.hash = "#text";
    } catch (error) {
      page.say(noAnswer(error));
    }
  }

  events.addEventListener("error", () =>
    page.say("The server does not answer; where it has ended, `kadesh serve` starts it again"),
  );
  events.addEventListener("open", () => page.say(""));
}

events.addEventListener("desk", (event) => told(JSON.parse(event.data)));
whenDropped(
  (files) => dropped.files(files),
  (text) => dropped.text?.(text),
);
askStatus().then(begin, (error: unknown) =>
  fill(h("main", { class: "start" }, h("p", { role: "status" }, noAnswer(error)))),
);
