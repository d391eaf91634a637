// Photos sent and shown over HTTP, on a whole platform.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parse, photoMaxBytes, problemSchema, storedPhotoSchema } from '@kindcart/contract';
import { listen } from '../../http/listen.ts';
import { overSocket } from '../../http/testing.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { bytesOf } from './bytes.ts';
import { exifSegment, jpegFile, jpegWith, pngFile, pngWith, secret } from './testing.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true, ownUrl: () => 'https://give.example' });
const server = await listen({
  app: house.platform.app,
  host: '127.0.0.1',
  port: 0,
  drain: house.platform.drain,
});
after(async () => {
  await server.close({ timeoutMs: 1_000 });
  await house.stop();
  await database.close();
});

interface Sending {
  readonly key?: string;
  readonly type?: string;
}

const send = (body: Uint8Array, { key = house.a.test.secret, type = 'image/jpeg' }: Sending = {}) =>
  house.platform.app.request('/v1/photos', {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': type },
    body: Uint8Array.from(body),
  });

async function sent(body: Uint8Array, sending?: Sending) {
  const response = await send(body, sending);
  const answer = parse(storedPhotoSchema, await response.json());
  assert.ok(answer.ok, `${response.status}`);
  return answer.value;
}

async function problemOf(response: Response) {
  const problem = parse(problemSchema, await response.json());
  return problem.ok ? problem.value : assert.fail('It is no problem');
}

const show = (url: string, init?: RequestInit) =>
  house.platform.app.request(new URL(url).pathname, init);

test('keeps a photo bare, and shows it to whoever has its address, for good', async () => {
  const { id, url, mediaType } = await sent(jpegWith([exifSegment(1)], secret));
  assert.equal(url, `https://give.example/photos/${id}`);
  assert.equal(mediaType, 'image/jpeg');
  const shown = await show(url);
  assert.equal(shown.status, 200);
  assert.deepEqual(new Uint8Array(await shown.arrayBuffer()), jpegFile);
  const { headers } = shown;
  assert.equal(headers.get('content-type'), 'image/jpeg');
  assert.match(headers.get('cache-control') ?? '', /public, max-age=31536000, immutable/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/);
  assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
});

test('tells the type by the bytes, whatever the header says', async () => {
  assert.equal((await sent(pngFile, { type: 'text/html' })).mediaType, 'image/png');
  const html = await problemOf(await send(bytesOf('<html>'), { type: 'image/png' }));
  assert.equal(html.code, 'photo_refused');
  assert.match(html.detail, /not a JPEG, PNG or WebP/);
});

test('keeps the same picture once, however often and at once it is sent', async () => {
  const file = pngWith('tRNS', 'xx');
  const all = await Promise.all([
    ...Array.from({ length: 5 }, () => sent(file)),
    sent(bytesOf([...file], secret)),
  ]);
  assert.equal(new Set(all.map(({ id }) => id)).size, 1);
});

test('keeps the pictures of two organizations apart', async () => {
  const mine = await sent(jpegFile);
  assert.notEqual((await sent(jpegFile, { key: house.b.test.secret })).id, mine.id);
});

test('takes none without a secret key', async () => {
  const codes = [house.a.test.publishable, house.a.revoked, 'sk_nobody'].map(async (key) => {
    const response = await send(jpegFile, { key });
    assert.ok([401, 403].includes(response.status));
    return (await problemOf(response)).code;
  });
  assert.deepEqual(await Promise.all(codes), ['key_not_allowed', 'key_revoked', 'key_unknown']);
});

test('says that there is no such photo', async () => {
  for (const name of ['pho_7zzzzzzzzzzzzzzzzzzzzzzzzz', 'nonsense', '..%2f..%2fetc']) {
    const shown = await house.platform.app.request(`/photos/${name}`);
    assert.equal((await problemOf(shown)).code, 'not_found');
  }
});

const head = (...lines: readonly string[]) =>
  [
    'POST /v1/photos HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    `Authorization: Bearer ${house.a.test.secret}`,
    ...lines,
    '',
    '',
  ].join('\r\n');

test('refuses 40 MB by its length, before any of it has come', async () => {
  const answer = await overSocket(server.port, (socket) => {
    socket.write(head(`Content-Length: ${40 * 1024 * 1024}`));
  });
  assert.match(answer, /^HTTP\/1\.1 413 .*"photo_too_large".*larger than 8 MB/s);
});

test('refuses one that does not say how long it is, without waiting for its end', async () => {
  const chunk = Buffer.concat([
    Buffer.from('10000\r\n'),
    Buffer.alloc(65_536, 1),
    Buffer.from('\r\n'),
  ]);
  const answer = await overSocket(server.port, (socket) => {
    socket.write(head('Transfer-Encoding: chunked'));
    for (let bytes = 0; bytes <= photoMaxBytes; bytes += 65_536) socket.write(chunk);
  });
  assert.match(answer, /^HTTP\/1\.1 413 .*"photo_too_large"/s);
});

test('takes one of exactly 8 MB', async () => {
  const bytes = new Uint8Array(photoMaxBytes);
  bytes.set(jpegFile);
  assert.equal((await sent(bytes)).mediaType, 'image/jpeg');
  const larger = new Uint8Array(photoMaxBytes + 1);
  larger.set(jpegFile);
  assert.equal((await problemOf(await send(larger))).code, 'photo_too_large');
});
