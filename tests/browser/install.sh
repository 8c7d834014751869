#!/usr/bin/env bash
# What the browser suite needs: two packages by name and version, and a browser where there is none.
set -euo pipefail
cd "$(dirname "$0")"
command -v npm >/dev/null || { echo "The browser suite needs Node.js 20 or newer with npm: install it and try again." >&2; exit 1; }
wanted=$(sha256sum package.json 2>/dev/null || shasum -a 256 package.json)
if [ "$(cat node_modules/.installed 2>/dev/null)" != "$wanted" ]; then
    npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
    printf '%s' "$wanted" >node_modules/.installed
fi
node browser.js find && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || true
    node browser.js find && exit
fi
node node_modules/playwright-core/cli.js install chromium || {
    echo "No Chromium on PATH, and none could be installed: install Chromium or Chrome and try again." >&2
    exit 1
}
