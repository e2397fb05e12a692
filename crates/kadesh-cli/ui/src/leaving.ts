// When the page is left or hidden, what is typed and not sent yet is sent at once.

const sends: (() => void)[] = [];
let isGone = false;

/** `send` is called when the page is hidden or left; where it is left, no answer will be heard. */
export function whenLeft(send: () => void): void {
  sends.push(send);
}

/** Whether the page is being left: there is time for one request, and for nothing after its answer. */
export const isLeft = () => isGone;

const sendAll = () => sends.forEach((send) => send());

addEventListener("pagehide", () => {
  isGone = true;
  sendAll();
});
addEventListener("pageshow", () => (isGone = false));
// A page that is left is hidden too: then it is sent already.
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && !isGone && sendAll());
