"use strict";
// All that the page says stands in it without this script; here it is filtered, sorted, searched,
// shown in another language, and handed over as files.

const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);

// Searching: without accents or case; words are beginnings of words, phrases stand in quotes.

const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g, "")
    .toLowerCase().replace(/ł/g, "l").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
}

function parseTerms(text) {
  const quoted = /["“«]([^"”»]*)["”»]/g;
  const phrases = [...text.matchAll(quoted)].map((found) => fold(found[1])).filter(Boolean);
  const words = fold(text.replace(quoted, " ")).split(" ").filter(Boolean);
  const starts = words.map((word) => (UNSPACED.test(word) ? word : ` ${word}`));
  return [...phrases.map((phrase) => ` ${phrase} `), ...starts];
}

// Filtering

const rows = all("#page-table tbody tr");
const articles = new Map(rows.map((row) => [row, byId(row.dataset.of)]));
const form = byId("page-filters");
const fields = all("select", form);
const words = byId("page-words");
const texts = new Map();

function textOf(row) {
  if (!texts.has(row)) {
    const article = articles.get(row);
    const told = all("[lang]", article).map((part) => part.textContent).join(" · ");  // of the data
    texts.set(row, ` ${fold(`${told} · ${article.dataset.also}`)} `);
  }
  return texts.get(row);
}

function valueOf(field) {
  const participant = form.elements.participant?.value;
  return field.name === "role" && participant ? `${participant}:${field.value}` : field.value;
}

function filterRows() {
  const terms = parseTerms(words.value);
  let shown = 0;
  for (const row of rows) {
    const fits = fields.every((field) =>
      !field.value || row.getAttribute(`data-${field.name}`).split(" ").includes(valueOf(field)))
      && terms.every((term) => textOf(row).includes(term));
    row.hidden = articles.get(row).hidden = !fits;
    shown += fits;
  }
  const count = byId("page-count");
  count.textContent = count.dataset.words.replace("{n}", shown).replace("{total}", rows.length);
  byId("page-none").hidden = shown > 0;
}

form.addEventListener("input", filterRows);
form.addEventListener("change", filterRows);  // some send but this one for a list of choices
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filterRows));
form.hidden = false;
form.reset();
filterRows();

// Sorting: what is not stated stays last

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

function keyOf(row, place) {
  const cell = row.cells[place];
  return "sort" in cell.dataset ? cell.dataset.sort : visibleText(cell);
}

function visibleText(cell) {
  const parts = all("[data-for]", cell).filter((part) => !part.hidden);
  return (parts.length ? parts.map((part) => part.textContent).join(" ") : cell.textContent).trim();
}

for (const table of all("table.rows")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = [...table.tBodies[0].rows].map((row) => [keyOf(row, place), row]);
      keyed.sort(([a], [b]) =>
        (a === "") - (b === "") || (down ? -1 : 1) * collator.compare(a, b));
      table.tBodies[0].append(...keyed.map(([, row]) => row));
    });
  });
}

// The language of the data

function showLanguage(lang) {
  for (const part of all("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(lang);
  for (const option of all("option[data-labels]")) {
    option.textContent = JSON.parse(option.dataset.labels)[lang];
  }
}

function nameLanguage(tag) {
  const names = new Intl.DisplayNames(document.documentElement.lang, { type: "language" });
  try { return names.of(tag); } catch { return tag; }  // valid, and unknown to the browser
}

const switches = byId("page-languages");
if (switches) {
  for (const input of all("input", switches)) {
    if (input.value !== "und") input.nextElementSibling.textContent = nameLanguage(input.value);
    if (input.checked) showLanguage(input.value);  // a browser may keep what was chosen before
  }
  switches.addEventListener("change", (event) => showLanguage(event.target.value));
  switches.hidden = false;
}

// The data to take along

const downloads = byId("page-downloads");
const files = () => JSON.parse(byId("page-data").textContent);
const MAKERS = {
  json: () => [JSON.stringify(files().json, null, 2) + "\n", "application/json"],
  csv: () => ["\ufeff" + files().csv, "text/csv;charset=utf-8"],  // the mark that Excel needs
};

downloads.addEventListener("click", (event) => {
  const kind = event.target.dataset.kind;
  if (!kind) return;
  const [content, type] = MAKERS[kind]();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = event.target.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
});
downloads.hidden = false;

// Addresses within the page lead to what is closed or filtered out, too; print has all opened

function goToTarget() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* a stray % is part of the id */ }
  const target = id && byId(id);
  if (!target) return;
  const closed = target.closest("details:not([open])");
  if (closed) closed.open = true;
  const hidden = target.hidden;
  if (hidden) {
    form.reset();
    filterRows();
  }
  if (closed || hidden) target.scrollIntoView();
}

addEventListener("hashchange", goToTarget);
goToTarget();

let opened = [];
addEventListener("beforeprint", () => {
  opened = all("details:not([open])");
  opened.forEach((part) => { part.open = true; });
});
addEventListener("afterprint", () => opened.forEach((part) => { part.open = false; }));
