// Comfort only: every page works without it. Keys of the review queue, and of lists (j and k).
"use strict";
(() => {
  const typing = (event) => event.target.closest("input, select, textarea, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey;
  const keyed = new Map([...document.querySelectorAll("[data-key]")].map((e) => [e.dataset.key, e]));
  const items = [...document.querySelectorAll("ol.events article a, table.list tbody a")];
  // single keys can be turned off (WCAG 2.1.4); the choice stays in this browser
  const off = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };
  const toggle = document.getElementById("keys-toggle");
  if (toggle) {
    const say = () => { toggle.textContent = off() ? "Turn the keys on" : "Turn the keys off"; toggle.hidden = false; };
    toggle.addEventListener("click", () => { try { localStorage.setItem("keys", off() ? "on" : "off"); } catch { /* not allowed here: they stay on */ } say(); });
    say();
  }
  const step = (by) => {
    const at = items.indexOf(document.activeElement);
    const next = items[Math.min(items.length - 1, Math.max(0, at + by))];
    if (next) next.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("form.edit")) event.target.blur();
    if (typing(event) || off() || (event.key === " " && event.target.closest("button, summary"))) return;
    const wanted = keyed.get(event.key === " " ? "space" : event.key);
    if (wanted) {
      event.preventDefault();
      if (wanted.matches("details")) { wanted.open = true; wanted.querySelector("input:not([type=hidden]), select").focus(); }
      else wanted.click();
    } else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
  });
})();
