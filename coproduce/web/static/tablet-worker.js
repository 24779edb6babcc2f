// Answers for the server on a tablet without signal: pages and files that the tablet's page asked it to keep.
//
// A page comes from the server where it can within a few seconds, else as it was kept. Nothing that somebody sends
// passes through here, and no answer is kept here.
const KEPT = `tablet ${self.registration.scope}`;
const WAIT_MS = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  event.waitUntil(
    keep(event.data.urls).then(
      () => event.ports[0].postMessage("kept"),
      () => event.ports[0].postMessage("not kept"),
    ),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});

async function keep(urls) {
  const kept = await caches.open(KEPT);
  const answers = await Promise.all(urls.map((url) => fetch(url, { cache: "reload" })));
  if (answers.some((answer) => !answer.ok || answer.redirected)) throw new Error("A file did not come.");
  // One after another: an address without a language gets the page that was put first.
  for (const [at, answer] of answers.entries()) await kept.put(urls[at], answer);
}

async function page(request) {
  const kept = await caches.open(KEPT);
  const late = new Promise((_, fail) => setTimeout(fail, WAIT_MS));
  let answer;
  try {
    answer = await Promise.race([fetch(request), late]);
    if (answer.ok) return answer;
  } catch {
    answer = Response.error(); // no signal: what was kept, if anything was
  }
  const anyLanguage = () => kept.match(request, { ignoreSearch: true });
  return (await kept.match(request)) ?? (await anyLanguage()) ?? answer;
}

async function file(request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(request)) ?? fetch(request);
}
