// Bundle the editor into one file: `npm ci && node build.mjs [where]`. The same lock file gives the
// same bytes, and a test builds it again and compares.
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const where = process.argv[2] ?? new URL("../../book/_static/live/codemirror.js", import.meta.url);
const lock = JSON.parse(await readFile(new URL("package-lock.json", import.meta.url)));
const { outputFiles: [bundle], metafile } = await build({
  entryPoints: [new URL("entry.mjs", import.meta.url).pathname],
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
  write: false,
});
const parts = new Set(Object.keys(metafile.inputs)
  .map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
const named = [], holders = new Set();
let terms;
for (const name of [...parts].sort()) {
  const { version, license } = lock.packages[`node_modules/${name}`];
  if (license !== "MIT") throw new Error(`${name} has the license ${license}; the header says MIT.`);
  named.push(`${name} ${version}`);
  const text = await readFile(new URL(`node_modules/${name}/LICENSE`, import.meta.url), "utf8");
  for (const line of text.match(/^Copyright.*$/gm)) holders.add(line.trim());
  terms ??= text.slice(text.indexOf("Permission is hereby"));
}
const head = `/*! CodeMirror and what it stands on, built by tools/editor:
${named.join(", ")}

${[...holders].sort().join("\n")}

${terms.trim()}
*/
`;
await writeFile(where, head + bundle.text);
