// Drafts chosen together: the bar shows when one is, Shift takes all between two, V chooses the draft the keys are at.
// Without this the bar stands at the end of the page, and boxes and "all" work as in any form.
(() => {
  "use strict";
  const bar = document.getElementById("bulk");
  if (!bar) return;
  const whole = bar.querySelector("[name=everything]");
  const title = bar.querySelector("[data-count]");
  const words = title.textContent;
  const boxes = () => [...document.querySelectorAll("input.pick-draft")];
  let last = null;                                   // the value of the box set last, from where Shift reaches on

  const count = () => {
    const all = boxes();
    const many = all.filter((box) => box.checked).length;
    title.textContent = `${words}: ${many}`;
    bar.classList.toggle("is-floating", many > 0);
    bar.hidden = many === 0;
    document.querySelector(".keys")?.classList.toggle("is-covered", many > 0);
    whole.checked = many > 0 && many === all.length;
    whole.indeterminate = many > 0 && many < all.length;
  };
  const range = (box, on) => {
    const all = boxes();
    const from = all.findIndex((each) => each.value === last);
    const to = all.indexOf(box);
    const [a, b] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    all.slice(a, b + 1).forEach((each) => { each.checked = on; });
  };
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("input.pick-draft");
    if (!box) return;
    if (event.shiftKey) range(box, box.checked);
    last = box.value;
    count();
  });
  whole.addEventListener("change", () => { boxes().forEach((box) => { box.checked = whole.checked; }); count(); });
  bar.querySelector("[data-unpick]").addEventListener("click", () => { boxes().forEach((box) => { box.checked = false; }); count(); });
  bar.addEventListener("submit", () => { whole.checked = false; });   // the boxes themselves say it, as they are by now
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key.toLowerCase() !== "v" || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.("input:not(.pick-draft), textarea, select, [contenteditable]")) return;
    const draft = document.activeElement.closest("[data-draft]") ?? document.querySelector(".draft.is-current[data-draft]");
    const box = draft?.querySelector("input.pick-draft");
    if (!box) return;
    event.preventDefault();
    const on = event.shiftKey || !box.checked;
    if (event.shiftKey) range(box, true);
    box.checked = on;
    last = box.value;
    count();
  });
  document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.elt.matches?.("[data-draft]")) count(); });
  count();
})();
