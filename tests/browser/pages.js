// Which pages stand for their kind, in each language of a report.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

// Folders with a site in them: the report's own, called `first`, and one for each further language.
export function sites(out, first, direction) {
  const inside = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const folders = ["", ...inside.map((entry) => entry.name)].filter((name) => existsSync(join(out, name, "index.html")));
  return folders.sort().map((name) => ({ name: name || first, folder: join(out, name), direction }));
}

const read = (folder, page) => readFileSync(join(folder, page), "utf8");

// A page of each kind; of cities the longest, the shortest and one whose name is written in another script.
export function kinds(folder) {
  const inside = (name) =>
    existsSync(join(folder, name))
      ? readdirSync(join(folder, name))
          .filter((file) => file.endsWith(".html"))
          .map((file) => `${name}/${file}`)
      : [];
  const byLength = (pages) => pages.map((page) => [read(folder, page).length, page]).sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
  const cities = byLength(inside("cities")).map(([, page]) => page);
  const heading = (page) => /<h1.*?<\/h1>/su.exec(read(folder, page))?.[0].replace(/<[^>]*>/g, "") ?? "";
  const otherScript = cities.find((page) => /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(heading(page)));
  const longest = (name) => byLength(inside(name))[0]?.[1];
  const found = {
    brief: "index.html",
    "city-full": cities[0],
    "city-sparse": cities.at(-1),
    "city-script": otherScript,
    area: longest("areas"),
    country: longest("countries"),
    feature: longest("features"),
    methods: "methods.html",
    data: "data.html",
    changes: "changes.html",
    archive: "archive.html",
  };
  return Object.entries(found).map(([kind, page]) => ({ kind, page }));
}
