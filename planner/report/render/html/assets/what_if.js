// What if: one slider is moved at a time. What it shows stands in the table of all positions.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 236, 84, 24, 14, 56];
  const LONGEST = 32;

  const drawn = (parent, name, attributes, text = "") => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    parent.append(element);
    return element;
  };

  // A curve of one number over the positions of one slider; `here` is the position shown.
  const curve = (place, positions, number, here) => {
    const points = positions
      .map(({ label, cells }, i) => ({ i, label, cell: cells[number] }))
      .filter(({ cell }) => cell && "value" in cell.dataset)
      .map((point) => ({ ...point, value: Number(point.cell.dataset.value), text: point.cell.textContent }));
    place.replaceChildren();
    if (points.length === 0) return;
    const ordered = [...points].sort((a, b) => a.value - b.value);
    const [least, most] = [ordered[0], ordered.at(-1)];
    const room = most.value - least.value || 1;
    const x = (i) => LEFT + (i * (WIDTH - LEFT - RIGHT)) / Math.max(1, positions.length - 1);
    const flat = most.value === least.value;
    const y = (value) =>
      flat ? (TOP + HEIGHT - BOTTOM) / 2 : TOP + ((most.value - value) * (HEIGHT - TOP - BOTTOM)) / room;
    const svg = drawn(place, "svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}` });
    for (const end of flat ? [least] : [least, most]) {
      drawn(svg, "line", { x1: LEFT, x2: WIDTH - RIGHT, y1: y(end.value), y2: y(end.value), stroke: "var(--page-line)" });
      drawn(svg, "text", { x: LEFT - 10, y: y(end.value) + 4, "text-anchor": "end" }, end.text);
    }
    points.slice(1).forEach((point, k) => {
      const before = points[k];
      if (point.i === before.i + 1)
        drawn(svg, "line", { x1: x(before.i), y1: y(before.value), x2: x(point.i), y2: y(point.value), stroke: "var(--page-link)", "stroke-width": 2 });
    });
    for (const point of points)
      drawn(svg, "circle", { cx: x(point.i), cy: y(point.value), r: point.i === here ? 6 : 3.5, fill: point.i === here ? "var(--page-focus)" : "var(--page-link)" });
    positions.forEach(({ missing }, i) => {
      if (missing) drawn(svg, "text", { x: x(i), y: HEIGHT - BOTTOM + 4, "text-anchor": "middle", class: "none" }, "\u00d7");
    });
    // the ends below the axis, the position shown below them
    const last = positions.length - 1;
    const name = (i, y, text) => {
      const anchor = i < last / 3 ? "start" : i > (last * 2) / 3 ? "end" : "middle";
      return drawn(svg, "text", { x: x(i), y, "text-anchor": anchor }, text);
    };
    const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}\u2026` : text);
    for (const i of new Set([0, last])) name(i, HEIGHT - BOTTOM + 24, cut(positions[i].label));
    name(here, HEIGHT - 8, positions[here].label).setAttribute("class", "here");
  };

  const positionsOf = (body) =>
    [...body.querySelectorAll("tr[data-position]")].map((row) => ({
      row,
      label: row.cells[0].textContent.trim(),
      missing: row.querySelector("td.missing")?.textContent.trim() ?? "",
      cells: row.querySelector("td.missing") ? [] : [...row.cells].slice(1),
    }));

  const started = (figure) => {
    const inputs = [...figure.querySelectorAll("input[type=range]")];
    const positions = inputs.map((input) =>
      positionsOf(figure.querySelector(`tbody[data-slider="${input.id}"]`)),
    );
    const numbers = [...figure.querySelectorAll("div.number")];
    const planned = numbers.map((number) => number.querySelector(".value").textContent);
    const asPlanned = numbers.map((number) => number.querySelector(".against").textContent);
    const missing = figure.querySelector("p.missing");
    const status = figure.querySelector("p[role=status].unseen");
    const chosen = figure.querySelector("select");
    let active = 0;

    const tell = (number, i, cell, none) => {
      const value = none ? "–" : (cell?.textContent.trim() ?? planned[i]);
      const against = none ? "" : (cell?.dataset.against ?? asPlanned[i]);
      number.querySelector(".value").textContent = value;
      number.querySelector(".against").textContent = against;
      number.classList.toggle("changed", !none && against !== asPlanned[i]);
    };

    const show = () => {
      const at = Number(inputs[active].value);
      const position = positions[active][at];
      inputs.forEach((input, i) => {
        const { label } = positions[i][Number(input.value)];
        input.setAttribute("aria-valuetext", label);
        const slider = input.closest(".slider");
        slider.querySelector("output").textContent = label;
        slider.classList.toggle("moved", input.value !== input.dataset.base);
      });
      numbers.forEach((number, i) => tell(number, i, position.cells[i], position.missing !== ""));
      missing.hidden = position.missing === "";
      missing.lastElementChild.textContent = position.missing;
      const number = numbers[Number(chosen.value)];
      status.textContent = position.missing || number.innerText.replace(/\s+/g, " ");
      figure.querySelector(".over").textContent = inputs[active].labels[0].textContent;
      curve(figure.querySelector(".curve"), positions[active], Number(chosen.value), at);
    };

    const back = (except) =>
      inputs.forEach((input, i) => {
        if (i !== except) input.value = input.dataset.base;
      });
    inputs.forEach((input, i) =>
      input.addEventListener("input", () => {
        active = i;
        back(i);
        show();
      }),
    );
    chosen.addEventListener("change", show);
    figure.querySelector("button.reset").addEventListener("click", () => {
      back(-1);
      show();
    });

    figure.querySelector(".controls").hidden = false;
    figure.querySelector(".no-script").hidden = true;
    figure.querySelector("details.positions").open = false;
    const varies = (i) =>
      positions.some((all) => new Set(all.map(({ cells }) => cells[i]?.dataset.value)).size > 1);
    chosen.value = String(Math.max(0, numbers.findIndex((_, i) => varies(i))));
    back(-1);
    show();
    status.textContent = "";
  };

  document.querySelectorAll("figure.what-if").forEach(started);
})();
