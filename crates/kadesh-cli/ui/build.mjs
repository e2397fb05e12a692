// Builds the page into the folder that is named: the script, its style, the page itself, and the licences of what is in it.

import { appendFile, copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error("name the folder to build into");

/** Licences under which something may be part of the program. */
const ALLOWED = ["MIT", "Apache-2.0", "MIT OR Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC"];

process.chdir(here);
await mkdir(out, { recursive: true });
const { metafile } = await scripts({ page: "src/main.ts" }, "esm");
// A script within a page is none of a module, and a worker is made of a text.
const { metafile: live } = await scripts({ live: "src/live.ts", "live-worker": "src/worker.ts" }, "iife");
await build({
  entryPoints: { page: "src/page.css", live: "src/live.css" },
  outdir: out,
  bundle: true,
  minify: true,
  target: "es2022",
  logLevel: "warning",
});
await copyFile("src/index.html", join(out, "index.html"));
await writeFile(join(out, "LICENSES.txt"), await licences(Object.keys(metafile.inputs)));
// A script goes nowhere without them.
for (const [name, { inputs }] of [
  ["page.js", metafile],
  ["live.js", live],
]) {
  const texts = await licences(Object.keys(inputs));
  if (texts.includes("*/") || texts.includes("</script")) throw new Error("a licence ends a comment or a script");
  await appendFile(join(out, name), `/*\n${texts}*/\n`);
}

function scripts(entryPoints, format) {
  return build({
    entryPoints,
    outdir: out,
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
}

/** The licence of each package that something of is in the page. */
async function licences(inputs) {
  const folders = inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]).filter(Boolean);
  const texts = await Promise.all([...new Set(folders)].sort().map(licence));
  return `The page has parts of these packages.\n\n${texts.join("\n")}`;
}

async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (!ALLOWED.includes(license)) throw new Error(`${name} has the licence ${license}`);
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no text of its licence`);
  const text = (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
  return `${"-".repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
}
