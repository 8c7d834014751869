// What pages can do where scripts run. Without it every page is whole: names are listed, cards open, charts are shown.
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
  const script = document.currentScript;

  // A list of this page, filtered by name.
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
      for (const part of parts) {
        part.hidden = !part.querySelector("li:not([hidden])");
        // What was found is shown, unless it is nearly everything.
        if (part.tagName === "DETAILS") part.open = words.length > 0 && !part.hidden && found <= 200;
      }
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

  // The search of every page, over the names of the whole site: they are loaded when the field is first used.
  const field = document.getElementById("search");
  if (field) {
    const most = 12;
    const list = document.getElementById("search-found");
    const told = document.getElementById("search-told");
    const up = script.dataset.up;
    let names;
    const load = () => {
      if (names) return names;
      names = new Promise((resolve) => {
        const data = document.createElement("script");
        data.src = `${up}names.js`;
        data.onload = () => resolve(window.learningCitiesNames.map(([kind, path, name, more]) => ({ kind, path, name, more, text: fold(`${name} ${more}`) })));
        data.onerror = () => resolve([]);
        document.head.append(data);
      });
      return names;
    };
    const show = async () => {
      const words = fold(field.value).split(" ").filter(Boolean);
      const all = words.length === 0 ? [] : await load();
      if (words.join(" ") !== fold(field.value)) return;
      // By kind and name, as they are listed: those that begin with the words first.
      const fits = all.filter(({ text }) => words.every((word) => text.includes(word)));
      const begins = ({ text }) => text.startsWith(words[0]);
      const found = [...fits.filter(begins), ...fits.filter((name) => !begins(name))];
      list.replaceChildren(
        ...found.slice(0, most).map(({ kind, path, name, more }) => {
          const item = document.createElement("li");
          const link = document.createElement("a");
          link.href = up + path;
          link.dir = "auto";
          link.textContent = name;
          const what = document.createElement("small");
          what.textContent = [list.dataset[kind], more].filter(Boolean).join(" · ");
          item.append(link, " ", what);
          return item;
        }),
      );
      list.hidden = found.length === 0;
      told.textContent = words.length === 0 ? "" : found.length === 0 ? told.dataset.none : told.dataset.some.replace("#", found.length);
    };
    field.addEventListener("focus", load, { once: true });
    field.addEventListener("input", show);
    const form = field.closest("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    form.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape") {
        field.value = "";
        show();
        field.focus();
      } else if (event.key === "ArrowDown" && links.length > 0) {
        event.preventDefault();
        links[Math.min(at + 1, links.length - 1)].focus();
      } else if (event.key === "ArrowUp" && at >= 0) {
        event.preventDefault();
        (links[at - 1] ?? field).focus();
      }
    });
    form.hidden = false;
  }

  // Light, dark, or as the reader's system has it; kept in this browser.
  const theme = document.getElementById("theme");
  if (theme) {
    const all = ["auto", "light", "dark"];
    const kept = () => {
      try {
        return localStorage.getItem("theme") ?? "auto";
      } catch {
        return "auto";
      }
    };
    const set = (name) => {
      if (name === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = name;
      theme.textContent = theme.dataset[name];
      theme.dataset.is = name;
    };
    theme.addEventListener("click", () => {
      const next = all[(all.indexOf(theme.dataset.is) + 1) % all.length];
      set(next);
      try {
        localStorage.setItem("theme", next);
      } catch {
        // Not kept where the browser keeps nothing.
      }
    });
    set(kept());
    theme.hidden = false;
  }

  const print = document.getElementById("print");
  if (print) {
    print.addEventListener("click", () => window.print());
    print.hidden = false;
  }

  // A chart in view is a document of its own: its text can be selected and found, its points say their values.
  const asDocument = (image) => {
    const chart = document.createElement("object");
    chart.type = "image/svg+xml";
    chart.data = image.getAttribute("src");
    if (image.hasAttribute("width")) {
      chart.width = image.getAttribute("width");
      chart.height = image.getAttribute("height");
      // As high as it will be, before it is there.
      chart.style.aspectRatio = `${chart.width} / ${chart.height}`;
    }
    chart.setAttribute("aria-label", image.alt);
    chart.setAttribute("role", "img");
    return chart;
  };
  // Not sooner: browsers do not draw documents that are out of view.
  const nearing = new IntersectionObserver((seen) => {
    for (const { target } of seen.filter((one) => one.isIntersecting)) {
      nearing.unobserve(target);
      target.replaceWith(asDocument(target));
    }
  });
  for (const image of document.querySelectorAll("figure img[src$='.svg']")) nearing.observe(image);
  for (const card of document.querySelectorAll("details.line")) {
    card.addEventListener("toggle", () => {
      for (const image of card.querySelectorAll(":scope > .opened > img")) {
        const chart = asDocument(image);
        const file = (address, words) => {
          const link = document.createElement("a");
          link.href = address;
          link.textContent = words;
          return link;
        };
        const small = document.createElement("small");
        small.append(file(chart.data, script.dataset.svg));
        if ("png" in image.dataset) small.append(" · ", file(chart.data.replace(/\.svg$/, ".png"), "PNG"));
        const caption = document.createElement("figcaption");
        caption.append(small);
        const figure = document.createElement("figure");
        figure.append(chart, caption);
        image.replaceWith(figure);
        embeddable(chart);
      }
    });
  }

  // What somebody copies to show a chart in a page of theirs: below its caption, on demand.
  function embeddable(chart) {
    const found = /charts\/city-series\/([\w-]+)\/([\w-]+)\.svg$/.exec(chart.data);
    const caption = chart.closest("figure")?.querySelector("figcaption");
    if (!found || !caption) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = script.dataset.embed;
    button.setAttribute("aria-expanded", "false");
    const code = document.createElement("textarea");
    code.readOnly = true;
    code.rows = 4;
    code.dir = "ltr";
    code.hidden = true;
    code.setAttribute("aria-label", script.dataset.embed);
    const here = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const address = new URL(`${script.dataset.up}embed.html#${found[1]}/${found[2]}`, here).href;
    const frame = document.createElement("iframe");
    frame.src = address;
    frame.width = "420";
    // A chart is as high as its title and notes need. Around it are the marks of this page, and where it is from.
    const around = 180 + 55 * document.querySelectorAll("header .mark").length;
    frame.height = String(430 + around);
    const size = new Image();
    const series = chart.closest(".opened").querySelector("caption").textContent;
    frame.title = `${document.querySelector("h1").textContent}: ${series}`.slice(0, 200);
    frame.loading = "lazy";
    const write = () => {
      code.value = frame.outerHTML;
      if (!code.hidden) code.select();
    };
    size.addEventListener("load", () => {
      if (size.naturalHeight > 0) frame.height = String(size.naturalHeight + around);
      write();
    });
    button.addEventListener("click", () => {
      code.hidden = !code.hidden;
      button.setAttribute("aria-expanded", String(!code.hidden));
      size.src = chart.data;
      write();
    });
    caption.append(" ", button, code);
  }

  // The page that holds one chart, which what follows # names.
  const embedded = document.getElementById("embedded");
  if (embedded) {
    const show = () => {
      const found = /^#([\w-]+)\/([\w-]+)$/.exec(location.hash);
      embedded.hidden = !found;
      document.getElementById("embed-none").hidden = Boolean(found);
      if (!found) return;
      embedded.data = `charts/city-series/${found[1]}/${found[2]}.svg`;
      document.getElementById("embed-source").href = `cities/${found[1]}.html#chart-${found[2]}`;
    };
    embedded.addEventListener("error", () => {
      embedded.hidden = true;
      document.getElementById("embed-none").hidden = false;
    });
    window.addEventListener("hashchange", show);
    show();
  }

  // The city next to peers of the reader's choice, by name: series of one definition, on one scale a row.
  const form = document.getElementById("compare");
  if (form) {
    const up = script.dataset.up;
    const most = Number(form.dataset.most);
    const table = document.getElementById("compared");
    const told = document.getElementById("compare-told");
    const cities = new Map();
    const waiting = new Map();
    window.learningCitiesCompare = (id, data) => {
      cities.set(id, data);
      waiting.get(id)?.();
    };
    const load = (id) =>
      new Promise((resolve) => {
        if (cities.has(id)) return resolve();
        waiting.set(id, resolve);
        const data = document.createElement("script");
        data.src = `${up}compare/${id}.js`;
        data.onerror = resolve;
        document.head.append(data);
      });
    const svg = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const spark = (runs, [first, last, low, high]) => {
      const at = ([year, value]) => `${(4 + (124 * (year - first)) / (last - first || 1)).toFixed(1)} ${(28 - (24 * (value - low)) / (high - low || 1)).toFixed(1)}`;
      const picture = svg("svg", { class: "spark", "aria-hidden": "true" });
      // A line ends where values before and after cannot be compared; a value by itself is a small dot.
      const line = (run) => (run.length > 1 ? `M${run.map(at).join("L")}` : `M${at(run[0])}h0`);
      picture.append(svg("path", { d: runs.map(line).join("") }), svg("path", { class: "dot", d: `M${at(runs.at(-1).at(-1))}h0` }));
      return picture;
    };
    const cell = (name, ...children) => {
      const element = document.createElement(name);
      element.append(...children);
      return element;
    };
    const small = (text) => cell("small", text);
    let asked = 0;
    const show = async () => {
      asked += 1;
      const turn = asked;
      const boxes = [...form.querySelectorAll("input[type=checkbox]")];
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      for (const box of boxes) box.disabled = !box.checked && chosen.length >= most;
      await Promise.all([form.dataset.city, ...chosen].map(load));
      // What was chosen since is shown instead.
      if (turn !== asked) return;
      const all = [form.dataset.city, ...chosen].map((id) => cities.get(id)).filter(Boolean);
      all.sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang));
      const head = table.tHead.rows[0];
      head.replaceChildren(head.cells[0], ...all.map(({ name, page }) => {
        const link = cell("a", name);
        link.href = up + page;
        const header = cell("th", link);
        header.scope = "col";
        return header;
      }));
      const own = cities.get(form.dataset.city)?.series ?? [];
      const rows = own.flatMap(([key, title]) => {
        const series = all.map((city) => city.series.find(([other]) => other === key));
        if (series.filter(Boolean).length < 2) return [];
        const points = series.flatMap((one) => one?.[4].flat() ?? []);
        const years = points.map(([year]) => year);
        const values = points.map(([, value]) => value);
        const range = [Math.min(...years), Math.max(...years), Math.min(...values), Math.max(...values)];
        const header = cell("th", title);
        header.scope = "row";
        return [cell("tr", header, ...series.map((one) => (one ? cell("td", spark(one[4], range), cell("b", one[2]), " ", small(one[3])) : cell("td", "–"))))];
      });
      table.tBodies[0].replaceChildren(...(chosen.length > 0 ? rows : []));
      table.hidden = chosen.length === 0 || rows.length === 0;
      told.textContent = chosen.length > 0 && rows.length === 0 ? form.dataset.none : "";
    };
    form.addEventListener("change", show);
    form.hidden = false;
  }

  // A link to a card, or to something in one, opens it. A chart's card has the name of its series, that of a measurement
  // by itself the name of the measurement.
  const reveal = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const of = name.replace(/^chart-/, "m-");
    const target = [name, of, of.replace(/-[^-]*$/, "")].filter(Boolean).map((id) => document.getElementById(id)).find(Boolean);
    if (!target) return;
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    // A table of columns is folded below its name.
    if (target.parentElement?.id === "columns") target.querySelector("details").open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();
})();
