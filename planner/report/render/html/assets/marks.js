// Drawings: what a mark stands for is shown where the pointer is, and from mark to mark by the
// arrow keys.
(() => {
  "use strict";
  const tip = document.querySelector(".tip");
  const EDGE = 8;

  const place = (x, y) => {
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.min(Math.max(EDGE, x + 12), window.innerWidth - width - EDGE);
    const below = y + 18 + height < window.innerHeight - 32;
    tip.style.transform = `translate(${left}px, ${below ? y + 18 : y - height - 12}px)`;
  };
  const hide = () => {
    tip.hidden = true;
  };
  const show = (mark, x, y) => {
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    place(x, y);
  };

  const markAt = (event) => event.target.closest("svg [aria-label]");

  // The titles of marks are shown by browsers too, late and only to the mouse: one way is enough.
  for (const title of document.querySelectorAll("div.drawing svg > * title")) {
    title.parentNode.setAttribute("aria-label", title.textContent);
    title.remove();
  }

  for (const drawing of document.querySelectorAll("div.drawing")) {
    let chosen = -1;
    const marks = () => [...drawing.querySelectorAll("svg [aria-label]")];
    const choose = (at) => {
      const all = marks();
      all[chosen]?.classList.remove("mark-chosen");
      chosen = at;
      if (at < 0) return hide();
      const mark = all[at];
      mark.classList.add("mark-chosen");
      mark.scrollIntoView({ block: "nearest", inline: "nearest" });
      const box = mark.getBoundingClientRect();
      return show(mark, box.left + box.width / 2, box.top + box.height / 2);
    };

    drawing.addEventListener("pointermove", (event) => {
      const mark = markAt(event);
      if (mark) show(mark, event.clientX, event.clientY);
      else hide();
    });
    drawing.addEventListener("pointerleave", hide);
    drawing.addEventListener("blur", () => choose(-1));
    drawing.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const count = marks().length;
      if (event.key === "Escape") choose(-1);
      if (step === undefined || event.target !== drawing || count === 0) return;
      event.preventDefault();
      choose(chosen < 0 && step < 0 ? count - 1 : (chosen + step + count) % count);
    });
  }
})();
