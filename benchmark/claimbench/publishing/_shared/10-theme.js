/* The button that overrides the light or dark scheme of the reader's system. */
function nextTheme() {
  const order = ["system", "light", "dark"];
  const now = document.documentElement.dataset.theme || "system";
  const next = order[(order.indexOf(now) + 1) % order.length];
  document.documentElement.dataset.theme = next;
  document.getElementById("theme").textContent = "Theme: " + next;
}

document.getElementById("theme").addEventListener("click", nextTheme);
