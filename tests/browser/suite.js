// Opens a page of every kind from its file and looks at it as readers do. `node suite.js REPORT PICTURES [TURNED]`, where TURNED is a
// report in a language from right to left.

import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.js";
import * as check from "./checks.js";
import { kinds, sites } from "./pages.js";
import { search, withoutScript } from "./search.js";
import * as tools from "./tools.js";

const [report, pictures, turned] = process.argv.slice(2).map((path) => resolve(path));
if (!report || !pictures) {
  console.error("usage: node suite.js REPORT PICTURES [TURNED]");
  process.exit(2);
}
mkdirSync(pictures, { recursive: true });

const WIDTHS = [360, 768, 1280];
// Pictures of longer pages repeat their top in Chromium.
const TALLEST = 16000;

let passed = 0;
const failures = [];
function judge(what, faults) {
  if (faults.length === 0) passed += 1;
  for (const fault of faults.slice(0, 8)) failures.push(`${what}: ${fault}`);
  if (faults.length > 8) failures.push(`${what}: and ${faults.length - 8} more like these`);
}

// A page that writes down what it complains of and asks for.
async function open(context, folder, page) {
  const tab = await context.newPage();
  tab.setDefaultTimeout(120_000);
  const noise = [];
  tab.on("console", (message) => ["error", "warning"].includes(message.type()) && noise.push(`the console says: ${message.text()}`));
  tab.on("pageerror", (error) => noise.push(`a script fails: ${error.message}`));
  tab.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // Who leaves a page ends what it still loads.
    if (why !== "net::ERR_ABORTED") noise.push(`${request.url()} cannot be had: ${why}`);
  });
  tab.on("request", (request) => /^(file|data|blob):/.test(request.url()) || noise.push(`asks outside for ${request.url()}`));
  await tab.goto(pathToFileURL(join(folder, page)).href, { waitUntil: "load", timeout: 120_000 });
  return { tab, noise };
}

async function look(browser, site, { kind, page }) {
  const name = [site.name, kind].filter(Boolean).join(" ");
  if (!page) {
    judge(name, ["the report has no such page"]);
    return;
  }
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", reducedMotion: "reduce" });
  const { tab, noise } = await open(context, site.folder, page);
  judge(`${name} keyboard`, await check.keyboard(tab, { "the skip link": "a.skip", "the navigation": "header nav a", "a search field": "input[type=search]", "what can be opened": "summary" }));
  judge(`${name} skip link`, await check.skips(tab));
  if (kind === "brief") judge(`${name} search`, await search(tab));
  if (kind === "city-full") {
    judge(`${name} search everywhere`, await tools.everywhere(tab));
    judge(`${name} theme`, await tools.theme(tab));
    judge(`${name} folds`, await tools.folds(tab));
    judge(`${name} compare`, await tools.compare(tab));
    judge(`${name} embed`, await tools.embed(tab));
  }
  judge(`${name} direction`, await check.direction(tab, join(site.folder, page), site.direction));
  if (site.direction === "rtl" && ["methods", "data"].includes(kind)) judge(`${name} words`, await check.translated(tab));
  await check.unfold(tab);
  judge(`${name} images`, await check.images(tab));
  for (const colorScheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme });
    judge(`${name} ${colorScheme}`, await check.accessible(tab));
  }
  judge(`${name} print`, await check.print(tab));
  for (const [size, width] of [["320 px", 320], ["200 % zoom", 640]]) {
    await tab.setViewportSize({ width, height: 800 });
    judge(`${name} ${size}`, await check.overflow(tab));
  }
  await tab.setViewportSize({ width: 320, height: 800 });
  await tab.emulateMedia({ colorScheme: "light" });
  judge(`${name} 320 px axe`, await check.accessible(tab));
  judge(`${name} files`, [...new Set(noise)]);
  await context.close();
  if (process.env.PICTURES !== "none") await photograph(browser, site, kind, page);
}

// As a reader finds it: nothing opened.
async function photograph(browser, site, kind, page) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme });
    const { tab } = await open(context, site.folder, page);
    for (const width of colorScheme === "dark" ? [1280] : site.name === "" ? WIDTHS : [WIDTHS[0], 1280]) {
      await tab.setViewportSize({ width, height: 900 });
      await tab.evaluate(async () => {
        for (const image of document.images) image.loading = "eager";
        await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
      });
      const height = Math.min(TALLEST, await tab.evaluate(() => document.documentElement.scrollHeight));
      const path = join(pictures, [site.name || "first", kind, width, colorScheme === "dark" ? "dark" : ""].filter(Boolean).join("-") + ".png");
      await tab.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } });
    }
    await context.close();
  }
}

// Several pages at once, as many as there are processors to draw them.
async function together(tasks) {
  const left = [...tasks];
  const worker = async () => {
    for (let task = left.shift(); task; task = left.shift()) await task();
  };
  await Promise.all(Array.from({ length: Math.max(2, Math.min(8, availableParallelism())) }, worker));
}

const browser = await launch();
try {
  const all = sites(report, "", "ltr").concat(turned ? sites(turned, "turned", "rtl") : []);
  await together(all.flatMap((site) => kinds(site.folder).map((page) => () => look(browser, site, page))));
  for (const site of all) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    const { tab } = await open(context, site.folder, "index.html");
    judge(`${[site.name, "brief"].filter(Boolean).join(" ")} without script`, await withoutScript(tab));
    await context.close();
  }
} finally {
  await browser.close();
}
for (const failure of failures.sort()) console.log(`FAILED ${failure}`);
console.log(`pictures: ${pictures}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
