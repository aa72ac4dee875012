// Where a draft is cut: the cursor in its words says the place, the places offered move the cursor, both parts are shown.
// Without this the places offered are chosen and sent as any form is.
(() => {
  "use strict";
  const letters = (text) => text.replace(/\s+/g, "").length;

  // The cursor set in a passage by a click or a selection: of which draft, and how many of its letters stand before it.
  let cursor = { id: "", letters: 0 };
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const node = selection.rangeCount ? selection.getRangeAt(0).startContainer : null;
    const mark = (node?.parentElement ?? node)?.closest?.("mark[data-item]");
    if (!mark) return;
    const marks = [...document.querySelectorAll(`mark[data-item="${mark.dataset.item}"]`)];
    const before = document.createRange();
    before.setStart(mark, 0);
    before.setEnd(node, selection.getRangeAt(0).startOffset);
    const above = marks.slice(0, marks.indexOf(mark)).map((each) => each.textContent).join("");
    cursor = { id: mark.dataset.item, letters: letters(above + before.toString()) };
  });
  const placeAfter = (text, count) => {
    for (let place = 0, left = count; place < text.length; place += 1) {
      if (!/\s/.test(text[place])) { if (left === 0) return place; left -= 1; }
    }
    return text.length;
  };

  const dress = (form) => {
    if (form.dataset.dressed) return;
    form.dataset.dressed = "1";
    const area = form.querySelector("textarea");
    const words = area.value;
    const [first, second] = form.querySelectorAll(".halves p");
    const offered = [...form.querySelectorAll("[name=offered]")];
    let place = 0;
    const show = () => {
      form.elements.place.value = place;
      first.textContent = words.slice(0, place).trim();
      second.textContent = words.slice(place).trim();
      offered.forEach((each) => { each.checked = Number(each.value) === place; });
    };
    const put = (at) => { place = at; area.setSelectionRange(at, at); show(); };
    const follow = () => { if (document.activeElement === area && area.selectionStart !== place) { place = area.selectionStart; show(); } };
    document.addEventListener("selectionchange", follow);
    ["keyup", "click", "select"].forEach((name) => area.addEventListener(name, follow));
    area.addEventListener("input", () => { if (area.value !== words) { area.value = words; area.setSelectionRange(place, place); } });
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    offered.forEach((each) => each.addEventListener("change", () => put(Number(each.value))));
    const pointed = cursor.letters && form.dataset.split === cursor.id ? placeAfter(words, cursor.letters) : 0;
    put(pointed || Number(form.elements.place.value || offered.find((each) => each.checked)?.value || 0));
    area.focus({ preventScroll: true });
    area.setSelectionRange(place, place);
  };
  const all = (root) => [...(root.matches?.("form[data-split]") ? [root] : []), ...root.querySelectorAll("form[data-split]")].forEach(dress);
  all(document);
  document.addEventListener("htmx:afterSettle", (event) => all(event.detail.elt));
})();
