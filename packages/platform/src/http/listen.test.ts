import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createDrain } from './drain.ts';
import { route, serve } from './endpoint.ts';
import { ListenError, listen } from './listen.ts';
import { buildHouse, exampleRequest, type HouseOptions, keys, overSocket } from './testing.ts';

/** A house on a free port; closed when the test ends. */
async function openHouse(t: TestContext, options: HouseOptions = {}) {
  const drain = createDrain();
  const house = buildHouse({ ...options, drain });
  const server = await listen({ app: house.app, host: '127.0.0.1', port: 0, drain });
  t.after(() => server.close({ timeoutMs: 0 }));
  return { ...house, server, url: `http://127.0.0.1:${server.port}` };
}

/** A room whose donations wait until the test lets them go. */
function waitingRoom() {
  const gate = Promise.withResolvers<void>();
  const started = Promise.withResolvers<AbortSignal>();
  const room: NonNullable<HouseOptions['rooms']>[number] = (api) =>
    serve(api, 'createDonation', async ({ signal }) => {
      started.resolve(signal);
      await gate.promise;
      return { text: '{"kept":true}', replayed: false };
    });
  return { gate, started: started.promise, rooms: [room] };
}

test('takes any free port for 0, and tells where it answers', async (t) => {
  const { server, url } = await openHouse(t);
  assert.ok(server.port > 0);
  assert.equal(server.url, `http://localhost:${server.port}`);
  const response = await fetch(`${url}/healthz`);
  assert.deepEqual([response.status, await response.text()], [200, 'ok\n']);
});

test('says which port is taken and how to choose another', async (t) => {
  const { server } = await openHouse(t);
  const { app, drain } = buildHouse();
  await assert.rejects(listen({ app, host: '127.0.0.1', port: server.port, drain }), (error) => {
    assert.ok(error instanceof ListenError);
    assert.equal(error.reason, 'port_taken');
    assert.match(error.message, new RegExp(`^Port ${server.port} is taken`));
    assert.match(error.message, /choose another with --port or KINDCART_PORT/);
    return true;
  });
});

test("says so when the host is not this machine's", async () => {
  const { app, drain } = buildHouse();
  await assert.rejects(listen({ app, host: '192.0.2.77', port: 0, drain }), {
    name: 'ListenError',
    reason: 'host_unknown',
    message: /192\.0\.2\.77 is not an address of this machine.*--host or KINDCART_HOST/,
  });
});

test('serves donations, reads with ETag, and problems over a real connection', async (t) => {
  const { url } = await openHouse(t);
  const made = await fetch(`${url}/v1/donations`, exampleRequest('createDonation'));
  assert.equal(made.status, 201);
  assert.equal(made.headers.get('access-control-allow-origin'), '*');
  const read = await fetch(`${url}/v1/projects?key=${keys.pk}`);
  const etag = read.headers.get('etag') ?? '';
  const again = await fetch(`${url}/v1/projects?key=${keys.pk}`, {
    headers: { 'If-None-Match': etag },
  });
  assert.deepEqual([read.status, again.status], [200, 304]);
  const problem = await fetch(`${url}/nothing`);
  assert.equal(problem.headers.get('content-type'), 'application/problem+json');
});

test('limits by the address of the socket', async (t) => {
  const once_ = { count: 1, periodSeconds: 60, burst: 1 };
  const { url } = await openHouse(t, {
    rates: { key: undefined, address: once_, donations: undefined },
  });
  const read = () =>
    fetch(`${url}/v1/projects?key=${keys.pk}`, { headers: { 'X-Forwarded-For': '1.2.3.4' } });
  assert.deepEqual([(await read()).status, (await read()).status], [200, 429]);
});

const malformed: readonly [what: string, text: string, status: RegExp][] = [
  ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
  [
    'a host that is none',
    'GET /healthz HTTP/1.1\r\nHost: a b<c>\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 400 /,
  ],
  ['no HTTP', 'donate please\r\n\r\n', /^HTTP\/1\.1 400 /],
  [
    'a head of 20 kB',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    /^HTTP\/1\.1 431 /,
  ],
  [
    'dots that climb',
    'GET /v1/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 404 .*not_found/s,
  ],
  [
    'a broken escape',
    'GET /v1/projects/%E0%A4%A HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 401 .*key_missing/s,
  ],
];

for (const [what, text, status] of malformed) {
  test(`answers ${what} and stays up`, async (t) => {
    const { server, url } = await openHouse(t);
    const answer = await overSocket(server.port, (socket) => void socket.write(text));
    assert.match(answer, status);
    assert.doesNotMatch(answer, /at .*\.ts|Error:/);
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  });
}

test('finishes what is in flight when it stops, and takes nothing new', async (t) => {
  const { gate, started, rooms } = waitingRoom();
  const { server, url, drain } = await openHouse(t, { rooms });
  const inFlight = fetch(`${url}/v1/donations`, exampleRequest('createDonation'));
  await started;
  const closing = server.close({ timeoutMs: 10_000 });
  assert.equal(drain.draining, true);
  await assert.rejects(fetch(`${url}/healthz`));
  gate.resolve();
  const done = await inFlight;
  assert.deepEqual([done.status, await done.text()], [201, '{"kept":true}']);
  assert.equal(done.headers.get('connection'), 'close');
  assert.deepEqual(await closing, { cut: 0 });
  assert.deepEqual(await server.close({ timeoutMs: 1 }), { cut: 0 });
});

test('answers 503 on a connection that is still open while it finishes', async (t) => {
  const { gate, started, rooms } = waitingRoom();
  const { server, url, drain } = await openHouse(t, { rooms });
  const inFlight = fetch(`${url}/v1/donations`, exampleRequest('createDonation'));
  await started;
  const answer = overSocket(server.port, async (socket) => {
    socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    // What an operator does first: readiness goes, so that the proxy sends its traffic elsewhere.
    drain.begin();
    socket.write(`GET /v1/projects?key=${keys.pk} HTTP/1.1\r\nHost: a\r\n\r\n`);
  });
  assert.match(await answer, /HTTP\/1\.1 503 .*Retry-After: 1.*"shutting_down"/s);
  gate.resolve();
  assert.equal((await inFlight).status, 201);
});

test('closes idle connections at once when it stops', async (t) => {
  const { server, url } = await openHouse(t);
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  const request = get(`${url}/healthz`, { agent });
  const [response] = await once(request, 'response');
  response.resume();
  await once(response, 'end');
  assert.deepEqual(await server.close({ timeoutMs: 10_000 }), { cut: 0 });
});

test('ends event streams when it stops', async (t) => {
  const { server, url } = await openHouse(t, {
    rooms: [
      (api) =>
        route(api, { method: 'GET', path: '/v1/live', access: 'public', limited: true }, () => {
          const stream = new ReadableStream<Uint8Array>({
            start(controller) {
              controller.enqueue(Buffer.from(': hello\n\n'));
              api.drain.signal.addEventListener('abort', () => controller.close());
            },
          });
          return new Response(stream, { headers: { 'Content-Type': 'text/event-stream' } });
        }),
    ],
  });
  const response = await fetch(`${url}/v1/live?key=${keys.pk}`);
  const text = response.text();
  const report = server.close({ timeoutMs: 10_000 });
  assert.equal(await text, ': hello\n\n');
  assert.deepEqual(await report, { cut: 0 });
});

test('cuts what does not finish in time', async (t) => {
  const { gate, started, rooms } = waitingRoom();
  const { server, url } = await openHouse(t, { rooms });
  const inFlight = fetch(`${url}/v1/donations`, exampleRequest('createDonation'));
  const failed = assert.rejects(inFlight);
  await started;
  assert.deepEqual(await server.close({ timeoutMs: 20 }), { cut: 1 });
  await failed;
  gate.resolve();
});

test('tells the room when the caller is gone', async (t) => {
  const { gate, started, rooms } = waitingRoom();
  const { url } = await openHouse(t, { rooms });
  const leaving = new AbortController();
  const init = { ...exampleRequest('createDonation'), signal: leaving.signal };
  const failed = assert.rejects(fetch(`${url}/v1/donations`, init));
  const signal = await started;
  leaving.abort();
  await failed;
  if (!signal.aborted) await once(signal, 'abort');
  gate.resolve();
});

test('hands out several answers in order on one connection', async (t) => {
  const { server } = await openHouse(t);
  const socket: Socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  const paths = ['/healthz', '/nothing', '/readyz'];
  for (const path of paths) {
    const close = path === '/readyz' ? 'Connection: close\r\n' : '';
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n${close}\r\n`);
  }
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => void chunks.push(chunk));
  await once(socket, 'close');
  const text = Buffer.concat(chunks).toString();
  assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
});

const impatient = { headersMs: 50, requestMs: 100, checkMs: 10 };
const slow: readonly [what: string, text: string][] = [
  ['a head that never ends', 'POST /v1/donations HTTP/1.1\r\nHost: a\r\nX: '],
  [
    'a body that never ends',
    `POST /v1/donations HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${keys.sk}\r\nContent-Length: 100\r\n\r\n{"gift":`,
  ],
];

for (const [what, text] of slow) {
  test(`hangs up on ${what}`, async (t) => {
    const drain = createDrain();
    const { app, lines } = buildHouse({ drain });
    const server = await listen({ app, host: '127.0.0.1', port: 0, drain, patience: impatient });
    t.after(() => server.close({ timeoutMs: 0 }));
    const answer = await overSocket(server.port, (socket) => void socket.write(text));
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.ok(!lines.some((line) => line.includes('"level":"error"')), lines.join(''));
  });
}
