// Tasks chosen together in the register: a box for the page, their number, X for the row the keys are at, Shift up to it.
// Without this the boxes work as in any form, and the style sheet shows the bar when one is set.
(() => {
  "use strict";
  const bar = document.getElementById("bulk");
  if (!bar) return;
  const page = bar.querySelector("[data-pick-page]");
  const everything = bar.querySelector("[name=everything]");
  const title = bar.querySelector("[data-picked]");
  const boxes = () => [...document.querySelectorAll("input.pick-task")];
  let last = null;                                   // the box set last, from where Shift reaches on

  const count = () => {
    const all = boxes();
    const many = all.filter((box) => box.checked).length;
    title.textContent = title.dataset.picked.replace("#", everything?.checked ? everything.parentElement.textContent.match(/\d[\d.]*/)[0] : many);
    page.checked = many === all.length;
    page.indeterminate = many > 0 && many < all.length;
  };
  const range = (box, on) => {
    const all = boxes();
    const [from, to] = [all.indexOf(last), all.indexOf(box)];
    const [a, b] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    all.slice(a, b + 1).forEach((each) => { each.checked = on; });
  };
  const set = (box, on, through) => {
    if (through) range(box, on); else box.checked = on;
    last = box;
    count();
  };
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("input.pick-task");
    if (box) set(box, box.checked, event.shiftKey);
  });
  page.addEventListener("change", () => { boxes().forEach((box) => { box.checked = page.checked; }); count(); });
  everything?.addEventListener("change", count);
  bar.addEventListener("reset", () => setTimeout(() => { boxes().forEach((box) => { box.checked = false; }); count(); }));
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key.toLowerCase() !== "x" || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.("input:not(.pick-task), textarea, select, [contenteditable]")) return;
    const box = document.activeElement.closest("li")?.querySelector("input.pick-task");
    if (!box) return;
    event.preventDefault();
    set(box, event.shiftKey || !box.checked, event.shiftKey);
  });
  count();
})();
