(() => {
  const lit = new Set();
  const off = () => { for (const el of lit) el.classList.remove("on", "near"); lit.clear(); };
  const on = (el, how) => { el.classList.add(how); lit.add(el); };
  const spans = (id) => document.querySelectorAll(`[data-of~="${CSS.escape(id)}"]`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;

  // Bring a card into view inside the record's own scroller; never move the page under the reader.
  const reveal = (card) => {
    const box = card.closest(".record");
    if (!box || box.scrollHeight <= box.clientHeight) return;
    const a = card.getBoundingClientRect(), b = box.getBoundingClientRect();
    if (a.top >= b.top && a.bottom <= b.bottom) return;
    box.scrollBy({ top: a.top - b.top - b.height / 4, behavior: calm.matches ? "auto" : "smooth" });
  };

  const show = (event) => {
    const el = event.target.closest?.("[data-of], [data-card]");
    clearTimeout(timer);
    off();
    if (!el) return;
    if (el.dataset.card) {
      on(el, "on");
      for (const span of spans(el.dataset.card)) on(span, "on");
      return;
    }
    const ids = el.dataset.of.trim().split(" ");
    for (const span of spans(ids[0])) on(span, "on");
    ids.forEach((id, i) => {
      const card = document.getElementById(id);
      if (card) on(card, i ? "near" : "on");
    });
    const first = document.getElementById(ids[0]);
    if (first) timer = setTimeout(() => reveal(first), event.type === "focusin" ? 0 : 250);
  };

  addEventListener("mouseover", show);
  addEventListener("focusin", show);
  addEventListener("keydown", (event) => { if (event.key === "Escape") off(); });
})();
