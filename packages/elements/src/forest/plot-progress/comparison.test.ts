import { deepEqual, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type PlotImage, plotExample } from '@kindcart/contract';
import { render } from 'lit';
import { plot as words } from '../../locales/plot.en.ts';
import { aerialsOf, type Comparing, comparison } from './comparison.ts';

const image = (takenOn: string, change: Partial<PlotImage> = {}): PlotImage => ({
  kind: 'satellite',
  url: `https://give.example.org/${takenOn}.jpg`,
  takenOn,
  credit: 'Example imagery',
  bounds: null,
  ...change,
});

const daysOf = (images: PlotImage[]) =>
  aerialsOf({ ...plotExample, images }).map(({ takenOn }) => takenOn);

test('compares images from above, oldest first, and no photos from the ground', () => {
  const images = [
    image('2025-09-01'),
    image('2021-08-14', { kind: 'drone' }),
    image('2020-01-01', { kind: 'photo' }),
  ];
  deepEqual(daysOf(images), ['2021-08-14', '2025-09-01']);
});

for (const url of ['javascript:alert(1)', 'data:image/png;base64,AA', '', '/a.jpg']) {
  test(`leaves out an image at "${url}"`, () => {
    deepEqual(daysOf([image('2025-09-01', { url }), image('2024-09-01')]), ['2024-09-01']);
  });
}

const years = ['2021-08-14', '2023-06-20', '2025-09-01'].map((takenOn) => image(takenOn));

/** Draws a comparison on the page, and what its sliders say. */
function draw(t: TestContext, images: readonly PlotImage[], change: Partial<Comparing> = {}) {
  const page = document.createElement('div');
  document.body.append(page);
  t.after(() => page.remove());
  const moved: [what: string, to: number][] = [];
  const comparing: Comparing = {
    ...{ words, locale: 'en', later: images.length - 1, percent: 50 },
    onLater: (at) => moved.push(['later', at]),
    onPercent: (percent) => moved.push(['percent', percent]),
    ...change,
  };
  render(comparison({ ...plotExample, images: [...images] }, comparing), page);
  const slide = (part: string, value: string) => {
    const slider = page.querySelector(`[part=${part}]`);
    if (!(slider instanceof HTMLInputElement)) throw new Error('There is no such slider.');
    slider.value = value;
    slider.dispatchEvent(new InputEvent('input'));
  };
  const alts = () => [...page.querySelectorAll('img')].map(({ alt }) => alt);
  return { page, slide, moved, alts };
}

for (const count of [0, 1]) {
  test(`compares nothing where there are ${count} images from above`, (t) => {
    equal(draw(t, years.slice(0, count)).page.querySelector('figure'), null);
  });
}

const chosen: readonly [later: number, year: string][] = [
  [1, '2023'],
  [2, '2025'],
  [9, '2025'],
];

for (const [later, year] of chosen) {
  test(`compares the first image with that of ${year} where ${later} is chosen`, (t) => {
    const { page, alts } = draw(t, years, { later });
    equal(page.querySelector('output')?.textContent, year);
    deepEqual(
      alts().map((alt) => alt.slice(-4)),
      ['2021', year],
    );
  });
}

test('compares no image with itself', (t) => {
  equal(draw(t, years, { later: 0 }).page.querySelector('figure'), null);
});

test('says by numbers where its sliders were moved to', (t) => {
  const { slide, moved } = draw(t, years);
  slide('compare', '35');
  slide('year', '1');
  deepEqual(moved, [
    ['percent', 35],
    ['later', 1],
  ]);
});

test('loads images late, and tells their host nothing of the page', (t) => {
  const images = [...draw(t, years).page.querySelectorAll('img')];
  deepEqual(
    images.map(({ loading, referrerPolicy }) => [loading, referrerPolicy]),
    images.map(() => ['lazy', 'no-referrer']),
  );
  equal(images.length, 2);
});

test('names whoever made each of both, as it is written', (t) => {
  const credit = '<b onclick=alert(1)>Somebody</b>';
  const { page } = draw(t, [image('2021-08-14', { credit }), image('2025-09-01')]);
  equal(page.querySelector('b'), null);
  match(page.querySelector('figcaption')?.textContent ?? '', /alert.*Example imagery/s);
});

test('compares two images of one day in the order in which they were told', (t) => {
  const { alts } = draw(t, [
    image('2025-09-01', { kind: 'drone', url: 'https://give.example.org/1.jpg' }),
    image('2025-09-01', { url: 'https://give.example.org/2.jpg' }),
  ]);
  deepEqual(alts(), ['Drone image of Sep 1, 2025', 'Satellite image of Sep 1, 2025']);
});
