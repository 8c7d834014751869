// What each page must hold. A check returns its faults as lines; none is a pass.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

// Everything that a reader could open or scroll to is there, so that it is checked too.
export async function unfold(page) {
  await page.evaluate(async () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
    const images = [...document.images];
    for (const image of images) image.loading = "eager";
    await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
  });
}

export async function images(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("img, figure object")].flatMap((image) => {
      // A script makes documents of charts: their size is an attribute, or, of cards, what the chart itself says.
      const drawn = image.tagName === "IMG";
      const known = drawn || image.hasAttribute("width");
      const name = image.getAttribute(drawn ? "src" : "data");
      const [wide, high] = drawn ? [image.naturalWidth, image.naturalHeight] : [Number(image.width), Number(image.height)];
      if ((drawn && !image.complete) || (known && wide === 0)) return [`${name} does not load`];
      if (getComputedStyle(image).display === "none" || image.closest("[hidden]")) return [];
      const box = image.getBoundingClientRect();
      if (box.width < 40 || box.height < 20) return [`${name} is ${box.width} x ${box.height} px`];
      const ratio = known ? box.width / box.height / (wide / high) : 1;
      if (Math.abs(ratio - 1) > 0.02) return [`${name} is stretched by ${ratio.toFixed(2)}`];
      if (!(drawn ? image.alt : image.getAttribute("aria-label"))) return [`${name} has no text for those who do not see it`];
      const around = image.closest("figure, .opened")?.getBoundingClientRect();
      if (!around) return [`${name} stands in no figure`];
      const placed = image.closest("figure, .opened");
      const scrolls = placed.scrollWidth > placed.clientWidth + 1;
      const inside = box.top >= around.top - 1 && box.bottom <= around.bottom + 1 && (scrolls || (box.left >= around.left - 1 && box.right <= around.right + 1));
      return inside ? [] : [`${name} leaves its figure`];
    }),
  );
}

// The page runs the way its language does, and so do its charts: a mirrored one says so.
export async function direction(page, file, wanted) {
  const { is, charts } = await page.evaluate(() => ({
    is: getComputedStyle(document.documentElement).direction,
    charts: [...document.querySelectorAll("img, figure object")].map((image) => image.getAttribute("src") ?? image.getAttribute("data")).filter((src) => src.endsWith(".svg")),
  }));
  const faults = is === wanted ? [] : [`runs ${is} and not ${wanted}`];
  for (const src of charts) {
    const root = /<svg[^>]*>/u.exec(readFileSync(join(dirname(file), src), "utf8"))?.[0] ?? "";
    if (root.includes("direction=") !== (wanted === "rtl")) faults.push(`${src} is drawn the other way round`);
  }
  return faults;
}

// Every word of a page comes from the language's file: none in Latin letters is left but names, codes and what cities wrote.
export async function translated(page) {
  const words = await page.evaluate(() => {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (!texts.currentNode.parentElement.closest("code, pre, a, caption, [lang], [dir=auto]")) found.push(...(texts.currentNode.data.match(/[A-Za-z]{3,}/gu) ?? []));
    }
    return found;
  });
  return words.length === 0 ? [] : [`says in another language: ${words.join(" ")}`];
}

export async function accessible(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"], preload: false }).then((r) => r.violations),
    RULES,
  );
  return found.map((v) => {
    const where = v.nodes.slice(0, 3).map((n) => `${n.target.join(" ")} (${(n.failureSummary ?? "").split("\n").slice(1, 2).join("").trim()})`);
    return `axe ${v.id}: ${v.help}; ${v.nodes.length} places, among them ${where.join("; ")}`;
  });
}

// Wider than the window; and text that is cut off inside its box or runs out of its cell.
export async function overflow(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    const faults = [];
    if (root.scrollWidth > window.innerWidth) {
      const wide = [...document.body.querySelectorAll("*")].filter((e) => {
        const box = e.getBoundingClientRect();
        return box.width > 0 && (box.right > window.innerWidth + 1 || box.left < -1) && !e.closest(".scroll, .opened > div, figure, pre, .skip");
      });
      const names = wide.slice(-3).map((e) => `${e.tagName.toLowerCase()}.${e.className} "${(e.textContent ?? "").trim().slice(0, 40)}"`);
      faults.push(`is ${root.scrollWidth} px wide in a window of ${window.innerWidth} px: ${names.join("; ")}`);
    }
    for (const e of document.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, summary, figcaption, th, td, a, button, label")) {
      const style = getComputedStyle(e);
      if ((style.overflowX !== "visible" || e.matches("th, td")) && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1) {
        faults.push(`"${(e.textContent ?? "").trim().slice(0, 40)}" is cut off`);
      }
    }
    return faults;
  });
}

// Tab alone leads to the skip link first, then to navigation, search and what can be opened, and shows where it is.
export async function keyboard(page, wanted) {
  const faults = [];
  const left = new Map(Object.entries(wanted));
  const steps = await page.evaluate(() => document.querySelectorAll("a[href], button, input, select, summary, [tabindex]").length + 5);
  for (let step = 0; step < steps && left.size > 0; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(
      (selectors) => {
        const e = document.activeElement;
        if (!e || e === document.body) return undefined;
        const style = getComputedStyle(e);
        const shown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
        const box = e.getBoundingClientRect();
        const visible = box.width > 0 && box.height > 0 && box.right > 0 && box.left < window.innerWidth;
        return { is: selectors.filter((s) => e.matches(s)), shown, visible, text: `${e.tagName.toLowerCase()} "${(e.textContent ?? "").trim().slice(0, 40)}"` };
      },
      [...left.values()],
    );
    if (!at) continue;
    if (step === 0 && !at.is.includes(wanted["the skip link"])) faults.push(`the first stop of Tab is ${at.text}, not the skip link`);
    if (!at.shown) faults.push(`${at.text} does not show that it has the focus`);
    if (!at.visible) faults.push(`${at.text} has the focus and is not to be seen`);
    for (const [name, selector] of left) if (at.is.includes(selector)) left.delete(name);
  }
  for (const [name, selector] of left) {
    if (await page.evaluate((s) => document.querySelector(s) !== null, selector)) faults.push(`Tab does not reach ${name}`);
  }
  return faults;
}

// The skip link takes the reader to the content.
export async function skips(page) {
  await page.evaluate(() => document.querySelector("a.skip")?.focus());
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
  return (await page.evaluate(() => document.activeElement?.id === "main" || location.hash === "#main")) ? [] : ["the skip link does not lead to the content"];
}

// On paper there is no navigation, and nothing is wider than the sheet.
export async function print(page) {
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const faults = await page.evaluate(() => {
    const shown = (e) => e.getClientRects().length > 0;
    return [...document.querySelectorAll("nav, .skip, .find, a.here")].filter(shown).map((e) => `${e.tagName.toLowerCase()}.${e.className} is printed`);
  });
  await page.emulateMedia({ media: "screen" });
  return [...new Set(faults)];
}
