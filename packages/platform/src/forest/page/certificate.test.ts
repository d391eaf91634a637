// The certificate as a drawing: whose name stands where, what fits, and what is never told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type WholeTree, wholeTreeExample } from '@kindcart/contract';
import fc from 'fast-check';
import { languages } from '../../pages/language.ts';
import { type CertificateModel, certificateOf, donorsOf } from './certificate.ts';
import { coordinatesOf, endOf } from './rules.ts';
import { treeWords } from './words.ts';

const words = treeWords('en');
const noAdopter = wholeTreeExample.adopter;
type Adopter = WholeTree['adopter'];

function modelOf(change: Partial<WholeTree> = {}, more: Partial<CertificateModel> = {}) {
  const model: CertificateModel = {
    tree: { ...wholeTreeExample, ...change },
    species: { latinName: 'Haloxylon ammodendron', names: { en: 'Saxaul', 'zh-CN': '梭梭' } },
    plotNames: { en: 'Minqin, north edge' },
    organizationName: 'Trees for dry land',
    isGiftWaiting: false,
    words,
    address: 'https://give.example/trees/tre_01k9p4n2c6fz3t6v8w0x2y4z7e',
    isRtl: false,
    ...more,
  };
  return model;
}

const textsOf = (model: CertificateModel) => certificateOf(model).lines.map(({ text }) => text);
const of = (adopter: Partial<Adopter>, more: Partial<CertificateModel> = {}) =>
  textsOf(modelOf({ adopter: { ...noAdopter, ...adopter } }, more));

for (const [what, adopter, expected] of [
  ['one who is named', { names: ['Ada'], shares: 1 }, 'Ada'],
  ['two who are named', { names: ['Ada', 'Bo'], shares: 2 }, 'Ada and Bo'],
  ['three who are named', { names: ['Ada', 'Bo', 'Cy'], shares: 3 }, 'Ada, Bo, and Cy'],
  ['one who is named and one who is not', { names: ['Ada'], shares: 2 }, 'Ada and 1 more'],
  ['some of a thousand', { names: ['Ada'], shares: 1_001 }, 'Ada and 1000 more'],
  ['somebody who is not named', { names: [], shares: 1 }, words.somebody],
  ['many of whom nobody is named', { names: [], shares: 5 }, words.somebody],
] as const) {
  test(`names ${what}`, () => {
    assert.equal(
      donorsOf({ adopter: { ...noAdopter, ...adopter, names: [...adopter.names] } }, words),
      expected,
    );
  });
}

for (const kind of ['donor', 'team', 'shop', 'points'] as const) {
  test(`says over the name that a tree is of the kind ${kind}`, () => {
    assert.ok(of({ kind }).includes(words.adopters[kind]));
  });
}

const nobody = { names: [], shares: 1 } satisfies Partial<Adopter>;
const whose: readonly [what: string, adopter: Partial<Adopter>, has: string[], hasNot: string[]][] =
  [
    [
      'a gift of a named donor',
      { giftTo: 'Grandma', names: ['Ada'] },
      ['A gift for', 'Grandma', 'from Ada'],
      ['Adopted by'],
    ],
    [
      'a gift of somebody unnamed',
      { giftTo: 'Grandma', ...nobody },
      ['A gift for', 'Grandma'],
      [`from ${words.somebody}`],
    ],
    [
      'a gift with words',
      { giftTo: 'Grandma', giftMessage: 'Grow old.' },
      ['Grandma', 'Grow old.'],
      [],
    ],
    [
      'a gift of a team',
      { giftTo: 'Grandma', teamName: 'Walkers', names: ['Ada'] },
      ['Grandma', 'from Walkers', 'Ada'],
      ['from Ada'],
    ],
    [
      'a team whose members are named',
      { kind: 'team', teamName: 'Walkers', names: ['Ada'] },
      ['Walkers', 'Ada'],
      [],
    ],
    [
      'a team of the unnamed',
      { kind: 'team', teamName: 'Walkers', ...nobody },
      ['Walkers'],
      [words.somebody],
    ],
  ];

for (const [what, adopter, has, hasNot] of whose) {
  test(`tells whose ${what} is`, () => {
    const texts = of(adopter);
    for (const text of has) assert.ok(texts.includes(text), `${text} of ${texts.join(' | ')}`);
    for (const text of hasNot) assert.ok(!texts.includes(text), text);
  });
}

test('says of a gift that waits that it does, and of no other', () => {
  assert.ok(of({}, { isGiftWaiting: true }).includes(words.giftToCome));
  assert.ok(!of({}).includes(words.giftToCome));
});

test('says that a tree of the sandbox is one, in the middle of the page, and never of a real one', () => {
  const mark = certificateOf(modelOf()).lines.find(({ text }) => text === words.test);
  assert.deepEqual([mark?.anchor, mark?.x], ['middle', 421]);
  const { lines, shapes } = certificateOf(modelOf({ livemode: true }));
  assert.ok(!lines.some(({ text }) => text === words.test));
  assert.equal(shapes.length, certificateOf(modelOf()).shapes.length - 1);
});

test('waits for the planting season without a day, and names the day afterwards', () => {
  const waiting = textsOf(modelOf({ plantedOn: null, state: 'planned' }));
  assert.ok(waiting.join(' ').includes(words.notPlantedYet));
  assert.ok(textsOf(modelOf()).includes('April 5, 2026'));
});

const stage = (state: WholeTree['state'], on: string) => ({
  state,
  on,
  note: null,
  photoUrl: null,
});
const [planned, planted, established] = [
  stage('planned', '2025-11-23'),
  stage('planted', '2026-04-05'),
  stage('established', '2026-10-12'),
];
const [lost, replaced] = [stage('lost', '2027-08-01'), stage('replaced', '2028-04-05')];
for (const [what, stages, on] of [
  ['stands', [planned, planted, established], undefined],
  ['was lost', [planned, planted, lost], '2027-08-01'],
  [
    'was lost and replanted: the day on which it was lost',
    [planned, planted, lost, replaced],
    '2027-08-01',
  ],
  ['was replaced at once', [planned, planted, replaced], '2028-04-05'],
  ['has no stages yet', [], undefined],
] as const) {
  test(`knows the end of a tree that ${what}`, () => {
    assert.equal(endOf({ stages: [...stages] })?.on, on);
  });
}

test('tells on the certificate that a tree was lost, and when', () => {
  const texts = textsOf(modelOf({ state: 'lost', stages: [planned, planted, lost] }));
  assert.equal(texts[texts.indexOf(words.states.lost.name) + 1], 'August 1, 2027');
  assert.ok(!textsOf(modelOf()).includes(words.states.lost.name));
});

test('mirrors what is read from right to left, but not the numbers of a place', () => {
  const arabic = treeWords('ar');
  const left = certificateOf(modelOf({}, { words: arabic }));
  const right = certificateOf(modelOf({}, { words: arabic, isRtl: true }));
  assert.deepEqual(
    right.lines.map(({ text }) => text),
    left.lines.map(({ text }) => text),
  );
  const [title, mirrored] = [left, right].map(({ lines }) =>
    lines.find(({ text }) => text === arabic.certificate),
  );
  assert.equal((title?.x ?? 0) + (mirrored?.x ?? 0), 842);
  assert.deepEqual([title?.anchor, mirrored?.anchor], ['left', 'right']);
  const place = coordinatesOf(wholeTreeExample.place.position);
  assert.equal(right.lines.find(({ text }) => text === place)?.isRtl, false);
});

for (const [what, position, text] of [
  ['just west of Greenwich and south of the equator', [-0.00001, -0.00001], '0.0000, 0.0000'],
  ['at the far side of the world', [180, -89.99999], '-90.0000, 180.0000'],
  ['that is a whole degree', [103, 38], '38.0000, 103.0000'],
] as const) {
  test(`writes a place ${what} without a sign before nothing`, () => {
    assert.equal(coordinatesOf([...position]), text);
  });
}

for (const { lang } of languages) {
  test(`has no line without words, whoever adopted the tree, in ${lang}`, () => {
    const own = { words: treeWords(lang), isGiftWaiting: true };
    const adopter = { ...noAdopter, teamName: '队', names: ['Ada'], shares: 3, giftTo: '祖母' };
    for (const { text } of certificateOf(modelOf({ adopter }, own)).lines) {
      assert.notEqual(text.trim(), '');
      assert.doesNotMatch(text, /undefined|null|NaN|\{/);
    }
  });
}

test('keeps every line and every name within the page, whatever somebody is called', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
  const message = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 });
  const adopters = fc.record(
    {
      kind: fc.constantFrom('donor', 'team', 'shop', 'points'),
      names: fc.array(name, { maxLength: 20 }),
      shares: fc.integer({ min: 20, max: 1_000 }),
      teamName: fc.option(name),
      giftTo: fc.option(name),
      giftMessage: fc.option(message),
    } as const,
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(adopters, fc.boolean(), fc.boolean(), (adopter, isRtl, isGiftWaiting) => {
      const { lines, width, height } = certificateOf(
        modelOf({ adopter }, { isRtl, isGiftWaiting }),
      );
      for (const line of lines) {
        const { x, y, size, anchor, text } = line;
        const start =
          anchor === 'left' ? x : anchor === 'right' ? x - line.width : x - line.width / 2;
        assert.ok(start >= 0 && start + line.width <= width, `${text} from ${start}`);
        assert.ok(y - size >= 0 && y <= height - 27, `${text} at ${y}`);
      }
      const facts = lines.find(({ text }) => text === words.species)?.y ?? 0;
      const above = lines.filter(({ size, y }) => (size === 12.5 || size >= 20) && y >= 190);
      for (const { y, text } of above) assert.ok(y < facts, `${text} at ${y} runs into the facts`);
    }),
  );
});
