// Conveniences for hands on the keyboard; every page works without them.
addEventListener("keydown", e => {
  if ((e.ctrlKey || e.metaKey) && e.key === "k") {
    const find = document.querySelector("nav .find input");
    if (find) { e.preventDefault(); find.focus(); find.select(); }
  }
  if (e.key === "Escape") {
    document.querySelectorAll("details.ask[open]").forEach(d => { d.open = false; d.querySelector("summary").focus(); });
  }
});
addEventListener("click", e => {
  document.querySelectorAll("details.ask[open]").forEach(d => { if (!d.contains(e.target)) d.open = false; });
});
