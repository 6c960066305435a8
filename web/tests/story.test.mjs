// What a person does who knows no SPARQL, from the first page to the picture for a slide; and that axe finds no serious
// fault on any page, in both languages and both colour schemes. A picture of every page is left in tests/shots.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { opened, SHOTS, tab } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = opened();

const ready = (page) =>
  page.waitForFunction(() => document.title !== "govkg" && !document.querySelector("main[aria-busy], [aria-busy]"));

test("from a name to a sentence, to the graph, to a picture", async () => {
  const { page, context, faults } = await tab(site.browser);
  await page.goto(site.server.address);
  await ready(page);
  await page.getByRole("searchbox").pressSequentially("教育局");
  await page.getByRole("link", { name: "柳州市教育局", exact: true }).click();
  await ready(page);
  assert.equal(await page.locator("h1").textContent(), "柳州市教育局");

  const leads = page.locator("#Lead .facts > li");
  assert.equal(await leads.count(), 2);
  assert.equal(await leads.first().locator("mark").first().textContent(), "市教育局");
  assert.match(await page.locator("#Lead").textContent(), /2021-12-31/);

  await page.getByRole("link", { name: "新建一批公办幼儿园" }).first().click();
  await page.waitForFunction(() => document.querySelector("h1")?.textContent === "新建一批公办幼儿园");
  assert.match(await page.locator("#mentions .quote").first().textContent(), /新建5所公办幼儿园/);
  assert.equal(await page.locator("#mentions mark").first().textContent(), "新建一批公办幼儿园");
  assert.match(
    await page.locator("#mentions .from").first().getAttribute("href"),
    /^\/id\/doc\/liuzhou-2021-[0-9a-f]{6}#char=\d+,\d+$/,
  );

  await page.goBack();
  await page.waitForFunction(() => document.querySelector("h1")?.textContent === "柳州市教育局");
  await page.getByRole("link", { name: "看关系图" }).click();
  await page.locator(".names button").first().waitFor();
  const nodes = async () => Number(/^\d+/.exec(await page.locator("main > [role=status]").textContent())[0]);
  const all = await nodes();
  assert.ok(all >= 4, `${all} nodes`);
  await page.locator(".names button", { hasText: "建设校门人脸识别安防系统" }).click();
  await page.getByRole("button", { name: "展开" }).click();
  await page.waitForFunction(
    (n) => Number.parseInt(document.querySelector("main > [role=status]").textContent, 10) > n,
    all,
  );
  const expanded = await nodes();
  await page.locator(".panel button.line", { hasText: "牵头" }).first().click();
  await page.locator(".panel mark").first().waitFor();

  await page.locator(".legend-of label", { hasText: "项目" }).click();
  await page.waitForFunction(
    (n) => Number.parseInt(document.querySelector("main > [role=status]").textContent, 10) < n,
    expanded,
  );
  assert.match(page.url(), /noclass=Project/);
  await page.goBack();
  await page.waitForFunction(
    (n) => Number.parseInt(document.querySelector("main > [role=status]").textContent, 10) === n,
    expanded,
  );
  await page.waitForTimeout(1500);

  for (const [name, begin] of [
    ["PNG", "\x89PNG"],
    ["SVG", "<svg"],
    ["JSON", "{"],
  ]) {
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name, exact: true }).click();
    const file = await (await waiting).path();
    const bytes = readFileSync(file);
    assert.ok(bytes.toString("latin1").startsWith(begin), name);
    if (name === "SVG") assert.match(bytes.toString("utf8"), /柳州市教育局/);
    if (name === "PNG") assert.ok(bytes.length > 10_000);
  }

  // A view that was sent is the view that is opened.
  const sent = page.url();
  await page.goto("about:blank");
  await page.goto(sent);
  await page.locator(".names button").first().waitFor();
  assert.equal(await nodes(), expanded);
  assert.deepEqual(faults, []);
  await context.close();
});

test("pinyin finds what Chinese does", async () => {
  const { page, context } = await tab(site.browser);
  await page.goto(`${site.server.address}?q=jiaoyuju`);
  await ready(page);
  await page.getByRole("link", { name: "柳州市教育局", exact: true }).waitFor();
  await context.close();
});

test("a path between two has its steps with evidence", async () => {
  const { page, context, faults } = await tab(site.browser);
  await page.goto(`${site.server.address}?q=${encodeURIComponent("市民政局")}`);
  await ready(page);
  const address = await page.getByRole("link", { name: "柳州市民政局" }).first().getAttribute("href");
  const other = new URLSearchParams(address.split("?")[1]).get("iri");
  await page.goto(`${site.server.address}?q=${encodeURIComponent("柳州市教育局")}`);
  await ready(page);
  const first = await page.getByRole("link", { name: "柳州市教育局", exact: true }).getAttribute("href");
  const focus = new URLSearchParams(first.split("?")[1]).get("iri");
  await page.goto(`${site.server.address}?page=graph&${new URLSearchParams({ focus, path: other })}`);
  await page.locator(".panel ol li").first().waitFor();
  assert.ok((await page.locator(".panel ol li").count()) >= 2);
  await page.locator(".panel ol button").first().click();
  await page.locator(".panel mark").first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a named query with a parameter", async () => {
  const { page, context, faults } = await tab(site.browser);
  await page.goto(`${site.server.address}?page=query`);
  await ready(page);
  await page.getByRole("link", { name: "哪个单位牵头哪个项目？" }).click();
  await page.locator("#rows").waitFor();
  const all = Number.parseInt(await page.locator("#rows").textContent(), 10);
  await page.getByRole("combobox", { name: "单位" }).pressSequentially("柳州市教育局");
  await page.getByRole("option", { name: "柳州市教育局" }).first().click();
  await page.waitForFunction(
    (n) => document.querySelector("#rows") && Number.parseInt(document.querySelector("#rows").textContent, 10) < n,
    all,
  );
  assert.equal(Number.parseInt(await page.locator("#rows").textContent(), 10), 2);
  assert.match(page.url(), /p\.unit=agency/);

  // The ready-made query can be changed.
  await page.getByText("SPARQL", { exact: true }).click();
  await page.locator(".yasqe .CodeMirror").waitFor();
  await page.evaluate(() =>
    document
      .querySelector(".CodeMirror")
      .CodeMirror.setValue("PREFIX gk: <https://w3id.org/govkg/ontology#>\nSELECT ?a WHERE { ?a a gk:Agency } LIMIT 3"),
  );
  await page.locator("#run").click();
  await page.waitForFunction(() => document.querySelector("#rows")?.textContent.startsWith("3"));
  assert.match(page.url(), /query=PREFIX/);
  await page.evaluate(() => document.querySelector(".CodeMirror").CodeMirror.setValue("SELECT nonsense"));
  await page.locator("#run").click();
  await page.locator(".wrong").waitFor();
  assert.deepEqual(
    faults.filter((text) => !/400/.test(text)),
    [],
  );
  await context.close();
});

test("the editor completes the terms of the store", async () => {
  const { page, context } = await tab(site.browser);
  await page.goto(`${site.server.address}?page=query`);
  await page.locator(".yasqe .CodeMirror").waitFor();
  await page.evaluate(() => {
    const editor = document.querySelector(".CodeMirror").CodeMirror;
    editor.setValue("PREFIX gk: <https://w3id.org/govkg/ontology#>\nSELECT * WHERE { ?a gk:leadU");
    editor.setCursor(1, 100);
    editor.focus();
  });
  await page.keyboard.press("Control+Space");
  await page.waitForFunction(() =>
    /leadUnit/.test(
      document.querySelector(".CodeMirror").CodeMirror.getValue() +
        (document.querySelector(".CodeMirror-hints")?.textContent ?? ""),
    ),
  );
  await context.close();
});

test("figures without SPARQL", async () => {
  const { page, context, faults } = await tab(site.browser);
  await page.goto(`${site.server.address}?page=filter`);
  await ready(page);
  const count = async () => Number((await page.locator("#count").textContent()).replace(/\D/g, ""));
  const all = await count();
  assert.ok(all > 100, `${all}`);
  await page.getByRole("combobox", { name: "指标" }).pressSequentially("地区生产总值");
  await page.getByRole("option", { name: "地区生产总值" }).first().click();
  await page.waitForFunction((n) => Number(document.querySelector("#count").textContent.replace(/\D/g, "")) < n, all);
  assert.match(page.url(), /indicator=/);
  const figures = await count();
  assert.equal(await page.locator("tbody tr").count(), figures);
  await page.getByLabel("目标还是完成情况").selectOption("achievement");
  await page.waitForFunction(
    (n) => Number(document.querySelector("#count").textContent.replace(/\D/g, "")) < n,
    figures,
  );
  assert.match(await page.locator("pre").textContent(), /gk:Achievement/);
  await page.locator("summary", { hasText: "SPARQL" }).click();
  await page.getByRole("link", { name: "在查询页打开" }).click();
  await page.locator("#rows").waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

const PAGES = {
  home: "",
  search: `?q=${encodeURIComponent("教育")}`,
  entity: null,
  figures: "?page=filter&kind=target",
  queries: "?page=query&name=units-by-projects&way=chart",
  graph: "?page=graph&view=responsibility",
};

for (const lang of ["zh", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing serious: ${lang}, ${theme}`, async () => {
      const { page, context, faults } = await tab(site.browser);
      for (const [name, address] of Object.entries(PAGES)) {
        if (address === null) {
          await page.goto(`${site.server.address}?q=${encodeURIComponent("柳州市教育局")}&lang=${lang}&theme=${theme}`);
          await ready(page);
          await page.getByRole("link", { name: "柳州市教育局", exact: true }).click();
          await page.waitForFunction(() => document.querySelector("#Lead"));
          await page.goto(`${page.url()}&lang=${lang}&theme=${theme}`);
        } else await page.goto(`${site.server.address}${address}${address ? "&" : "?"}lang=${lang}&theme=${theme}`);
        await ready(page);
        if (name === "queries") await page.locator("#rows").waitFor();
        await page.waitForTimeout(name === "graph" ? 2500 : 400);
        await page.screenshot({ path: join(SHOTS, `${name}-${lang}-${theme}.png`) });
        await page.evaluate(AXE);
        const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
        const told = serious.map(
          (one) =>
            `${name} ${one.id}: ${one.nodes
              .slice(0, 3)
              .map((node) => `${node.target} ${node.failureSummary}`)
              .join(" | ")}`,
        );
        assert.deepEqual(told, []);
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}

test("a small screen needs no scrolling sideways", async () => {
  const { page, context } = await tab(site.browser, { viewport: { width: 380, height: 740 } });
  for (const [name, address] of Object.entries(PAGES)) {
    if (address === null) continue;
    await page.goto(site.server.address + address);
    await ready(page);
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(SHOTS, `${name}-small.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 1, `${name} is ${wide} px too wide`);
  }
  await context.close();
});
