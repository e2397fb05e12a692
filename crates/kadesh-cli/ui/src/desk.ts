// What the page and the desk of `kadesh serve` tell one another about files: the twin of `crates/kadesh-cli/src/serve/told.rs`.

export interface Status {
  mode: "start" | "case";
  read_only: boolean;
  folder: string;
  name: string;
  version: number;
  saved: "saved" | "unsaved" | "conflict" | "failed";
  because: string | null;
  notice: string | null;
  conflict: Conflict[] | null;
  draft: { written: string; files: string[] } | null;
  /** Told by `status` alone. */
  cases?: { folder: string; title: string; changed: string }[];
}

/** A file that was changed here and elsewhere in the same places. */
export interface Conflict {
  file: string;
  hunks: Hunk[];
}

/** A place that was changed in two ways, in whole lines. */
export interface Hunk {
  line: number;
  base: string;
  mine: string;
  theirs: string;
}

export type Choice = { take: "mine" | "theirs" | "both" } | { text: string };

export interface Document {
  name: string;
  /** As base64. */
  content: string;
}

export type Start =
  { text: string; title: string | null } | { files: Document[] } | { example: true } | { open: string };

/** Why something was not done, in words. */
export interface Refused {
  refused: string;
}

export const status = (): Promise<Status> => told(fetch("/desk"));

export const start = (how: Start) => send("/start", how);
export const bring = (files: Document[]) => send("/source", { files });
export const readSources = () => send("/read", {});
export const answerDraft = (take: boolean) => send("/draft", { take });
export const settle = (file: string, choices: Choice[]) => send("/settle", { file, choices });

async function send(address: string, message: unknown): Promise<Status | Refused> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(message),
  });
  if (answer.status === 409) {
    const { message, hint } = (await answer.json()).refused;
    return { refused: hint ? `${message}: ${hint}` : message };
  }
  if (answer.status === 413) return { refused: "this is more than can be brought at once" };
  return told(answer);
}

async function told(asked: Response | Promise<Response>): Promise<Status> {
  const answer = await asked;
  if (!answer.ok) throw new Error((await answer.text()).trim() || `the server answered ${answer.status}`);
  return answer.json();
}

/** Files as the desk takes them. */
export function documents(files: Iterable<File>): Promise<Document[]> {
  return Promise.all([...files].map(async (file) => ({ name: file.name, content: base64(await file.arrayBuffer()) })));
}

/** In pieces, since a call takes so many arguments only. */
function base64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}
