import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import {
  idListSchema,
  languageSchema,
  moneySchema,
  pageQuery,
  pageSchema,
  timeSchema,
} from './common.ts';
import { liveItemExample, liveItemSchema, liveProjectExample, liveProjectSchema } from './live.ts';
import { parse } from './parse.ts';
import { idsMax } from './routes.ts';

const ids = ['prj_01k9p4m8q2fz3t6v8w0x2y4z6a', 'prj_01k9p4m8q2fz3t6v8w0x2y4z6b'];
const list = idListSchema('project');

test('reads ids parted by commas in their order, repeats once', () => {
  assert.deepEqual(parse(list, [...ids, ids[0]].join(',')), { ok: true, value: ids });
});

for (const [what, text] of [
  ['nothing', ''],
  ['a comma', ','],
  ['an empty place', `${ids[0]},,${ids[1]}`],
  ['a space', ids.join(', ')],
  ['an id of something else', `${ids[0]},don_01k9p4m8q2fz3t6v8w0x2y4z6a`],
  [
    'one too many',
    Array(idsMax + 1)
      .fill(ids[0])
      .join(','),
  ],
]) {
  test(`reads no list with ${what}`, () => {
    assert.equal(parse(list, text).ok, false);
  });
}

const query = z.strictObject(pageQuery);

for (const [limit, rows] of [
  ['1', 1],
  ['20', 20],
  ['100', 100],
  ['101', 100],
  ['999', 100],
] as const) {
  test(`reads a page of ${limit} as ${rows} rows`, () => {
    assert.deepEqual(parse(query, { limit }), { ok: true, value: { limit: rows } });
  });
}

for (const limit of ['0', '-1', '1.5', '1e2', '１', ' 1', '1000', '', 'all', 5]) {
  test(`reads no page of ${JSON.stringify(limit)}`, () => {
    assert.equal(parse(query, { limit }).ok, false);
  });
}

for (const cursor of ['', ' ', 'a b', 'x'.repeat(201), '\u0000', 'é']) {
  test(`reads no cursor of ${JSON.stringify(cursor).slice(0, 20)}`, () => {
    assert.equal(parse(query, { cursor }).ok, false);
  });
}

const times: readonly [text: string, taken: boolean][] = [
  ['2027-01-31T08:00:00.000Z', true],
  ['2027-01-31T08:00:00Z', true],
  ['2028-02-29T08:00:00Z', true],
  ['2027-02-29T08:00:00Z', false],
  ['2027-01-31T24:00:00Z', false],
  ['2027-01-31T08:00:00', false],
  ['2027-01-31T08:00:00+00:00', false],
  ['2027-01-31', false],
  ['1801382400', false],
];

for (const [text, taken] of times) {
  test(`${taken ? 'takes' : 'takes no time of'} ${text}`, () => {
    assert.equal(parse(timeSchema, text).ok, taken);
  });
}

for (const [tag, taken] of [
  ['en', true],
  ['zh-CN', true],
  ['zh-Hant-TW', true],
  ['fil', true],
  ['EN', false],
  ['english', false],
  ['zh_CN', false],
  ['zh-', false],
  ['', false],
] as const) {
  test(`${taken ? 'takes' : 'takes no language'} "${tag}"`, () => {
    assert.equal(parse(languageSchema, tag).ok, taken);
  });
}

const words: readonly [
  what: string,
  schema: z.core.$ZodType,
  value: unknown,
  field: string,
  message: string,
][] = [
  ['a missing field', moneySchema, { currency: 'CNY' }, 'amount', 'is missing'],
  [
    'a text for a number',
    moneySchema,
    { amount: '5', currency: 'CNY' },
    'amount',
    'is not a number',
  ],
  [
    'nothing for a number',
    moneySchema,
    { amount: null, currency: 'CNY' },
    'amount',
    'is not a number',
  ],
  ['half a unit', moneySchema, { amount: 0.5, currency: 'CNY' }, 'amount', 'is not a whole number'],
  ['an array for an object', moneySchema, [], '', 'is not an object'],
  ['another of a few words', z.enum(['a', 'b']), 'c', '', 'is not one of a, b'],
  ['too large a number', z.number().check(z.maximum(5)), 6, '', 'is more than 5'],
  ['too small a number', z.number().check(z.minimum(5)), 4, '', 'is less than 5'],
  [
    'an unknown field inside',
    z.object({ gift: moneySchema }),
    { gift: { amount: 1, currency: 'CNY', tip: 1 } },
    'gift.tip',
    'is not a field of this request',
  ],
];

for (const [what, schema, value, field, message] of words) {
  test(`says in words what is wrong with ${what}`, () => {
    assert.deepEqual(parse(schema, value), { ok: false, fields: [{ field, message }] });
  });
}

test('reads pages, and none without a cursor', () => {
  const schema = pageSchema(z.string());
  assert.ok(parse(schema, { items: ['a'], nextCursor: null }).ok);
  assert.ok(parse(schema, { items: [], nextCursor: 'x' }).ok);
  assert.equal(parse(schema, { items: [] }).ok, false);
});

test('reads what the live stream says', () => {
  assert.deepEqual(parse(liveProjectSchema, liveProjectExample), {
    ok: true,
    value: liveProjectExample,
  });
  assert.deepEqual(parse(liveItemSchema, liveItemExample), { ok: true, value: liveItemExample });
});
