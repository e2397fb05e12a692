// What is to be mended in a case, as a list in which each fault leads to its place in the text.

import { inWords, type Bench } from "./bench";
import { h, worded } from "./dom";
import type { Diagnostic } from "./messages";
import { toBeMended } from "./overview";

/** So many faults are listed. */
const MOST = 20;

/** Why the case was not asked: its faults, or else what was refused. */
export async function whyNot(bench: Bench, because: Diagnostic): Promise<HTMLElement> {
  return (await faultList(bench)) ?? h("p", { class: "faults", role: "alert" }, ...worded(inWords(because)));
}

/** The faults of the case; none where there is nothing to be mended. */
export async function faultList(bench: Bench): Promise<HTMLElement | null> {
  const wrong = (await bench.faults()).filter(({ fault }) => fault.severity === "fault");
  if (wrong.length === 0) return null;
  const more = wrong.length - MOST;
  return h(
    "section",
    { class: "faults", "aria-label": "What is to be mended" },
    h("p", null, `${toBeMended(wrong.length)}:`),
    h(
      "ul",
      null,
      wrong.slice(0, MOST).map(({ fault, line }) => item(fault, line)),
    ),
    more > 0 && h("p", null, `and ${more} more`),
  );
}

function item({ message, hint, labels }: Diagnostic, line: number | null): HTMLElement {
  const span = labels[0]?.[0];
  const where = span && `${span.file}${line === null ? "" : `, line ${line}`}`;
  return h(
    "li",
    null,
    ...worded(message),
    " ",
    where &&
      (span.file === "case.toml"
        ? h("a", { class: "where", href: `#case/at:${span.start}` }, where)
        : h("span", { class: "where" }, where)),
    hint && h("span", { class: "hint" }, ...worded(hint)),
  );
}
