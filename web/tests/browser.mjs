// A browser for the tests: Debian's chromium, driven by playwright-core; nothing is downloaded.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { start } from "./server.mjs";

export const SHOTS = join(import.meta.dirname, "shots");

async function open() {
  mkdirSync(SHOTS, { recursive: true });
  // Software drawing, so that the graph is drawn on machines without a graphics card.
  const args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}

/** The server and a browser for the tests of a file: there while they run. */
export function opened() {
  const site = {};
  before(async () => {
    site.server = await start();
    site.browser = await open();
  });
  after(async () => {
    await site.browser?.close();
    await site.server?.stop();
  });
  return site;
}

/** A tab that collects what must not happen: script errors and breaches of the policy. */
export async function tab(browser, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    const text = message.text();
    // The one question whether the server has a search of its own may be answered with no.
    const excused = message.location().url?.includes("/search?");
    if (message.type() === "error" && !excused) faults.push(text);
  });
  page.setDefaultTimeout(20_000);
  return { page, context, faults };
}
