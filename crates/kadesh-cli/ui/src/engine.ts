// The one thing that the page knows of what is behind it: a session that answers requests and tells when the case moved.

import type { Request, Response, View } from "./messages";

export interface Engine {
  /** Asks one thing. Fails only where nobody answers; what is not done comes back as `refused`. */
  ask(request: Request): Promise<Response>;
  /** Tells each version of the case as it comes, whoever changed it. */
  follow(told: (version: number) => void): void;
  /** How the case is looked at where nothing else is asked for: a file that was written blind has no names to show. */
  readonly base?: View;
}
