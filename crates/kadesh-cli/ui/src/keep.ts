// What is tried can be kept: as a hypothesis of the case, with a name and a reason.

import type { Bench } from "./bench";
import { h } from "./dom";
import type { Given, Try } from "./messages";

/** `changes` gives what is tried now. */
export function keepForm(bench: Bench, changes: () => Try[]): HTMLElement {
  const name = h("input", { type: "text", required: true, autocomplete: "off" });
  const because = h("input", { type: "text", required: true, autocomplete: "off" });
  const fold = h("details", { class: "keep" });

  async function keep(event: Event): Promise<void> {
    event.preventDefault();
    const sets = Object.fromEntries(changes().map(({ key, value }) => [key, written(value)]));
    const fields = { name: name.value.trim(), because: because.value.trim(), sets };
    if (!(await bench.act({ do: "add", name: { kind: "hypothesis", id: "" }, fields }))) return;
    bench.say(`“${name.value.trim()}” is kept as a hypothesis of the case`);
    fold.open = false;
    name.value = because.value = "";
  }

  fold.append(
    h("summary", null, "Keep as a hypothesis"),
    h(
      "form",
      { onsubmit: (event: Event) => void keep(event) },
      h("label", null, "Name ", name),
      h("label", null, "Why it could be so ", because),
      h("button", { type: "submit" }, "Keep"),
    ),
  );
  return fold;
}

/** A value that is tried, as the case writes it. */
function written(value: string): Given {
  if (value === "true" || value === "false") return value === "true";
  const number = Number(value);
  return String(number) === value ? number : value;
}
