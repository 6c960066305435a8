// What is committed in dist/ is what the sources give, and stays within its budgets.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const WEB = join(import.meta.dirname, "..");
const DIST = join(WEB, "dist");
const KB = 1024;

const files = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [
        join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1),
        readFileSync(join(entry.parentPath ?? entry.path, entry.name)),
      ])
      .sort(([a], [b]) => a.localeCompare(b)),
  );

test("dist is what a fresh build gives", async () => {
  const fresh = mkdtempSync(join(tmpdir(), "govkg-web-"));
  try {
    await build({ root: WEB, logLevel: "silent", build: { outDir: fresh, emptyOutDir: true } });
    const [wanted, committed] = [files(fresh), files(DIST)];
    assert.deepEqual(Object.keys(committed), Object.keys(wanted), "run npm run build");
    for (const [name, bytes] of Object.entries(wanted))
      assert.ok(bytes.equals(committed[name]), `${name}: run npm run build`);
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

/** The files that a file loads at once, by the imports in its text. */
function reached(name, all, seen = new Set()) {
  if (seen.has(name) || !all[name]) return seen;
  seen.add(name);
  const text = all[name].toString("utf8");
  for (const [, other] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+)["']/g))
    reached(`assets/${other}`, all, seen);
  if (name === "index.html")
    for (const [, other] of text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) reached(other, all, seen);
  return seen;
}

test("budgets: 150 KB for the first page, 500 KB with everything", (context) => {
  const all = files(DIST);
  const size = (names) => [...names].reduce((sum, name) => sum + gzipSync(all[name], { level: 9 }).length, 0);
  const first = size(reached("index.html", all));
  const whole = size(Object.keys(all));
  context.diagnostic(`first page ${(first / KB).toFixed(1)} KB, everything ${(whole / KB).toFixed(1)} KB, compressed`);
  assert.ok(first <= 150 * KB, `${first}`);
  assert.ok(whole <= 500 * KB, `${whole}`);
});

test("nothing is loaded from elsewhere, nothing inline, nothing evaluated", () => {
  const all = files(DIST);
  const page = all["index.html"].toString("utf8");
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)|<style|\bstyle=|\son\w+=|(?:src|href)="(?:https?:)?\/\//);
  for (const [name, bytes] of Object.entries(all)) {
    const text = bytes.toString("utf8");
    if (name.endsWith(".css")) assert.doesNotMatch(text, /@import|url\((?!["']?\.?\/?[\w.-]+)/, name);
    if (name.endsWith(".js")) assert.doesNotMatch(text, /\bnew Function\(|(?<![.\w])eval\(/, name);
  }
});
