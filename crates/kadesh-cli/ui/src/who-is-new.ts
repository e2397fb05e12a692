// A voice that the case does not have yet: a party, or a person who speaks for one.

import type { Bench } from "./bench";
import { h } from "./dom";
import { added } from "./gestures";
import { declared } from "./parties";
import { pick } from "./pick";
import type { Sheet } from "./sheet";

/** A small form that makes the voice and tells its id; none where that was given up. */
export function whoIsNew(
  bench: Bench,
  sheet: Sheet,
  name: string,
  done: (id: string | null) => void,
): { root: HTMLElement; focus(): void } {
  let party = "";
  let newParty = "";
  const isPerson = h("input", { type: "radio", name: "new-voice", checked: true, onchange: show });
  const isParty = h("input", { type: "radio", name: "new-voice", onchange: show });
  const speaksFor = pick({
    label: "Speaks for",
    choices: declared(sheet).map(({ id, name }) => ({ id, words: name })),
    onPick: ([id]) => {
      party = id ?? "";
      newParty = "";
    },
    allowNew: (text) => (newParty = text),
  });
  const role = h("input", { type: "text", autocomplete: "off", placeholder: "foreign minister" });
  const ofPerson = h("div", { class: "pair" }, speaksFor.root, h("label", null, "Office", role));
  const root = h(
    "fieldset",
    { onkeydown: key },
    h("legend", null, `New: ${name}`),
    h("p", { class: "row" }, h("label", null, isPerson, " a person"), h("label", null, isParty, " a party")),
    ofPerson,
    h("button", { type: "button", onclick: () => void make() }, "Make it"),
  );

  function show(): void {
    ofPerson.hidden = isParty.checked;
  }

  function key(event: KeyboardEvent): void {
    if (event.key === "Escape") done(null);
    else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) void make();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async function make(): Promise<void> {
    if (isParty.checked) return done(await added(bench, "party", { name }));
    if (!party && newParty) party = (await added(bench, "party", { name: newParty })) ?? "";
    if (!party) {
      bench.say("Whom the person speaks for is still to be picked");
      speaksFor.field.focus();
      return;
    }
    const office = role.value.trim();
    done(await added(bench, "person", { name, ...(office ? { role: office } : {}), speaks_for: party }));
  }

  return { root, focus: () => speaksFor.field.focus() };
}
