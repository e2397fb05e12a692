// Fields that stay while the case moves on: what is typed in one is kept until it is written, and what comes from elsewhere is
// shown in all others.

import { whenLeft } from "./leaving";

export type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A field whose value the case has. */
export interface Held {
  /** Shows what the case has now, unless something else is typed there or under way. */
  show(written: string): void;
  isEdited(): boolean;
}

/**
 * `write` is told what was typed once the field is left; false: it was refused, and it stays there, marked, to be mended. `read`
 * gives it as it is understood, which is shown then; none: it is not understood.
 */
export function held(
  input: Input,
  write: (words: string) => Promise<boolean>,
  read: (words: string) => string | null = (words) => words,
): Held {
  /** What the case has, what the field was last made to show, and what is on its way. */
  let written = input.value;
  let shown = input.value;
  let sent: string | null = null;

  const isEdited = () => sent !== null || input.value !== shown;

  async function send(): Promise<void> {
    if (input.value === sent) return;
    const words = read(input.value);
    if (words === null) return input.setAttribute("aria-invalid", "true");
    if (words !== input.value) input.value = words;
    if (sent === null && [shown.trim(), written.trim()].includes(words.trim())) return settle();
    sent = words;
    const isDone = await write(words);
    if (isDone) written = shown = words;
    if (sent === words) sent = null;
    if (input.value === words) input.setAttribute("aria-invalid", String(!isDone));
  }

  function settle(): void {
    input.removeAttribute("aria-invalid");
    shown = written;
    if (input.value !== written) input.value = written;
  }

  input.addEventListener("change", () => void send());
  // What came while the caret was there is shown once it is gone.
  input.addEventListener("blur", () => isEdited() || settle());
  senders.set(input, () => void send());
  return {
    isEdited,
    show(now) {
      written = now;
      const hasCaret = document.activeElement === input && !(input instanceof HTMLSelectElement);
      if (!isEdited() && !hasCaret) settle();
    },
  };
}

/** How the value of each field is sent before the field is left. */
const senders = new WeakMap<Element, () => void>();
whenLeft(() => document.activeElement && senders.get(document.activeElement)?.());

/** Something that is shown again and again as the same element. */
export interface Kept<T> {
  root: HTMLElement;
  show(now: T): void;
}

export interface Keeper<T> {
  /** The elements of these, by key, each showing what it is of now; those that are not named are forgotten. */
  show(all: [key: string, now: T][]): HTMLElement[];
  /** What had one key has another one from now on. */
  rename(from: string, to: string): void;
}

/** `make` makes what is shown under a key for the first time. */
export function keeper<T>(make: (key: string) => Kept<T>): Keeper<T> {
  let known = new Map<string, Kept<T>>();
  return {
    show(all) {
      known = new Map(all.map(([key]) => [key, known.get(key) ?? make(key)]));
      all.forEach(([key, now]) => known.get(key)?.show(now));
      return [...known.values()].map(({ root }) => root);
    },
    rename(from, to) {
      const one = known.get(from);
      if (!one) return;
      known.delete(from);
      known.set(to, one);
    },
  };
}
