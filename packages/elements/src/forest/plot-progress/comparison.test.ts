import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { type PlotImage, plotExample } from '@kindcart/contract';
import { aerialsOf } from './comparison.ts';

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
