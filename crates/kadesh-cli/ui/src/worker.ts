// The thread of a page that has the engine: the page stays quick while an answer is worked out.

import { session, unpacked } from "./engine-wasm";
import type { Failed, ToWorker, FromWorker } from "./engine-worker";
import type { Request, Response } from "./messages";

let asked: ((request: Request) => Promise<Response>) | null = null;
/** One after another: an engine has one thread. */
let last: Promise<unknown> = Promise.resolve();

onmessage = ({ data }: MessageEvent<ToWorker>) => {
  last = last.then(async () => postMessage(await answer(data)));
};

async function answer(data: ToWorker): Promise<FromWorker | Failed> {
  try {
    if ("engine" in data) {
      const begun = await session(await WebAssembly.compile(await unpacked(data.engine)), data.open);
      asked = begun.ask;
      return { id: data.id, answer: begun.opened };
    }
    if (!asked) throw new Error("the engine is not there yet");
    return { id: data.id, answer: await asked(data.request) };
  } catch (error) {
    return { id: data.id, failed: error instanceof Error ? error.message : String(error) };
  }
}
