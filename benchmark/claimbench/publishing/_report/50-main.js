/* What is shown, and what the controls do. */
const data = JSON.parse(byId("data").textContent);
const state = { system: 0, article: 0 };

function option(value, text) {
  return el("option", { value }, text);
}

function current() {
  const article = data.articles[state.article];
  return { article, outcome: data.systems[state.system].articles[article.id] };
}

function filter() {
  const outcomes = new Set([...document.querySelectorAll("#outcomes input:checked")].map((box) => box.value));
  return { outcomes, type: byId("type").value, tier: byId("tier").value, words: byId("words").value.trim().toLocaleLowerCase() };
}

function drawRows() {
  const { article, outcome } = current();
  const all = rowsOf(article, outcome);
  const kept = all.filter((row) => fits(row, filter()));
  byId("rows").replaceChildren(...kept.map((row) => rowElement(row, showInText)));
  byId("empty").hidden = kept.length > 0;
  byId("count").textContent = plural(kept.length, "row") + " of " + all.length + " in article " + shown(article.id);
  for (const [kind] of OUTCOMES) {
    byId("n-" + kind).textContent = String(all.filter((row) => row.kind === kind).length);
  }
}

function drawArticle() {
  const { article, outcome } = current();
  byId("article-name").textContent = shown(article.id);
  drawText(article, outcome, showClaims);
  drawRows();
}

function drawSystem() {
  const system = data.systems[state.system];
  byId("signature").textContent = system.signature;
  byId("interval-note").textContent = system.interval;
  for (const node of document.querySelectorAll(".system-name")) node.textContent = shown(system.name);
  scoreTable(data.systems, state.system);
  figureTable(system);
  drawPoints(data.systems, state.system);
  drawLabels(data.systems, state.system);
  drawCurve(system);
  drawArticle();
}

function light(claims) {
  const wanted = new Set(claims.map(String));
  for (const mark of byId("body").querySelectorAll("mark")) {
    mark.classList.toggle("lit", mark.dataset.claims.split(" ").some((j) => wanted.has(j)));
  }
  for (const row of byId("rows").children) row.classList.toggle("lit", wanted.has(row.dataset.gold));
}

function showInText(gold) {
  light([gold]);
  const mark = byId("body").querySelector("mark.lit");
  if (mark) {
    mark.scrollIntoView({ block: "center" });
    focusMark(mark);
  }
}

function showClaims(claims) {
  let rows = [...byId("rows").children].filter((row) => claims.includes(Number(row.dataset.gold)) && row.dataset.gold !== undefined);
  if (!rows.length) {
    byId("filter-form").reset();
    drawRows();
    rows = [...byId("rows").children].filter((row) => row.dataset.gold !== undefined && claims.includes(Number(row.dataset.gold)));
  }
  light(claims);
  rows[0].scrollIntoView({ block: "center" });
  rows[0].focus({ preventScroll: true });
}

function buildControls() {
  byId("gold-note").textContent = data.gold.footer;
  byId("system").append(...data.systems.map((system, i) => option(i, system.name)));
  byId("article").append(...data.articles.map((article, i) => option(i, article.id)));
  byId("type").append(option("", "any"), ...data.types.map((name) => option(name, name)));
  byId("tier").append(option("", "any"), ...data.tiers.map((name) => option(name, name)));
  byId("outcomes").append(...OUTCOMES.map(([kind, label, title]) =>
    el("label", { class: "chip " + kind, title }, el("input", { type: "checkbox", value: kind, checked: true }), label + " ", el("b", { id: "n-" + kind }))));
  byId("legend").append(...["matched", "missed", "neutral"].map((kind) => el("span", { class: kind }, kind === "neutral" ? "optional" : kind)));
}

function listen() {
  byId("system").addEventListener("change", (event) => {
    state.system = Number(event.target.value);
    drawSystem();
  });
  byId("article").addEventListener("change", (event) => {
    state.article = Number(event.target.value);
    drawArticle();
  });
  byId("filter-form").addEventListener("submit", (event) => event.preventDefault());
  for (const id of ["type", "tier"]) byId(id).addEventListener("change", drawRows);
  byId("outcomes").addEventListener("change", drawRows);
  byId("words").addEventListener("input", drawRows);
  byId("filter-form").addEventListener("reset", () => setTimeout(() => {
    byId("article").value = String(state.article);
    drawRows();
  }));
  byId("body").addEventListener("keydown", onMarkKey);
}

buildControls();
listen();
drawSystem();
