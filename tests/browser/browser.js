// Finds a browser, or says what to install.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function onPath() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // The next folder may have it.
      }
    }
  }
  return undefined;
}

// A browser on PATH, or the one that playwright has installed.
export async function launch() {
  return chromium.launch({ executablePath: onPath(), args: FLAGS });
}

// For the recipe: exit code 0 where there is a browser already.
if (process.argv[2] === "find") {
  const file = onPath();
  console.log(file ?? "no browser on PATH");
  process.exit(file ? 0 : 1);
}
