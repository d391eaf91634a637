// Keys and signatures as pages make them with WebCrypto and as servers check them with Node, and the other
// way round; and that no two things are signed by the same text.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { challengeExample } from './challenge.ts';
import { createDeedExample } from './deed.ts';
import {
  createMoveExample,
  createParticipantExample,
  joinByMoveExample,
  joinTeamExample,
  movedParticipantExample,
  participantExample,
  updateParticipantExample,
} from './participant.ts';
import {
  deedText,
  fromBase64url,
  joinTeamText,
  joinText,
  moveText,
  nameText,
  participantText,
  teamText,
  toBase64url,
} from './signing.ts';
import { createTeamExample, teamExample } from './team.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return fromBase64url(text) ?? assert.fail(`${text} is no base64url`);
}

/** Whether the platform's own means find the signature right. */
function nodeVerifies(publicKey: string, text: string, signature: string): boolean {
  const raw = bytesOf(publicKey);
  const [x, y] = [toBase64url(raw.slice(1, 33)), toBase64url(raw.slice(33))];
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  return verify(
    'sha256',
    Buffer.from(text),
    { key, dsaEncoding: 'ieee-p1363' },
    bytesOf(signature),
  );
}

const deed = createDeedExample;
const { device, participantId } = deed;

test('checks with Node what a page signed with a key that cannot be taken out', async () => {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  const text = deedText(deed);
  const made = await crypto.subtle.sign(signing, pair.privateKey, new TextEncoder().encode(text));
  const [publicKey, signature] = [raw, made].map((bytes) => toBase64url(new Uint8Array(bytes)));
  assert.ok(publicKey && signature);
  assert.deepEqual([publicKey.length, signature.length, publicKey[0]], [87, 86, 'B']);
  assert.equal(nodeVerifies(publicKey, text, signature), true);
  assert.equal(nodeVerifies(publicKey, deedText({ ...deed, quantity: 12_481 }), signature), false);
});

test('checks with WebCrypto what Node signed', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const key = await crypto.subtle.importKey('jwk', { ...jwk }, algorithm, true, ['verify']);
  const text = new TextEncoder().encode(deedText(deed));
  const signature = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  assert.equal(await crypto.subtle.verify(signing, key, signature, text), true);
});

const { publicKey } = createParticipantExample;
const wish = { participantId, device, madeAtMs: updateParticipantExample.madeAtMs };

/** Every signature of the examples, with what it is of. */
const signed: readonly [what: string, publicKey: string, text: string, signature: string][] = [
  ['a deed', publicKey, deedText(deed), deed.signature],
  [
    'a participant',
    publicKey,
    participantText(publicKey, createParticipantExample.name),
    createParticipantExample.signature,
  ],
  ['an erased name', publicKey, nameText(wish, null), updateParticipantExample.signature],
  ['a move', publicKey, moveText(wish), createMoveExample.signature],
  [
    'a device that joins',
    joinByMoveExample.publicKey,
    joinText(joinByMoveExample.token, joinByMoveExample.publicKey),
    joinByMoveExample.signature,
  ],
  [
    'a team',
    publicKey,
    teamText(wish, challengeExample.id, createTeamExample.name),
    createTeamExample.signature,
  ],
  [
    'a member of a team',
    joinByMoveExample.publicKey,
    joinTeamText(joinTeamExample, teamExample.id),
    joinTeamExample.signature,
  ],
];

for (const [what, key, text, signature] of signed) {
  test(`has in its example of ${what} a signature that is right, and of nothing else`, () => {
    for (const [other, , otherText] of signed) {
      assert.equal(nodeVerifies(key, otherText, signature), otherText === text, other);
    }
  });
}

test('calls a device by the hash of its key', () => {
  const keys = [publicKey, joinByMoveExample.publicKey];
  const hashes = keys.map((key) => createHash('sha256').update(bytesOf(key)).digest('base64url'));
  assert.deepEqual(
    movedParticipantExample.devices.map((one) => one.device),
    hashes,
  );
  assert.equal(participantExample.devices[0]?.device, device);
});

test('writes a deed as lines that anybody can make', () => {
  assert.equal(
    deedText(deed),
    [
      'kindcart-deed-v1',
      'chl_01k9p4m8q2fz3t6v8w0x2y4z7d',
      'par_01k9p4m8q2fz3t6v8w0x2y4z7f',
      'F7kFEc8FvhKqP3CrhIi7Uwbv4B_ZHa3dInwvMdDCSfk',
      '2026-11-23',
      '12480',
      'motion',
      '17',
    ].join('\n'),
  );
});

const others = {
  challengeId: 'chl_01k9p4m8q2fz3t6v8w0x2y4z7e',
  participantId: 'par_01k9p4m8q2fz3t6v8w0x2y4z7e',
  device: 'oVgKSSf0t1w_jF8VgKRHqL3hiY-mx9Df1t7RIA4t7C4',
  day: '2026-11-24',
  quantity: 12_479,
  source: 'import',
  counter: 18,
};

for (const [name, value] of Object.entries(others)) {
  test(`signs another text when the ${name} is another`, () => {
    assert.notEqual(deedText({ ...deed, [name]: value }), deedText(deed));
  });
}

test('writes bytes as Node does, and reads them back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64url(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64url'));
      assert.deepEqual(fromBase64url(text), new Uint8Array(bytes));
    }),
  );
});

for (const text of ['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'A A', '+A', '/A', 'é0', '\u{1f463}A']) {
  test(`takes ${JSON.stringify(text)} for no bytes`, () => {
    assert.equal(fromBase64url(text), undefined);
  });
}
