// Lights up the words that are heard. Offsets of the record count characters, JavaScript's strings count halves of some.
(() => {
  const box = document.querySelector(".heard");
  const audio = box?.querySelector("audio"), state = box?.querySelector("[role=status]");
  const follows = box?.querySelector("input");
  if (!audio || !state || !follows) return;
  const blocks = [...document.querySelectorAll(".article [data-at]")].map((el) => [Number(el.dataset.at), el]);
  const canMark = typeof Highlight === "function" && CSS.highlights;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let cues = null, shown = null;
  box.querySelector("label").hidden = !canMark;

  const tell = (words) => { state.textContent = words; };
  const units = (text, count) => [...text].slice(0, count).join("").length;
  const blockOf = (offset) => blocks.findLast(([at]) => at <= offset);

  // The place of a character of the article in the page, or null.
  const place = (offset, isEnd) => {
    const block = blockOf(isEnd ? offset - 1 : offset);
    if (!block) return null;
    const walk = document.createTreeWalker(block[1], NodeFilter.SHOW_TEXT);
    let left = offset - block[0];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const size = [...node.data].length;
      if (left < size || (isEnd && left === size)) return [node, units(node.data, left)];
      left -= size;
    }
    return null;
  };
  const range = (start, end) => {
    const from = place(start, false), to = place(end, true);
    if (!from || !to) return null;
    const made = new Range();
    made.setStart(...from);
    made.setEnd(...to);
    return made;
  };
  const mark = (name, found) => { if (found) CSS.highlights.set(name, new Highlight(found)); else CSS.highlights.delete(name); };

  const bring = (found) => {
    const seen = found.getBoundingClientRect();
    const top = box.getBoundingClientRect().bottom;
    if (seen.top >= top && seen.bottom <= innerHeight) return;
    scrollBy({ top: seen.top - innerHeight / 3, behavior: calm.matches ? "auto" : "smooth" });
  };

  const light = () => {
    const now = audio.currentTime;
    const cue = cues?.find((one) => one.time[0] <= now && now < one.time[1]) ?? null;
    const word = cue?.words.findLast((one) => one[2] <= now);
    if (cue !== shown) {
      shown = cue;
      const found = cue && range(...cue.at);
      mark("heard", found);
      if (found && follows.checked && !audio.paused) bring(found);
    }
    mark("heard-word", word ? range(word[0], word[1]) : null);
    if (!audio.paused && !audio.ended) requestAnimationFrame(light);
  };

  audio.addEventListener("play", async () => {
    if (audio.readyState < 3) tell("The voice is being made; a long article takes a while.");
    if (!cues && canMark) {
      try { cues = (await (await fetch(box.dataset.follow, { credentials: "same-origin" })).json()).cues; }
      catch { cues = []; }
    }
  });
  audio.addEventListener("playing", () => { tell(""); if (canMark) light(); });
  audio.addEventListener("seeked", () => { if (canMark) light(); });
  audio.addEventListener("error", () => tell("This article could not be spoken."));
  audio.addEventListener("ended", () => { shown = null; if (canMark) { mark("heard", null); mark("heard-word", null); } });
})();
