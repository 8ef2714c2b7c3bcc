// Keeps the site in the browser: after the first visit it opens without a network. Pages come from the network where there is one, as
// they may be newer; files whose names tell their contents come from here. The build fills in what stands between the marks.
const version = 'VERSION';
const files = JSON.parse('FILES');
const cacheName = `borrowlab ${self.registration.scope} ${version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })))));
});

// Older versions go when the last page that they served is closed: only then does this one become active.
self.addEventListener('activate', (event) => {
  const prefix = `borrowlab ${self.registration.scope} `;
  const old = (names) => names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

const named = /\/(assets|embed)\/[^/]+-[\w-]{8}\.\w+$/;

async function fromCacheFirst(request) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) (await caches.open(cacheName)).put(request, response.clone());
  return response;
}

async function fromNetworkFirst(request) {
  try {
    const response = await fetch(request);
    // What is not in the list is kept as it comes: frames, embed.js, the self-contained file.
    if (response.ok && !(await caches.match(request, { ignoreSearch: true }))) {
      const cache = await caches.open(cacheName);
      await cache.put(request, response.clone());
    }
    return response;
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || request.headers.has('range')) return;
  event.respondWith(named.test(url.pathname) ? fromCacheFirst(request) : fromNetworkFirst(request));
});
