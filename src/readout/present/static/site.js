// What goes on is looked at again until it is over; without a script the page loads itself again.
(() => {
  const look = async () => {
    const live = document.querySelector("#live[data-live]");
    if (!live) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return location.reload();
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
      if (found && found.outerHTML !== live.outerHTML) live.replaceWith(found);
    } catch { /* the server is away for now */ }
    setTimeout(look, 1000);
  };
  setTimeout(look, 500);
})();
(() => {
  const dialog = document.getElementById("keys");
  const opener = document.getElementById("keys-open");
  const choice = document.getElementById("keys-on");
  if (!dialog || !opener || !choice) return;
  const kept = { read: () => { try { return localStorage.getItem("keys") !== "off"; } catch { return true; } },
                 write: (on) => { try { localStorage.setItem("keys", on ? "on" : "off"); } catch { /* this time only */ } } };
  opener.hidden = false;
  choice.checked = kept.read();
  opener.addEventListener("click", () => dialog.showModal());
  choice.addEventListener("change", () => kept.write(choice.checked));

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length);
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const follow = (selector) => document.querySelector(selector)?.click();
  let going = false;

  addEventListener("keydown", (event) => {
    if (!choice.checked || dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    const key = event.key;
    if (going) {
      going = false;
      follow(`[data-key="${CSS.escape(key)}"]`);
    } else if (key === "/") {
      event.preventDefault();
      document.querySelector(".find input")?.focus();
    } else if (key === "?") dialog.showModal();
    else if (key === "g") { going = true; setTimeout(() => { going = false; }, 1500); }
    else if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "n") follow('a[rel="next"]');
    else if (key === "p") follow('a[rel="prev"]');
    else if (key === "Enter" && event.target.matches?.("[data-row]")) event.target.querySelector("a[href*='/articles/'], a[href]")?.click();
  });
})();
