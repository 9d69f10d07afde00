// Paper: the marking stands in the margin of each page where the browser prints margins of pages;
// else the banners of the screen stand on each page. A browser may know the rules of margins and yet
// not print them: where it is not known to, it prints both, never neither.
(() => {
  "use strict";
  if (typeof CSSMarginRule === "function" && navigator.userAgent.includes("Chrome/"))
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
