// The session within the page itself: a worker has the engine and the case, and answers requests by their numbers.

import type { Engine } from "./engine";
import type { Content, Request, Response, Unreadable, View } from "./messages";

export type ToWorker = { id: number; engine: string; open: Request } | { id: number; request: Request };
export type FromWorker = { id: number; answer: Response };
export type Failed = { id: number; failed: string };

/** What a page carries: the case, and how it was looked at when the page was written. */
export interface Carried {
  files: Record<string, Content>;
  unreadable: Unreadable;
  view: View;
}

/** What would change the case, which a page that is a file cannot keep. */
const CHANGES: Request["ask"][] = ["open", "bring", "edit", "do", "undo", "redo"];

/** As many draws as the screens ask for where they want all. */
const ALL = 10_000;

/** Starts the engine in a worker and opens the case. Fails where the browser cannot run it. */
export async function engineOverWorker(worker: Worker, engine: string, carried: Carried): Promise<Engine> {
  const waiting = new Map<number, { done(answer: Response): void; failed(error: Error): void }>();
  let next = 0;

  worker.onmessage = ({ data }: MessageEvent<FromWorker | Failed>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failed" in data) one?.failed(new Error(data.failed));
    else one?.done(data.answer);
  };
  worker.onerror = ({ message }) => {
    waiting.forEach(({ failed }) => failed(new Error(message || "the engine cannot be started")));
    waiting.clear();
  };

  function send(message: { engine: string; open: Request } | { request: Request }): Promise<Response> {
    const id = (next += 1);
    const answer = new Promise<Response>((done, failed) => waiting.set(id, { done, failed }));
    worker.postMessage({ id, ...message } satisfies ToWorker);
    return answer;
  }

  const { files, unreadable, view } = carried;
  const opened = await send({ engine, open: { ask: "open", files, unreadable } });
  if (opened.answer === "refused") throw new Error(opened.because.message);
  return {
    base: view,
    async ask(request) {
      if (CHANGES.includes(request.ask)) return refused("this page can only be read");
      const answer = await send({ request: looked(request, view) });
      if (answer.answer !== "tries") return answer;
      // A seat that is given from the start is nothing to try.
      const given = view.seats.map((party) => `seat.${party}`);
      return { ...answer, tries: answer.tries.filter(({ key }) => !given.includes(key)) };
    },
    // Nobody else changes the case.
    follow() {},
  };
}

/** The request as it is meant on this page: what it does not say is as the page was written. */
function looked(request: Request, base: View): Request {
  if (!["ask", "brief", "why", "compare", "export"].includes(request.ask)) return request;
  const own: Partial<View> = ("view" in request && request.view) || {};
  const draws = own.draws === undefined || own.draws >= ALL ? base.draws : Math.min(own.draws, base.draws);
  const view: View = {
    changes: own.changes ?? base.changes,
    seats: [...base.seats, ...(own.seats ?? [])],
    as_of: own.as_of ?? base.as_of,
    blind: base.blind || (own.blind ?? false),
    seed: own.seed ?? base.seed,
    draws,
  };
  return { ...request, view } as Request;
}

function refused(message: string): Response {
  return { answer: "refused", because: { severity: "fault", code: "refused", message, labels: [], hint: null } };
}
