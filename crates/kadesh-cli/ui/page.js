// The page of `kadesh serve`: asks the session, shows what it answers, and follows the case while it is changed elsewhere.

const $ = (id) => document.getElementById(id);

// Draws while a lever is moved, and once it is let go.
const FEW = 1000;
const ALL = 10000;

/** Asks the session one thing. */
async function ask(request) {
  const answer = await fetch("/api", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** How the reader wants to look at the case. */
function view(draws) {
  const changes = [...document.querySelectorAll("#tries [data-key]")]
    .filter((input) => input.type === "checkbox" ? input.checked : input.dataset.moved)
    .map((input) => ({ key: input.dataset.key, value: input.type === "checkbox" ? "true" : input.value }));
  return { changes, blind: $("blind").checked, as_of: $("as-of").value.trim() || null, draws };
}

// --- The brief -----------------------------------------------------------------------------------------------------------

const WITHIN = { header: "top", first: "main", grounds: "end" };

/** Where the parts of a page belong, as the style of a report expects it. */
function frame() {
  const brief = $("brief");
  if (brief.firstChild) return;
  for (const [tag, name, parent] of [["div", "top", brief], ["main", "main", brief], ["div", "end", brief]]) {
    const place = document.createElement(tag);
    place.dataset.place = name;
    parent.append(place);
  }
  const below = document.createElement("div");
  below.className = "below";
  below.dataset.place = "below";
  brief.querySelector('[data-place="main"]').append(below);
}

const place = (name) => document.querySelector(`#brief [data-place="${name}"]`);

/** What was shown last, by part, so that only what differs is drawn anew: what the reader has opened stays open. */
const shown = new Map();

function show(parts) {
  frame();
  const now = new Set(parts.map((part) => part.id));
  for (const [id, element] of shown) {
    if (!now.has(id)) {
      element.remove();
      shown.delete(id);
    }
  }
  let before = null;
  for (const { id, html } of parts) {
    let element = shown.get(id);
    if (!element) {
      element = document.createElement("div");
      element.dataset.part = id;
      shown.set(id, element);
    }
    const within = place(WITHIN[id] ?? "below");
    if (id === "first") within.prepend(element);
    else if (before?.parentNode === within && before.nextSibling !== element) before.after(element);
    else if (element.parentNode !== within) within.append(element);
    if (element.source !== html) {
      const open = new Set([...element.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
      element.innerHTML = html;
      element.source = html;
      for (const summary of element.querySelectorAll("details > summary")) {
        if (open.has(summary.textContent)) summary.parentNode.open = true;
      }
    }
    before = element;
  }
}

const sentencesOf = (root) => [...root.querySelectorAll(".first ol > li")];

/** The sentences of the first page without the changes, in as many draws, by how the case is looked at otherwise. */
const unchanged = new Map();

async function sentencesUnchanged(looked) {
  const plain = { ...looked, changes: [] };
  const key = JSON.stringify(plain);
  if (!unchanged.has(key)) {
    const { parts = [] } = await ask({ ask: "brief", view: plain });
    const first = new DOMParser().parseFromString(parts.find((part) => part.id === "first")?.html ?? "", "text/html");
    unchanged.set(key, sentencesOf(first).map((one) => one.textContent));
  }
  return unchanged.get(key);
}

/** Marks the sentences that the changes move, and counts them. */
async function mark(looked) {
  const before = looked.changes.length > 0 ? await sentencesUnchanged(looked) : null;
  let moved = 0;
  for (const one of sentencesOf($("brief"))) {
    const is = before !== null && !before.includes(one.textContent);
    one.classList.toggle("moved", is);
    moved += is;
  }
  return moved;
}

// --- What is asked next --------------------------------------------------------------------------------------------------

// One question is under way at a time; of those that come meanwhile only the newest counts.
let busy = false;
let next = null;

function want(draws) {
  next = draws;
  if (!busy) work();
}

async function work() {
  busy = true;
  while (next !== null) {
    const draws = next;
    next = null;
    $("brief").setAttribute("aria-busy", "true");
    try {
      await once(draws);
    } catch (error) {
      say(`No answer: ${error.message}`);
    }
    if (next === null) $("brief").setAttribute("aria-busy", "false");
  }
  busy = false;
}

async function once(draws) {
  const { faults, lines } = await ask({ ask: "faults" });
  const wrong = faults.map((fault, place) => ({ ...fault, line: lines[place] })).filter((one) => one.severity === "fault");
  list(wrong);
  $("brief").classList.toggle("old", wrong.length > 0);
  if (wrong.length > 0) {
    say(wrong.length === 1 ? "One fault is to be mended" : `${wrong.length} faults are to be mended`);
    return;
  }
  const looked = view(draws);
  const answer = await ask({ ask: "brief", view: looked });
  if (answer.answer === "refused") {
    const { message, hint } = answer.because;
    say(hint ? `${message}: ${hint}` : message);
    return;
  }
  show(answer.parts);
  document.title = document.querySelector("#brief h1")?.textContent ?? "Kadesh";
  say(told(looked, await mark(looked)));
}

/** A change in words. */
function inWords(key, value) {
  const { words, type } = document.querySelector(`#tries [data-key="${CSS.escape(key)}"]`).dataset;
  return type === "seat" ? `a seat for ${words}` : `${words} at ${value}`;
}

/** How the case is looked at, in words. */
function told({ changes, blind, as_of }, moved) {
  const words = [];
  if (changes.length > 0) {
    const count = moved === 0 ? "no sentence" : moved === 1 ? "one sentence" : `${moved} sentences`;
    const tried = changes.map(({ key, value }) => inWords(key, value)).join(", ");
    words.push(`What if ${tried}: ${count} of the first page ${moved > 1 ? "change" : "changes"}`);
  }
  if (as_of) words.push(`on record up to ${as_of}`);
  if (blind) words.push("names replaced by labels");
  return words.length > 0 ? words.join("; ") : "As the case has it";
}

const say = (words) => { $("state").textContent = words; };

/** So many faults are listed. */
const MOST_FAULTS = 20;

function list(faults) {
  const section = $("faults");
  section.hidden = faults.length === 0;
  const items = faults.slice(0, MOST_FAULTS).map(({ message, hint, labels, line }) => {
    const item = document.createElement("li");
    item.append(message);
    if (labels.length > 0) {
      const where = document.createElement("code");
      where.textContent = ` ${labels[0][0].file}${line ? `, line ${line}` : ""}`;
      item.append(where);
    }
    if (hint) {
      const told = document.createElement("span");
      told.className = "hint";
      told.textContent = hint;
      item.append(told);
    }
    return item;
  });
  const ul = document.createElement("ul");
  ul.append(...items);
  const more = document.createElement("p");
  more.textContent = faults.length > MOST_FAULTS ? `and ${faults.length - MOST_FAULTS} more` : "";
  section.replaceChildren(ul, more);
}

// --- What can be tried ---------------------------------------------------------------------------------------------------

async function offer() {
  const { tries = [] } = await ask({ ask: "tries" });
  const kept = new Map([...document.querySelectorAll("#tries [data-key]")].map((input) => [input.dataset.key, input]));
  const levers = tries.filter((one) => one.kind === "lever").map((one) => kept.get(one.key)?.closest(".lever") ?? lever(one));
  const seats = tries.filter((one) => one.kind === "seat").map((one) => kept.get(one.key)?.closest("p") ?? seat(one));
  $("levers").replaceChildren(...levers);
  $("seats").replaceChildren(...seats);
}

function lever({ key, words, low, high, now }) {
  const box = document.createElement("div");
  box.className = "lever";
  const label = document.createElement("label");
  const output = document.createElement("output");
  const input = document.createElement("input");
  const id = `try-${key}`;
  Object.assign(input, { type: "range", min: low, max: high, step: (high - low) / 100 || 0.01, id });
  input.value = (low + high) / 2;
  Object.assign(input.dataset, { key, words, type: "lever" });
  label.htmlFor = id;
  output.htmlFor = id;
  label.textContent = words;
  const written = now ?? "left open";
  const tell = () => { output.textContent = input.dataset.moved ? input.value : written; };
  input.addEventListener("input", () => { input.dataset.moved = "yes"; tell(); want(FEW); });
  input.addEventListener("change", () => want(ALL));
  input.addEventListener("kadesh-reset", () => { delete input.dataset.moved; input.value = (low + high) / 2; tell(); });
  tell();
  box.append(label, output, input);
  return box;
}

function seat({ key, words }) {
  const line = document.createElement("p");
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "checkbox";
  Object.assign(input.dataset, { key, words, type: "seat" });
  input.addEventListener("change", () => want(ALL));
  label.append(input, ` A seat for ${words}`);
  line.append(label);
  return line;
}

$("blind").addEventListener("change", () => want(ALL));
$("as-of").addEventListener("change", () => want(ALL));
$("tries").addEventListener("submit", (event) => event.preventDefault());
$("tries").addEventListener("reset", () => setTimeout(() => {
  document.querySelectorAll("#tries [data-key]").forEach((input) => input.dispatchEvent(new Event("kadesh-reset")));
  want(ALL);
}));

// --- The case changes elsewhere ------------------------------------------------------------------------------------------

const versions = new EventSource("/events");
versions.addEventListener("version", () => {
  unchanged.clear();
  offer().then(() => want(ALL));
});
versions.addEventListener("error", () => say("The server has ended: start `kadesh serve` again"));

offer().then(() => want(ALL), (error) => say(`No answer: ${error.message}`));
