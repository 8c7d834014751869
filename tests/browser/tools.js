// What pages can do where scripts run: the search of the whole site, light and dark, folds, comparing.

const words = (page, selector) => page.$$eval(selector, (found) => found.map((e) => e.textContent.trim()));

// Every kind of name is found, whatever its case, marks and script, and leads to its page.
export async function everywhere(page) {
  const faults = [];
  const field = page.locator("#search");
  await field.focus();
  await page.waitForFunction(() => Array.isArray(window.learningCitiesNames));
  const names = await page.evaluate(() => window.learningCitiesNames);
  const of = (kind) => names.filter((row) => row[0] === kind);
  for (const kind of ["area", "city", "feature", "measurement", "practice"]) if (of(kind).length === 0) faults.push(`no ${kind} can be searched`);
  const local = of("city").find((row) => /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(row[3]));
  const accented = of("city").find((row) => row[2].normalize("NFD") !== row[2]);
  const tried = [
    [of("city")[0], of("city")[0][2].toUpperCase()],
    [of("feature")[0], of("feature")[0][2]],
    [of("measurement")[0], of("measurement")[0][2]],
    [local, local?.[3].split(" · ")[0]],
    [accented, accented?.[2].normalize("NFD").replace(/\p{M}/gu, "")],
  ];
  for (const [row, text] of tried.filter(([row]) => row)) {
    await field.fill(text);
    await page.waitForFunction(() => !document.getElementById("search-found").hidden).catch(() => undefined);
    const links = await page.$$eval("#search-found a", (found) => found.map((a) => ({ name: a.textContent, href: a.getAttribute("href") })));
    if (!links.some(({ name, href }) => name === row[2] && href.endsWith(row[1]))) faults.push(`the search for “${text}” does not find ${row[2]}`);
    if (!/\d/u.test((await words(page, "#search-told"))[0] ?? "")) faults.push(`the search for “${text}” does not say how many names it found`);
  }
  await field.fill("a");
  await page.keyboard.press("ArrowDown");
  if (!(await page.evaluate(() => document.activeElement?.closest("#search-found")))) faults.push("the arrow key does not lead into the names that were found");
  await page.keyboard.press("Escape");
  if (!(await page.evaluate(() => document.getElementById("search-found").hidden && document.activeElement?.id === "search"))) faults.push("Escape does not end the search");
  return faults;
}

// The reader's choice holds against the system's setting, and on the next page.
export async function theme(page) {
  const faults = [];
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await paper();
  const button = page.locator("#theme");
  await button.click();
  await page.emulateMedia({ colorScheme: "dark" });
  if ((await paper()) !== light) faults.push("light was chosen and the page is dark with the system");
  await button.click();
  await page.emulateMedia({ colorScheme: "light" });
  if ((await paper()) === light) faults.push("dark was chosen and the page is light with the system");
  await page.reload();
  if ((await paper()) === light) faults.push("the choice of dark does not hold after the page is loaded again");
  await button.click();
  if ((await paper()) !== light) faults.push("automatic does not follow the system");
  return faults;
}

// A line opens by the keyboard and by an address, and its chart is then a document whose text can be selected.
export async function folds(page) {
  const faults = [];
  const closed = await page.$$eval("details.line", (lines) => lines.filter((line) => line.open).length);
  if (closed > 0) faults.push(`${closed} lines are open before anybody opened them`);
  const line = page.locator("details.line").first();
  await line.locator("> summary").focus();
  await page.keyboard.press("Enter");
  if (!(await line.evaluate((e) => e.open))) faults.push("Enter does not open a line");
  await page.waitForTimeout(100);
  const chart = line.locator(":scope > .opened object").first();
  if ((await chart.count()) > 0 && !(await chart.getAttribute("aria-label"))) faults.push("an opened chart has no words for those who do not see it");
  const file = line.locator(":scope > .opened figcaption a[href$='.svg']");
  if ((await chart.count()) > 0 && (await file.count()) !== 1) faults.push("an opened chart has no link to its file");
  // What a reader marks with the mouse, or looks for, is text of the chart.
  if ((await chart.count()) > 0) {
    await chart.scrollIntoViewIfNeeded();
    const file = await chart.evaluate((e) => e.data);
    const frame = () => page.frames().find((frame) => frame.url() === file);
    for (let wait = 0; !frame() && wait < 50; wait++) await page.waitForTimeout(100);
    const inside = frame();
    const first = inside?.locator("text").first();
    const words = (await first?.textContent().catch(() => ""))?.trim() ?? "";
    if (words === "") faults.push("an opened chart is no document with text");
    else {
      if (!(await inside.evaluate((words) => window.find(words.slice(0, 12)), words))) faults.push(`“${words.slice(0, 12)}” is not found in an opened chart`);
      await inside.evaluate(() => getSelection().removeAllRanges());
      const around = await chart.boundingBox();
      const box = await first.evaluate((e) => e.getBoundingClientRect().toJSON());
      const [left, right, middle] = [around.x + box.left, around.x + box.right, around.y + (box.top + box.bottom) / 2];
      await page.mouse.move(left + 1, middle);
      await page.mouse.down();
      await page.mouse.move(right - 1, middle, { steps: 4 });
      await page.mouse.up();
      const marked = await inside.evaluate(() => String(getSelection()).trim());
      if (marked.length < words.length / 2 || !words.includes(marked)) faults.push(`the mouse marks “${marked}” of “${words}” in an opened chart`);
    }
    // It is one picture to those who hear the page, and no stop of Tab: the table next to it has the figures.
    if ((await chart.getAttribute("role")) !== "img") faults.push("an opened chart is no image to screen readers");
    await line.locator("> summary").focus();
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.tagName === "OBJECT")) faults.push("a chart is a stop of Tab");
    await line.locator("> summary").focus();
    await page.keyboard.press("Enter");
    if (await line.evaluate((e) => e.open)) faults.push("Enter does not close a line");
  }
  // By the name of its series or, as the page of a chart for other pages has it, by that of its chart.
  for (const name of await page.$$eval("details.line", (lines) => {
    const line = lines.findLast((line) => line.querySelector(":scope > .opened > img"));
    const chart = /([^/]+)\.svg$/u.exec(line?.querySelector(":scope > .opened > img").getAttribute("src") ?? "")?.[1];
    return chart ? [line.id, `chart-${chart}`] : [];
  })) {
    await page.evaluate((name) => {
      for (const line of document.querySelectorAll("details.line")) line.open = false;
      location.hash = `#${name}`;
    }, name);
    await page.waitForTimeout(100);
    if ((await page.locator("details.line[open] > .opened > figure object").count()) !== 1) faults.push(`the address #${name} does not open its line`);
  }
  const stops = await page.evaluate(() => {
    for (const part of document.querySelectorAll("details")) part.open = false;
    return [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((e) => {
      for (let at = e.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS" && !(e.tagName === "SUMMARY" && e.parentElement === at)) return false;
      return e.checkVisibility();
    }).length;
  });
  if (stops > MOST_STOPS) faults.push(`has ${stops} stops of Tab where all is folded: more than ${MOST_STOPS}`);
  return faults;
}
const MOST_STOPS = 150;

// Up to four peers, by name, in one table; nothing is shown that is not a series of both.
export async function compare(page) {
  const faults = [];
  const boxes = page.locator("#compare input[type=checkbox]");
  const all = await boxes.count();
  if (all === 0) return faults;
  await page.$eval("#compare details", (details) => (details.open = true));
  for (let at = 0; at < Math.min(4, all); at++) await boxes.nth(at).check();
  await page.waitForFunction(() => !document.getElementById("compared").hidden || document.getElementById("compare-told").textContent !== "");
  const wanted = Math.min(4, all) + 2;
  await page.waitForFunction((n) => document.querySelectorAll("#compared thead th").length === n, wanted, { timeout: 5000 }).catch(() => undefined);
  const heads = (await words(page, "#compared thead th")).slice(1);
  const lang = await page.evaluate(() => document.documentElement.lang);
  if (heads.length !== Math.min(4, all) + 1) faults.push(`compares ${heads.length} cities`);
  if (heads.join() !== [...heads].sort((a, b) => a.localeCompare(b, lang)).join()) faults.push(`cities are not in the order of their names: ${heads.join(", ")}`);
  if (all > 4 && !(await boxes.nth(4).isDisabled())) faults.push("a fifth peer can be chosen");
  const thin = await page.$$eval("#compared tbody tr", (rows) => rows.filter((row) => row.querySelectorAll("b").length < 2).length);
  if (thin > 0) faults.push(`${thin} rows compare one city with none`);
  // What is compared is what the page says.
  const own = await page.evaluate(() => {
    const text = (e) => e.textContent.replace(/\s+/gu, " ").trim();
    const column = [...document.querySelectorAll("#compared thead th")].findIndex((th) => text(th) === text(document.querySelector("h1")).split("  ")[0] || document.querySelector("h1").textContent.startsWith(th.textContent.trim()));
    const lines = new Set([...document.querySelectorAll("details.line > summary > b")].map(text));
    return [...document.querySelectorAll("#compared tbody tr")].map((row) => row.cells[column]).filter((cell) => cell?.querySelector("b")).map(text).filter((value) => !lines.has(value));
  });
  if (own.length > 0) faults.push(`compares values that the page does not have: ${own.slice(0, 3).join("; ")}`);
  return faults;
}

// What is copied to show a chart elsewhere shows that chart, and leads back to it.
export async function embed(page) {
  const faults = [];
  const line = page.locator("details.line", { has: page.locator(":scope > .opened > :is(img, figure)") }).first();
  if ((await line.count()) === 0) return faults;
  await line.evaluate((e) => (e.open = true));
  const button = line.locator("figcaption button").first();
  await button.waitFor({ timeout: 5000 }).catch(() => faults.push("an opened chart has no button that gives the code to embed it"));
  if (faults.length > 0) return faults;
  await button.click();
  // The height of the frame comes with that of the chart.
  await page.waitForTimeout(500);
  const code = await line.locator("figcaption textarea").first().inputValue();
  const address = /src="([^"]+)"/u.exec(code)?.[1];
  const chart = await line.locator("object").first().evaluate((e) => e.data);
  if (!/^<iframe [^<>]*title="[^"]+"[^<>]*><\/iframe>$/u.test(code)) faults.push(`the code to embed is ${code}`);
  const here = page.url();
  // Who leaves a page before its chart has come stops the request.
  const withChart = async (address) => {
    // A slow machine may take longer than that to open the page itself.
    const came = page.waitForEvent("requestfinished", { predicate: (request) => request.url() === chart, timeout: 5000 }).catch(() => undefined);
    await page.goto(address);
    await came;
  };
  await page.waitForTimeout(500);
  await withChart(new URL(`../embed.html${new URL(address).hash}`, here).href);
  const shown = await page.locator("#embedded").evaluate((e) => ({ data: e.data, hidden: e.hidden }));
  if (shown.hidden || shown.data !== chart) faults.push(`${address} shows ${shown.data} and not ${chart}`);
  // The frame holds all of the page at its width, without much room left.
  const [wide, high] = [/width="(\d+)"/u, /height="(\d+)"/u].map((size) => Number(size.exec(code)?.[1]));
  const size = page.viewportSize();
  await page.setViewportSize({ width: wide, height: 100 });
  const needed = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize(size);
  if (high < needed || high > needed + 120) faults.push(`the frame of the code is ${high} px high, and its page ${needed} px`);
  const back = await page.locator("#embed-source").evaluate((e) => e.href);
  await withChart(back);
  const opened = await page.$$eval("details.line[open] > .opened object", (charts) => charts.map((chart) => chart.data));
  if (!opened.includes(chart)) faults.push(`the embedded chart leads to ${back}, which is no open card`);
  for (const hash of ["", "#x", "#../../x/y", "#javascript:alert(1)/x"]) {
    await page.goto(new URL(`../embed.html${hash}`, here).href);
    await page.reload();
    if (!(await page.locator("#embed-none").isVisible())) faults.push(`embed.html${hash} does not say that it shows no chart`);
  }
  await page.goto(here);
  return faults;
}
