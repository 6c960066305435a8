// Parses Mermaid charts with Mermaid itself: node mermaid.mjs FOLDER_WITH_PACKAGES FILE…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [home, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${home}/`));
const { JSDOM } = await import(pathToFileURL(require.resolve("jsdom")));
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(`${home}/node_modules/mermaid/dist/mermaid.core.mjs`));
mermaid.initialize({ maxTextSize: 1e8, maxEdges: 1e6 });
for (const file of files) {
  const parsed = await mermaid.parse(readFileSync(file, "utf-8"));
  console.log(`${parsed.diagramType} parsed`);
}
