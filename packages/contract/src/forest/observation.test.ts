// What an observer may tell of a tree, and what is refused in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import {
  observationsMax,
  recordObservationExample,
  recordObservationSchema,
  recordObservationsSchema,
  reviewObservationSchema,
} from './observation.ts';

const at = (longitude: number, latitude: number, accuracyM: number | null = null) => ({
  location: { position: [longitude, latitude], accuracyM },
});

const taken: readonly [what: string, change: object][] = [
  ['what the example tells', {}],
  ['a tree that is dead', { alive: false, heightCm: null, crownCm: null }],
  ['a seedling of one centimetre', { heightCm: 1, crownCm: 1 }],
  ['the largest that is taken', { heightCm: 20_000, crownCm: 20_000 }],
  [
    'nothing but that somebody was there',
    { heightCm: null, crownCm: null, location: null, note: null },
  ],
  ['a spot on the date line', at(-180, 90)],
  ['a device that is sure of itself', at(103.09, 38.78, 0)],
  ['a device that knows the town at best', at(103.09, 38.78, 100_000)],
  ['a fraction of a second', { observedAt: '2026-10-12T02:30:00.123456Z' }],
  ['the shortest key', { key: 'a_b-C_12' }],
  ['the longest key', { key: 'k'.repeat(64) }],
  ['a photo', { photoUrl: 'https://give.example.org/photos/pho_01k9p4n2c6fz3t6v8w0x2y4z7f' }],
  ['two lines of a note', { note: 'Gnawed by hares\n\tand came again' }],
];

for (const [what, change] of taken) {
  test(`takes an observation with ${what}`, () => {
    const told = { ...recordObservationExample, ...change };
    assert.deepEqual(parse(recordObservationSchema, told), { ok: true, value: told });
  });
}

const refused: readonly [what: string, change: object, words: string][] = [
  ['a key that is too short', { key: '1234567' }, 'key is not 8 to 64 letters, digits, - or _'],
  ['a key that is too long', { key: 'k'.repeat(65) }, 'key is not 8 to 64 letters, digits, - or _'],
  [
    'a key with a line feed at its end',
    { key: '12345678\n' },
    'key is not 8 to 64 letters, digits, - or _',
  ],
  ['a key of a path', { key: '../../etc/passwd' }, 'key is not 8 to 64 letters, digits, - or _'],
  ['no key', { key: undefined }, 'key is missing'],
  ['tree zero', { treeNumber: 0 }, 'treeNumber is not above zero'],
  ['half a tree', { treeNumber: 1.5 }, 'treeNumber is not a whole number'],
  ['a number as text', { treeNumber: '1024' }, 'treeNumber is not a number'],
  ['a height of nothing', { heightCm: 0 }, 'heightCm is below 1'],
  ['a height in millimetres', { heightCm: 64.5 }, 'heightCm is not a whole number'],
  ['a tower', { heightCm: 20_001 }, 'heightCm is more than 20000'],
  ['a crown below nothing', { crownCm: -1 }, 'crownCm is below 1'],
  ['nobody knowing whether it lives', { alive: null }, 'alive is not a boolean'],
  [
    'a time of another zone',
    { observedAt: '2026-10-12T10:30:00+08:00' },
    'observedAt is not a time such as 2027-01-31T08:00:00.000Z',
  ],
  [
    'a day instead of a time',
    { observedAt: '2026-10-12' },
    'observedAt is not a time such as 2027-01-31T08:00:00.000Z',
  ],
  [
    'a day that never was',
    { observedAt: '2026-02-29T00:00:00Z' },
    'observedAt is not a time such as 2027-01-31T08:00:00.000Z',
  ],
  [
    'a year that no database keeps',
    { observedAt: '0000-01-01T00:00:00Z' },
    'observedAt is before 1900',
  ],
  [
    'a year that two digits were meant for',
    { observedAt: '0026-10-12T02:30:00Z' },
    'observedAt is before 1900',
  ],
  ['a script for a photo', { photoUrl: 'javascript:alert(1)' }, 'photoUrl is not an https address'],
  [
    'a photo in the clear',
    { photoUrl: 'http://give.example.org/a.jpg' },
    'photoUrl is not an https address',
  ],
  [
    'latitude first',
    at(38.78, 103.09),
    'location.position.1 is above 90: longitude comes first, then latitude',
  ],
  [
    'the far south first',
    at(-31.42, -103),
    'location.position.1 is below -90: longitude comes first, then latitude',
  ],
  ['a longitude beyond the date line', at(181, 0), 'location.position.0 is above 180'],
  ['a device that lies', at(0, 0, -1), 'location.accuracyM is negative'],
  ['a device that knows nothing', at(0, 0, 100_001), 'location.accuracyM is more than 100000'],
  ['nobody who saw it', { observer: '' }, 'observer is empty'],
  ['a page of a note', { note: 'n'.repeat(501) }, 'note is longer than 500 characters'],
  ['a verdict on itself', { review: 'kept' }, 'review is not a field of this request'],
];

for (const [what, change, words] of refused) {
  test(`refuses an observation with ${what}`, () => {
    const result = parse(recordObservationSchema, { ...recordObservationExample, ...change });
    assert.ok(!result.ok);
    const said = result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.ok(said.includes(words), said.join('; '));
  });
}

const counts: readonly [count: number, words: string | null][] = [
  [0, 'observations is empty'],
  [1, null],
  [observationsMax, null],
  [observationsMax + 1, 'observations has more than 100'],
];

for (const [count, words] of counts) {
  test(`${words === null ? 'takes' : 'refuses'} ${count} observations at once`, () => {
    const observations = Array.from({ length: count }, () => recordObservationExample);
    const result = parse(recordObservationsSchema, { observations });
    const said = result.ok
      ? [null]
      : result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.deepEqual(said, [words]);
  });
}

test('names the one of many that is wrong', () => {
  const wrong = { ...recordObservationExample, heightCm: 0 };
  const observations = [recordObservationExample, wrong, recordObservationExample];
  const result = parse(recordObservationsSchema, { observations });
  assert.deepEqual(result.ok ? [] : result.fields.map(({ field }) => field), [
    'observations.1.heightCm',
  ]);
});

for (const review of ['kept', 'set_aside', 'clear', 'open'] as const) {
  const isTaken = review === 'kept' || review === 'set_aside';
  test(`${isTaken ? 'lets' : 'lets no'} person decide that an observation is ${review}`, () => {
    assert.equal(parse(reviewObservationSchema, { review }).ok, isTaken);
  });
}
