// What may be said of projects, donations and refunds on the wire, and what is refused by its name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parse } from '../parse.ts';
import {
  createDonationExample,
  createDonationSchema,
  donationSchema,
  donationStatusSchema,
} from './donation.ts';
import { createProjectExample, createProjectSchema } from './project.ts';
import { createRefundExample, createRefundSchema } from './refund.ts';

const cny = (amount: number, currency = 'CNY') => ({ amount, currency });

function faultsOf(schema: Parameters<typeof parse>[0], value: unknown): Record<string, string> {
  const result = parse(schema, value);
  if (result.ok) return {};
  return Object.fromEntries(result.fields.map(({ field, message }) => [field, message]));
}

const projectFaults: readonly [what: string, changes: object, faults: Record<string, RegExp>][] = [
  ['no title', { title: '' }, { title: /empty/ }],
  ['a title that is a number', { title: 5 }, { title: /not a string/ }],
  ['a title of 121 letters', { title: 'x'.repeat(121) }, { title: /longer than 120/ }],
  ['a language in words', { language: 'Chinese' }, { language: /zh-CN/ }],
  ['a currency in small letters', { currency: 'cny' }, { currency: /ISO 4217/ }],
  ['a goal of zero', { goal: cny(0) }, { 'goal.amount': /above zero/ }],
  ['a goal without a currency', { goal: { amount: 5 } }, { 'goal.currency': /missing/ }],
  [
    'a goal in another currency',
    { goal: cny(5, 'EUR') },
    { 'goal.currency': /not CNY, the project's/ },
  ],
  [
    'a minimum above the maximum',
    { minimum: cny(9), maximum: cny(8) },
    { 'minimum.amount': /above the maximum/ },
  ],
  [
    'a maximum that is too much',
    { maximum: cny(10 ** 12 + 1) },
    { 'maximum.amount': /more than 1000000000000/ },
  ],
  ['no suggestion', { suggestedAmounts: [] }, { suggestedAmounts: /empty/ }],
  [
    'a suggestion above the maximum',
    { suggestedAmounts: [cny(5_000_001)] },
    { 'suggestedAmounts.0.amount': /between/ },
  ],
  [
    'a suggestion in another currency',
    { suggestedAmounts: [cny(500, 'JPY')] },
    { 'suggestedAmounts.0.currency': /not CNY/ },
  ],
  ['nine pictures', { images: Array(9).fill(createProjectExample.images[0]) }, { images: /8/ }],
  ['an end that is no time', { closesAt: '2027-02-30' }, { closesAt: /not a time/ }],
  ['an end in another zone', { closesAt: '2027-01-31T08:00:00+08:00' }, { closesAt: /not a time/ }],
  ['an unknown field', { fee: 5 }, { fee: /not a field/ }],
];

for (const [what, changes, faults] of projectFaults) {
  test(`refuses a project with ${what}`, () => {
    const found = faultsOf(createProjectSchema, { ...createProjectExample, ...changes });
    for (const [field, words] of Object.entries(faults)) assert.match(found[field] ?? '', words);
  });
}

test('names every fault of a project at once', () => {
  const found = faultsOf(createProjectSchema, {
    ...createProjectExample,
    title: '',
    language: '',
    minimum: cny(0),
  });
  assert.deepEqual(Object.keys(found).sort(), ['language', 'minimum.amount', 'title']);
});

const links: readonly [url: string, taken: boolean][] = [
  ['https://charity.example/a.jpg', true],
  ['https://charity.example/名.jpg?x=1#y', true],
  ['HTTPS://charity.example/a.jpg', true],
  ['http://localhost:8787/a.jpg', true],
  ['http://127.0.0.1/a.jpg', true],
  ['http://charity.example/a.jpg', false],
  ['http://localhost.evil.example/a.jpg', false],
  ['//charity.example/a.jpg', false],
  ['/a.jpg', false],
  ['javascript:alert(1)', false],
  ['java\nscript:alert(1)', false],
  [' https://charity.example/a.jpg', false],
  ['https://charity.example/a b.jpg', false],
  ['https://charity.example/a\u0000.jpg', false],
  ['https://charity.example/\ud800', false],
  ['https:///a.jpg', false],
  ['data:image/png;base64,AAAA', false],
  ['blob:https://charity.example/1', false],
  [`https://charity.example/${'a'.repeat(2_048)}`, false],
  ['', false],
];

for (const [url, taken] of links) {
  test(`${taken ? 'takes' : 'refuses'} ${JSON.stringify(url).slice(0, 50)} as a picture`, () => {
    const project = { ...createProjectExample, images: [{ url, alt: '' }] };
    const faults = faultsOf(createProjectSchema, project);
    assert.deepEqual(Object.keys(faults), taken ? [] : ['images.0.url']);
  });
}

const donationFaults: readonly [what: string, changes: object, field: string, words: RegExp][] = [
  ['no amount', { gift: { currency: 'CNY' } }, 'gift.amount', /missing/],
  ['an amount as text', { gift: cny('5' as unknown as number) }, 'gift.amount', /not a/],
  ['half a unit', { gift: cny(0.5) }, 'gift.amount', /./],
  ['an amount beyond the safe integers', { gift: cny(2 ** 53) }, 'gift.amount', /./],
  ['an empty name', { donorName: '' }, 'donorName', /empty/],
  ['a name of 81 letters', { donorName: 'x'.repeat(81) }, 'donorName', /longer than 80/],
  ['a name left out', { donorName: undefined }, 'donorName', /missing/],
  ['a message of 501 letters', { message: 'x'.repeat(501) }, 'message', /longer than 500/],
  ['a control character', { message: 'a\u001bb' }, 'message', /control/],
  ['delete', { message: 'a\u007fb' }, 'message', /control/],
  ['half of a pair', { message: '\udc00' }, 'message', /half of a character/],
  ['maybe', { anonymous: 'yes' }, 'anonymous', /not a boolean/],
  ['an id of something else', { projectId: 'don_01k9p4m8q2fz3t6v8w0x2y4z6a' }, 'projectId', /prj_/],
];

for (const [what, changes, field, words] of donationFaults) {
  test(`refuses a donation with ${what}`, () => {
    const found = faultsOf(createDonationSchema, { ...createDonationExample, ...changes });
    assert.match(found[field] ?? '', words, JSON.stringify(found));
  });
}

test('takes any text that a screen can show, and gives it back as it was', () => {
  const shown = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((text) => text.length <= 500 && !/[\p{Cc}\p{Cs}]/u.test(text));
  fc.assert(
    fc.property(shown, (message) => {
      const result = parse(createDonationSchema, { ...createDonationExample, message });
      assert.ok(result.ok && result.value.message === message);
    }),
  );
});

test('takes line breaks and tabs in what people write', () => {
  const message = 'For the taps.\n\n\tWith love';
  assert.deepEqual(faultsOf(createDonationSchema, { ...createDonationExample, message }), {});
});

test('asks back all that is left with null, and else for an amount above zero', () => {
  assert.deepEqual(faultsOf(createRefundSchema, { ...createRefundExample, amount: null }), {});
  const zero = faultsOf(createRefundSchema, { ...createRefundExample, amount: cny(0) });
  assert.match(zero['amount.amount'] ?? '', /above zero/);
  assert.match(faultsOf(createRefundSchema, { reason: null }).amount ?? '', /missing/);
});

test('tells a page of a donation nothing of the person', () => {
  const status = Object.keys(donationStatusSchema.shape);
  const whole = Object.keys(donationSchema.shape);
  assert.deepEqual(whole.filter((field) => !status.includes(field)).sort(), [
    'anonymous',
    'details',
    'disputed',
    'donorName',
    'message',
    'moderation',
    'paymentReference',
    'provider',
    'recurringGiftId',
  ]);
});
