(() => {
  const choice = document.getElementById("keys-on");
  const dialog = document.getElementById("keys");
  const rows = () => [...document.querySelectorAll("[data-row]")];

  // What the address names, or the first that waits, is where the keys begin.
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const form = document.querySelector(".edit");
  const start = named?.matches?.("[data-row]") ? named : document.querySelector(".queue [data-row]");
  const begin = () => {
    if (form?.contains(document.activeElement)) return;
    if (form) form.querySelector("[data-words], input:not([type=hidden]), select")?.focus({ preventScroll: true });
    else if (start && (named || document.querySelector(".flash"))) { start.tabIndex = -1; start.focus(); }
  };
  // Going to the place that the address names takes the focus away: only then.
  if (document.readyState === "complete") begin();
  else addEventListener("load", () => setTimeout(begin));

  addEventListener("keydown", (event) => {
    if (!choice?.checked || dialog?.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    const row = event.target.closest?.("[data-row]") ?? (form ? form.closest("[data-row]") : null) ?? rows()[0];
    const press = (what, within) => { const found = within?.querySelector(`[data-do="${what}"]`); if (found) { event.preventDefault(); found.click(); } };
    if (event.key === "a") press("accept", row);
    else if (event.key === "x") press("reject", row);
    else if (event.key === "e") press("open", row);
    else if (event.key === "u") press("undo", document.querySelector(".flash"));
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && form?.contains(event.target)) form.querySelector('[data-do="close"]')?.click();
  });
  if (!form) return;

  // The article's words with their offsets: code points, as the server counts them.
  const article = document.querySelector(".reviewing .article");
  const nodes = [];
  for (const el of article.querySelectorAll(".words-of [data-s]")) {
    const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    for (let at = +el.dataset.s; walk.nextNode();) {
      const length = [...walk.currentNode.data].length;
      nodes.push({ node: walk.currentNode, at, end: at + length, block: el.closest(".words-of") });
      at += length;
    }
  }
  nodes.sort((a, b) => a.at - b.at);
  const blocks = new Map();
  for (const one of nodes) {
    const known = blocks.get(one.block) ?? { at: one.at, text: "" };
    known.text += one.node.data;
    blocks.set(one.block, known);
  }
  const words = [];
  for (const { at, text } of blocks.values())
    for (const found of text.matchAll(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu)) {
      const begin = at + [...text.slice(0, found.index)].length;
      words.push([begin, begin + [...found[0]].length]);
    }
  const units = (text, points) => [...text].slice(0, points).join("").length;
  const offset = (node, unit) => {
    const one = nodes.find((n) => n.node === node);
    return one ? one.at + [...one.node.data.slice(0, unit)].length : null;
  };
  const place = (at, last) => {
    const one = nodes.find((n) => last ? n.at < at && at <= n.end : n.at <= at && at < n.end);
    return one ? [one.node, units(one.node.data, at - one.at)] : null;
  };
  const range = (begin, end) => {
    const first = place(begin, false), last = place(end, true);
    if (!first || !last) return null;
    const made = document.createRange();
    made.setStart(...first);
    made.setEnd(...last);
    return made;
  };
  const said = (begin, end) => nodes.filter((n) => n.end > begin && n.at < end)
    .map((n, i, all) => (i && n.block !== all[i - 1].block ? " " : "") + [...n.node.data].slice(Math.max(0, begin - n.at), end - n.at).join(""))
    .join("").split(/\s+/).filter(Boolean).join(" ");

  // The field whose words are being chosen, its mark in the text and the grips at its ends.
  const fields = [...form.querySelectorAll("[data-span]")];
  let field = null;
  const bounds = () => { const found = /^(\d+)-(\d+)$/.exec(field?.querySelector("[data-at]").value ?? ""); return found ? [+found[1], +found[2]] : null; };
  const grips = ["first", "last"].map((end) => {
    const grip = document.createElement("div");
    grip.className = `grip ${end}`;
    grip.hidden = true;
    article.append(grip);
    return grip;
  });
  const draw = () => {
    const at = bounds(), marked = at && range(...at);
    if (CSS.highlights) { CSS.highlights.delete("chosen"); if (marked) CSS.highlights.set("chosen", new Highlight(marked)); }
    const boxes = marked ? [...marked.getClientRects()].filter((box) => box.width) : [], base = article.getBoundingClientRect();
    grips.forEach((grip, last) => {
      const box = boxes.at(last ? -1 : 0);
      grip.hidden = !box;
      if (!box) return;
      grip.style.left = `${(last ? box.right : box.left) - base.left - 7}px`;
      grip.style.top = `${box.top - base.top}px`;
      grip.style.height = `${box.height}px`;
    });
  };
  const choose = (one) => { field = one; for (const other of fields) other.classList.toggle("chosen", other === one); draw(); };
  const put = (begin, end) => {
    if (!field || begin >= end) return;
    field.querySelector("[data-words]").value = said(begin, end);
    field.querySelector("[data-at]").value = `${begin}-${end}`;
    draw();
  };
  // Ends that lie inside a word go to its edge; punctuation that was chosen stays.
  const snapped = (begin, end) => [words.find(([b, e]) => b <= begin && begin < e)?.[0] ?? begin, words.find(([b, e]) => b < end && end <= e)?.[1] ?? end];

  for (const one of fields) {
    one.addEventListener("focusin", () => choose(one));
    one.querySelector(".nudge").hidden = false;
    one.querySelector("[data-words]").addEventListener("input", () => { one.querySelector("[data-at]").value = ""; draw(); });
    for (const button of one.querySelectorAll("[data-move]"))
      button.addEventListener("click", () => {
        const at = bounds(), [which, by] = button.dataset.move.split(" ");
        if (!at) return;
        const forth = by === "1";
        if (which === "start") {
          const to = forth ? words.find(([b]) => b > at[0])?.[0] : words.findLast(([b]) => b < at[0])?.[0];
          if (to !== undefined && to < at[1]) put(to, at[1]);
        } else {
          const to = forth ? words.find(([, e]) => e > at[1])?.[1] : words.findLast(([, e]) => e < at[1])?.[1];
          if (to !== undefined && to > at[0]) put(at[0], to);
        }
      });
  }
  document.addEventListener("pointerup", (event) => {
    const chosen = getSelection();
    if (!field || chosen.isCollapsed || !article.contains(event.target)) return;
    const picked = chosen.getRangeAt(0);
    const hit = nodes.filter((n) => picked.intersectsNode(n.node));
    if (!hit.length) return;
    let begin = offset(picked.startContainer, picked.startOffset) ?? hit[0].at;
    let end = offset(picked.endContainer, picked.endOffset) ?? hit.at(-1).end;
    const text = [...nodes.map((n) => n)].filter((n) => n.end > begin && n.at < end);
    const letter = (at) => { const n = text.find((one) => one.at <= at && at < one.end); return n ? [...n.node.data][at - n.at] : " "; };
    while (begin < end && /\s/.test(letter(begin))) begin += 1;
    while (end > begin && /\s/.test(letter(end - 1))) end -= 1;
    put(...snapped(begin, end));
    chosen.removeAllRanges();
  });
  grips.forEach((grip, last) => {
    grip.addEventListener("pointerdown", (event) => { event.preventDefault(); grip.setPointerCapture(event.pointerId); });
    grip.addEventListener("pointermove", (event) => {
      if (!grip.hasPointerCapture(event.pointerId)) return;
      for (const other of grips) other.style.pointerEvents = "none";
      const under = document.caretPositionFromPoint?.(event.clientX, event.clientY) ?? document.caretRangeFromPoint?.(event.clientX, event.clientY);
      for (const other of grips) other.style.pointerEvents = "";
      const at = under && offset(under.offsetNode ?? under.startContainer, under.offset ?? under.startOffset), now = bounds();
      if (at === null || at === undefined || !now) return;
      const word = last ? words.findLast(([b, e]) => b < at)?.[1] : words.find(([, e]) => e > at)?.[0];
      if (word === undefined) return;
      if (last ? word > now[0] : word < now[1]) put(...(last ? [now[0], word] : [word, now[1]]));
    });
  });
  addEventListener("resize", draw);
  document.fonts?.ready.then(draw);
  if (fields.length) choose(fields[0]);
})();
