"use strict";
// Search and filters. Without this file every page says the same, and lists are whole.
(function () {
  const root = document.body.dataset.root;
  const plain = (text) => text.normalize("NFC").toLowerCase();

  // ---------------------------------------------------------------- search: its words come in scripts of their own, when somebody begins

  const form = document.querySelector("form.search");
  const field = document.getElementById("search");
  const hits = document.getElementById("hits");
  let begun = false;

  function load(name, then) {
    const script = document.createElement("script");
    script.src = root + "assets/" + name + ".js";
    script.onload = script.onerror = then;
    document.head.append(script);
  }

  function begin() {
    if (begun) return;
    begun = true;
    load("search", () => (self.referatShards || []).forEach((name) => load(name, () => { prepare(); show(); })));
  }

  const shards = [];
  function prepare() {
    for (const found of (self.referatFound || []).splice(0)) {
      shards.push({ entries: found.entries, words: found.words.split("\n"), at: found.at.split(";") });
    }
  }

  function firstFrom(words, wanted) {
    let low = 0, high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < wanted) low = middle + 1; else high = middle;
    }
    return low;
  }

  function inShard(shard, wanted) {
    const marks = new Uint16Array(shard.entries.length);
    wanted.forEach((word, turn) => {
      for (let at = firstFrom(shard.words, word); at < shard.words.length && shard.words[at].startsWith(word); at++) {
        let entry = 0;
        for (const step of shard.at[at].split(",")) {
          entry += Number(step);
          if (marks[entry] === turn) marks[entry] = turn + 1;
        }
      }
    });
    return shard.entries.filter((entry, number) => marks[number] === wanted.length);
  }

  function search(typed) {
    const wanted = plain(typed).match(/[\p{L}\p{N}]+/gu) || [];
    if (!wanted.length || wanted.join("").length < 2) return null;
    const found = shards.flatMap((shard) => inShard(shard, wanted));
    const told = (entry) => { const title = plain(entry[1]); return wanted.filter((word) => title.includes(word)).length; };
    return found.map((entry, number) => [told(entry), number, entry]).sort((a, b) => b[0] - a[0] || a[1] - b[1]).map((one) => one[2]);
  }
  self.referatSearch = search;

  function show() {
    const found = search(field.value);
    hits.hidden = found === null;
    if (found === null) return;
    const count = document.createElement("p");
    count.setAttribute("role", "status");
    count.textContent = found.length ? hits.dataset.found + ": " + found.length : hits.dataset.none;
    const list = document.createElement("ul");
    for (const [kind, title, url, beside] of found.slice(0, 40)) {
      const link = document.createElement("a");
      link.href = root + url.split("#").map(encodeURI).join("#").replace(/\?/g, "%3F");
      link.append(title);
      const sub = document.createElement("span");
      sub.className = "sub";
      sub.textContent = beside ? kind + " · " + beside : kind;
      link.append(sub);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    hits.replaceChildren(count, list);
  }

  function step(by) {
    const links = [...hits.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement) + by;
    (at < 0 ? field : links[Math.min(at, links.length - 1)] || field).focus();
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); const first = hits.querySelector("a"); if (first) first.click(); });
    field.addEventListener("focus", begin);
    field.addEventListener("input", () => { begin(); show(); });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { hits.hidden = true; field.focus(); }
      if (event.key === "ArrowDown" && !hits.hidden) { event.preventDefault(); step(1); }
      if (event.key === "ArrowUp" && !hits.hidden) { event.preventDefault(); step(document.activeElement === field ? 0 : -1); }
    });
    document.addEventListener("click", (event) => { if (!form.contains(event.target)) hits.hidden = true; });
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); field.focus(); field.select(); }
    });
  }

  // ---------------------------------------------------------------- filters

  function offered(select, values) {
    for (const value of [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b, document.documentElement.lang))) {
      const option = document.createElement("option");
      option.value = option.textContent = value;
      select.append(option);
    }
    select.parentElement.hidden = select.options.length < 3;
  }

  for (const filter of document.querySelectorAll("form.filter")) {
    const rows = [...document.getElementById(filter.dataset.rows).tBodies[0].rows];
    if (rows.length < 2) continue;
    const texts = rows.map((row) => plain(row.textContent));
    const parts = (name) => rows.map((row) => (row.dataset[name] || "").split("|"));
    const chosen = {};
    for (const name of ["group", "owner"]) {
      if (filter.elements[name]) {
        chosen[name] = parts(name);
        offered(filter.elements[name], chosen[name].flat());
      }
    }
    const said = filter.querySelector("output");
    const narrow = () => {
      const wanted = plain(filter.elements.words.value).split(/\s+/).filter(Boolean);
      const late = filter.elements.late && filter.elements.late.checked;
      let left = 0;
      rows.forEach((row, number) => {
        const fits = wanted.every((word) => texts[number].includes(word)) && (!late || row.classList.contains("is-late"))
          && Object.keys(chosen).every((name) => !filter.elements[name].value || chosen[name][number].includes(filter.elements[name].value));
        row.hidden = !fits;
        left += fits;
      });
      said.textContent = left + " / " + rows.length;
    };
    filter.hidden = false;
    filter.addEventListener("input", narrow);
    filter.addEventListener("reset", () => setTimeout(narrow));
    filter.addEventListener("submit", (event) => event.preventDefault());
    narrow();
  }

  // ---------------------------------------------------------------- paper

  addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });
})();
