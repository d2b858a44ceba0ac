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

// A part of the page that the server did not answer says so; what comes next takes it away.
const trouble = document.getElementById("trouble");
if (trouble) {
  addEventListener("htmx:error", e => { if (e.detail.error && e.detail.error.name !== "AbortError") { trouble.textContent = trouble.dataset.lost; trouble.className = "why"; } });
  addEventListener("htmx:before:swap", e => { if (e.detail.ctx.target !== "#trouble") { trouble.textContent = ""; trouble.className = ""; } });
}

// A form that was refused begins at what is wrong. The page says so by itself; but an
// address with a place in it, as the link to the content leaves behind, takes the focus there.
const refused = document.querySelector("[role=alert][autofocus]");
if (refused) addEventListener("load", () => requestAnimationFrame(() => refused.focus()));

// What is typed into a record's form is kept in this tab until it was saved: a lost
// session or a closed page takes nothing away.
const keeping = document.querySelectorAll("form[data-keep]");
for (const kept of keeping) {
  const place = "typed:" + location.pathname + " " + (kept.getAttribute("action") || "");
  const fields = () => [...kept.elements].filter(e => e.name && !["token", "base", "once"].includes(e.name) && !["file", "password", "hidden", "submit"].includes(e.type));
  const state = () => JSON.stringify(fields().map(e => [e.name, e.type === "checkbox" ? e.checked : e.value]));
  const first = state();
  const old = sessionStorage.getItem(place);
  if (old && old !== first && !kept.parentElement.querySelector("[role=alert]")) {
    const offer = document.createElement("div");
    const words = document.createElement("span");
    const button = document.createElement("button");
    offer.className = "kept notice";
    offer.setAttribute("role", "status");
    words.textContent = kept.dataset.kept;
    button.type = "button";
    button.textContent = kept.dataset.back;
    button.addEventListener("click", () => {
      const texts = JSON.parse(old);
      fields().forEach((e, i) => {
        if (!texts[i] || texts[i][0] !== e.name) return;
        if (e.type === "checkbox") e.checked = texts[i][1]; else e.value = texts[i][1];
      });
      offer.remove();
    });
    offer.append(words, button);
    kept.prepend(offer);
  }
  kept.addEventListener("input", () => sessionStorage.setItem(place, state()));
}
// A form that was saved leads to another page, which says so: what was typed can go.
if (!keeping.length && document.querySelector(".notice[role=status]")) {
  Object.keys(sessionStorage).filter(k => k.startsWith("typed:")).forEach(k => sessionStorage.removeItem(k));
}
