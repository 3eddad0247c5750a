/* Building elements. Everything a stranger wrote goes in as text, never as HTML. */
const SVG = "http://www.w3.org/2000/svg";

/* Signs that cannot be seen or that turn the writing direction are shown by their code point. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function shown(text) {
  return String(text).replace(HIDDEN, (sign) => "⟨U+" + sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "⟩");
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...(children || []).map((child) => (child instanceof Node ? child : shown(child))));
  return node;
}

function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function byId(id) {
  return document.getElementById(id);
}

function figure(value) {
  return value === null || value === undefined ? "–" : value.toFixed(3);
}

function ends(interval) {
  return interval && interval[2] !== null ? "[" + figure(interval[2]) + ", " + figure(interval[3]) + "]" : "";
}

function ratio(top, bottom) {
  return bottom ? top / bottom : null;
}

function plural(n, one) {
  return n + " " + one + (n === 1 ? "" : "s");
}
