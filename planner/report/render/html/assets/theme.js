// Light or dark: what the machine asks for, until the reader chooses; kept while the page is open.
(() => {
  "use strict";
  const root = document.documentElement;
  const button = document.querySelector("button.theme");
  const asked = window.matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : asked.matches);
  const show = () => button.setAttribute("aria-pressed", String(dark()));
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    show();
  });
  asked.addEventListener("change", show);
  button.hidden = false;
  show();
})();
