/* The tables of scores. */
const HEADLINE = [["precision", "Precision"], ["recall", "Recall"], ["f1", "F1"]];
const COUNTS = ["tp", "fp", "fn", "neutral"];

function scoreTable(systems, chosen) {
  const head = ["System", ...HEADLINE.map((pair) => pair[1]), ...COUNTS];
  const rows = systems.map((system, index) =>
    el("tr", { "aria-current": index === chosen ? "true" : null },
      el("th", { scope: "row" }, system.name),
      ...HEADLINE.map(([key]) => figureCell(system.scores[key])),
      ...COUNTS.map((key) => el("td", null, system.counts[key]))));
  byId("scores").replaceChildren(
    el("caption", { class: "quiet" }, "Scores with 95% intervals; – is undefined"),
    el("thead", null, el("tr", null, ...head.map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", null, ...rows));
}

function figureCell(score) {
  const cell = el("td", null, figure(score.value));
  for (const interval of score.intervals) {
    if (interval[2] !== null) cell.append(el("span", { class: "ends" }, ends(interval)));
  }
  return cell;
}

function figureTable(system) {
  const rows = Object.entries(system.scores).map(([name, score]) =>
    el("tr", null,
      el("th", { scope: "row" }, name),
      el("td", null, figure(score.value)),
      el("td", null, score.intervals.map(ends).filter(Boolean).join(" ")),
      el("td", null, Object.entries(score.counts).map(([key, n]) => key + " " + n).join(", "))));
  byId("figures").replaceChildren(
    el("thead", null, el("tr", null, ...["Figure", "Value", "95% interval", "Counts"].map((t) => el("th", { scope: "col" }, t)))),
    el("tbody", null, ...rows));
}
