import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LetterEvent, mailFor } from './letter.ts';
import { letterWords } from './words.ts';

const languages = ['en', 'zh-CN', 'ar', 'de', 'es', 'fr', 'ja', 'pt-BR'];
const amount = { amount: 123_456, currency: 'CNY' };
const papers = {
  html: 'https://give.example/r?pass=a&b',
  pdf: 'https://give.example/r.pdf?pass=a',
};
const project = 'Wells & “Taps”';
const recurring = { amount, every: 'month', project, papers: null } as const;

const species = 'Saxaul <& more>';
const plot = 'Minqin & north';
const url = 'https://give.example/trees/tre_1?a&b';
const tree = { kind: 'tree', number: 1_024, species, place: 513, plot, url } as const;
const returned = { kind: 'tree_returned', amount, plot } as const;

const events: readonly LetterEvent[] = [
  { kind: 'thanks', amount, project, papers },
  { kind: 'receipt', number: 'R-000042', amount, papers },
  { kind: 'refund', amount, project, left: amount, papers },
  { kind: 'refund', amount, project, left: null, papers: null },
  { kind: 'refund_failed', amount, project, papers },
  { kind: 'donor_link', url: 'https://charity.example/my#kindcart-donor=x', minutes: 30 },
  { kind: 'card', dedication: 'honour', honoured: '林老师', giver: null, message: 'Hi', project },
  { kind: 'card', dedication: 'memory', honoured: '林老师', giver: 'Ada', message: null, project },
  { ...recurring, kind: 'started' },
  { ...recurring, kind: 'renewed', papers },
  { ...recurring, kind: 'failed', againAt: new Date('2026-12-01') },
  { ...recurring, kind: 'paused' },
  { ...recurring, kind: 'cancelled', every: 'year' },
  { ...tree, gift: null, movedFrom: null },
  { ...tree, gift: { to: '奶奶', from: null }, movedFrom: 77 },
  { ...tree, gift: { to: '奶奶', from: new Date('2027-04-05') }, movedFrom: null },
  { ...returned, because: 'place_gone' },
  { ...returned, because: 'team_incomplete' },
  { ...returned, because: 'surplus' },
];

const frame = {
  organizationName: 'Clear Water',
  livemode: true,
  name: '林晓',
  donorPage: 'https://charity.example/my#kindcart-donor=y',
};

/** The number as it is on the certificate, the place, and whatever else there is to say. */
function assertSaysTree(text: string, { gift, movedFrom }: Extract<LetterEvent, { kind: 'tree' }>) {
  for (const said of ['1024', '513', species, url]) assert.ok(text.includes(said), said);
  assert.equal(text.includes('奶奶'), gift !== null);
  assert.equal(text.includes('77'), movedFrom !== null);
  assert.equal(/2027|٢٠٢٧/.test(text), gift?.from != null);
}

for (const language of languages) {
  for (const event of events) {
    test(`writes ${event.kind} in ${language} with all that it is about, in both parts`, () => {
      const letter = mailFor(event, { ...frame, language });
      assert.equal(letter.language, language);
      assert.ok(letter.subject.length > 3 && !letter.subject.includes('\n'));
      for (const part of [letter.text, letter.html]) {
        assert.ok(part.includes('林晓') && part.includes('Clear Water'));
        assert.doesNotMatch(part, /undefined|\[object|NaN|\$\{/);
        if ('amount' in event) assert.match(part, /1[.,\u202f\u00a0]?234[.,]56|١٬?٢٣٤٫٥٦/);
      }
      if ('project' in event) assert.ok(letter.text.includes(project));
      if ('plot' in event) assert.ok(letter.text.includes(plot));
      if (event.kind === 'tree') assertSaysTree(letter.text, event);
      if ('honoured' in event) assert.ok(letter.text.includes(event.honoured));
      for (const url of letter.text.match(/https:\S+/g) ?? []) {
        assert.ok(letter.html.includes(`href="${url.replaceAll('&', '&amp;')}"`), url);
      }
      assert.doesNotMatch(letter.html, /<(img|script|link|iframe)|src=|https?:[^"]*\.(png|gif)/i);
    });
  }

  test(`says in ${language} that a test is one, before anything else`, () => {
    const [event] = events;
    assert.ok(event);
    const words = letterWords(language);
    const { subject, text } = mailFor(event, { ...frame, language, livemode: false });
    assert.ok(subject.startsWith(words.testMark));
    assert.ok(text.indexOf(words.test) < text.indexOf(project));
  });
}

for (const [asked, found] of [
  ['zh-TW', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['pt', 'pt-BR'],
  ['PT-br', 'pt-BR'],
  ['de-AT', 'de'],
  ['tlh', 'en'],
  ['', 'en'],
  [null, 'en'],
] as const) {
  test(`writes in ${found} to who reads ${asked === '' ? 'nothing said' : asked}`, () => {
    assert.equal(letterWords(asked).language, found);
  });
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><a href='javascript:alert(1)'>",
  '&lt;b&gt;',
  '\u202egnp.exe',
];

for (const text of hostile) {
  test(`keeps ${JSON.stringify(text)} text in every place`, () => {
    const event: LetterEvent = {
      kind: 'card',
      dedication: 'honour',
      honoured: text,
      giver: text,
      message: `${text}\n${text}`,
      project: text,
    };
    const { html } = mailFor(event, {
      ...frame,
      language: 'en',
      organizationName: text,
      name: text,
    });
    const tags = [...html.matchAll(/<\/?([a-z!]+)/gi)].map(([, tag]) => tag?.toLowerCase());
    const allowed = [
      '!doctype',
      'html',
      'head',
      'meta',
      'body',
      'p',
      'a',
      'br',
      'hr',
      'blockquote',
    ];
    assert.deepEqual(
      tags.filter((tag) => !allowed.includes(tag ?? '')),
      [],
    );
    assert.doesNotMatch(html, /<a (?!href="https:)/);
  });
}

test('gives no link to a donor page in letters to others, and none where there is no page', () => {
  for (const event of events) {
    const { text } = mailFor(event, { ...frame, language: 'en' });
    const isOthers = event.kind === 'card' || event.kind === 'donor_link';
    assert.equal(text.includes('kindcart-donor=y'), !isOthers, event.kind);
    const without = mailFor(event, { ...frame, language: 'en', donorPage: null });
    assert.ok(!without.text.includes('kindcart-donor=y'));
  }
});
