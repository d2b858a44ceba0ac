// Moves a risk in the map: by dragging it, or with the arrow keys. Either leads to
// the form that drafts an assessment; nothing is written here. Without this script
// the form beside the map does the same.
for (const map of document.querySelectorAll(".riskmap[data-hint]")) {
  const status = map.querySelector("[role=status]");
  const hint = map.dataset.hint;
  let moving = null; // {chip, from, cell, ghost}: a risk on its way

  const cells = chip => [...chip.ownerSVGElement.querySelectorAll(".cell")];
  const cellOf = chip => chip.closest(".cell");
  const box = cell => cell.querySelector("rect").getBBox();

  const begin = chip => { moving = { chip, from: cellOf(chip), cell: cellOf(chip), dx: 0, dy: 0 }; chip.classList.add("moving"); };

  const mark = cell => {
    if (moving.cell === cell) return;
    moving.cell.classList.remove("target");
    moving.cell = cell;
    if (cell !== moving.from) cell.classList.add("target");
  };

  const place = (dx, dy) => moving.chip.setAttribute("transform", `translate(${dx} ${dy})`);

  const end = () => {
    if (!moving) return;
    moving.cell.classList.remove("target");
    moving.chip.classList.remove("moving");
    moving.chip.removeAttribute("transform");
    moving = null;
  };

  const draft = () => {
    const { chip, cell } = moving;
    const url = new URL(chip.dataset.assess, location);
    url.searchParams.set("consequence", cell.dataset.consequence);
    url.searchParams.set("likelihood", cell.dataset.likelihood);
    url.searchParams.set("to", location.pathname + location.search);
    location = url;
  };

  // The cell beside another: one step in the consequence or in the likelihood.
  const beside = (cell, dx, dy) => {
    const a = box(cell);
    const x = a.x + a.width / 2 + dx * (a.width + 2), y = a.y + a.height / 2 + dy * (a.height + 2);
    return cells(cell).find(c => { const b = box(c); return x > b.x && x < b.x + b.width && y > b.y && y < b.y + b.height; });
  };

  const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

  map.addEventListener("keydown", e => {
    const chip = e.target.closest?.("a.chip[data-assess]");
    if (!chip) return;
    if (steps[e.key]) {
      e.preventDefault();
      if (!moving || moving.chip !== chip) { end(); begin(chip); }
      const next = beside(moving.cell, ...steps[e.key]);
      if (!next) return;
      mark(next);
      const from = box(moving.from), to = box(next);
      place(to.x - from.x, to.y - from.y);
      status.textContent = next.dataset.words + ". " + hint;
    } else if (e.key === "Enter" && moving && moving.cell !== moving.from) {
      e.preventDefault();
      draft();
    } else if (e.key === "Escape" && moving) {
      end();
      status.textContent = cellOf(chip).dataset.words;
    }
  });
  map.addEventListener("focusout", e => { if (moving && e.target === moving.chip && !moving.pointer) end(); });

  // Dragging. A press that does not travel stays a click on the link.
  const svgPoint = (svg, e) => new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());

  map.addEventListener("dragstart", e => e.preventDefault());
  map.addEventListener("pointerdown", e => {
    const chip = e.target.closest?.("a.chip[data-assess]");
    if (!chip || e.button !== 0) return;
    end();
    begin(chip);
    moving.pointer = e.pointerId;
    moving.start = svgPoint(chip.ownerSVGElement, e);
    moving.far = false;
  });
  addEventListener("pointermove", e => {
    if (!moving || moving.pointer !== e.pointerId) return;
    const at = svgPoint(moving.chip.ownerSVGElement, e);
    const dx = at.x - moving.start.x, dy = at.y - moving.start.y;
    if (!moving.far && Math.hypot(dx, dy) < 5) return;
    moving.far = true;
    place(dx, dy);
    const under = cells(moving.chip).find(c => { const b = box(c); return at.x > b.x && at.x < b.x + b.width && at.y > b.y && at.y < b.y + b.height; });
    mark(under ?? moving.from);
    status.textContent = moving.cell.dataset.words;
  });
  addEventListener("pointerup", e => {
    if (!moving || moving.pointer !== e.pointerId) return;
    if (moving.far) {
      // The click that follows would choose the risk.
      addEventListener("click", c => c.preventDefault(), { capture: true, once: true });
      if (moving.cell !== moving.from) draft();
    }
    end();
  });
  addEventListener("pointercancel", e => { if (moving?.pointer === e.pointerId) end(); });
}
