// Builds the application into dist/, from which the server embeds it.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig } from "vite";

const QUERIES = join(import.meta.dirname, "../queries");

/** The files of a folder of queries as [id, text], in order of their names. */
function queryFiles(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".rq"));
  return names.sort().map((name) => [basename(name, ".rq"), readFileSync(join(folder, name), "utf8")]);
}

/** The parameters that the header of a query declares: `name: kind terms…[, required][; default X]; 中文 / English`. */
function parameters(text) {
  const lines = text.split("\n").filter((line) => line.startsWith("#   "));
  return lines.map((line) => {
    const [, name, rest] = /^# {3}([\w-]+):\s*(.*)$/.exec(line) ?? [];
    const parts = rest.split(";").map((part) => part.trim());
    const kind = parts[0].replace(/,\s*required$/, "");
    const [zh, en] = parts.at(-1).split(" / ");
    const preset = parts.find((part) => part.startsWith("default "))?.slice("default ".length);
    return { name, kind, required: kind !== parts[0], preset, zh, en };
  });
}

/**
 * What the queries' headers say beyond what the store publishes: the parameters of the named queries, and the views.
 * Read when the application is built, so that there is one place where they are written down.
 */
function ownQueries() {
  const modules = {
    "virtual:parameters": () => Object.fromEntries(queryFiles(QUERIES).map(([id, text]) => [id, parameters(text)])),
    "virtual:views": () =>
      queryFiles(join(QUERIES, "views")).map(([id, text]) => {
        const title = (language) => new RegExp(`^# title-${language}: (.*)$`, "m").exec(text)?.[1] ?? id;
        return { id, zh: title("zh"), en: title("en"), text: text.replace(/^#.*\n/gm, "").trim() };
      }),
  };
  return {
    name: "own-queries",
    resolveId: (id) => (id in modules ? `\0${id}` : null),
    load: (id) => (id.slice(1) in modules ? `export default ${JSON.stringify(modules[id.slice(1)]())};` : null),
  };
}

/** Takes out of YASQE the fallback for browsers without JSON: it evaluates text, which the policy refuses. */
const noEval = () => ({
  name: "no-eval",
  transform: (code, id) =>
    id.includes("yasqe") && code.includes("eval(")
      ? code.replace(/\beval\("\(" \+ text \+ "\)"\)/g, "JSON.parse(text)")
      : null,
});

export default defineConfig({
  base: "./",
  server: {
    proxy: Object.fromEntries(
      ["/sparql", "/search", "/id", "/ontology"].map((path) => [
        path,
        process.env.GOVKG_SERVER ?? "http://127.0.0.1:7878",
      ]),
    ),
  },
  plugins: [ownQueries(), noEval()],
  build: {
    target: "es2022",
    // Nothing as data: addresses, which the policy of the server refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rollupOptions: {
      output: {
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
      },
    },
  },
});
