// The engine within a page: unpacked, made to run, and called with requests. Where it stops in the middle of one, it is begun anew.

import type { Request, Response } from "./messages";

/** What the module gives: room for a request, the call, and the room of the answer back. */
interface Exports {
  memory: WebAssembly.Memory;
  kadesh_alloc(length: number): number;
  kadesh_call(at: number, length: number): number;
  kadesh_free(at: number): void;
}

/** The bytes of a module that was packed and written in letters. */
export async function unpacked(letters: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  return new globalThis.Response(
    new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")),
  ).arrayBuffer();
}

/** A session that is asked one thing after another. The first request opens its case. */
export async function session(module: WebAssembly.Module, open: Request) {
  let [live, opened] = await begun(module, open);
  return {
    /** The answer to the first request. */
    opened,
    async ask(request: Request): Promise<Response> {
      try {
        return call(live, request);
      } catch (error) {
        // What stopped half-way is fit for nothing more: its memory may be in any state.
        [live] = await begun(module, open);
        return refused(`the engine stopped at this (${error instanceof Error ? error.message : String(error)})`);
      }
    },
  };
}

async function begun(module: WebAssembly.Module, open: Request): Promise<[Exports, Response]> {
  const { exports } = await WebAssembly.instantiate(module, nothingOutside(module));
  const live = exports as unknown as Exports;
  return [live, call(live, open)];
}

/** A package within the engine names functions of a page for what a case never asks: random numbers. They do nothing. */
function nothingOutside(module: WebAssembly.Module): WebAssembly.Imports {
  const outside: Record<string, Record<string, () => number>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (outside[from] ??= {})[name] = () => 0;
  return outside;
}

function call(live: Exports, request: Request): Response {
  const sent = new TextEncoder().encode(JSON.stringify(request));
  // A place in memory comes as a signed number.
  const at = live.kadesh_alloc(sent.length) >>> 0;
  if (at === 0) throw new Error("there is no memory left");
  new Uint8Array(live.memory.buffer, at, sent.length).set(sent);
  const out = live.kadesh_call(at, sent.length) >>> 0;
  if (out === 0) throw new Error("there is no memory left");
  // The memory may have grown: it is looked at anew.
  const size = new DataView(live.memory.buffer).getUint32(out, true);
  const text = new TextDecoder().decode(new Uint8Array(live.memory.buffer, out + 4, size));
  live.kadesh_free(out);
  return JSON.parse(text) as Response;
}

function refused(message: string): Response {
  const hint = "the case is open again, as it was; fewer draws need less memory";
  return { answer: "refused", because: { severity: "fault", code: "stopped", message, labels: [], hint } };
}
