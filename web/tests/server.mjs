// What the tests run against: `govkg serve` on a store, with dist/ in front of it under /app/, as the binary serves it.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { extname, join, normalize } from "node:path";

const DIST = join(import.meta.dirname, "../dist");
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};
/** As strict as the server's: nothing inline, nothing evaluated, nothing from elsewhere. */
export const POLICY =
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Starts the server on the store that GOVKG_STORE names, with the program that GOVKG names. */
export async function start() {
  const { GOVKG, GOVKG_STORE } = process.env;
  if (!GOVKG || !GOVKG_STORE)
    throw new Error("GOVKG (the program) and GOVKG_STORE (a store with the sample) are needed");
  const program = spawn(GOVKG, ["serve", "--store", GOVKG_STORE, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  const port = await new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
      if (found) resolve(Number(found[1]));
    };
    program.stdout.on("data", hear);
    program.stderr.on("data", hear);
    program.on("exit", () => reject(new Error(`govkg serve ended: ${said}`)));
  });
  const front = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url, "http://localhost");
    if (pathname.startsWith("/app/")) {
      const file = join(DIST, normalize(pathname.slice("/app/".length) || "index.html"));
      const found = file.startsWith(DIST) && existsSync(file);
      response.writeHead(found ? 200 : 404, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
      });
      response.end(found ? readFileSync(file) : "");
      return;
    }
    const { method, url, headers } = incoming;
    const outgoing = request({ port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise((resolve) => front.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${port}/`,
    address: `http://127.0.0.1:${front.address().port}/app/`,
    stop: async () => {
      front.closeAllConnections();
      front.close();
      program.kill("SIGTERM");
    },
  };
}
