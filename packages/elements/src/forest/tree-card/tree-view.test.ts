import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  observationExample,
  plotExample,
  speciesExample,
  type WholeTree,
  wholeTreeExample,
} from '@kindcart/contract';
import { render } from 'lit';
import { tree as words } from '../../locales/tree.en.ts';
import {
  fateOf,
  figuresOf,
  giverOf,
  renderPhotos,
  renderStages,
  sceneOf,
  type Telling,
} from './tree-view.ts';

const telling: Telling = { words, locale: 'en', now: new Date('2026-11-26T08:00:00Z') };
const { size, stages, adopter } = wholeTreeExample;
if (!size) throw new Error('The example stands.');

const treeOf = (change: Partial<WholeTree>): WholeTree => ({ ...wholeTreeExample, ...change });
const onLand = (change: Partial<WholeTree>) => ({
  tree: treeOf(change),
  species: speciesExample,
  plot: plotExample,
});

/** Draws a part of the card on the page. */
function draw(t: TestContext, part: unknown): HTMLElement {
  const page = document.createElement('div');
  document.body.append(page);
  t.after(() => page.remove());
  render(part, page);
  return page;
}
const textOf = (page: HTMLElement) => page.textContent?.replace(/\s+/g, ' ').trim() ?? '';

const givers: readonly [what: string, change: Partial<WholeTree['adopter']>, said: string][] = [
  ['one', { names: ['Ana'] }, 'Given by Ana'],
  ['two', { names: ['Ana', 'Bo'], shares: 2 }, 'Given by Ana and Bo'],
  ['three', { names: ['Ana', 'Bo', 'Cy'], shares: 3 }, 'Given by Ana, Bo, and Cy'],
  ['one of two', { names: ['Ana'], shares: 2 }, 'Given by Ana and 1 other'],
  ['two of many', { names: ['Ana', 'Bo'], shares: 1_202 }, 'Given by Ana, Bo, and 1,200 others'],
  ['nobody of many', { names: [], shares: 9 }, 'Given by somebody who is not named'],
  ['more names than shares', { names: ['Ana', 'Bo'], shares: 1 }, 'Given by Ana and Bo'],
  ['a team without a name', { kind: 'team', names: ['Ana'], shares: 1 }, 'Given by Ana'],
  ['a team of nobody named', { kind: 'team', names: [] }, 'Given by somebody who is not named'],
  ['a team with a name', { kind: 'team', names: [], teamName: '3B' }, 'Given together by 3B'],
  ['a donor with the name of a team', { names: ['Ana'], teamName: '3B' }, 'Given by Ana'],
  ['a shop', { kind: 'shop', names: ['Tea'], shares: 40 }, 'Given by orders at Tea'],
  ['a shop without a name', { kind: 'shop', names: [] }, 'Given by somebody who is not named'],
  ['points', { kind: 'points', names: ['Ana'] }, 'Earned with points for good deeds'],
];

for (const [what, change, said] of givers) {
  test(`says of a tree of ${what}: ${said}`, () => {
    equal(giverOf(treeOf({ adopter: { ...adopter, ...change } }), telling), said);
  });
}

const waiting = { state: 'planned', size: null, plantedOn: null } as const;
const ended = { state: 'lost', on: '2026-08-20', note: null, photoUrl: null } as const;
const again = { state: 'replaced', on: '2026-09-30', note: null, photoUrl: null } as const;
const notYet = 'It is not planted yet. Its place is kept for it.';
const died = 'This tree did not survive. Its loss was recorded on Aug 20, 2026.';
const bare = 'No other tree has been planted in its place so far.';
const fates: readonly [what: string, change: Partial<WholeTree>, said: readonly string[]][] = [
  ['stands', {}, []],
  ['is grown', { state: 'grown' }, []],
  ['stands where another did', { replaces: 9 }, ['It stands where tree 9 was lost.']],
  ['waits', waiting, [notYet, 'Trees are planted here from March to May.']],
  [
    'waits to replace another',
    { ...waiting, replaces: 9 },
    ['It stands where tree 9 was lost.', notYet, 'Trees are planted here from March to May.'],
  ],
  ['is lost', { state: 'lost', size: null, stages: [...stages, ended] }, [died, bare]],
  [
    'is replaced',
    { state: 'replaced', size: null, stages: [...stages, ended, again], replacedBy: 70_001 },
    [died, 'Tree 70001 was planted in its place.'],
  ],
  [
    'is lost without a day on which that was told',
    { state: 'lost', size: null, stages: [] },
    [bare],
  ],
];

for (const [what, change, said] of fates) {
  test(`tells of a tree that ${what}`, () => {
    deepEqual(fateOf(treeOf(change), plotExample, telling), said);
  });
}

test('promises no months where a plot has no season', () => {
  deepEqual(fateOf(treeOf(waiting), { ...plotExample, season: null }, telling), [notYet]);
});

test('tells of a season over the turn of the year from its first month', () => {
  const plot = { ...plotExample, season: { fromMonth: 11, toMonth: 2 } };
  const [, said] = fateOf(treeOf(waiting), plot, telling);
  equal(said, 'Trees are planted here from November to February.');
});

const figures: readonly [what: string, change: Partial<WholeTree>, said: RegExp, not: RegExp][] = [
  [
    'its height, crown, age and next visit',
    {},
    /^Height now 66 cm 58 cm to 74 cm Width of the crown ?50 cm Since planting ?7 months Next visit about April 2027/,
    /Nobody has measured/,
  ],
  [
    'a visit that nobody has reported, though it was to be before today',
    { nextObservationOn: '2026-10-01' },
    /Next visit was due about October 2026/,
    /Next visit about/,
  ],
  ['no visit where none is to come', { nextObservationOn: null }, /^Height now/, /Next visit/],
  ['no age of a tree that does not stand', { size: null }, /^Next visit/, /Since|Height|crown/],
  [
    'no age of a tree without a day of planting',
    { plantedOn: null },
    /^Height now/,
    /Since planting/,
  ],
  [
    'metres of a tall tree',
    { size: { ...size, heightCm: 1_240, heightLowCm: 990, heightHighCm: 1_500, crownCm: 420 } },
    /Height now 12 m 9\.9 m to 15 m Width of the crown ?4\.2 m/,
    /cm/,
  ],
  [
    'how many measurements there are',
    { size: { ...size, measurements: 1_200 } },
    /Estimated from 1,200 measurements of this tree\./,
    /Nobody/,
  ],
  [
    'that nobody has measured it',
    { size: { ...size, basis: 'species', measurements: 0 } },
    /Nobody has measured this tree yet: .*Nine of ten trees like it/,
    /Estimated from/,
  ],
];

for (const [what, change, said, not] of figures) {
  test(`says ${what}`, (t) => {
    const page = draw(t, figuresOf(onLand(change), telling));
    match(textOf(page), said);
    doesNotMatch(textOf(page), not);
  });
}

test('pairs each figure with its name', (t) => {
  const page = draw(t, figuresOf(onLand({}), telling));
  for (const row of page.querySelectorAll('dl > div')) {
    deepEqual(
      [...row.children].map(({ localName }) => localName),
      ['dt', 'dd'],
    );
  }
});

test('draws a tree that stands, and none that does not', (t) => {
  const page = draw(t, sceneOf(onLand({}), telling));
  match(page.querySelector('svg')?.getAttribute('aria-label') ?? '', /66 cm tall.*1\.7 m$/);
  equal(draw(t, sceneOf(onLand({ size: null }), telling)).querySelector('svg'), null);
});

test('draws a seedling without a crown as what can still be seen', (t) => {
  const page = draw(t, sceneOf(onLand({ size: { ...size, heightCm: 1, crownCm: 0 } }), telling));
  const leaves = page.querySelector('.leaves');
  ok(leaves instanceof SVGGraphicsElement && leaves.getBBox().width > 0);
});

const { key: _key, review: _review, ...seen } = observationExample;
const photo = (name: string, observedAt: string) => ({
  ...seen,
  observedAt,
  photoUrl: `https://give.example.org/${name}.jpg`,
});
const photosOf = (t: TestContext, change: Partial<WholeTree>) =>
  [...draw(t, renderPhotos(treeOf(change), telling)).querySelectorAll('img')].map(
    ({ src, alt }) => [new URL(src).pathname, alt],
  );

test('shows no list where there are no pictures', (t) => {
  const nothing = { latestPhoto: null, observations: [{ ...seen, photoUrl: null }] };
  equal(draw(t, renderPhotos(treeOf(nothing), telling)).querySelector('ul'), null);
});

test('shows the latest picture first and says of each when it was taken', (t) => {
  const observations = [
    photo('b', '2026-10-12T02:30:00.000Z'),
    photo('a', '2026-04-12T02:30:00.000Z'),
  ];
  const latestPhoto = {
    url: 'https://give.example.org/c.jpg',
    takenAt: '2026-11-01T02:30:00.000Z',
  };
  deepEqual(photosOf(t, { latestPhoto, observations }), [
    ['/c.jpg', 'Tree 1024 on Nov 1, 2026'],
    ['/b.jpg', 'Tree 1024 on Oct 12, 2026'],
    ['/a.jpg', 'Tree 1024 on Apr 12, 2026'],
  ]);
});

test('takes what is no address of a picture for none, and counts it for none', (t) => {
  const bad = ['javascript:alert(1)', 'data:image/png;base64,AA', 'blob:x', '/a.jpg', ''];
  const observations = [
    ...bad.map((photoUrl) => ({ ...seen, photoUrl })),
    ...['a', 'b', 'c', 'd', 'e'].map((name) => photo(name, seen.observedAt)),
  ];
  const paths = photosOf(t, { latestPhoto: null, observations }).map(([path]) => path);
  deepEqual(paths, ['/a.jpg', '/b.jpg', '/c.jpg', '/d.jpg']);
});

test('takes the same address written in two ways for one picture', (t) => {
  const observations = [
    { ...seen, photoUrl: 'https://give.example.org/a.jpg' },
    { ...seen, photoUrl: 'HTTPS://GIVE.example.org:443/a.jpg' },
  ];
  equal(photosOf(t, { latestPhoto: null, observations }).length, 1);
});

test('tells what happened day by day, with the picture that shows it', (t) => {
  const told = stages.map((stage, at) => ({
    ...stage,
    photoUrl: ['https://give.example.org/1.jpg', 'javascript:alert(1)', null][at] ?? null,
  }));
  const page = draw(t, renderStages(treeOf({ stages: told }), telling));
  equal(page.querySelectorAll('li').length, stages.length);
  const links = [...page.querySelectorAll('a')];
  deepEqual(
    links.map(({ href, rel }) => [href, rel]),
    [['https://give.example.org/1.jpg', 'noreferrer']],
  );
  deepEqual(
    [...page.querySelectorAll('time')].map(({ dateTime }) => dateTime),
    stages.map(({ on }) => on),
  );
});

test('writes notes as they are, whatever they say', (t) => {
  const note = '<img src=x onerror=alert(1)>';
  const told = stages.map((stage) => ({ ...stage, note }));
  const page = draw(t, renderStages(treeOf({ stages: told }), telling));
  equal(page.querySelector('img'), null);
  equal(page.querySelector('p')?.textContent, note);
});
