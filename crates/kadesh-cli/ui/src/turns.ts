// One piece of work after another. Once the page is left no answer is heard any more: all that waits is begun at once, in its order.

import { isLeft, whenLeft } from "./leaving";

/** Takes its turn, and gives what comes of it. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** How each line that has something waiting goes on. */
const lines = new Set<() => void>();
whenLeft(() => [...lines].forEach((goOn) => goOn()));

export function turns(): Turn {
  const waiting: (() => Promise<unknown>)[] = [];
  let isBusy = false;

  function goOn(): void {
    while (waiting.length > 0 && (isLeft() || !isBusy)) void begin();
    if (waiting.length > 0) lines.add(goOn);
    else lines.delete(goOn);
  }

  async function begin(): Promise<void> {
    isBusy = true;
    await waiting.shift()?.();
    isBusy = false;
    goOn();
  }

  return (work) =>
    new Promise((done, failed) => {
      // Where it fails, what comes after it has its turn all the same.
      waiting.push(async () => work().then(done, failed));
      goOn();
    });
}
