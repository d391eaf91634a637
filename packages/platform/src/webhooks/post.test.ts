// One try against real servers that answer, redirect, dawdle, cut and are not where they should be.
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { after, beforeEach, type TestContext, test } from 'node:test';
import { waitUntil } from '../testing/wait.ts';
import { type PostOptions, post } from './post.ts';
import { says, startReceiver } from './testing.ts';

const receiver = await startReceiver();
after(() => receiver.close());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = says(204);
});

const body = JSON.stringify({ name: '林晓 ✓ 🎁', amount: 5_000 });
const local: PostOptions = { allowPrivate: true };

function send(options: PostOptions = local, url = receiver.url, signal?: AbortSignal) {
  const headers = { 'webhook-id': 'evt_1' };
  const forGood = signal ?? new AbortController().signal;
  return post({ url, headers, body, signal: forGood }, options);
}

test('posts JSON, byte for byte, with its headers', async () => {
  receiver.answer = says(200, {}, 'thank you');
  assert.deepEqual(await send(), {
    kind: 'answered',
    status: 200,
    retryAfter: undefined,
    text: 'thank you',
  });
  const [one] = receiver.received;
  assert.equal(one?.method, 'POST');
  assert.equal(one.path, '/hooks');
  assert.deepEqual(one.body, Buffer.from(body));
  assert.equal(one.headers['content-type'], 'application/json');
  assert.equal(one.headers['content-length'], `${Buffer.byteLength(body)}`);
  assert.equal(one.headers['webhook-id'], 'evt_1');
});

test('follows no redirect', async () => {
  receiver.answer = says(307, { Location: '/elsewhere' });
  const outcome = await send();
  assert.equal(outcome.kind === 'answered' && outcome.status, 307);
  assert.equal(receiver.received.length, 1);
});

test('hands on when a receiver asks to be left alone', async () => {
  receiver.answer = says(429, { 'Retry-After': '120' });
  const outcome = await send();
  assert.equal(outcome.kind === 'answered' && outcome.retryAfter, '120');
});

/** The time of a try, which is over when the test says so. */
function tryTime(context: TestContext) {
  const controller = new AbortController();
  const timeout = context.mock.method(AbortSignal, 'timeout', () => controller.signal);
  return {
    asked: () => timeout.mock.calls.map((call) => call.arguments),
    end: () => controller.abort(new DOMException('The time is over', 'TimeoutError')),
  };
}

/** The next answer as it is read here, once its status is there. */
function nextAnswer(): Promise<IncomingMessage> {
  const channel = 'http.client.response.finish';
  return new Promise((resolve) => {
    const onAnswer = (message: unknown) => {
      unsubscribe(channel, onAnswer);
      assert.ok(typeof message === 'object' && message !== null && 'response' in message);
      assert.ok(message.response instanceof IncomingMessage);
      resolve(message.response);
    };
    subscribe(channel, onAnswer);
  });
}

test('gives up on a receiver that says nothing in time', async (context) => {
  const time = tryTime(context);
  receiver.answer = () => time.end();
  assert.deepEqual(await send({ ...local, timeoutMs: 50 }), { kind: 'timed_out', detail: null });
  assert.equal(receiver.received.length, 1);
  assert.deepEqual(time.asked(), [[50]]);
});

test('counts the status of a receiver whose answer never ends', async (context) => {
  const time = tryTime(context);
  const answer = nextAnswer();
  receiver.answer = (response) => {
    response.writeHead(200);
    response.write('and');
  };
  const sent = send();
  const response = await answer;
  await waitUntil('"and" to be read', () => response.readableDidRead || undefined);
  time.end();
  const outcome = await sent;
  assert.deepEqual(outcome, { kind: 'answered', status: 200, retryAfter: undefined, text: 'and' });
});

test('counts the status of a receiver that cuts its answer', async () => {
  receiver.answer = (response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('half', () => response.destroy());
  };
  const outcome = await send();
  assert.equal(outcome.kind === 'answered' && outcome.status, 200);
});

test('says that a receiver which cuts before it answers was not reached', async () => {
  receiver.answer = (response) => response.destroy();
  assert.deepEqual(await send(), { kind: 'not_reached', detail: 'ECONNRESET' });
});

test('says that nobody listens', async () => {
  const gone = await startReceiver();
  await gone.close();
  assert.deepEqual(await send(local, gone.url), { kind: 'not_reached', detail: 'ECONNREFUSED' });
});

test('says that somebody listens who does not speak HTTP', async () => {
  const server = createServer((socket) => void socket.end('SSH-2.0-OpenSSH\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const outcome = await send(local, `http://127.0.0.1:${address.port}/`);
  server.close();
  assert.ok(outcome.kind === 'not_reached');
  assert.match(outcome.detail ?? '', /^HPE_/);
});

test('speaks no TLS to who does not', async () => {
  const outcome = await send(local, receiver.url.replace('http:', 'https:'));
  assert.equal(outcome.kind, 'not_reached');
  assert.equal(receiver.received.length, 0);
});

test('keeps the beginning of a long answer, without what breaks terminals and databases', async () => {
  receiver.answer = says(500, {}, `\u0000\u001b[31mno\r\n${'é'.repeat(100_000)}`);
  const outcome = await send();
  assert.ok(outcome.kind === 'answered');
  assert.match(outcome.text, /^\[31mno é+\uFFFD?$/);
  assert.ok(Buffer.byteLength(outcome.text) <= 1_030);
});

test('calls no address of a private network, by number or by name', async () => {
  const byName = receiver.url.replace('127.0.0.1', 'localhost');
  for (const url of [receiver.url, byName, receiver.url.replace('127.0.0.1', '[::1]')]) {
    assert.equal((await send({ allowPrivate: false }, url)).kind, 'address_refused', url);
  }
  assert.equal(receiver.received.length, 0);
});

test('connects to the very address that was judged, so a name that changes leads nowhere', async () => {
  const answers: LookupAddress[][] = [
    [{ address: '127.0.0.1', family: 4 }],
    [{ address: '93.184.216.34', family: 4 }],
  ];
  let looks = 0;
  const lookup: PostOptions['lookup'] = (_, answer) => {
    answer(null, answers[looks] ?? []);
    looks += 1;
  };
  const url = receiver.url.replace('127.0.0.1', 'rebinding.example');
  assert.equal((await send({ allowPrivate: false, lookup }, url)).kind, 'address_refused');
  assert.deepEqual([looks, receiver.received.length], [1, 0]);
  looks = 0;
  // Where private networks are allowed it is called, after the same one look.
  assert.equal((await send({ allowPrivate: true, lookup }, url)).kind, 'answered');
  assert.deepEqual([looks, receiver.received.length], [1, 1]);
});

test('ends at once when the try is given up, and says so', async () => {
  receiver.answer = () => {};
  const controller = new AbortController();
  const sent = send(local, receiver.url, controller.signal);
  await waitUntil('the request', () => receiver.received.length === 1 || undefined);
  controller.abort(new Error('stopping'));
  await assert.rejects(sent, /stopping/);
});
