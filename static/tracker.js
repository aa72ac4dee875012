// Small helps on top of pages that work without them: keys, toasts, kept text, focus, colours.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = () => document.getElementById("errors")?.dataset ?? {};
  const make = (tag, props = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };

  // ---- a form goes once, however often its button is pressed; back to the page, it may go again ----
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault(); else form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // ---- keys: "/" finds, ? lists the keys, arrows turn to a page's neighbours (data-key), Esc closes, Ctrl+Enter sends; none while an input method writes a word ----
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = document.querySelector("main input[type=search]");
      const link = document.querySelector("[data-find]");
      if (!field && !link) return;
      event.preventDefault();
      if (field) { field.focus(); field.select(); } else link.click();
    } else if (event.key === "?" && !typing && !event.ctrlKey && !event.metaKey && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      (document.getElementById("keys") ?? document.getElementById("keys-everywhere"))?.showModal();
    } else if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      const menu = document.querySelector("details.menu[open]");
      const open = event.target.closest?.(".is-open") ?? document.querySelector(".is-open");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
      else if (typing?.type === "search" && typing.value === "") typing.blur();
      else if (typing?.type !== "search") (open ?? document).querySelector("a[data-close], button[data-close]")?.click();
    } else if (event.key.startsWith("Arrow") && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !document.querySelector("dialog[open]")) {
      document.querySelector(`main a[data-key="${event.key}"]`)?.click();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });
  document.addEventListener("click", (event) => {
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const show = event.target.closest("[data-show]");
    if (show) {
      const field = document.getElementById(show.dataset.show);
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      [show.textContent, show.dataset.hide] = [show.dataset.hide, show.textContent];
      field.focus();
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const source = document.querySelector(copy.dataset.copy);
      const text = (source.value || source.innerText).replace(/\s+/g, " ").trim();
      const done = () => toast(words().copied);
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done);
      else {                                     // plain http on an intranet has no clipboard API
        const area = make("textarea", { value: text });
        document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); done();
      }
    }
    if (event.target.closest("[data-print]")) window.print();
  });

  // ---- toasts: they leave by themselves, but not while looked at ----
  const lifetime = (node) => {
    let timer;
    const start = () => { timer = setTimeout(() => node.remove(), node.querySelector("form") ? 15000 : 8000); };
    ["mouseenter", "focusin"].forEach((name) => node.addEventListener(name, () => clearTimeout(timer)));
    ["mouseleave", "focusout"].forEach((name) => node.addEventListener(name, start));
    start();
  };
  function toast(message) {
    const { text = message, undo } = Object(message);
    const node = make("div", { className: "toast" }, make("span", { textContent: text }));
    const sign = document.querySelector("svg.icon")?.cloneNode(true);
    if (sign) { sign.firstElementChild.setAttribute("href", sign.firstElementChild.getAttribute("href").replace(/#.*/, "#check")); node.prepend(sign); }
    if (undo && undo[0] === "/" && undo[1] !== "/") {
      const token = make("input", { type: "hidden", name: "csrf_token", value: csrf() });
      node.append(make("form", { method: "post", action: undo }, token, make("button", { textContent: words().undo })));
    }
    document.getElementById("toasts")?.append(node);
    lifetime(node);
  }
  const csrf = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";
  document.addEventListener("toast", (event) => toast(event.detail.value ?? event.detail));

  // ---- colours: a cookie, so that the server draws the next page right at once ----
  const theme = () => /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1] ?? "";
  const press = () => all("[data-theme]").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.theme === theme())));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme]");
    if (!button) return;
    const value = button.dataset.theme;
    document.cookie = `theme=${value}; path=/; max-age=${value ? 31536000 : 0}; SameSite=Lax`;
    if (value) document.documentElement.dataset.bsTheme = value;
    else delete document.documentElement.dataset.bsTheme;
    press();
  });

  // ---- kept text: form[data-keep] survives a lost line or an ended session in this tab ----
  const who = document.body.dataset.me;
  const key = (form) => `keep ${who} ${location.pathname} ${form.id}`;
  const typed = (form) => [...form.elements].filter((f) => f.name && f.name !== "csrf_token" &&
    (f.matches("textarea, select, [type=radio], [type=checkbox]") || f.matches("input:not([type=password], [type=file], [type=hidden])")));
  const state = (form) => typed(form).map((f) => [f.name, f.matches("[type=radio], [type=checkbox]") ? [f.value, f.checked] : f.value]);
  const forget = (form) => { sessionStorage.removeItem(key(form)); };
  const restore = (form) => {
    const kept = JSON.parse(sessionStorage.getItem(key(form)) ?? "null");
    if (!kept || form.dataset.restored || JSON.stringify(kept.state) === JSON.stringify(state(form))) return;
    form.dataset.restored = "1";
    if (form.querySelector("[aria-invalid=true]")) return;      // the server has just given the text back itself
    const fields = typed(form);
    kept.state.forEach(([name, value]) => {
      if (Array.isArray(value)) fields.filter((f) => f.name === name && f.value === value[0]).forEach((f) => { f.checked = value[1]; });
      else fields.filter((f) => f.name === name).forEach((f) => { f.value = value; });
    });
    const discard = make("button", { type: "button", className: "btn-text btn-small", textContent: words().discard });
    const note = make("p", { className: "restored" }, `${words().restored} `, discard);
    note.setAttribute("role", "status");
    discard.addEventListener("click", () => { forget(form); form.reset(); note.remove(); });
    form.prepend(note);
  };
  const keep = (event) => {
    const form = event.target.closest?.("form[data-keep]");
    if (form && who) sessionStorage.setItem(key(form), JSON.stringify({ state: state(form) }));
  };
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);
  document.addEventListener("change", ({ target: field }) => {   // told before it is sent, so that nothing typed is lost
    if (!field.matches("input[type=file][data-max]")) return;
    const sizes = [...field.files].map((file) => file.size);
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    const large = sizes.some((size) => size > Number(field.dataset.max)) || whole > Number(field.dataset.most ?? Infinity);
    field.setCustomValidity(large ? words()[413] : "");
    field.reportValidity();
  }, true);                                                      // and before the field itself sends it
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-sign-out], [data-forget]")) Object.keys(sessionStorage).filter((k) => k.startsWith("keep ")).forEach((k) => sessionStorage.removeItem(k));
    else if (form.dataset.forgets) sessionStorage.removeItem(key({ id: form.dataset.forgets }));
    else if (form.matches("[data-keep]")) sessionStorage.setItem("sent", JSON.stringify([key(form), Date.now()]));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form[data-keep]");
    if (form) sessionStorage.removeItem("sent");
    if (form && event.detail.requestConfig.verb === "post" && event.detail.successful && !event.detail.xhr.getResponseHeader("HX-Redirect")) forget(form);
  });
  // A whole page that follows a post: the text has arrived unless this is sign-in, an error, or a way back.
  const settle = () => {
    const [sent, at] = JSON.parse(sessionStorage.getItem("sent") ?? "[]");
    sessionStorage.removeItem("sent");
    const arrived = who && Date.now() - at < 120000 && !document.querySelector("[aria-invalid=true], .form-errors, [data-error-page]") &&
      performance.getEntriesByType("navigation")[0]?.type === "navigate";
    if (sent && arrived) sessionStorage.removeItem(sent);
  };

  // ---- HTMX: token, trouble, focus ----
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrf();
  });
  const trouble = (text) => {
    const box = document.getElementById("errors");
    if (box) box.replaceChildren(...(text ? [make("div", { className: "page" }, make("p", { textContent: text }))] : []));
  };
  const offline = () => trouble(words().offline);
  document.addEventListener("htmx:sendError", offline);
  document.addEventListener("htmx:timeout", offline);
  document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    const page = xhr.getResponseHeader("HX-Retarget") && new DOMParser().parseFromString(xhr.responseText, "text/html");
    trouble(words()[xhr.status] ?? (page?.querySelector?.("p")?.textContent || words().error));
  });
  document.addEventListener("htmx:beforeRequest", () => trouble(""));
  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    if (root.matches?.("[aria-live]")) return;                  // an echo speaks, it does not take the focus
    const lost = !document.activeElement || document.activeElement === document.body;
    const invalid = root.querySelector?.("[aria-invalid=true]");
    if (!invalid && !lost) return;
    const next = invalid ?? root.querySelector?.("[autofocus]") ?? root;
    if (next === root && !root.hasAttribute("tabindex")) root.tabIndex = -1;
    next.focus({ preventScroll: next === root });
  });

  const dress = (root) => {
    all("[data-show][hidden], [data-theme-choice][hidden], [data-js][hidden]", root).forEach((node) => { node.hidden = false; });
    if (who) all("form[data-keep]", root).forEach(restore);
    if (who && root.matches?.("form[data-keep]")) restore(root);
    all("[data-toast]", root).forEach((node) => { node.removeAttribute("data-toast"); lifetime(node); });
    all("input[data-indeterminate]", root).forEach((box) => { box.indeterminate = true; });
  };
  settle();
  dress(document);
  if (location.hash === "#find") document.getElementById("find")?.focus();
  press();
  document.addEventListener("htmx:load", (event) => dress(event.detail.elt));
  if (document.querySelector(".form-errors[role=alert]")) document.querySelector("[aria-invalid=true]")?.focus();
})();
