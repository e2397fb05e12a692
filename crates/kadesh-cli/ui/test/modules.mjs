// Modules of the page that need no page, for the tests.

import { build } from "esbuild";

/** What these modules export. */
export async function modules(...names) {
  const { outputFiles } = await build({
    stdin: {
      contents: names.map((name) => `export * from "./${name}";`).join("\n"),
      resolveDir: new URL("../src", import.meta.url).pathname,
    },
    bundle: true,
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
