#!/usr/bin/env node
// Fetch the pinned front-end packages with this machine's own npm and copy what the pages use.
// Run it only to take a new version: what it writes is committed, and nothing is fetched at run time.
//
//     node static/vendor/fetch.mjs

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PINNED = {
  "htmx.org": "2.0.11",
  "bootstrap": "5.3.8",
  "bootstrap-icons": "1.13.1",
  "@fontsource-variable/source-sans-3": "5.2.9",
  "@fontsource-variable/stix-two-text": "5.2.8",
};
const TOOLS = { "sass": "1.77.8" }; // the last line before Bootstrap's @import became a warning

// Name in the sprite: name in bootstrap-icons. Add one here when a page needs it, never before.
const ICONS = {
  "search": "search", "list": "list", "circle": "circle", "circle-half": "circle-half",
  "check-circle": "check-circle", "check-circle-fill": "check-circle-fill",
  "pause-circle": "pause-circle", "slash-circle": "slash-circle",
  "exclamation-triangle-fill": "exclamation-triangle-fill",
  "exclamation-circle": "exclamation-circle", "info-circle": "info-circle", "clock": "clock",
  "arrow-right": "arrow-right", "arrow-left": "arrow-left", "check": "check-lg", "x": "x-lg",
  "plus": "plus-lg", "paperclip": "paperclip", "file-earmark-plus": "file-earmark-plus",
  "file-earmark-text": "file-earmark-text", "pencil": "pencil",
  "question-circle-fill": "question-circle-fill", "printer": "printer",
  "chevron-down": "chevron-down", "envelope": "envelope", "calendar-event": "calendar-event",
  "hourglass-split": "hourglass-split", "arrow-counterclockwise": "arrow-counterclockwise",
  "arrow-repeat": "arrow-repeat", "download": "download", "upload": "upload", "people": "people",
  "gear": "gear", "box-arrow-right": "box-arrow-right", "moon": "moon", "sun": "sun",
  "display": "display", "copy": "copy", "lock": "lock", "camera": "camera",
};

const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), "tracker-vendor-"));
const packages = (name) => join(work, "node_modules", name);

writeFileSync(join(work, "package.json"), JSON.stringify({ private: true, dependencies: { ...PINNED, ...TOOLS } }));
execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], { cwd: work, stdio: "inherit" });

cpSync(join(packages("htmx.org"), "dist/htmx.min.js"), join(here, "htmx.min.js"));

writeFileSync(join(work, "bootstrap.scss"), readFileSync(join(here, "bootstrap.scss")));
execFileSync("npx", ["sass", "--no-source-map", "--style=compressed", "--quiet-deps", "--load-path=node_modules",
  "bootstrap.scss", join(here, "bootstrap.css")], { cwd: work, stdio: "inherit" });

rmSync(join(here, "fonts"), { recursive: true, force: true });
mkdirSync(join(here, "fonts"));
for (const [name, styles] of [["source-sans-3", ["normal"]], ["stix-two-text", ["normal", "italic"]]])
  for (const style of styles)
    for (const subset of ["latin", "vietnamese"]) {
      const file = `${name}-${subset}-wght-${style}.woff2`;
      cpSync(join(packages(`@fontsource-variable/${name}`), "files", file), join(here, "fonts", file));
    }

const symbols = Object.entries(ICONS).map(([name, source]) => {
  const svg = readFileSync(join(packages("bootstrap-icons"), "icons", `${source}.svg`), "utf8");
  const body = svg.replace(/<svg[^>]*>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 16 16">${body}</symbol>`;
});
writeFileSync(join(here, "..", "icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);

mkdirSync(join(here, "licences"), { recursive: true });
const lines = Object.keys(PINNED).map((name) => {
  const about = JSON.parse(readFileSync(join(packages(name), "package.json"), "utf8"));
  const file = readdirSync(packages(name)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file) cpSync(join(packages(name), file), join(here, "licences", name.split("/").pop() + ".txt"));
  return `${name}\t${about.version}\t${about.license}`;
});
writeFileSync(join(here, "VERSIONS"), lines.join("\n") + "\n");
rmSync(work, { recursive: true, force: true });
