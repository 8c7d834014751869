// Search in the lists of the front page. Without it every name stands there all the same.
"use strict";
(() => {
  const special = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", þ: "th", ð: "d", "’": "'", ʻ: "'" };
  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .replace(/[ßæœøđłıþð’ʻ]/g, (c) => special[c])
      .replace(/[\s\-·.]+/g, " ")
      .trim();
  for (const field of document.querySelectorAll("input[data-filters]")) {
    const items = [...document.querySelectorAll(`${field.dataset.filters} li`)].map((item) => ({
      item,
      text: fold(`${item.textContent} ${item.dataset.also ?? ""}`),
    }));
    const parts = [...document.querySelectorAll(`${field.dataset.filters} [data-part]`)];
    const told = document.getElementById(field.dataset.tells);
    const filter = () => {
      const words = fold(field.value).split(" ").filter(Boolean);
      let found = 0;
      for (const { item, text } of items) {
        const fits = words.every((word) => text.includes(word));
        item.hidden = !fits;
        if (fits) found += 1;
      }
      for (const part of parts) part.hidden = !part.querySelector("li:not([hidden])");
      told.textContent = words.length === 0 ? "" : found === 0 ? told.dataset.none : told.dataset.some.replace("#", found);
    };
    field.addEventListener("input", filter);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || field.value === "") return;
      event.preventDefault();
      field.value = "";
      filter();
    });
    field.closest("[hidden]").hidden = false;
    filter();
  }
})();
