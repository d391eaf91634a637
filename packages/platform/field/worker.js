// Keeps the page itself on the phone, so that it opens where there is no network. What is noted is not its
// business: the page keeps that.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

// The platform writes here what it serves; another version is another file, which browsers then fetch.
const version = 'VERSION';
/** @type {readonly string[]} */
const files = 'FILES'.split(' ');

const lang = new URL(worker.location.href).searchParams.get('lang') ?? 'en';
const shell = `/field?lang=${lang}`;
const name = `kindcart-field ${version} ${lang}`;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && url.pathname === '/field') {
    event.respondWith(answerShell(request, url));
  } else if (files.some((file) => file.split('?')[0] === url.pathname)) {
    event.respondWith(answerFile(request));
  }
});

async function keepAll() {
  const cache = await caches.open(name);
  await cache.addAll([shell, ...files].map((path) => new Request(path, { cache: 'reload' })));
}

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((one) => one.startsWith('kindcart-field ') && one !== name);
  await Promise.all(others.map((one) => caches.delete(one)));
}

/** The page in the language that was kept; in another one only where there is network. */
async function answerShell(/** @type {Request} */ request, /** @type {URL} */ url) {
  const asked = url.searchParams.get('lang');
  if (asked !== null && asked !== lang) {
    const fresh = await fetch(request).catch(() => undefined);
    if (fresh?.ok) return fresh;
  }
  const cache = await caches.open(name);
  return (await cache.match(shell)) ?? fetch(request);
}

async function answerFile(/** @type {Request} */ request) {
  const cache = await caches.open(name);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
