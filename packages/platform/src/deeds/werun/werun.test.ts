import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import { readWerun, type SealedRun, type WerunFault } from './werun.ts';

const appId = 'wx4f4bc4dec97d474b';
const key = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const iv = Buffer.from('0f0e0d0c0b0a09080706050403020100', 'hex');
/** 9 October 2026, 12:00 in China. */
const nowMs = Date.UTC(2026, 9, 9, 4);
const sealedS = nowMs / 1_000;
/** Midnight of 9 October 2026 in China. */
const midnightS = Date.UTC(2026, 9, 8, 16) / 1_000;
const dayS = 86_400;

function run(stepInfoList: unknown = [{ timestamp: midnightS, step: 8_123 }], watermark = {}) {
  return { stepInfoList, watermark: { appid: appId, timestamp: sealedS, ...watermark } };
}

function seal(content: unknown, more: Partial<SealedRun> = {}): SealedRun {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  const encryptedData = cipher.update(text, 'utf8', 'base64') + cipher.final('base64');
  return {
    appId,
    sessionKey: key.toString('base64'),
    iv: iv.toString('base64'),
    encryptedData,
    ...more,
  };
}

/** The days that were read, or why none were. */
function outcome(sealed: SealedRun, atMs = nowMs) {
  const reading = readWerun(sealed, atMs);
  return reading.ok ? reading.days : reading.fault;
}

test('reads what WeChat has sealed', () => {
  deepEqual(readWerun(seal(run()), nowMs), {
    ok: true,
    days: [{ day: '2026-10-09', steps: 8_123 }],
    sealedAt: new Date(nowMs),
  });
});

test('reads what openssl has sealed, and openssl reads the same', () => {
  const args = ['-aes-128-cbc', '-K', key.toString('hex'), '-iv', iv.toString('hex')];
  const input = JSON.stringify(run());
  const bytes = execFileSync('openssl', ['enc', ...args], { input });
  equal(bytes.toString('base64'), seal(run()).encryptedData);
  deepEqual(outcome(seal(run(), { encryptedData: bytes.toString('base64') })), [
    { day: '2026-10-09', steps: 8_123 },
  ]);
});

test('reads a vector that was written down once', () => {
  const encryptedData =
    'MQmE5tdkRhEsTvN6fk9kp7w/bjmnYS1O5D2lje7dFBC1SoGERqgw8UDQggo6PA96wJzaeR/lseCOwDua9HwmHxz5' +
    'AULIa46PrA0GaAq31ndZ0Q9QTna6LWLMlUAYh45IpNGncs13isMZ/TTQw7abts6xyU8bwFI5mGZYkAOo4mI=';
  const vector = {
    appId: 'wx4f4bc4dec97d474b',
    sessionKey: 'ABEiM0RVZneImaq7zN3u/w==',
    iv: 'Dw4NDAsKCQgHBgUEAwIBAA==',
    encryptedData,
  };
  deepEqual(outcome(vector), [{ day: '2026-10-09', steps: 8_123 }]);
});

test('tells the day in China, whatever the zone of the machine', () => {
  const cases: readonly (readonly [timestamp: number, day: string])[] = [
    [midnightS, '2026-10-09'],
    [midnightS - 1, '2026-10-08'],
    [midnightS + dayS - 1, '2026-10-09'],
    [midnightS + dayS, '2026-10-10'],
    [Date.UTC(2023, 11, 31, 16) / 1_000, '2024-01-01'],
    [Date.UTC(2024, 1, 28, 16) / 1_000, '2024-02-29'],
  ];
  for (const [timestamp, day] of cases) {
    deepEqual(outcome(seal(run([{ timestamp, step: 1 }]))), [{ day, steps: 1 }]);
  }
});

test('takes 31 days, sorts them, and of a day that is told twice the larger number', () => {
  const month = Array.from({ length: 31 }, (_, ago) => ({
    timestamp: midnightS - ago * dayS,
    step: 31 - ago,
  }));
  const days = outcome(seal(run(month)));
  ok(Array.isArray(days));
  deepEqual(
    [days.length, days[0], days[30]],
    [31, { day: '2026-09-09', steps: 1 }, { day: '2026-10-09', steps: 31 }],
  );
  const twice = [
    { timestamp: midnightS, step: 500 },
    { timestamp: midnightS - dayS, step: 7 },
    { timestamp: midnightS + 3_600, step: 900 },
    { timestamp: midnightS, step: 12 },
  ];
  deepEqual(outcome(seal(run(twice))), [
    { day: '2026-10-08', steps: 7 },
    { day: '2026-10-09', steps: 900 },
  ]);
});

test('takes a day of no steps, and no days at all', () => {
  deepEqual(outcome(seal(run([{ timestamp: midnightS, step: 0 }]))), [
    { day: '2026-10-09', steps: 0 },
  ]);
  deepEqual(outcome(seal(run([]))), []);
});

test('knows no field that it does not need, and minds none', () => {
  const list = [{ timestamp: midnightS, step: 3, rank: 'first' }];
  deepEqual(outcome(seal({ ...run(list), nickName: '步步' })), [{ day: '2026-10-09', steps: 3 }]);
});

const faults: readonly (readonly [what: string, sealed: SealedRun, fault: WerunFault])[] = [
  ['an empty session key', seal(run(), { sessionKey: '' }), 'bad_key'],
  ['a key of 15 bytes', seal(run(), { sessionKey: key.subarray(1).toString('base64') }), 'bad_key'],
  ['a key of 32 bytes', seal(run(), { sessionKey: `${key.toString('hex')}` }), 'bad_key'],
  ['a key that is no base64', seal(run(), { sessionKey: '!'.repeat(24) }), 'bad_key'],
  [
    'a key with a space in it',
    seal(run(), { sessionKey: ` ${key.toString('base64')}` }),
    'bad_key',
  ],
  ['an iv of 12 bytes', seal(run(), { iv: iv.subarray(4).toString('base64') }), 'bad_key'],
  ['no data', seal(run(), { encryptedData: '' }), 'bad_data'],
  ['data that is no base64', seal(run(), { encryptedData: '{"step":1}' }), 'bad_data'],
  ['half a block', seal(run(), { encryptedData: 'AAAAAAAAAAA=' }), 'bad_data'],
  ['megabytes', seal(run(), { encryptedData: 'A'.repeat(4_000_000) }), 'bad_data'],
  ['no JSON', seal('steps: 8123'), 'not_json'],
  ['half of it', seal(JSON.stringify(run()).slice(0, 40)), 'not_json'],
  ['a list', seal([1, 2]), 'not_json'],
  ['null', seal('null'), 'not_json'],
  ['no watermark', seal({ stepInfoList: [] }), 'not_json'],
  ['a watermark without a time', seal(run([], { timestamp: undefined })), 'not_json'],
  ['a watermark of a text time', seal(run([], { timestamp: `${sealedS}` })), 'not_json'],
  ['no list of days', seal(run(null)), 'not_json'],
  ['days that are numbers', seal(run([1, 2, 3])), 'not_json'],
  ['negative steps', seal(run([{ timestamp: midnightS, step: -1 }])), 'not_json'],
  ['more steps than can be said', seal(run([{ timestamp: midnightS, step: 1e9 + 1 }])), 'not_json'],
  ['half a step', seal(run([{ timestamp: midnightS, step: 1.5 }])), 'not_json'],
  ['steps as text', seal(run([{ timestamp: midnightS, step: '12' }])), 'not_json'],
  ['steps beyond 2^53', seal(run([{ timestamp: midnightS, step: 1e300 }])), 'not_json'],
  ['a day without a time', seal(run([{ step: 12 }])), 'not_json'],
  ['a day that no calendar has', seal(run([{ timestamp: 1e15, step: 12 }])), 'not_json'],
  [
    '32 days',
    seal(run(Array.from({ length: 32 }, () => ({ timestamp: midnightS, step: 1 })))),
    'not_json',
  ],
  ['another mini-program', seal(run([], { appid: 'wx0000000000000000' })), 'wrong_appid'],
  ['the same in capitals', seal(run(), { appId: appId.toUpperCase() }), 'wrong_appid'],
  ['an appid that is no text', seal(run([], { appid: 7 })), 'not_json'],
];

test('refuses what WeChat did not seal for this mini-program, each with its reason', () => {
  for (const [what, sealed, fault] of faults) equal(outcome(sealed), fault, what);
});

test('takes what was sealed within the hour', () => {
  const hourMs = 60 * 60_000;
  const cases: readonly (readonly [laterMs: number, taken: boolean])[] = [
    [0, true],
    [hourMs, true],
    [hourMs + 1, false],
    [30 * 24 * hourMs, false],
    [-5 * 60_000, true],
    [-5 * 60_000 - 1, false],
  ];
  for (const [laterMs, taken] of cases) {
    const said = outcome(seal(run([])), nowMs + laterMs);
    deepEqual(said, taken ? [] : 'too_old', `${laterMs} ms later`);
  }
});

test('opens nothing under a session key that was renewed since', () => {
  let keysTried = 0;
  for (let seed = 0; seed < 512; seed += 1) {
    const renewed = Buffer.alloc(16, seed);
    renewed.writeUInt16BE(seed, 0);
    const said = outcome(seal(run(), { sessionKey: renewed.toString('base64') }));
    // The padding fits by chance now and then; what is before it is still garbage.
    ok(said === 'tampered' || said === 'not_json', `${said}`);
    keysTried += 1;
  }
  equal(keysTried, 512);
});

test('takes no bit that was changed for what WeChat sealed', () => {
  const list = [{ timestamp: midnightS, step: 1_111 }];
  const sealed = seal(run(list));
  const bytes = Buffer.from(sealed.encryptedData, 'base64');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    const said = outcome({ ...sealed, encryptedData: changed.toString('base64') });
    equal(typeof said, 'string', `bit ${bit}`);
  }
});
