import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createDonationExample } from '@kindcart/contract';
import { decodeForm, parseJson } from './body.ts';
import { createDrain } from './drain.ts';
import { Exchange } from './exchange.ts';
import { type Listening, listen } from './listen.ts';
import { buildHouse, keys, overSocket } from './testing.ts';

const house = buildHouse();
let server: Listening;

before(async () => {
  server = await listen({ app: house.app, host: '127.0.0.1', port: 0, drain: house.drain });
});

after(() => server.close({ timeoutMs: 1_000 }));

const body = JSON.stringify(createDonationExample);

/** The head of a donation, with the lines that a test adds. */
const head = (...lines: readonly string[]) =>
  [
    'POST /v1/donations HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    `Authorization: Bearer ${keys.sk}`,
    'Idempotency-Key: k',
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n');

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const chunked = 'Transfer-Encoding: chunked';

test('takes a body whole, in chunks, and byte by byte', async () => {
  const answers = await Promise.all([
    overSocket(server.port, (socket) => {
      socket.write(head(`Content-Length: ${Buffer.byteLength(body)}`) + body);
    }),
    overSocket(server.port, (socket) => {
      socket.write(head(chunked));
      for (const part of body.match(/.{1,7}/gsu) ?? []) socket.write(chunk(part));
      socket.write('0\r\n\r\n');
    }),
    overSocket(server.port, async (socket) => {
      socket.setNoDelay(true);
      socket.write(head(`Content-Length: ${Buffer.byteLength(body)}`));
      for (const byte of Buffer.from(body)) {
        if (!socket.write(Uint8Array.of(byte))) await once(socket, 'drain');
        await new Promise(setImmediate);
      }
    }),
  ]);
  for (const answer of answers) assert.match(answer, /^HTTP\/1\.1 201 /);
});

test('refuses a body that says it is too large before it is sent', async () => {
  const answer = await overSocket(server.port, (socket) => {
    socket.write(head('Content-Length: 65537'));
  });
  assert.match(answer, /^HTTP\/1\.1 413 .*"body_too_large"/s);
});

test('counts a body that does not say its length, and stops reading', async () => {
  let sentBytes = 0;
  const answer = await overSocket(server.port, (socket) => {
    // The connection stays open after the answer, until the server has had enough of listening.
    socket.write(head(chunked).replace('Connection: close', 'Connection: keep-alive'));
    const more = () => {
      while (!socket.destroyed && socket.write(chunk('x'.repeat(16_384)))) sentBytes += 16_384;
    };
    socket.on('drain', more);
    more();
  });
  assert.match(answer, /^HTTP\/1\.1 413 .*"body_too_large"/s);
  assert.ok(sentBytes > 0);
});

test('takes 64 kB in chunks, and not a byte more', async () => {
  const full = body + ' '.repeat(65_536 - Buffer.byteLength(body));
  const send = (text: string) =>
    overSocket(server.port, (socket) => {
      socket.write(
        `${head(chunked)}${chunk(text.slice(0, 40_000))}${chunk(text.slice(40_000))}0\r\n\r\n`,
      );
    });
  assert.match(await send(full), /^HTTP\/1\.1 201 /);
  assert.match(await send(`${full} `), /^HTTP\/1\.1 413 /);
});

test('reads no further than the length that was said', async () => {
  const answer = await overSocket(server.port, (socket) => {
    socket.write(`${head('Content-Length: 2')}{}${'x'.repeat(100)}`);
  });
  assert.match(answer, /^HTTP\/1\.1 400 /);
});

const lies: readonly [what: string, lines: readonly string[]][] = [
  ['a negative length', ['Content-Length: -1']],
  ['a length in words', ['Content-Length: many']],
  ['two lengths', ['Content-Length: 2', 'Content-Length: 3']],
  ['a length and chunks at once', ['Content-Length: 2', chunked]],
];

for (const [what, lines] of lies) {
  test(`refuses ${what} and hangs up`, async () => {
    const answer = await overSocket(server.port, (socket) => {
      socket.write(`${head(...lines)}{}`);
    });
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.ok(!answer.includes('201'));
  });
}

test('survives a caller who hangs up in the middle of a body', async () => {
  await overSocket(server.port, async (socket) => {
    socket.write(`${head('Content-Length: 1000')}{"gift":`);
    await new Promise(setImmediate);
    socket.resetAndDestroy();
  });
  const answer = await overSocket(server.port, (socket) => {
    socket.write(head(`Content-Length: ${Buffer.byteLength(body)}`) + body);
  });
  assert.match(answer, /^HTTP\/1\.1 201 /);
  assert.ok(!house.lines.some((line) => line.includes('"level":"error"')), house.lines.join(''));
});

test('refuses bytes that are no UTF-8, cut anywhere between packets', async () => {
  const answer = await overSocket(server.port, async (socket) => {
    socket.setNoDelay(true);
    socket.write(head('Content-Length: 4'));
    for (const byte of [0x22, 0xe2, 0x82, 0x22]) {
      socket.write(Uint8Array.of(byte));
      await new Promise(setImmediate);
    }
  });
  assert.match(answer, /^HTTP\/1\.1 400 .*"encoding_invalid"/s);
});

test('takes a character that is cut between packets', async () => {
  const bytes = Buffer.from(JSON.stringify({ ...createDonationExample, message: '💧' }));
  const answer = await overSocket(server.port, async (socket) => {
    socket.setNoDelay(true);
    socket.write(head(`Content-Length: ${bytes.length}`));
    const middle = bytes.indexOf(Buffer.from('💧')) + 2;
    socket.write(bytes.subarray(0, middle));
    await new Promise(setImmediate);
    socket.write(bytes.subarray(middle));
  });
  assert.match(answer, /^HTTP\/1\.1 201 /);
});

test('lets nobody hold up the others with the worst bodies of 64 kB', () => {
  const worst = [
    '['.repeat(32_768) + ']'.repeat(32_768),
    `[${'{},'.repeat(21_000)}{}]`,
    `{${Array.from({ length: 6_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
    `"${'\\u0000'.repeat(10_900)}"`,
    `[${'1,'.repeat(32_000)}1]`,
    '9'.repeat(65_536),
  ];
  for (const text of worst) {
    const before = process.threadCpuUsage();
    try {
      parseJson(text);
    } catch {
      // Whether it is taken matters less here than how long that takes to find out.
    }
    const { user, system } = process.threadCpuUsage(before);
    assert.ok((user + system) / 1_000 < 100, text.slice(0, 20));
  }
});

test('keeps what a JSON text says and no more', () => {
  assert.deepEqual(parseJson('{"a":[1,{"b":null}],"constructor":"name","prototype":{}}'), {
    a: [1, { b: null }],
    constructor: 'name',
    prototype: {},
  });
  assert.equal(parseJson('1e3'), 1000);
  assert.deepEqual(parseJson('{"a":1,"a":2}'), { a: 2 });
});

const traps = [
  '{"__proto__":null}',
  '[[{"a":{"__proto__":{"x":1}}}]]',
  '{"\\u005f\\u005fproto\\u005f\\u005f":1}',
  '{"constructor":{"prototype":{}}}',
  '{"a":{"constructor":{"x":1,"prototype":null}}}',
];

for (const text of traps) {
  test(`refuses ${text}`, () => {
    assert.throws(() => parseJson(text), { name: 'Refusal', code: 'json_invalid' });
    assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
  });
}

test('reads a form as browsers post it, and nothing else as one', () => {
  const form = (type: string | undefined, text: string | Uint8Array) => {
    const headers = type === undefined ? [] : [['content-type', type] as const];
    const request = new Request('http://localhost/', { headers: Object.fromEntries(headers) });
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    const exchange = new Exchange({
      request,
      requestId: 'req_01k9p4n2c6fz3t6v8w0x2y4z6d',
      startedMs: 0,
      drain: createDrain(),
      trustedProxies: 0,
    });
    return () => decodeForm(exchange, bytes);
  };
  const plain = 'application/x-www-form-urlencoded';
  for (const type of [plain, `${plain}; charset=UTF-8`, plain.toUpperCase()]) {
    assert.deepEqual(
      [...form(type, 'a=1+2&a=%E6%B0%B4&b')()],
      [
        ['a', '1 2'],
        ['a', '水'],
        ['b', ''],
      ],
    );
  }
  for (const type of [undefined, 'application/json', 'text/plain', `${plain}; charset=gbk`]) {
    assert.throws(form(type, 'a=1'), { code: 'media_type_unsupported' });
  }
  assert.throws(form(plain, new Uint8Array([0x61, 0x3d, 0xff])), { code: 'encoding_invalid' });
});
