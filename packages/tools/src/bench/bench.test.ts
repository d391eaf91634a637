import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { Connection } from './connection.ts';
import { percentile } from './percentile.ts';

const hundred = Array.from({ length: 100 }, (_, place) => 100 - place);

for (const [share, value] of [
  [0.5, 50],
  [0.99, 99],
  [1, 100],
  [0, 1],
] as const) {
  test(`takes ${value} as the ${share} percentile of 1 to 100`, () => {
    assert.equal(percentile(hundred, share), value);
  });
}

test('has no percentile of no samples', () => {
  assert.equal(percentile([], 0.5), Number.NaN);
});

/** A server that answers with what it was sent, and how often it was asked on this connection. */
async function startEcho(): Promise<{ port: number; close: () => void }> {
  let asked = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const text = `${asked} ${request.headers['idempotency-key']} ${body}`;
    response.writeHead(201, { 'Content-Length': Buffer.byteLength(text) });
    response.write(text.slice(0, 3));
    response.end(text.slice(3));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return { port: address.port, close: () => server.close() };
}

test('sends one request after the other on one connection and reads whole answers', async () => {
  const echo = await startEcho();
  const connection = await Connection.open(echo.port);
  const first = await connection.post('/', 'Idempotency-Key: a\r\n', '{"name":"林晓"}');
  const second = await connection.post('/', 'Idempotency-Key: b\r\n', '{}');
  connection.close();
  echo.close();
  assert.deepEqual(first, { status: 201, body: '1 a {"name":"林晓"}' });
  assert.deepEqual(second, { status: 201, body: '2 b {}' });
});

test('rejects a request whose connection is cut', async () => {
  const server = createServer((request) => request.socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  const connection = await Connection.open(port);
  await assert.rejects(connection.post('/', '', '{}'));
  server.close();
});

test('rejects when nobody listens', async () => {
  const echo = await startEcho();
  echo.close();
  await assert.rejects(Connection.open(echo.port));
});
