// Ctrl-K on any page: find by typing, choose with the arrows, open with Enter. Without this the search has its own page.
(() => {
  "use strict";
  const palette = document.getElementById("palette");
  if (!palette?.showModal) return;
  const field = palette.querySelector("input[type=search]");
  const links = () => [...palette.querySelectorAll("#palette-found a")];
  const chosen = () => palette.querySelector("#palette-found a.is-chosen");
  const choose = (link) => {
    chosen()?.classList.remove("is-chosen");
    link?.classList.add("is-chosen");
    link?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", link?.id ?? "");
  };
  const open = () => {
    if (palette.open) return;
    palette.showModal();
    field.select();
    htmx.trigger(field, "opened");
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;    // an input method is still writing the word
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    } else if (palette.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const all = links(), at = all.indexOf(chosen());
      choose(all[Math.min(all.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))]);
    } else if (palette.open && event.key === "Enter" && event.target === field && chosen()) {
      event.preventDefault();
      chosen().click();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-find]") && !event.ctrlKey && !event.metaKey) { event.preventDefault(); open(); }
    else if (event.target === palette) palette.close();        // beside the box
  });
  palette.addEventListener("htmx:afterSettle", () => {
    links().forEach((link, place) => { link.id = `found-${place}`; });
    choose(field.value.trim() ? links()[0] : null);
  });
})();
