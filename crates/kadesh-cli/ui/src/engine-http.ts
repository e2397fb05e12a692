// The session behind `kadesh serve`: one address for requests, one for what happens.

import type { Engine } from "./engine";
import type { Request, Response } from "./messages";

/** What the server tells without being asked: the version of the case, and how its saving goes. */
export function happenings(): EventSource {
  return new EventSource("/events");
}

/** What is sent although the page is left before the answer comes. */
const CHANGES: Request["ask"][] = ["do", "edit"];

/** A browser keeps so many units of a request alive, of at most four bytes each. */
const MOST_KEPT = 16_000;

export function engineOverHttp(events: EventSource): Engine {
  return {
    async ask(request) {
      const body = JSON.stringify(request);
      const answer = await fetch("/api", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        keepalive: CHANGES.includes(request.ask) && body.length < MOST_KEPT,
      });
      if (answer.ok) return (await answer.json()) as Response;
      // A request that this server does not know is refused like any other.
      if (answer.status === 400) return refused((await answer.text()).trim());
      throw new Error((await answer.text()).trim() || `the server answered ${answer.status}`);
    },
    follow(told) {
      const tell = (version: unknown) => {
        if (typeof version === "number") told(version);
      };
      events.addEventListener("version", (event) => tell(Number(event.data)));
      events.addEventListener("desk", (event) => tell(JSON.parse(event.data).version));
    },
  };
}

function refused(message: string): Response {
  return {
    answer: "refused",
    because: { severity: "fault", code: "unknown-request", message, labels: [], hint: null },
  };
}
