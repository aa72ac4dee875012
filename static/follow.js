// Screens of a meeting ask every two seconds whether anything changed, and fetch what they show only then.
(() => {
  "use strict";
  const EVERY = 2000, PATIENCE = 8000;
  const seat = () => document.querySelector("[data-follow]");
  const lost = (is) => document.querySelectorAll("[data-lost]").forEach((node) => { node.hidden = !is; });

  async function ask() {
    const node = seat();
    if (!node) return;                           // the meeting is over: what is shown says so
    try {
      const address = `${node.dataset.follow}?seen=${encodeURIComponent(node.dataset.stamp)}`;
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.redirected) return location.reload();           // the session ended: sign in, and come back here
      if (!answer.ok) throw new Error(String(answer.status));
      lost(false);
      if (answer.status !== 204) window.htmx.trigger(node, "changed");
    } catch {
      lost(true);
    }
    setTimeout(ask, EVERY);
  }
  setTimeout(ask, EVERY);
})();
