/* Plots, drawn as SVG; each has its figures in words for those who do not see it. */
const BOX = { left: 42, top: 12, width: 298, height: 220 };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

function x(value) {
  return BOX.left + value * BOX.width;
}

function y(value) {
  return BOX.top + (1 - value) * BOX.height;
}

function line(points) {
  return points.map(([a, b], i) => (i ? "L" : "M") + x(a).toFixed(1) + " " + y(b).toFixed(1)).join("");
}

function frame(label, across, up) {
  const plot = svg("svg", { class: "plot", viewBox: "0 0 350 272", role: "img", "aria-label": label });
  for (const tick of TICKS) {
    plot.append(
      svg("path", { class: "grid", d: line([[tick, 0], [tick, 1]]) + line([[0, tick], [1, tick]]) }),
      svg("text", { x: x(tick), y: y(0) + 16, class: "middle" }, tick.toFixed(1)),
      svg("text", { x: BOX.left - 6, y: y(tick) + 4, class: "end" }, tick.toFixed(1)));
  }
  plot.append(
    svg("rect", { class: "frame", x: BOX.left, y: BOX.top, width: BOX.width, height: BOX.height }),
    svg("text", { x: x(0.5), y: y(0) + 34, class: "middle strong" }, across),
    svg("text", { x: 10, y: y(0.5), class: "middle strong", transform: "rotate(-90 10 " + y(0.5) + ")" }, up));
  return plot;
}

function equalF1(f1) {
  const points = [];
  for (let recall = f1 / (2 - f1); recall <= 1.0001; recall += 0.02) {
    points.push([Math.min(recall, 1), Math.min(1, (f1 * Math.min(recall, 1)) / (2 * Math.min(recall, 1) - f1))]);
  }
  return points;
}

function drawPoints(systems, chosen) {
  const spoken = systems.map((s) => shown(s.name) + ": precision " + figure(s.scores.precision.value) + ", recall " + figure(s.scores.recall.value));
  const plot = frame("Precision against recall. " + spoken.join("; "), "recall", "precision");
  for (const f1 of [0.2, 0.4, 0.6, 0.8]) {
    plot.append(svg("path", { class: "grid", d: line(equalF1(f1)) }), svg("text", { x: x(1) - 3, y: y(f1 / (2 - f1)) - 3, class: "end" }, "F1 " + f1));
  }
  const order = systems.map((_, i) => i).sort((a, b) => (a === chosen) - (b === chosen));
  for (const i of order) drawPoint(plot, systems[i], i, i === chosen);
  const key = systems.map((system, i) =>
    el("li", { class: "c" + (i % 8) }, el("span", { class: "mark" }, i + 1), el("span", null,
      system.name + (system.scores.precision.value === null ? " (precision undefined: not drawn)" : ""))));
  byId("points").replaceChildren(plot, el("ol", { class: "key" }, ...key), curveNote(systems[chosen]));
}

function drawPoint(plot, system, index, chosen) {
  const p = system.scores.precision;
  const r = system.scores.recall;
  const group = svg("g", { class: "c" + (index % 8) + (chosen ? " chosen" : "") });
  if (chosen && system.curve.length > 1) {
    group.append(svg("path", { class: "series dots", d: line(system.curve.filter((c) => c[1] !== null && c[2] !== null).map((c) => [c[2], c[1]])) }));
  }
  if (p.value !== null && r.value !== null) {
    for (const [interval, path] of [[r.intervals[0], (v) => [v, p.value]], [p.intervals[0], (v) => [r.value, v]]]) {
      if (interval && interval[2] !== null) group.append(svg("path", { class: "whisker", d: line([path(interval[2]), path(interval[3])]) }));
    }
    group.append(
      svg("circle", { class: "dot", cx: x(r.value), cy: y(p.value), r: 8 }),
      svg("text", { class: "in-dot", x: x(r.value), y: y(p.value) + 3.5 }, index + 1));
  }
  plot.append(group);
}

function curveNote(system) {
  const note = system.curve.length > 1 ? "The dotted line drops predictions of low confidence. " : "";
  return el("p", { class: "quiet" }, note + "Whiskers: 95% intervals. Thin curves: equal F1.");
}

function drawLabels(systems, chosen) {
  const found = systems[chosen].scores;
  const bars = el("div", { class: "bars" });
  for (const kind of ["type", "tier"]) {
    bars.append(el("span", { class: "heading" }, "by " + kind + (kind === "type" ? " (required claims)" : " (background is optional)")));
    for (const [name, score] of Object.entries(found)) {
      if (name.startsWith("recall[" + kind + "=")) bars.append(...labelBar(name.slice(8 + kind.length, -1), score));
    }
  }
  byId("labels").replaceChildren(bars, el("p", { class: "quiet" }, "Lines: 95% intervals. Few claims of a kind say little."));
}

function labelBar(label, score) {
  const bar = svg("svg", { viewBox: "0 0 100 16", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { class: "track", x: 0, y: 3, width: 100, height: 10 }),
    svg("rect", { class: "bar", x: 0, y: 3, width: 100 * (score.value || 0), height: 10 }));
  const interval = score.intervals[0];
  if (interval && interval[2] !== null) {
    bar.append(svg("path", { class: "thin", "vector-effect": "non-scaling-stroke", d: "M" + 100 * interval[2] + " 8H" + 100 * interval[3] }));
  }
  return [el("span", null, label), bar,
    el("span", { class: "value" }, figure(score.value) + " ", el("span", { class: "quiet" }, score.counts.found + "/" + score.counts.claims))];
}

function atThreshold(row) {
  return { precision: ratio(row.tp, row.tp + row.fp), recall: ratio(row.tp, row.tp + row.fn), f1: ratio(2 * row.tp, 2 * row.tp + row.fp + row.fn) };
}

function drawCurve(system) {
  const rows = system.thresholds.map((row) => ({ ...row, ...atThreshold(row) }));
  const plot = frame("Precision, recall and F1 against the threshold of the matcher", "threshold τ", "score");
  const styles = [["precision", "c0", ""], ["recall", "c1", "dash"], ["f1", "c2", "dots"]];
  for (const [key, colour, dash] of styles) {
    const points = rows.filter((row) => row[key] !== null).map((row) => [row.tau, row[key]]);
    plot.append(svg("path", { class: "series " + colour + " " + dash, d: line(points) }));
  }
  const marker = svg("path", { class: "now" });
  plot.append(marker);
  const own = rows.findIndex((row) => Math.abs(row.tau - system.threshold) < 1e-6);
  const slider = el("input", { type: "range", id: "tau", min: 0, max: rows.length - 1, step: 1 });
  slider.value = own;
  const output = el("output", { for: "tau", "aria-live": "polite" });
  const read = () => {
    const row = rows[slider.value];
    marker.setAttribute("d", line([[row.tau, 0], [row.tau, 1]]));
    const say = "τ = " + row.tau.toFixed(2) + (row === rows[own] ? " (the matcher's own)" : "");
    output.textContent = say + ": P " + figure(row.precision) + ", R " + figure(row.recall) + ", F1 " + figure(row.f1);
    slider.setAttribute("aria-valuetext", output.textContent);
  };
  slider.addEventListener("input", read);
  read();
  byId("curve").replaceChildren(plot,
    el("ul", { class: "key" }, ...styles.map(([key, colour, dash]) =>
      el("li", { class: colour }, el("span", { class: "mark", "aria-hidden": "true" }, { "": "━━", dash: "╍╍", dots: "┅┅" }[dash]), el("span", null, key === "f1" ? "F1" : key)))),
    el("div", { class: "readout" }, el("label", { for: "tau" }, "Threshold of " + system.matcher), slider, output));
}
