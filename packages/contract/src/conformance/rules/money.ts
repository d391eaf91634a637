/** Amounts, limits and texts: what is refused with its field named, and what comes back untouched. */
import { createProjectExample } from '../../giving/project.ts';
import { granted, refusedField } from '../ask.ts';
import { equal } from '../check.ts';
import { type Case, donationBody, projectBody, usd } from '../stage.ts';

/** Amounts that are none on the wire, where an amount is a whole number of minor units. */
const badAmounts: readonly unknown[] = [
  0,
  -1,
  0.5,
  5_000.000_1,
  2 ** 53,
  1e308,
  null,
  true,
  '5000',
  '1e3',
  '１００',
  '1,50',
  '50.00',
  '0x64',
  '',
  [5_000],
  { amount: 5_000 },
];

const badCurrencies: readonly unknown[] = [
  'XXX',
  'XAU',
  'usd',
  'US',
  'USDT',
  '',
  'constructor',
  'U\u0000D',
  null,
  840,
];

/** Changes to a project that cannot be, each with the field that is at fault. */
const badProjects: readonly [what: string, changes: object, field: string][] = [
  ['a minimum above the maximum', { minimum: usd(1_000_001) }, 'minimum.amount'],
  ['a minimum of zero', { minimum: usd(0) }, 'minimum.amount'],
  ['a goal of zero', { goal: usd(0) }, 'goal.amount'],
  ['a goal in another currency', { goal: { amount: 5, currency: 'EUR' } }, 'goal.currency'],
  ['a suggestion below the minimum', { suggestedAmounts: [usd(99)] }, 'suggestedAmounts.0.amount'],
  ['no suggestion', { suggestedAmounts: [] }, 'suggestedAmounts'],
  ['nine suggestions', { suggestedAmounts: Array(9).fill(usd(100)) }, 'suggestedAmounts'],
  ['an unknown currency', { currency: 'XTS' }, 'currency'],
  ['an end in the past', { closesAt: '2020-01-01T00:00:00.000Z' }, 'closesAt'],
  ['an end without a zone', { closesAt: '2089-01-01T00:00:00' }, 'closesAt'],
  ['an end in words', { closesAt: 'tomorrow' }, 'closesAt'],
  ['no title', { title: '' }, 'title'],
  ['a title of 121 letters', { title: 'x'.repeat(121) }, 'title'],
  ['a null character', { story: 'a\u0000b' }, 'story'],
  ['a bell', { summary: 'a\u0007b' }, 'summary'],
  ['half of a character pair', { title: 'a\ud800' }, 'title'],
  ['a language that is none', { language: 'English, please' }, 'language'],
  ['a script as a picture', { images: [{ url: 'javascript:alert(1)', alt: '' }] }, 'images.0.url'],
  [
    'data as a picture',
    { images: [{ url: 'data:image/svg+xml,<svg/>', alt: '' }] },
    'images.0.url',
  ],
  [
    'a picture over plain http',
    { images: [{ url: 'http://a.example/a.jpg', alt: '' }] },
    'images.0.url',
  ],
  [
    'a picture with a null character',
    { images: [{ url: 'https://a.example/\u0000', alt: '' }] },
    'images.0.url',
  ],
  [
    'a picture with a line break',
    { images: [{ url: 'https://a.example/\n', alt: '' }] },
    'images.0.url',
  ],
  [
    'a picture with half of a pair',
    { images: [{ url: 'https://a.example/\ud800', alt: '' }] },
    'images.0.url',
  ],
];

/** Texts that do harm where they are taken for anything but text. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</script><svg onload=alert(1)>',
  'javascript:alert(1)',
  '"><a href="jav\tascript:alert(1)">',
  "'; drop table donation; --",
  '{{7*7}} \u0024{7*7} <%= 7*7 %> #{7*7}',
  '\u202egnp.exe',
  '\u2066\u2069\u200b\ufeff',
  '../../../../etc/passwd',
  '%00%0d%0aSet-Cookie: a=b',
  'Zalgo \u0301\u0302\u0303\u0304\u0305',
  '🧑‍🌾🏽 ﷽ 𓀀',
  'NULL',
  '__proto__',
  '-0',
  '\\u0000 \\" \\\\',
  '=HYPERLINK("http://evil.example")',
  'line one\nline two\ttabbed',
];

export const moneyCases: readonly Case[] = [
  {
    name: 'an amount that is no whole number of minor units above zero is refused by its name',
    async run(stage) {
      const project = await stage.project();
      for (const amount of badAmounts) {
        const body = { ...donationBody(project), gift: { amount, currency: 'USD' } };
        const asked = stage.ask('createDonation', { body });
        await refusedField(asked, 'request_invalid', 'gift.amount', JSON.stringify(amount));
      }
    },
  },
  {
    name: 'a currency that is none is refused by its name',
    async run(stage) {
      const project = await stage.project();
      for (const currency of badCurrencies) {
        const body = { ...donationBody(project), gift: { amount: 5_000, currency } };
        const asked = stage.ask('createDonation', { body });
        await refusedField(asked, 'request_invalid', 'gift.currency', JSON.stringify(currency));
      }
    },
  },
  {
    name: 'a project that cannot be is refused, with the field at fault named',
    async run(stage) {
      for (const [what, changes, field] of badProjects) {
        const asked = stage.ask('createProject', { body: { ...projectBody(), ...changes } });
        await refusedField(asked, 'request_invalid', field, what);
      }
    },
  },
  {
    name: 'the largest project takes its largest gift, fee and all',
    async run(stage) {
      const most = usd(1_000_000_000_000);
      const project = await stage.project({ maximum: most });
      const { donation } = await stage.begin(project, { gift: most, coverFee: true });
      equal(donation.gift, most, 'gift');
      const asked = stage.ask('createProject', {
        body: projectBody({ maximum: usd(2 ** 53 - 1) }),
      });
      await refusedField(asked, 'request_invalid', 'maximum.amount', 'more than can be counted');
    },
  },
  {
    name: 'currencies with no and with three decimals keep their minor units',
    async run(stage) {
      for (const currency of ['JPY', 'KWD', 'ISK', 'CLF']) {
        const money = (amount: number) => ({ amount, currency });
        const project = await stage.project({
          currency,
          goal: null,
          minimum: money(1),
          maximum: money(9_999_999),
          suggestedAmounts: [money(1)],
        });
        const { donation } = await stage.begin(project, { gift: money(1_234_567) });
        equal([donation.gift, donation.refunded], [money(1_234_567), money(0)], currency);
      }
    },
  },
  {
    name: 'hostile texts come back as they were sent, as JSON and nothing else',
    async run(stage) {
      const project = await stage.project();
      for (const text of hostileTexts) {
        const told = { donorName: text, message: text };
        const created = await stage.begin(project, told);
        const params = { donationId: created.donation.id };
        const { donorName, message } = await granted(stage.ask('getDonation', { params }));
        equal({ donorName, message }, told, 'the person');
        const words = { title: text, summary: text, story: text };
        const images = [{ url: `https://a.example/${encodeURIComponent(text)}`, alt: text }];
        const made = await stage.project({ ...words, images });
        const { title, summary, story, images: kept } = await stage.readProject(made.id);
        equal({ title, summary, story }, words, 'the words');
        equal(kept, images, 'the pictures');
      }
    },
  },
  {
    name: 'texts of the greatest length come back whole',
    async run(stage) {
      const told = { donorName: '名'.repeat(80), message: '🌱'.repeat(250) };
      const { donation } = await stage.begin(await stage.project(), told);
      const params = { donationId: donation.id };
      const { donorName, message } = await granted(stage.ask('getDonation', { params }));
      equal({ donorName, message }, told, 'the person');
      equal((await stage.project()).story, createProjectExample.story, 'a story in two paragraphs');
    },
  },
];
