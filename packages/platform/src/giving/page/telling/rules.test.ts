import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Details, detailsSchema, parse } from '@kindcart/contract';
import { detailsOf, emptyTelling, markEntries, readTelling, type Telling } from './rules.ts';

const page = 'https://give.example/give/prj_x';
const circumstances = { locale: 'de', newsWords: 'Schreiben Sie mir.', page };
const nothing = { email: null, language: 'de', dedication: null, updatesConsent: null };

function tell(changes: Partial<Telling>, at = page): Details | undefined {
  const details = detailsOf({ ...emptyTelling, ...changes }, { ...circumstances, page: at });
  if (details !== undefined) assert.equal(parse(detailsSchema, details).ok, true);
  return details;
}

test('reads what was posted, with what no screen shows left out', () => {
  const form = new URLSearchParams({
    email: ' me@example.org\u0000 ',
    news: '1',
    dedicationKind: 'memory',
    dedicationName: ' Ada ',
    cardMessage: 'one\r\ntwo',
    utm_source: ' letter ',
    utm_id: 'x',
  });
  assert.deepEqual(readTelling(form), {
    ...emptyTelling,
    email: 'me@example.org',
    news: true,
    dedicationKind: 'memory',
    dedicationName: 'Ada',
    cardMessage: 'one\ntwo',
    utm: { ...emptyTelling.utm, source: 'letter' },
  });
  assert.deepEqual(readTelling(new URLSearchParams('dedicationKind=revenge')), emptyTelling);
});

test('tells where the gift was made, and nothing where that cannot be told', () => {
  const made = { page, referrer: null, utm: null };
  assert.deepEqual(tell({}), { ...nothing, cameFrom: made });
  assert.deepEqual(tell({}, `${page}?secret=1#x`), { ...nothing, cameFrom: made });
  assert.equal(tell({}, 'http://give.example/give/prj_x'), undefined);
});

const referrers: readonly [referrer: string, kept: string | null][] = [
  ['https://news.example/water?user=7#x', 'https://news.example/water'],
  ['https://user:word@news.example/', 'https://news.example/'],
  ['http://news.example/', null],
  ['javascript:alert(1)', null],
  ['android-app://com.example', null],
  ['<script>', null],
  [`https://news.example/${'x'.repeat(3_000)}`, null],
];

for (const [referrer, kept] of referrers) {
  test(`keeps ${kept ?? 'nothing'} of the address ${referrer.slice(0, 40)}`, () => {
    assert.equal(tell({ referrer })?.cameFrom?.referrer ?? null, kept);
  });
}

test('keeps the marks of a campaign, each as long as the contract takes', () => {
  const long = new URLSearchParams({ utm_source: 'letter', utm_term: `${'x'.repeat(199)}😀` });
  const { utm } = readTelling(long);
  assert.deepEqual(tell({ utm })?.cameFrom?.utm, {
    source: 'letter',
    medium: null,
    campaign: null,
    term: 'x'.repeat(199),
    content: null,
  });
  assert.deepEqual(markEntries(utm)[0], ['utm_source', 'letter']);
  assert.deepEqual(markEntries(emptyTelling.utm), []);
});

test('keeps consent in the words that were shown, and only with an address to write to', () => {
  const email = 'me@example.org';
  assert.equal(tell({ email, news: true })?.updatesConsent, 'Schreiben Sie mir.');
  assert.equal(tell({ email })?.updatesConsent, null);
  assert.equal(tell({ news: true })?.updatesConsent, null);
});

test('makes a dedication of a name, and a card of whatever is on it', () => {
  assert.equal(tell({ dedicationKind: 'memory' })?.dedication, null);
  assert.deepEqual(tell({ dedicationKind: 'memory', dedicationName: 'Ada' })?.dedication, {
    kind: 'memory',
    name: 'Ada',
    card: null,
  });
  const card = { recipientName: 'Mum', recipientEmail: 'mum@example.org' };
  assert.deepEqual(tell({ dedicationName: 'Ada', ...card })?.dedication, {
    kind: 'honour',
    name: 'Ada',
    card: { ...card, message: null },
  });
});
