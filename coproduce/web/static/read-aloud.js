// Reads a page aloud with the browser's own voice, where it has one for the page's language.
//
// The button is hidden until such a voice is there, and a recording that says the same is then put away. Without a
// voice, or without scripts, recordings stay, with the browser's own controls. Nothing is sent anywhere: only voices
// that live on the device are used.
(() => {
  const speech = window.speechSynthesis;
  const panel = document.querySelector("[data-aloud]");
  const words = document.querySelector("[data-read]");
  if (!speech || !panel || !words) return;
  const start = panel.querySelector("[data-aloud-start]");
  const stop = panel.querySelector("[data-aloud-stop]");
  const SPOKEN = "h2, h3, legend, label, p, li, dt, dd, .govuk-hint";
  const tongue = (element) => element.closest("[lang]")?.lang || document.documentElement.lang;
  const base = (tag) => tag.toLowerCase().split(/[-_]/)[0];

  function voiceFor(tag) {
    const near = speech.getVoices().filter((voice) => voice.localService && base(voice.lang) === base(tag));
    return near.find((voice) => voice.lang.toLowerCase() === tag.toLowerCase()) || near[0];
  }

  function look() {
    const has = Boolean(voiceFor(tongue(words)));
    panel.hidden = !has;
    for (const recording of words.querySelectorAll("audio.listen")) recording.hidden = has;
  }

  function said(element) {
    const copy = element.cloneNode(true);
    for (const inner of copy.querySelectorAll("[aria-hidden=true], audio, svg, " + SPOKEN)) inner.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function show(reading) {
    stop.hidden = !reading;
    start.hidden = reading;
  }

  function read() {
    speech.cancel();
    const parts = [...words.querySelectorAll(SPOKEN)].filter((part) => said(part) && part.offsetParent !== null);
    parts.forEach((part, at) => {
      const line = new SpeechSynthesisUtterance(said(part));
      line.lang = tongue(part);
      line.voice = voiceFor(line.lang) || voiceFor(tongue(words));
      line.rate = 0.9;
      if (at === parts.length - 1) line.onend = () => show(false);
      line.onerror = () => show(false);
      speech.speak(line);
    });
    show(true);
    stop.focus();
  }

  function quiet() {
    speech.cancel();
    show(false);
    start.focus();
  }

  start.addEventListener("click", read);
  stop.addEventListener("click", quiet);
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", look);
  look();
})();
