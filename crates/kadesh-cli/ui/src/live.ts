// Where a page begins that needs no server: it has the case in itself, and the engine in itself or in a file beside it. What was
// written into it stays to be read until the engine has worked out the same.

import { benchPage, type PageScreen } from "./bench-page";
import * as brief from "./brief";
import * as caseScreen from "./case";
import { engineOverWorker, type Carried } from "./engine-worker";
import * as text from "./text";
import * as whatIf from "./what-if";

/** What a file beside the page says, where several pages share one. */
declare global {
  var KADESH_ENGINE: { engine: string; worker: string } | undefined;
}

const SCREENS: PageScreen[] = [
  ["brief", "Brief", brief.screen],
  ["what-if", "What if", whatIf.screen],
  ["text", "Text", text.screen],
  ["case", "Case", caseScreen.screen],
];

const status = document.getElementById("live-status");
const say = (words: string) => status && (status.textContent = words);

async function begin(): Promise<void> {
  say("The engine is being started. Until then this is the brief as it was written into this file.");
  const { engine, worker: code } = shared() ?? { engine: held("live-engine"), worker: held("live-worker") };
  const carried = JSON.parse(held("live-case")) as Carried;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const session = await engineOverWorker(worker, engine, carried);
  // Worked out before it is shown: until then there is a page to read.
  const first = await session.ask({ ask: "brief" });
  if (first.answer === "refused") throw new Error(first.because.message);
  const place = readAt();
  const page = benchPage(session, { read_only: true, version: 1 }, SCREENS.filter(fits(carried)));
  page.frame.saving("Only to be read: what is tried here changes nothing", false);
  document.getElementById("as-written")?.replaceWith(page.frame.root);
  document.body.classList.add("live");
  if (place) await goBackTo(place);
}

/** A page without sources has no text to show. */
const fits =
  ({ view }: Carried) =>
  ([name]: PageScreen): boolean =>
    name !== "text" || !view.blind;

function shared(): { engine: string; worker: string } | undefined {
  return document.getElementById("live-engine") ? undefined : (globalThis.KADESH_ENGINE ?? missing());
}

function missing(): never {
  throw new Error("engine.js is not beside this page");
}

/** What a block of the page holds. It is let go of: the engine is some megabytes. */
function held(id: string): string {
  const block = document.getElementById(id);
  const text = block?.textContent?.trim() ?? "";
  block?.remove();
  return text;
}

/** The id of the last thing above the reader's eyes, where the reader has gone down the page. */
function readAt(): string | null {
  if (window.scrollY < 80) return null;
  const ids = [...document.querySelectorAll<HTMLElement>("#as-written section[id], #as-written details[id]")];
  return ids.findLast((one) => one.getBoundingClientRect().top < 120)?.id ?? null;
}

async function goBackTo(id: string): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    const found = document.getElementById(id);
    if (found) return found.scrollIntoView();
    await new Promise((done) => setTimeout(done, 25));
  }
}

begin().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  say(`The engine cannot run here (${why}). This is the brief as it was written into this file.`);
});

// Links of the brief as it was written open what they lead into.
addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
});
