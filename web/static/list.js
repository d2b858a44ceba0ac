// The hands of a list: cells edited in their place, rows walked and ticked by
// keyboard. Without it every record still opens, and is edited, by its link.
const lists = () => document.querySelector("table.list");
const before = new WeakMap(); // what a cell showed before it was edited

function edit(cell) {
  if (!cell || !cell.dataset.cell || cell.querySelector("form")) return;
  before.set(cell, cell.innerHTML);
  htmx.ajax("GET", cell.dataset.cell, { target: cell, swap: "innerHTML" }).then(() => {
    const input = cell.querySelector("input:not([type=hidden]),select,textarea");
    if (input) { input.focus(); if (input.select) input.select(); }
  });
}

// Saving exchanges the row: the focus stays at its cell, or at the input of what was refused.
let saved = null; // {table, row, cell}: where the form stood that was sent
addEventListener("submit", e => {
  const cell = e.target.matches("form.cell") && e.target.closest("td");
  if (cell) saved = { table: cell.closest("table"), row: cell.parentElement.rowIndex, cell: cell.cellIndex };
}, true);
addEventListener("htmx:after:swap", () => {
  const row = saved && saved.table.rows[saved.row];
  const cell = row && row.cells[saved.cell];
  saved = null;
  if (!cell) return;
  const input = cell.querySelector("form.cell .wrong :is(input:not([type=hidden],[type=checkbox]),select,textarea)") || cell.querySelector("form.cell :is(input:not([type=hidden]),select,textarea)");
  if (input) input.focus(); else here(row, cell);
});

function leave(cell) {
  cell.innerHTML = before.get(cell);
  here(cell.closest("tr"), cell);
}

// here makes a row, and in it a cell, the one that the keys act on.
function here(row, cell) {
  document.querySelectorAll("table.list [tabindex]").forEach(e => e.removeAttribute("tabindex"));
  const target = cell || row.cells[row.querySelector(".tick") ? 2 : 1] || row;
  target.tabIndex = 0;
  target.focus();
}

// Walking down goes on with the page that follows; the browser's own Back leads back.
const walked = "#walked";
function beyond(e, next) {
  if (next) { e.preventDefault(); location.href = next.href + walked; }
}
if (location.hash === walked) {
  const first = lists() && lists().tBodies[0].rows[0];
  if (first) here(first);
}

function count() {
  const form = document.getElementById("chosen");
  if (!form) return;
  const n = form.querySelectorAll("[name=key]:checked").length;
  const said = form.querySelector("[data-count]");
  if (said) said.textContent = n || "";
}

addEventListener("dblclick", e => edit(e.target.closest("td[data-cell]")));
addEventListener("click", e => { if (e.target.closest("[data-leave]")) leave(e.target.closest("td")); });
addEventListener("change", e => {
  if (e.target.matches("[data-all]")) document.querySelectorAll("#chosen [name=key]").forEach(box => { box.checked = e.target.checked; });
  if (e.target.matches("[data-all],[name=key]")) count();
});

addEventListener("keydown", e => {
  const cell = e.target.closest("td");
  if (e.key === "Escape" && cell && cell.querySelector("form.cell")) { leave(cell); return; }
  const writing = e.target.closest("input:not([type=checkbox]),select,textarea");
  if (writing || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "/") {
    const words = document.querySelector(".filters [name=q]");
    if (words) { e.preventDefault(); words.focus(); }
    return;
  }
  const table = lists();
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  const row = e.target.closest("table.list tbody tr");
  const to = (r, c) => { if (r) { e.preventDefault(); here(r, c === undefined ? undefined : r.cells[c]); } };
  const last = rows[rows.length - 1], next = document.querySelector(".pager [rel=next]");
  const column = cell ? cell.cellIndex : undefined;
  switch (e.key) {
    case "j": if (row === last) beyond(e, next); else to(row ? rows[rows.indexOf(row) + 1] : rows[0], column); break;
    case "k": to(row ? rows[rows.indexOf(row) - 1] : rows[0], column); break;
    case "ArrowDown": if (row === last) beyond(e, next); else if (row) to(rows[rows.indexOf(row) + 1], column); break;
    case "ArrowUp": if (row) to(rows[rows.indexOf(row) - 1], column); break;
    case "ArrowRight": if (cell && row && cell.nextElementSibling) { e.preventDefault(); here(row, cell.nextElementSibling); } break;
    case "ArrowLeft": if (cell && row && cell.previousElementSibling) { e.preventDefault(); here(row, cell.previousElementSibling); } break;
    case "e": if (cell && row) { e.preventDefault(); edit(cell); } break;
    case "Enter": if (row && e.target === cell) location.href = row.dataset.open; break;
    case "x": {
      const box = row && row.querySelector("[name=key]");
      if (box) { e.preventDefault(); box.checked = !box.checked; count(); }
    }
  }
});
