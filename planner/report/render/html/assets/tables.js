// Tables: sorted by a column, and filtered by a text. Sums stand below what they sum up, and at the
// foot while the rows are in another order.
(() => {
  "use strict";
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };

  const textOf = (cell) => (cell.querySelector(".text") ?? cell).textContent.trim();

  // Rows without a value come last, whichever way the others go.
  const compare = (column, numeric, sign) => (a, b) => {
    const [left, right] = [a.cells[column], b.cells[column]];
    if (!numeric) return sign * collator.compare(textOf(left), textOf(right));
    const [known, other] = ["value" in left.dataset, "value" in right.dataset];
    if (known && other) return sign * (Number(left.dataset.value) - Number(right.dataset.value));
    return known ? -1 : other ? 1 : sign * collator.compare(textOf(left), textOf(right));
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const totals = original.filter((row) => row.classList.contains("total"));
    const entries = original.filter((row) => !row.classList.contains("total"));
    const heads = [...table.tHead.rows[0].cells];

    const sort = (column) => {
      const head = heads[column];
      const way = NEXT[head.getAttribute("aria-sort") ?? "none"];
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      if (way === "none") return body.append(...original);
      head.setAttribute("aria-sort", way);
      const numeric = entries.some((row) => "value" in row.cells[column].dataset);
      const sign = way === "ascending" ? 1 : -1;
      return body.append(...[...entries].sort(compare(column, numeric, sign)), ...totals);
    };

    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(column));
      head.append(button);
    });
  };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const filterable = (bar) => {
    const input = bar.querySelector("input");
    const status = bar.querySelector("[role=status]");
    const rows = [...document.getElementById(input.getAttribute("aria-controls")).tBodies[0].rows];
    const texts = rows.map((row) => plain(row.textContent));
    const counted = rows.filter((row) => !row.classList.contains("total"));

    const show = () => {
      const wanted = plain(input.value).split(/\s+/).filter(Boolean);
      rows.forEach((row, i) => {
        row.hidden = !wanted.every((word) => texts[i].includes(word));
      });
      const shown = counted.filter((row) => !row.hidden).length;
      status.textContent = status.dataset.words
        .replace("{shown}", String(shown))
        .replace("{all}", String(counted.length));
    };
    input.addEventListener("input", show);
    bar.hidden = false;
    show();
  };

  document.querySelectorAll("table.sorts").forEach(sortable);
  document.querySelectorAll(".filter").forEach(filterable);

  // A region that does not scroll is no stop for the keyboard, and lets heads stay in sight.
  const regions = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls =
        target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1;
      target.classList.toggle("whole", !scrolls);
      if (scrolls) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  document.querySelectorAll(".scroll").forEach((region) => regions.observe(region));
})();
