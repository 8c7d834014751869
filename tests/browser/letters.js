// A language from right to left to try pages in: every message of a complete file, letter for letter in Arabic script. Nobody reads
// it; it has the direction, the letters and the lengths that a page must bear. `node letters.js data/messages/es.ftl ar.ftl`.

import { readFileSync, writeFileSync } from "node:fs";

const LETTERS = new Map(Object.entries({
  a: "ا", b: "ب", c: "ك", d: "د", e: "ي", f: "ف", g: "غ", h: "ه", i: "ي", j: "ج", k: "ك", l: "ل", m: "م",
  n: "ن", o: "و", p: "ب", q: "ق", r: "ر", s: "س", t: "ت", u: "و", v: "ف", w: "و", x: "خ", y: "ي", z: "ز",
}));
const SIGNS = new Map(Object.entries({ ",": "،", ";": "؛", "?": "؟", "¿": "", "¡": "" }));

const inArabic = (text) => [...text].map((c) => SIGNS.get(c) ?? LETTERS.get(c.normalize("NFD")[0].toLowerCase()) ?? c).join("");

// A line of a message: what names and picks stays, as does what the program puts in.
function line(text) {
  const [head] = /^(?:[A-Za-z][\w-]* *=|\s+\.[A-Za-z][\w-]* *=|\s*\*?\[\w+\])?/u.exec(text);
  const parts = text.slice(head.length).split(/(\{[^{}]*\}|\{[^{}]*->|[{}])/u);
  return head + parts.map((part) => (/^[{}]/u.test(part) ? part : inArabic(part))).join("");
}

const [from, to] = process.argv.slice(2);
const said = readFileSync(from, "utf8")
  .split("\n")
  .filter((text) => !text.startsWith("#") && !text.startsWith("language-name"));
writeFileSync(to, ["direction = rtl", "language-name = العربية", ...said.map(line)].join("\n") + "\n");
