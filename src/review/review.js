// Filters the rows of a list by what its form says. Without it every row is shown.
"use strict";

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const form of document.querySelectorAll("form.filters")) {
  const rows = [...document.querySelectorAll(form.dataset.filters)].map((row) => ({ row, text: folded(row.textContent) }));
  const search = form.querySelector("input");
  const selects = [...form.querySelectorAll("select")];
  const output = form.querySelector("output");
  const filter = () => {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    // A region is one value with spaces; severities and measurements are several.
    const has = (row, by, value) => {
      const own = row.dataset[by] ?? "";
      return !value || own === value || (by !== "region" && own.split(" ").includes(value));
    };
    let shown = 0;
    for (const { row, text } of rows) {
      const fits = words.every((word) => text.includes(word)) && selects.every((s) => has(row, s.dataset.by, s.value));
      row.hidden = !fits;
      shown += fits;
    }
    const filtered = words.length || selects.some((s) => s.value);
    output.textContent = !filtered ? "" : shown ? output.dataset.some.replace("#", shown) : output.dataset.none;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
}
