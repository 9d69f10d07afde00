// The contents: folded where they stand above the report, and marked where the reader is.
(() => {
  "use strict";
  const folder = document.querySelector(".contents details");
  const wide = window.matchMedia("(min-width: 72rem)");
  const fold = () => {
    folder.open = wide.matches;
  };
  wide.addEventListener("change", fold);
  fold();
  folder.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) folder.open = false;
  });

  const links = [...folder.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(link.hash.slice(1)));
  let waiting = false;
  const mark = () => {
    waiting = false;
    let here = -1;
    headings.forEach((heading, i) => {
      if (heading.getBoundingClientRect().top < 120) here = i;
    });
    links.forEach((link, i) => {
      if (i === here) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  const later = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };
  document.addEventListener("scroll", later, { passive: true });
  later();
})();
