// Leaves at once, and keeps our pages out of this tab: "back" and "forward" after it lead to no page of ours.
//
// Every page of ours runs this in its head, before anything of it is drawn. Each entry of the tab's history remembers
// the round in which it was opened; leaving ends the round. When the browser goes back to an entry of a round that
// has ended, the page stays blank and gives its place to the page about the weather. Somebody who comes again by
// an address or a link begins an entry of the new round, and is not sent away.
(() => {
  const ROUND = "round";
  const PRESSES = 3;
  const WITHIN_MS = 2000;
  const away = document.currentScript.dataset.away;
  const page = document.documentElement;

  const store = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return null; // switched off: only this page is then replaced
    }
  })();
  const round = () => Number(store?.getItem(ROUND) ?? 0);
  const left = () => (history.state?.[ROUND] ?? round()) < round();

  function leave() {
    page.hidden = true;
    document.title = "";
    try {
      store?.setItem(ROUND, String(round() + 1));
    } catch {
      // full or forbidden: this page is replaced all the same
    }
    for (const form of document.forms) {
      form.reset();
      for (const box of form.querySelectorAll("textarea, input[type=text], input[type=email]")) box.value = "";
    }
    window.location.replace(away);
  }

  function look() {
    if (left()) {
      page.hidden = true;
      window.location.replace(away);
      return;
    }
    if (history.state?.[ROUND] === undefined) history.replaceState({ ...history.state, [ROUND]: round() }, "");
    page.hidden = false;
  }

  look();
  // A page that the browser keeps whole, to show it again on "back", is kept blank.
  window.addEventListener("pagehide", () => (page.hidden = true));
  window.addEventListener("pageshow", look);

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-quick-exit]")) return;
    event.preventDefault();
    leave();
  });

  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
    if (pressed.length >= PRESSES && document.querySelector("[data-quick-exit]")) leave();
  });
})();
