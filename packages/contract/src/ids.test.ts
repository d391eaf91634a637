import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  type IdKind,
  type IdSource,
  idPrefixes,
  idTimeMs,
  isAdoptionId,
  isChallengeId,
  isCharityItemId,
  isDonationId,
  isId,
  isMerchantId,
  isParticipantId,
  isPlotId,
  isProjectId,
  isSpeciesId,
  isTreeId,
  newId,
  uuidV7Bytes,
} from './ids.ts';

const kinds = Object.keys(idPrefixes) as IdKind[];
const timeMs = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const randomness = fc.uint8Array({ minLength: 16, maxLength: 16 });

/** A source that always gives the same. */
function source(nowMs: number, random: Uint8Array): IdSource {
  return {
    nowMs: () => nowMs,
    fillRandom(bytes) {
      bytes.set(random);
      return bytes;
    },
  };
}

const zeros = new Uint8Array(16);
const ones = new Uint8Array(16).fill(0xff);

test('makes ids that are ids of their kind and of no other', () => {
  for (const kind of kinds) {
    const id = newId(kind, source(Date.now(), ones));
    assert.equal(id.length, 30);
    for (const other of kinds) assert.equal(isId(other, id), other === kind);
    assert.equal(isProjectId(id), kind === 'project');
    assert.equal(isDonationId(id), kind === 'donation');
    assert.equal(isCharityItemId(id), kind === 'charityItem');
    assert.equal(isMerchantId(id), kind === 'merchant');
    assert.equal(isSpeciesId(id), kind === 'species');
    assert.equal(isPlotId(id), kind === 'plot');
    assert.equal(isAdoptionId(id), kind === 'adoption');
    assert.equal(isTreeId(id), kind === 'tree');
    assert.equal(isChallengeId(id), kind === 'challenge');
    assert.equal(isParticipantId(id), kind === 'participant');
  }
});

test('gives each kind a prefix of three letters that no other has', () => {
  const prefixes = Object.values(idPrefixes);
  assert.equal(new Set(prefixes).size, prefixes.length);
  for (const prefix of prefixes) assert.match(prefix, /^[a-z]{3}$/);
});

test('keeps the time of making, to the millisecond', () => {
  fc.assert(
    fc.property(timeMs, randomness, (ms, random) => {
      assert.equal(idTimeMs(newId('donation', source(ms, random))), ms);
    }),
  );
});

test('sorts by the time of making, whatever the randomness', () => {
  fc.assert(
    fc.property(timeMs, timeMs, randomness, randomness, (a, b, randomA, randomB) => {
      const [idA, idB] = [newId('refund', source(a, randomA)), newId('refund', source(b, randomB))];
      if (a !== b) assert.equal(idA < idB, a < b);
    }),
  );
});

test('makes different ids of different randomness in the same millisecond', () => {
  fc.assert(
    fc.property(randomness, fc.integer({ min: 9, max: 15 }), (random, place) => {
      const other = Uint8Array.from(random);
      other[place] = (other[place] ?? 0) ^ 1;
      assert.notEqual(newId('event', source(1, random)), newId('event', source(1, other)));
    }),
  );
});

test('makes UUIDs of version 7 and the variant of RFC 9562', () => {
  for (const random of [zeros, ones]) {
    const bytes = uuidV7Bytes(source(0x0123456789ab, random));
    assert.deepEqual([...bytes.subarray(0, 6)], [0x01, 0x23, 0x45, 0x67, 0x89, 0xab]);
    assert.equal((bytes[6] ?? 0) >> 4, 7);
    assert.equal((bytes[8] ?? 0) >> 6, 2);
  }
});

test('writes the examples of the TypeID specification', () => {
  // 01890a5d-ac96-774b-bcce-b302099a8057 is 01h455vb4pex5vsknk084sn02q.
  const uuid = Uint8Array.from(Buffer.from('01890a5dac96774bbcceb302099a8057', 'hex'));
  assert.equal(newId('project', source(0x01890a5dac96, uuid)), 'prj_01h455vb4pex5vsknk084sn02q');
});

test('writes the first and the last id there can be', () => {
  assert.equal(newId('key', source(0, zeros)), 'key_0000000000e0080000000000'.padEnd(30, '0'));
  assert.equal(idTimeMs(newId('key', source(2 ** 48 - 1, ones))), 2 ** 48 - 1);
  assert.match(newId('key', source(2 ** 48 - 1, ones)), /^key_7zzzzzzzzz/);
});

const good = 'don_01k9p4n2c6fz3t6v8w0x2y4z6b';

const wrong: readonly [what: string, text: string][] = [
  ['nothing', ''],
  ['a prefix alone', 'don_'],
  ['no prefix', good.slice(4)],
  ['another prefix', `prj_${good.slice(4)}`],
  ['a prefix in capitals', good.replace('don', 'DON')],
  ['capitals', good.toUpperCase()],
  ['a letter too few', good.slice(0, -1)],
  ['a letter too many', `${good}0`],
  ['a letter that Crockford leaves out', good.replace('k', 'l')],
  ['more than 128 bits', `don_8${good.slice(5)}`],
  ['a space before', ` ${good}`],
  ['a line break after', `${good}\n`],
  ['two underscores', good.replace('_', '__')],
  ['a hyphen', good.replace('_', '-')],
  ['a letter of another script', good.replace('c', 'с')],
];

test('takes a well-formed id', () => {
  assert.equal(isId('donation', good), true);
});

for (const [what, text] of wrong) {
  test(`takes no id with ${what}`, () => {
    assert.equal(isId('donation', text), false);
  });
}
