// How trees are asked for, what may be told of one, and what is refused in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../ids.ts';
import { parse } from '../parse.ts';
import { plotExample } from './plot.ts';
import { changeTreeStateSchema, listTreesQuery, treeExample } from './tree.ts';

const ids = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    newId('tree', { nowMs: () => at, fillRandom: (bytes) => bytes.fill(7) }),
  );
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

const asked: readonly [what: string, query: object, value: object][] = [
  ['nothing', {}, {}],
  ['one number', { numbers: '1024' }, { numbers: [1_024] }],
  ['numbers in their order, repeats once', { numbers: '9,2,9' }, { numbers: [9, 2] }],
  ['the largest number', { numbers: '9'.repeat(15) }, { numbers: [999_999_999_999_999] }],
  ['two hundred numbers', { numbers: numbers(200).join() }, { numbers: numbers(200) }],
  ['ids', { ids: ids(2).join() }, { ids: ids(2) }],
  ['a plot that is cut off, which has no trees', { plotId: 'plt_1' }, { plotId: 'plt_1' }],
  ['a plot', { plotId: plotExample.id }, { plotId: plotExample.id }],
  [
    'a page of a plot',
    { plotId: plotExample.id, cursor: '1024', limit: '7' },
    { plotId: plotExample.id, cursor: '1024', limit: 7 },
  ],
  ['more than a page holds', { limit: '999' }, { limit: 100 }],
];

for (const [what, query, value] of asked) {
  test(`reads a question for ${what}`, () => {
    assert.deepEqual(parse(listTreesQuery, query), { ok: true, value });
  });
}

const noNumbers = 'numbers is not a list of up to 200 tree numbers';
const unread: readonly [what: string, query: object, words: string][] = [
  ['no number', { numbers: '' }, noNumbers],
  ['tree zero', { numbers: '0' }, noNumbers],
  ['a number with a zero before it', { numbers: '007' }, noNumbers],
  ['a number below zero', { numbers: '-1' }, noNumbers],
  ['part of a tree', { numbers: '1.5' }, noNumbers],
  ['a number in powers of ten', { numbers: '1e3' }, noNumbers],
  ['a number that is not exact', { numbers: '9'.repeat(16) }, noNumbers],
  ['numbers with a space', { numbers: '1, 2' }, noNumbers],
  ['numbers with a hole', { numbers: '1,,2' }, noNumbers],
  ['numbers with a comma at the end', { numbers: '1,' }, noNumbers],
  ['wide digits', { numbers: '１０２４' }, noNumbers],
  ['a line feed at the end', { numbers: '1024\n' }, noNumbers],
  ['201 numbers', { numbers: numbers(201).join() }, noNumbers],
  ['201 ids', { ids: ids(201).join() }, 'ids has more than 200 ids'],
  [
    'the id of a plot among ids of trees',
    { ids: `${treeExample.id},${plotExample.id}` },
    'ids is not a list of tre_… ids',
  ],
  ['a plot by the id of a tree', { plotId: treeExample.id }, 'plotId is not an id such as plt_…'],
  [
    'a species, which is no way to ask',
    { speciesId: treeExample.speciesId },
    'speciesId is not a field of this request',
  ],
];

for (const [what, query, words] of unread) {
  test(`reads no question for ${what}`, () => {
    const result = parse(listTreesQuery, query);
    const said = result.ok ? [] : result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.deepEqual(said, [words]);
  });
}

const change = { state: 'planted', on: '2026-04-05', note: 'Row 1', photoUrl: null };
const photoUrl = 'https://give.example.org/photos/pho_01k9p4n2c6fz3t6v8w0x2y4z7f';
const needed = 'note is needed as evidence, or a photo';

const changes: readonly [what: string, told: object, words: string | null][] = [
  ['a note', {}, null],
  ['a photo', { note: null, photoUrl }, null],
  ['both', { photoUrl }, null],
  ['no evidence', { note: null }, needed],
  ['an empty note', { note: '' }, 'note is empty'],
  ['a note that is too long', { note: 'n'.repeat(501) }, 'note is longer than 500 characters'],
  ['a photo of no address', { photoUrl: 'photo.jpg' }, 'photoUrl is not an https address'],
  [
    'a photo that is its own data',
    { photoUrl: 'data:image/png;base64,AA==' },
    'photoUrl is not an https address',
  ],
  [
    'a photo with white space in its address',
    { photoUrl: `${photoUrl} x` },
    'photoUrl is not an https address',
  ],
  [
    'a photo whose address never ends',
    { photoUrl: `${photoUrl}?${'a'.repeat(2_048)}` },
    'photoUrl is longer than 2048 characters',
  ],
  ['a day that is none', { on: '2026-04-31' }, 'on is not a day such as 2027-04-05'],
  ['a time instead of a day', { on: '2026-04-05T08:00:00Z' }, 'on is not a day such as 2027-04-05'],
  [
    'the state that trees begin with',
    { state: 'planned' },
    'state is not one of planted, established, grown, replaced, lost',
  ],
  ['whom it is for', { giftTo: 'me' }, 'giftTo is not a field of this request'],
];

for (const [what, told, words] of changes) {
  test(`${words === null ? 'takes' : 'refuses'} news of a tree with ${what}`, () => {
    const result = parse(changeTreeStateSchema, { ...change, ...told });
    const said = result.ok
      ? null
      : result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.deepEqual(said, words === null ? null : [words]);
  });
}
