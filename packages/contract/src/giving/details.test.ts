// What donors may tell beside a gift, and which addresses a mail server would take.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import { type Details, detailsExample, detailsSchema, emailSchema } from './details.ts';
import { createDonationExample, createDonationSchema } from './donation.ts';

const good = [
  'donor@example.org',
  'first.last+gifts@mail.example.co.uk',
  "o'brien@example.org",
  '林晓@例子.中国',
  `${'x'.repeat(64)}@example.org`,
];
for (const email of good) {
  test(`takes the address ${email.slice(0, 40)}`, () => {
    assert.equal(parse(emailSchema, email).ok, true);
  });
}

const bad: readonly [string, string][] = [
  ['nothing', ''],
  ['no at sign', 'donor.example.org'],
  ['two at signs', 'donor@home@example.org'],
  ['no domain', 'donor@'],
  ['a domain without a dot', 'donor@localhost'],
  ['an address of numbers', 'donor@127.0.0.1'],
  ['a space', 'don or@example.org'],
  ['a line break and a header', 'donor@example.org\r\nBcc: all@example.org'],
  ['a line break alone', 'donor\n@example.org'],
  ['a second address', 'donor@example.org,all@example.org'],
  ['a name around it', 'Donor <donor@example.org>'],
  ['an invisible character', 'donor\u200b@example.org'],
  ['a turned direction', '\u202edonor@example.org'],
  ['half of a pair', 'donor\ud800@example.org'],
  ['two dots', 'do..nor@example.org'],
  ['a dot at the end of the name', 'donor.@example.org'],
  ['a long name', `${'x'.repeat(65)}@example.org`],
  ['a long domain', `donor@${'example.'.repeat(40)}org`],
];
for (const [what, email] of bad) {
  test(`refuses an address with ${what}`, () => {
    const result = parse(emailSchema, email);
    assert.equal(result.ok, false);
    assert.match(result.ok ? '' : (result.fields[0]?.message ?? ''), /e-mail address|254/);
  });
}

test('takes a donation with details, with empty ones, and without', () => {
  const nothing: Details = {
    email: null,
    language: null,
    dedication: null,
    updatesConsent: null,
    cameFrom: null,
  };
  const { details, ...without } = createDonationExample;
  for (const body of [createDonationExample, { ...without, details: nothing }, without]) {
    assert.deepEqual(parse(createDonationSchema, body), { ok: true, value: body });
  }
  assert.deepEqual(details, detailsExample);
});

const card = { recipientName: '妈妈', recipientEmail: 'mum@example.org', message: null };

test('takes a dedication with a card', () => {
  for (const kind of ['honour', 'memory'] as const) {
    const value = { ...detailsExample, dedication: { kind, name: 'Ada', card } };
    assert.deepEqual(parse(detailsSchema, value), { ok: true, value });
  }
});

const faults: readonly [what: string, changes: object, field: string, message: RegExp][] = [
  ['an address that is none', { email: 'me' }, 'email', /e-mail address/],
  ['a language in words', { language: 'Chinese' }, 'language', /zh-CN/],
  ['consent as a tick', { updatesConsent: true }, 'updatesConsent', /not a string/],
  [
    'a dedication to nobody',
    { dedication: { kind: 'honour', name: '', card: null } },
    'dedication.name',
    /empty/,
  ],
  [
    'a card to no address',
    { dedication: { kind: 'memory', name: 'Ada', card: { ...card, recipientEmail: '' } } },
    'dedication.card.recipientEmail',
    /e-mail/,
  ],
  [
    'a page that is a script',
    { cameFrom: { page: 'javascript:alert(1)', referrer: null, utm: null } },
    'cameFrom.page',
    /https/,
  ],
  ['an unknown field', { phone: '1' }, 'phone', /not a field/],
];
for (const [what, changes, field, message] of faults) {
  test(`refuses details with ${what}`, () => {
    const result = parse(detailsSchema, { ...detailsExample, ...changes });
    const found = result.ok ? undefined : result.fields.find((fault) => fault.field === field);
    assert.match(found?.message ?? '', message);
  });
}
