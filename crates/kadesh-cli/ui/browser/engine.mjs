// The engine that is committed, run by node as a page runs it, for tests and for measuring.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { root } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
export const packed = () =>
  readFileSync(process.env.KADESH_ENGINE ?? join(root, "crates/kadesh-live/dist/engine.wasm.gz"));

const { outputFiles } = await build({
  entryPoints: [join(here, "../src/engine-wasm.ts")],
  bundle: true,
  format: "esm",
  write: false,
});
export const { session, unpacked } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
export const engine = () => unpacked(packed().toString("base64"));

/** The folders of all cases that ship. */
export const cases = folders(join(root, "cases"));

function folders(place) {
  const entries = readdirSync(place, { withFileTypes: true });
  if (entries.some(({ name }) => name === "case.toml")) return [place];
  return entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => folders(join(place, name)));
}

/** The files of a case, by the names that it has for them. */
export function filesOf(folder, inner = folder) {
  const files = {};
  for (const entry of readdirSync(inner, { withFileTypes: true })) {
    const path = join(inner, entry.name);
    if (!entry.isDirectory()) files[relative(folder, path)] = readFileSync(path, "utf8");
    else if (!readdirSync(path).includes("case.toml")) Object.assign(files, filesOf(folder, path));
  }
  return files;
}
