import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { detailsSchema } from '@kindcart/contract';
import { type Circumstances, cameFromOf, detailsOf, told } from './details.ts';

const nothing = { email: '', news: false, dedication: null };
const here: Circumstances = { locale: 'zh-CN', newsWords: 'Write to me.', cameFrom: null };
const sent = (change: object, more: Partial<Circumstances> = {}) => {
  const details = detailsOf({ ...nothing, ...change }, { ...here, ...more });
  // What the form sends, the platform takes.
  return details && detailsSchema.parse(details);
};

test('sends nothing when there is nothing to tell', () => {
  equal(sent({}), undefined);
  equal(sent({ email: '  ' }), undefined);
  equal(sent({ dedication: { kind: 'honour', name: ' ', card: null } }), undefined);
});

test('sends an address with the language of the form', () => {
  deepEqual(sent({ email: ' lin@example.org ' }), {
    email: 'lin@example.org',
    language: 'zh-CN',
    dedication: null,
    updatesConsent: null,
    cameFrom: null,
  });
});

test('sends the words of the consent only with an address to write to', () => {
  equal(sent({ email: 'lin@example.org', news: true })?.updatesConsent, 'Write to me.');
  const dedication = { kind: 'memory', name: 'Ana', card: null };
  equal(sent({ news: true, dedication })?.updatesConsent, null);
});

const languages = [
  ['en', 'en'],
  ['zh-Hans-CN', 'zh-Hans-CN'],
  ['ar-u-nu-latn', 'ar'],
  ['th-TH-u-ca-buddhist-nu-thai', 'th-TH'],
] as const;

for (const [locale, language] of languages) {
  test(`writes to a reader of ${locale} in ${language}`, () => {
    equal(sent({ email: 'lin@example.org' }, { locale })?.language, language);
  });
}

test('sends a dedication trimmed, and its card', () => {
  const card = { recipientName: ' Bo ', recipientEmail: ' bo@example.org ', message: ' ' };
  deepEqual(sent({ dedication: { kind: 'memory', name: ' Ana\u0007 ', card } })?.dedication, {
    kind: 'memory',
    name: 'Ana',
    card: { recipientName: 'Bo', recipientEmail: 'bo@example.org', message: null },
  });
});

test('takes out what no screen can show, a half of a pair among it', () => {
  equal(told('a\u0000b\ud83c \u{1f33f}\n'), 'ab \u{1f33f}');
  equal(told(' \u0007 '), null);
});

const noMarks = { source: null, medium: null, campaign: null, term: null, content: null };
const ways: readonly [page: string, referrer: string, cameFrom: unknown][] = [
  [
    'https://charity.example/water?session=secret&utm_source=post#give',
    'https://news.example/a?user=lin#top',
    {
      page: 'https://charity.example/water',
      referrer: 'https://news.example/a',
      utm: { ...noMarks, source: 'post' },
    },
  ],
  [
    'https://lin:secret@charity.example/',
    '',
    { page: 'https://charity.example/', referrer: null, utm: null },
  ],
  ['http://charity.example/', 'http://other.example/', null],
  [
    'http://charity.example/?utm_term=%20spring%20&utm_content=',
    'no address',
    { page: null, referrer: null, utm: { ...noMarks, term: 'spring' } },
  ],
  ['file:///tmp/page.html', 'javascript:alert(1)', null],
  ['about:srcdoc', '', null],
  [`https://charity.example/${'x'.repeat(2_048)}`, '', null],
];

for (const [page, referrer, expected] of ways) {
  test(`tells of ${page.slice(0, 60)} after ${referrer || 'nothing'} what may be told`, () => {
    const cameFrom = cameFromOf(page, referrer);
    deepEqual(cameFrom, expected);
    if (cameFrom) deepEqual(sent({}, { cameFrom })?.cameFrom, expected);
  });
}

test('shortens a mark that is too long, and not through the middle of a sign', () => {
  const mark = `${'x'.repeat(199)}${encodeURIComponent('\u{1f33f}')}`;
  const cameFrom = cameFromOf(`https://charity.example/?utm_source=${mark}`, '');
  equal(sent({}, { cameFrom })?.cameFrom?.utm?.source, 'x'.repeat(199));
});
