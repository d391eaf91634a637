import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as z from 'zod/mini';
import { parse } from '../parse.ts';
import {
  createDeedExample,
  createDeedsSchema,
  createPartnerDeedsSchema,
  createWerunDeedsExample,
  createWerunDeedsSchema,
  deedOutcomeSchema,
  deedRefusals,
  deedsMax,
  partnerDeedsMax,
} from './deed.ts';
import {
  createParticipantExample,
  createParticipantSchema,
  joinByMoveExample,
  joinByMoveSchema,
} from './participant.ts';

function faultsOf(schema: z.core.$ZodType, value: unknown): string[] {
  const parsed = parse(schema, value);
  return parsed.ok ? [] : parsed.fields.map(({ field, message }) => `${field} ${message}`);
}

const deeds = (changes: Record<string, unknown>) => ({
  deeds: [{ ...createDeedExample, ...changes }],
});

const badDeeds: readonly [changes: Record<string, unknown>, fault: string][] = [
  [{ quantity: -1 }, 'quantity is negative'],
  [{ quantity: 0.5 }, 'quantity is not a whole number'],
  [{ quantity: '12480' }, 'quantity is not a number'],
  [{ quantity: 1_000_000_001 }, 'quantity is more than 1000000000'],
  [{ counter: 0 }, 'counter is not above zero'],
  [{ counter: 1.5 }, 'counter is not a whole number'],
  [{ day: '2026-11-31' }, 'day is not a day such as 2027-04-05'],
  [{ day: '0000-01-01' }, 'day is not a day such as 2027-04-05'],
  [{ day: '2026-11-23T00:00:00Z' }, 'day is not a day such as 2027-04-05'],
  [
    { source: 'pigeon' },
    `source is not one of werun, partner, bluetooth, motion, import, declared`,
  ],
  [{ signature: '' }, 'signature is not the 64 bytes of a signature in base64url'],
  [
    { signature: `${createDeedExample.signature.slice(0, -1)}R` },
    'signature is not the 64 bytes of a signature in base64url',
  ],
  [
    { signature: `${createDeedExample.signature}AAAA` },
    'signature is not the 64 bytes of a signature in base64url',
  ],
  [{ device: 'me' }, 'device is not the SHA-256 of a public key in base64url'],
  [{ challengeId: createDeedExample.participantId }, 'challengeId is not an id such as chl_…'],
];

for (const [changes, fault] of badDeeds) {
  test(`refuses a deed whose ${fault}`, () => {
    const faults = faultsOf(createDeedsSchema, deeds(changes));
    assert.ok(faults.includes(`deeds.0.${fault}`), faults.join('; '));
  });
}

test('takes a day of no steps, and one that nobody believes', () => {
  for (const quantity of [0, 1_000_000_000]) {
    assert.deepEqual(faultsOf(createDeedsSchema, deeds({ quantity })), []);
  }
});

test('takes as many deeds at once as a month has days, and no more', () => {
  const many = (count: number) => ({
    deeds: Array.from({ length: count }, () => createDeedExample),
  });
  assert.deepEqual(faultsOf(createDeedsSchema, many(deedsMax)), []);
  assert.deepEqual(faultsOf(createDeedsSchema, many(deedsMax + 1)), ['deeds has more than 31']);
  assert.deepEqual(faultsOf(createDeedsSchema, many(0)), ['deeds is empty']);
});

test('takes from a server as many as fit into a body', () => {
  const { challengeId, day, quantity } = createDeedExample;
  const deed = { reference: '员'.repeat(60), day, quantity };
  const body = { challengeId, deeds: Array.from({ length: partnerDeedsMax }, () => deed) };
  assert.deepEqual(faultsOf(createPartnerDeedsSchema, body), []);
  assert.ok(JSON.stringify(body).length < 64_000);
});

test('asks of data of WeChat for one who walked, and not for two', () => {
  const { participantId, ...nobody } = createWerunDeedsExample;
  const reference = 'member 4711';
  assert.deepEqual(faultsOf(createWerunDeedsSchema, { ...nobody, reference }), []);
  for (const body of [nobody, { ...nobody, participantId, reference }]) {
    assert.deepEqual(faultsOf(createWerunDeedsSchema, body), [
      'reference goes without participantId, and one of the two is needed',
    ]);
  }
});

for (const field of ['sessionKey', 'encryptedData', 'iv']) {
  test(`refuses data of WeChat whose ${field} is not base64`, () => {
    for (const text of ['', 'AAA', 'AAAA=', 'AA-_', 'A A=']) {
      const faults = faultsOf(createWerunDeedsSchema, {
        ...createWerunDeedsExample,
        [field]: text,
      });
      assert.ok(faults.length > 0 && faults.every((fault) => fault.startsWith(field)), text);
    }
  });
}

const badParticipants: readonly [changes: Record<string, unknown>, fault: string][] = [
  [{ name: '' }, 'name is empty'],
  [{ name: 'one\ntwo' }, 'name has more than one line'],
  [{ name: '林'.repeat(41) }, 'name is longer than 40 characters'],
  [
    { publicKey: createParticipantExample.publicKey.slice(4) },
    'publicKey is not the 65 bytes of a public key in base64url, as WebCrypto exports it raw',
  ],
  [
    { publicKey: `A${createParticipantExample.publicKey.slice(1)}` },
    'publicKey is not an uncompressed point',
  ],
  // Their first bytes are 5, 6 and 7, of the same point.
  ...['R', 'h', 'x'].map((second): [Record<string, unknown>, string] => [
    { publicKey: `B${second}${createParticipantExample.publicKey.slice(2)}` },
    'publicKey is not an uncompressed point',
  ]),
];

for (const [changes, fault] of badParticipants) {
  test(`refuses a participant whose ${fault}`, () => {
    const faults = faultsOf(createParticipantSchema, { ...createParticipantExample, ...changes });
    assert.ok(faults.includes(fault), faults.join('; '));
  });
}

test('refuses to join by what is no token', () => {
  for (const token of ['', 'mvt_', `${joinByMoveExample.token}A`, joinByMoveExample.publicKey]) {
    assert.deepEqual(faultsOf(joinByMoveSchema, { ...joinByMoveExample, token }), [
      'token is not the token of a move',
    ]);
  }
});

test('has for every refusal of a deed a sentence of its own', () => {
  const sentences = Object.values(deedRefusals);
  assert.equal(new Set(sentences).size, sentences.length);
  for (const [code, sentence] of Object.entries(deedRefusals)) {
    assert.match(sentence, /^[A-Z].{15,}\.$/, code);
    assert.deepEqual(faultsOf(deedOutcomeSchema, { deed: null, refused: code }), []);
  }
});
