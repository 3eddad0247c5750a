/* Gold claims and predictions side by side, the filters, and the article's text. */
const OUTCOMES = [
  ["matched", "matched", "a required claim that a prediction is assigned to"],
  ["missed", "missed", "a required claim without a prediction"],
  ["spurious", "spurious", "a prediction that is no gold claim"],
  ["redundant", "redundant", "a prediction that says what another one says"],
  ["neutral", "neutral", "an optional claim that was found: neither reward nor punishment"],
  ["unfound", "optional, not found", "an optional claim without a prediction"],
];
const SPURIOUS = {
  supported: "found in the article, says the support check",
  unsupported: "not found in the article, says the support check",
  furniture: "taken from text that is not the article",
};

function goldOutcome(claim, result) {
  if (result.outcome === "matched") return claim.required ? "matched" : "neutral";
  return claim.required ? "missed" : "unfound";
}

/* One row a gold claim, and one a prediction that is assigned to none, in the order of the article. */
function rowsOf(article, outcome) {
  const rows = article.claims.map((claim, j) => {
    const result = outcome.gold[j];
    const kind = goldOutcome(claim, result);
    const prediction = result.prediction === null ? null : outcome.predictions[result.prediction];
    return { kind, unit: result.unit, claim, gold: j, result, prediction, taken: takenBy(article, j, prediction) };
  });
  for (const prediction of outcome.predictions) {
    if (prediction.outcome === "matched" || prediction.outcome === "neutral") continue;
    const kind = prediction.outcome === "redundant" ? "redundant" : "spurious";
    rows.push({ kind, unit: prediction.unit, claim: prediction.gold === null ? null : article.claims[prediction.gold], gold: null, prediction });
  }
  return rows.sort((a, b) => a.unit - b.unit || (a.gold === null) - (b.gold === null));
}

/* The claim that the nearest prediction is assigned to, where that is another one. */
function takenBy(article, gold, prediction) {
  const assigned = prediction && (prediction.outcome === "matched" || prediction.outcome === "neutral");
  return assigned && prediction.gold !== gold ? article.claims[prediction.gold].id : null;
}

function labelOf(kind) {
  return OUTCOMES.find((entry) => entry[0] === kind)[1];
}

function similarity(row) {
  const value = row.gold === null ? row.prediction.similarity : row.result.similarity;
  return value === null ? null : value.toFixed(2);
}

function side(title, text, faint) {
  return el("div", { class: faint ? "side faint" : "side" }, el("h3", null, title), el("p", { dir: "auto" }, text));
}

function goldSide(row) {
  if (!row.claim) return side("No gold claim is near", "–", true);
  if (row.gold === null) return side("Nearest gold claim (similarity " + similarity(row) + ")", row.claim.text, true);
  const gold = side("Gold", row.claim.text, false);
  if (row.prediction && row.result.form > 0) {
    gold.append(el("p", { class: "quiet", dir: "auto" }, "compared with the accepted wording: " + row.claim.forms[row.result.form - 1]));
  }
  return gold;
}

function predictionSide(row) {
  if (!row.prediction) return side("No prediction", "–", true);
  if (row.kind === "missed" || row.kind === "unfound") {
    return side("Nearest prediction (similarity " + similarity(row) + ")", row.prediction.text, true);
  }
  return side("Prediction" + (row.gold === null ? "" : " (similarity " + similarity(row) + ")"), row.prediction.text, false);
}

function labels(row) {
  if (row.gold === null) return [row.kind === "spurious" ? SPURIOUS[row.prediction.outcome] : "says what another prediction says"];
  const claim = row.claim;
  const words = [claim.id, claim.type, claim.tier];
  if (!claim.checkable) words.push("not checkable");
  if (claim.source) words.push("said by " + claim.source);
  if (row.kind === "missed" && row.result.covered) words.push("conveyed by some prediction");
  return words;
}

function reasons(row) {
  if (row.gold === null) return [];
  const items = row.result.reasons.map((reason) => el("li", { dir: "auto" }, el("b", null, reason.kind), ": " + reason.detail));
  if (row.taken !== null) items.push(el("li", null, el("b", null, "assigned"), ": one to one, this prediction belongs to " + row.taken));
  return items.length ? [el("ul", { class: "reasons", "aria-label": "Why the nearest prediction does not match" }, ...items)] : [];
}

function more(row) {
  if (row.gold === null || !(row.claim.forms.length + row.claim.links.length)) return [];
  const items = row.claim.forms.map((form) => "also accepted: " + form);
  items.push(...row.claim.links.map((link) => "in another article, " + link.relation + ": " + link.other));
  return [el("details", null, el("summary", null, "Other wordings and links"),
    el("ul", null, ...items.map((text) => el("li", { dir: "auto" }, text))))];
}

function rowElement(row, show) {
  const header = el("header", null, el("span", { class: "badge" }, labelOf(row.kind)), ...labels(row).map((text) => el("span", null, text)));
  if (row.prediction && row.prediction.copied && row.kind !== "missed" && row.kind !== "unfound") {
    header.append(el("span", { class: "flag", title: "the words of gold, which the article does not have in this order" }, "gold's own words"));
  }
  const place = row.gold !== null ? row.gold : row.prediction.gold;
  if (place !== null) {
    const button = el("button", { type: "button" }, row.gold === null ? "Show the nearest in the text" : "Show in the text");
    button.addEventListener("click", () => show(place));
    header.append(button);
  }
  return el("li", { class: "row " + row.kind, "data-gold": row.gold, tabindex: "-1" },
    header, el("div", { class: "sides" }, goldSide(row), predictionSide(row)), ...reasons(row), ...more(row));
}

function fits(row, filter) {
  if (!filter.outcomes.has(row.kind)) return false;
  const own = row.gold === null ? null : row.claim;
  if (filter.type && (!own || own.type !== filter.type)) return false;
  if (filter.tier && (!own || own.tier !== filter.tier)) return false;
  const texts = [row.claim ? row.claim.text : "", row.prediction ? row.prediction.text : "", own ? own.id : ""];
  return !filter.words || texts.join("\n").toLocaleLowerCase().includes(filter.words);
}

/* The article with its evidence marked; one mark is in the tab order, arrow keys go to the others. */
function drawText(article, outcome, choose) {
  const kinds = article.claims.map((claim, j) => goldOutcome(claim, outcome.gold[j]));
  const rank = ["missed", "matched", "neutral", "unfound"];
  const body = byId("body");
  body.replaceChildren(...article.segments.map((segment) => {
    const kind = rank.find((name) => segment.claims.some((j) => kinds[j] === name));
    if (!kind) return el("span", { class: segment.furniture ? "furniture" : null }, segment.text);
    const said = segment.claims.map((j) => article.claims[j].id + " " + labelOf(kinds[j])).join(", ");
    const mark = el("mark", { class: kind, role: "button", tabindex: "-1", "data-claims": segment.claims.join(" "), "aria-label": segment.text + " (" + said + ")", title: said }, segment.text);
    mark.addEventListener("click", () => choose(segment.claims));
    return mark;
  }));
  const first = body.querySelector("mark");
  if (first) first.tabIndex = 0;
}

function onMarkKey(event) {
  const marks = [...byId("body").querySelectorAll("mark")];
  const at = marks.indexOf(document.activeElement);
  if (at < 0) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    marks[at].click();
    return;
  }
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -at, End: marks.length - 1 - at }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  focusMark(marks[Math.min(marks.length - 1, Math.max(0, at + step))]);
}

function focusMark(mark) {
  for (const other of byId("body").querySelectorAll("mark")) other.tabIndex = other === mark ? 0 : -1;
  mark.focus();
}
