// Conveniences for hands on the keyboard; every page works without them.
const palette = document.getElementById("palette");
const typed = palette && palette.querySelector("input");

function openPalette() {
  if (palette.open) return;
  palette.showModal();
  typed.select();
  typed.dispatchEvent(new Event("open"));
}

// walk chooses the next line of what the palette found, or the one before.
function walk(step) {
  const all = [...palette.querySelectorAll("[role=option]")];
  if (!all.length) return;
  const at = all.findIndex(o => o.ariaSelected === "true");
  choose(all[(at + step + all.length) % all.length]);
}

function choose(option) {
  palette.querySelectorAll("[role=option]").forEach(o => { o.ariaSelected = o === option; });
  typed.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

if (palette) {
  typed.addEventListener("keydown", e => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); walk(e.key === "ArrowDown" ? 1 : -1); }
    if (e.key === "Enter") {
      e.preventDefault();
      const chosen = palette.querySelector("[role=option][aria-selected=true]");
      if (chosen) chosen.click(); else location.href = "/search?q=" + encodeURIComponent(typed.value);
    }
  });
  palette.addEventListener("click", e => { if (e.target === palette) palette.close(); });
  const find = document.querySelector("nav .find input");
  if (find) find.addEventListener("pointerdown", e => { e.preventDefault(); openPalette(); });
}

addEventListener("keydown", e => {
  if ((e.ctrlKey || e.metaKey) && e.key === "k" && palette) { e.preventDefault(); openPalette(); }
  if (e.key === "Escape") {
    document.querySelectorAll("details.ask[open]").forEach(d => { d.open = false; d.querySelector("summary").focus(); });
  }
});
addEventListener("click", e => {
  document.querySelectorAll("details.ask[open]").forEach(d => { if (!d.contains(e.target)) d.open = false; });
});
