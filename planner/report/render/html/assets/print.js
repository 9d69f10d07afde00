// Paper: the marking stands in the margin of each page where the browser knows margins of pages;
// else the banners of the screen stand on each page. Nothing is hidden from print by a filter.
(() => {
  "use strict";
  if (typeof CSSMarginRule === "function")
    document.documentElement.classList.add("page-margins");

  const opened = [];
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details.panel:not([open]), details.positions:not([open])")) {
      folded.open = true;
      opened.push(folded);
    }
  });
  addEventListener("afterprint", () => {
    for (const folded of opened.splice(0)) folded.open = false;
  });
})();
