// The shop on a real port: what it lets in, its headers, the platform it tells, and how it starts and stops.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { orderExample } from '@kindcart/contract';
import type { Answered, Asked } from './app.ts';
import { standingOf } from './orders.ts';
import { type Running, serve } from './server.ts';
import { readSettings, SettingsError } from './settings.ts';
import { answerOf, createTell } from './tell.ts';
import { paidOrder, site } from './testing/shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindcart-shop-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const platformUrl = 'http://platform.test';
const echo = async ({ method, url, body }: Asked): Promise<Answered> => ({
  status: 200,
  type: 'text/plain',
  body: `${method} ${url.pathname} ${body}`,
});

async function withServer(
  act: (running: Running, reported: unknown[]) => Promise<void>,
  answer: (asked: Asked) => Promise<Answered> = echo,
): Promise<void> {
  const reported: unknown[] = [];
  const report = (error: unknown) => reported.push(error);
  const running = await serve({ answer, platformUrl, host: '127.0.0.1', port: 0, report });
  try {
    await act(running, reported);
  } finally {
    await running.close();
  }
}

interface Reply {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

async function ask(
  { port }: Running,
  method: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<Reply> {
  const asked = request({ host: '127.0.0.1', port, path: '/desk', method, headers });
  asked.end(body);
  const [response] = await once(asked, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test('answers pages with a strict policy that names the platform alone', async () => {
  await withServer(async (running) => {
    const { status, headers, body } = await ask(running, 'GET');
    assert.deepEqual([status, body], [200, 'GET /desk ']);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'; script-src 'self' http:\/\/platform\.test;/);
    assert.doesNotMatch(policy, /unsafe|\*|data:/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    const { body: nothing } = await ask(running, 'HEAD');
    assert.equal(nothing, '');
  });
});

const callers: readonly [who: string, headers: Readonly<Record<string, string>>, status: number][] =
  [
    [
      'its own page',
      { origin: 'http://localhost:1', host: 'localhost:1', 'sec-fetch-site': 'same-origin' },
      200,
    ],
    ['a program', {}, 200],
    ['a page elsewhere', { origin: 'http://evil.test' }, 403],
    ['a page elsewhere that hides its name', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page beside it', { 'sec-fetch-site': 'same-site' }, 403],
    ['a page in a sandbox', { origin: 'null' }, 403],
    ['a name that points at this machine', { host: 'evil.test', origin: 'http://evil.test' }, 421],
  ];

for (const [who, headers, status] of callers) {
  test(`${status === 200 ? 'takes' : 'does not take'} a form from ${who}`, async () => {
    await withServer(async (running) => {
      assert.equal((await ask(running, 'POST', headers, 'step=ship')).status, status);
    });
  });
}

test('takes no more than an order, and nothing but reading and forms', async () => {
  await withServer(async (running) => {
    assert.equal((await ask(running, 'POST', {}, 'x'.repeat(64 * 1024))).status, 200);
    assert.equal((await ask(running, 'POST', {}, 'x'.repeat(64 * 1024 + 1))).status, 413);
    assert.equal((await ask(running, 'DELETE')).status, 405);
  });
});

test('says in its terminal what broke, and to the browser only that something did', async () => {
  const broken = () => Promise.reject(new Error('the secret of the house'));
  await withServer(async (running, reported) => {
    const { status, body } = await ask(running, 'GET');
    assert.equal(status, 500);
    assert.doesNotMatch(body, /secret/);
    assert.match(String(reported[0]), /secret of the house/);
  }, broken);
});

test('says which port is taken, and how to choose another', async () => {
  await withServer(async ({ port }) => {
    const second = serve({ answer: echo, platformUrl, host: '127.0.0.1', port, report: () => {} });
    await assert.rejects(second, (error) => {
      assert(error instanceof SettingsError);
      assert.match(error.message, new RegExp(`${port} .*--shop-port`));
      return true;
    });
  });
});

function settingsFile(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const { platformUrl: _, ...known } = site;
const keys = { secretKey: 'sk_test_shop', orderTokenSecret: 'ots_shop' };
const shop = { ...known, ...keys, sourceId: 'src_shop', sourceSecret: 'whsec_c2hvcA==' };
const flags = (settings: string, ...more: readonly string[]) => [
  '--platform',
  'http://localhost:8787/',
  '--settings',
  settings,
  '--orders',
  join(folder, 'orders.db'),
  ...more,
];

test('reads its settings', () => {
  const read = readSettings(flags(settingsFile('good.json', shop), '--port', '9000'));
  assert.equal(read.platformUrl, 'http://localhost:8787');
  assert.equal(read.port, 9_000);
  assert.deepEqual(read.shop, shop);
});

test('says which setting is missing or wrong', () => {
  const good = settingsFile('good.json', shop);
  const bad: readonly [args: readonly string[], says: RegExp][] = [
    [[], /needs --platform/],
    [flags(join(folder, 'nowhere.json')), /cannot be read/],
    [flags(settingsFile('torn.json', '{"merch')), /cannot be read/],
    [flags(settingsFile('other.json', { ...shop, items: {} })), /is not what the demo writes/],
    [flags(settingsFile('null.json', null)), /is not what the demo writes/],
    [flags(good, '--port', '70000'), /--port takes/],
    [flags(good, '--platform', 'nowhere'), /no address/],
  ];
  for (const [args, says] of bad) {
    assert.throws(
      () => readSettings(args),
      (error) => error instanceof SettingsError && says.test(error.message),
    );
  }
});

const sourceSecret = `whsec_${Buffer.from('a secret of thirty-two bytes....').toString('base64')}`;
const telling = {
  merchantId: 'mer_shop',
  secretKey: 'sk_test_shop',
  sourceId: 'src_shop',
  sourceSecret,
} as const;

interface Heard {
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** A platform that answers events with this status, and reads with an order or none. */
async function withPlatform(
  status: number,
  order: object | undefined,
  act: (url: string, heard: readonly Heard[]) => Promise<void>,
): Promise<void> {
  const heard: Heard[] = [];
  const platform = createServer(async (incoming, outgoing) => {
    const { url = '', headers, method } = incoming;
    heard.push({ path: url, headers, body: await text(incoming) });
    const page = { items: order === undefined ? [] : [order], nextCursor: null };
    const away = { code: 'unavailable', detail: 'Away.', status };
    outgoing.writeHead(method === 'GET' ? 200 : status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(method === 'GET' ? page : away));
  });
  platform.listen(0, '127.0.0.1');
  await once(platform, 'listening');
  const address = platform.address();
  assert(address !== null && typeof address === 'object');
  try {
    await act(`http://127.0.0.1:${address.port}`, heard);
  } finally {
    platform.close();
    platform.closeAllConnections();
  }
}

test('tells the platform the whole order by an event that it signs', async () => {
  const order = paidOrder({ longjing: 2 });
  const { shopOrderId, ...standing } = standingOf(order);
  const known = { ...orderExample, ...standing, shopOrderId, roundUp: null };
  await withPlatform(200, known, async (url, heard) => {
    const told = await createTell(url, telling)(order);
    assert.deepEqual(told, { ok: true, answer: answerOf(orderExample) });
    const [event, look] = heard;
    assert.equal(event?.path, '/v1/shops/src_shop/events');
    const { headers, body = '' } = event ?? assert.fail();
    const name = (header: string) => String(headers[`webhook-${header}`]);
    const mac = createHmac('sha256', 'a secret of thirty-two bytes....')
      .update(`${name('id')}.${name('timestamp')}.${body}`)
      .digest('base64');
    assert.equal(name('signature'), `v1,${mac}`);
    assert.equal(headers.authorization, undefined, 'the key stays at home');
    const said = JSON.parse(body);
    assert.deepEqual([said.shopOrderId, said.lines[0].amount], [order.id, 25_600]);
    assert.match(look?.path ?? '', new RegExp(`shopOrderId=${order.id}`));
  });
});

test('says in the words of the platform why it was not heard', async () => {
  await withPlatform(503, undefined, async (url) => {
    const told = await createTell(url, telling)(paidOrder({ longjing: 1 }));
    assert.deepEqual(told, { ok: false, fault: 'unavailable: Away.' });
  });
});

test('is heard, and waits no longer than it has to for what the platform makes of it', async () => {
  await withPlatform(200, undefined, async (url, heard) => {
    const told = await createTell(url, telling)(paidOrder({ longjing: 1 }));
    assert.deepEqual(told, { ok: true, answer: null });
    assert.equal(heard.filter(({ path }) => path.includes('shopOrderId')).length, 20);
  });
});

function start(...args: readonly string[]): ChildProcess {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@kindcart/source', main, ...args]);
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

test('says where it is, answers, and ends without fault when it is told to', async () => {
  const child = start(...flags(settingsFile('good.json', shop), '--port', '0'));
  assert(child.stdout !== null);
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    url ||= /Shop +(http:\S+)/.exec(line)?.[1] ?? '';
    if (line.includes('Ctrl-C')) break;
  }
  assert.match(await (await fetch(url)).text(), /Lanting tea house/);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('ends with words when it cannot start', async () => {
  const child = start('--port', '0');
  assert(child.stderr !== null);
  const said = await text(child.stderr);
  assert.match(said, /^The shop needs --platform/);
  assert.doesNotMatch(said, / at .*\.ts:/);
  assert.equal(child.exitCode ?? (await once(child, 'exit'))[0], 1);
});
