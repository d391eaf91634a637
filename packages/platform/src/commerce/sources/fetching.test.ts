// How shops are asked: as `fetch` does, and never within the platform's own network.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { AddressRefusedError } from '../../webhooks/addresses.ts';
import { guardedFetch } from './fetching.ts';

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  if (request.url === '/slow') return;
  if (request.url === '/moved') {
    response.writeHead(302, { Location: '/' }).end();
    return;
  }
  if (request.url === '/nothing') {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, { 'X-Method': request.method ?? '', Link: ['<a>', '<b>'] });
  response.end(JSON.stringify({ body, key: request.headers['x-key'] }));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
const url = `http://127.0.0.1:${port}`;
after(() => {
  server.closeAllConnections();
  server.close();
});
const fetch = guardedFetch({ allowPrivate: true });

test('sends method, headers and body, and reads an answer', async () => {
  const response = await fetch(`${url}/`, {
    method: 'POST',
    headers: { 'X-Key': 'k' },
    body: 'tea=1',
  });
  assert.equal(response.headers.get('x-method'), 'POST');
  assert.equal(response.headers.get('link'), '<a>, <b>');
  assert.deepEqual(await response.json(), { body: 'tea=1', key: 'k' });
  assert.equal((await fetch(new URL(`${url}/nothing`))).status, 204);
});

test('follows nobody elsewhere', async () => {
  assert.equal((await fetch(`${url}/moved`)).status, 302);
});

test('gives up a shop that takes its time, and when it is told to', async () => {
  const hurried = guardedFetch({ allowPrivate: true, timeoutMs: 20 });
  await assert.rejects(hurried(`${url}/slow`), { message: 'no answer came in time' });
  await assert.rejects(fetch(`${url}/slow`, { signal: AbortSignal.timeout(20) }));
});

test('refuses addresses of private networks, in numbers and by name', async () => {
  const guarded = guardedFetch({
    allowPrivate: false,
    lookup: (_, answer) => answer(null, [{ address: '10.0.0.1', family: 4 }]),
  });
  await assert.rejects(guarded(`${url}/`), AddressRefusedError);
  await assert.rejects(guarded('http://shop.example/'), AddressRefusedError);
});
