// A tablet that collects answers without signal: seals each at once, keeps it, and sends it when it can.
//
// An answer is sealed by the server's public key before it is kept, so that neither this tablet nor whoever finds it
// can read it. It is forgotten here only when the server says that it is stored. Sending twice stores once: the words
// of the receipt, made here, name the answer.
(() => {
  const root = document.getElementById("tablet");
  const facts = root.dataset;
  const SEND_EVERY_MS = 20_000;
  const THANKS_FOR_MS = 120_000;
  const IDLE_MS = 300_000;
  const PAD = 1024;
  const WORDS_IN_A_CODE = 6;
  const GIVEN_UP = [410, 413, 422];
  const part = (name) => document.getElementById(`tablet-${name}`);
  const text = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const bytes = (encoded) => Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));

  // What waits: boxes that only the server opens.

  const opened = new Promise((done, fail) => {
    const request = indexedDB.open(`tablet ${facts.slug}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("boxes", { keyPath: "id" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

  async function boxes(mode, act) {
    const changing = (await opened).transaction("boxes", mode, { durability: "strict" });
    const asked = act(changing.objectStore("boxes"));
    return new Promise((done, fail) => {
      changing.oncomplete = () => done(asked.result);
      changing.onerror = changing.onabort = () => fail(changing.error);
    });
  }

  const waiting = () => boxes("readonly", (store) => store.getAll());

  async function count() {
    const all = await waiting();
    part("waiting").textContent = String(all.filter((one) => !one.refused).length);
    const refused = all.filter((one) => one.refused).length;
    part("refused").textContent = String(refused);
    part("refused-line").hidden = refused === 0;
  }

  // Sealing

  async function seal(plain) {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const theirs = await crypto.subtle.importKey("raw", bytes(facts.key), curve, false, []);
    const own = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
    const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = new TextEncoder().encode("coproduce/tablet");
    const how = { name: "HKDF", hash: "SHA-256", salt: point, info };
    const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const encoded = new TextEncoder().encode(plain);
    const padded = new Uint8Array(Math.ceil(encoded.length / PAD) * PAD).fill(32);
    padded.set(encoded);
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, padded));
    return text([...point, ...iv, ...sealed]);
  }

  function newCode() {
    const words = facts.words.split(" ");
    const chosen = crypto.getRandomValues(new Uint32Array(WORDS_IN_A_CODE));
    return Array.from(chosen, (number) => words[number % words.length]).join("-");
  }

  // Sending

  async function sendOne(one) {
    const body = JSON.stringify({ pass: one.pass, box: one.box });
    const answer = await fetch(facts.send, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      body,
    });
    const said = await answer.json(); // a page that asks to join a network is no answer of ours
    if (said.stored === true) await boxes("readwrite", (store) => store.delete(one.id));
    else if (said.stored === false && GIVEN_UP.includes(answer.status))
      await boxes("readwrite", (store) => store.put({ ...one, refused: true }));
  }

  async function sendAll() {
    for (const one of await waiting()) {
      if (one.refused) continue;
      try {
        await sendOne(one);
      } catch {
        break; // no signal: it waits
      }
    }
    await count();
  }

  function send() {
    const alone = navigator.locks;
    return alone ? alone.request(`tablet ${facts.slug}`, { ifAvailable: true }, (lock) => lock && sendAll()) : sendAll();
  }

  count().then(send);
  addEventListener("online", send);
  setInterval(send, SEND_EVERY_MS);

  const form = part("form");
  if (!form) return;

  // Without signal: the pages in every language, with what they need.

  async function ready() {
    const pages = facts.pages.split(" ");
    const urls = new Set(pages);
    for (const page of pages) {
      const read = new DOMParser().parseFromString(await (await fetch(page)).text(), "text/html");
      for (const needed of read.querySelectorAll("link[href], script[src], img[src], audio[src]"))
        urls.add(new URL(needed.getAttribute("href") ?? needed.getAttribute("src"), location.href).pathname);
    }
    await navigator.serviceWorker.register(facts.worker, { scope: facts.scope });
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const said = new Promise((done) => (port1.onmessage = (event) => done(event.data)));
    active.postMessage({ urls: [...urls] }, [port2]);
    if ((await said) !== "kept") throw new Error("Not kept.");
    await navigator.storage?.persist?.();
  }

  const state = part("state");
  ready().then(
    () => (state.textContent = facts.ready),
    () => (state.textContent = navigator.onLine ? facts.notReady : facts.without),
  );

  // One family after another

  const rules = JSON.parse(facts.rules);
  const over = () => Date.now() / 1000 > Number(facts.ends);
  let timer;

  function show(name) {
    const changes = part(name).hidden;
    for (const each of ["begin", "form", "thanks"]) part(each).hidden = each !== name;
    if (changes) part(name).querySelector("[tabindex]")?.focus();
    scrollTo(0, 0);
    clearTimeout(timer);
    if (name === "thanks") timer = setTimeout(begin, THANKS_FOR_MS);
  }

  function begin() {
    form.reset();
    for (const mark of form.querySelectorAll("[data-fault]")) mark.remove();
    part("code").textContent = "";
    part("over").hidden = !over();
    part("start").disabled = over();
    show("begin");
  }

  const values = (name) => new FormData(form).getAll(name).map(String);
  // Digits as Urdu, Persian and Arabic keyboards type them.
  const digits = (typed) => typed.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (sign) => sign.charCodeAt(0) & 15);
  const number = (typed) => Number(digits(typed));

  const fits = {
    places: (sent) => new Set(sent.filter(Boolean)).size === sent.filter(Boolean).length,
    points: (sent, rule) =>
      sent.every((typed) => !typed.trim()) ||
      (sent.every((typed) => number(typed) >= 0) && sent.reduce((sum, typed) => sum + number(typed), 0) === rule.total),
    number: ([typed], rule) => {
      const found = number(typed);
      const isFine = found >= Number(rule.least) && found <= Number(rule.most);
      return !typed.trim() || (isFine && (!rule.whole || Number.isInteger(found)));
    },
    month: ([month, year]) => (!month && !year.trim()) || /^\d{4}$/.test(digits(year)),
    alone: (sent, rule) => sent.length < 2 || !sent.some((code) => rule.alone.includes(code)),
    words: ([typed], rule) => typed.length <= rule.most,
    worry: (sent, rule) => !sent.length || rule.boxes.some((name) => values(name).join("").trim()),
  };

  function faults() {
    for (const mark of form.querySelectorAll("[data-fault]")) mark.remove();
    const found = Object.entries(rules).filter(([name, rule]) => !fits[rule.kind](values(name), rule));
    for (const [name, rule] of found) {
      const said = document.createElement("p");
      said.className = "govuk-error-message";
      said.dataset.fault = name;
      said.role = "alert";
      said.textContent = rule.said || facts.tooLong;
      const control = form.elements[name][0] ?? form.elements[name];
      control.closest(".govuk-form-group").before(said);
    }
    const first = found.length ? (form.elements[found[0][0]][0] ?? form.elements[found[0][0]]) : null;
    first?.focus();
    first?.closest(".govuk-form-group").scrollIntoView({ block: "center" });
    return found.length > 0;
  }

  async function store() {
    const sent = {};
    for (const [name, value] of new FormData(form)) (sent[name] ??= []).push(String(value));
    if (!Object.values(sent).flat().some((value) => value.trim())) {
      part("problem").textContent = facts.nothing;
      return;
    }
    const code = newCode();
    const box = await seal(JSON.stringify({ code, language: facts.language, values: sent }));
    const id = crypto.randomUUID();
    await boxes("readwrite", (store) => store.add({ id, pass: facts.pass, box }));
    begin();
    part("code").textContent = code.replaceAll("-", " ");
    show("thanks");
    await count();
    send();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = part("send");
    part("problem").textContent = "";
    if (button.disabled || faults()) return;
    button.disabled = true;
    try {
      await store();
    } catch {
      part("problem").textContent = facts.notKept;
    } finally {
      button.disabled = false;
    }
  });
  part("start").addEventListener("click", () => show("form"));
  part("next").addEventListener("click", begin);
  for (const kind of ["input", "keydown", "pointerdown", "scroll"])
    addEventListener(kind, () => {
      if (part("form").hidden) return;
      clearTimeout(timer);
      timer = setTimeout(begin, IDLE_MS);
    }, { passive: true });
  begin();
})();
