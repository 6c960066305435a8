// The page of a named query shows as many rows as the command line gives.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { opened, tab } from "./browser.mjs";

const QUERIES = join(import.meta.dirname, "../../queries");
/** For what cannot be asked without. */
const GIVEN = {
  unit: "柳州市教育局",
  project: "新建一批公办幼儿园",
  indicator: "地区生产总值",
  area: "柳州市",
  entity: "柳州市教育局",
};

const site = opened();

const rows = (name, given) => {
  const parameters = Object.entries(given).flatMap(([key, value]) => ["--param", `${key}=${value}`]);
  const command = ["query", name, "--endpoint", site.server.endpoint, "--format", "json", "--quiet", ...parameters];
  try {
    return JSON.parse(execFileSync(process.env.GOVKG, command, { encoding: "utf8" })).results.bindings.length;
  } catch (error) {
    // A question without an answer ends with 1.
    if (error.status === 1) return 0;
    throw error;
  }
};

test("each named query gives the rows that the command line gives", async () => {
  const { page, context } = await tab(site.browser);
  for (const file of readdirSync(QUERIES).filter((file) => file.endsWith(".rq"))) {
    const name = basename(file, ".rq");
    const text = readFileSync(join(QUERIES, file), "utf8");
    const required = [...text.matchAll(/^# {3}([\w-]+):[^;]*, required/gm)].map((match) => match[1]);
    if (required.some((parameter) => !(parameter in GIVEN))) continue;
    const given = Object.fromEntries(required.map((parameter) => [parameter, GIVEN[parameter]]));
    await page.goto(`${site.server.address}?page=query&name=${name}`);
    await page.locator(".questions").waitFor();
    for (const parameter of required) {
      const field = page.locator(".form [role=combobox][required]").nth(required.indexOf(parameter));
      await field.pressSequentially(given[parameter]);
      await page.getByRole("option", { name: given[parameter] }).first().click();
    }
    await page.locator("#rows").waitFor();
    const shown = Number((await page.locator("#rows").textContent()).replace(/\D/g, ""));
    assert.equal(shown, rows(name, given), name);
  }
  await context.close();
});
