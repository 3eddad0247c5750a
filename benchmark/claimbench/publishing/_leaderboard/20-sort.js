/* Sorting: a button in each column head; the order is said aloud. */
function cellValue(row, column) {
  const cell = row.children[column];
  const value = cell.dataset.value === undefined ? cell.textContent : cell.dataset.value;
  return value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}

function compareCells(a, b) {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === "number" ? 1 : -1;
}

function sortBy(table, column, head) {
  const falling = head.getAttribute("aria-sort") !== "descending";
  for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => compareCells(cellValue(a, column), cellValue(b, column)) * (falling ? -1 : 1));
  table.tBodies[0].append(...rows);
  document.getElementById("sorted").textContent = "Sorted by " + head.textContent + (falling ? ", highest first" : ", lowest first");
}

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.querySelectorAll("thead th")].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sortBy(table, column, head));
    head.replaceChildren(button);
  });
}
