import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { speciesExample } from '@kindcart/contract';
import { render } from 'lit';
import { boxOf, habitOf, personCm, silhouette } from './silhouette.ts';

const { growth } = speciesExample;
const species = (latinName: string, maxCm: number, crownCm: number, tallestCm: number) => ({
  latinName,
  growth: {
    ...growth,
    height: { ...growth.height, maxCm },
    crown: { ...growth.crown, maxCm: crownCm },
    tallestCm,
  },
});

const habits: readonly [latinName: string, ...numbers: [number, number, number], habit: string][] =
  [
    ['Haloxylon ammodendron', 450, 400, 1_200, 'shrub'],
    ['Caragana korshinskii', 250, 150, 500, 'shrub'],
    ['Pinus sylvestris', 2_200, 700, 3_000, 'conifer'],
    ['Pinusoides incerta', 2_200, 700, 3_000, 'broadleaf'],
    ['Populus euphratica', 1_500, 800, 3_000, 'broadleaf'],
  ];

for (const [latinName, height, crown, tallest, habit] of habits) {
  test(`draws ${latinName} as a ${habit}`, () => {
    equal(habitOf(species(latinName, height, crown, tallest)), habit);
  });
}

const sizes = [
  [8, 5],
  [66, 50],
  [450, 400],
  [20_000, 1],
] as const;

for (const [heightCm, crownCm] of sizes) {
  test(`has room for a tree of ${heightCm} cm and the person`, () => {
    const { x, y, width, height } = boxOf({ heightCm, crownCm });
    ok(-y >= Math.max(heightCm, personCm));
    equal(y + height, 0);
    ok(x <= -crownCm / 2 && x + width >= crownCm / 2 + 20);
  });

  for (const habit of ['shrub', 'conifer', 'broadleaf'] as const) {
    test(`draws a ${habit} of ${heightCm} cm as high as it is beside the person`, (t) => {
      const page = document.createElement('div');
      document.body.append(page);
      t.after(() => page.remove());
      render(silhouette({ habit, heightCm, crownCm }, 'A tree'), page);
      const boxes = ['.leaves', '.person'].map((selector) => {
        const drawn = page.querySelector(selector);
        ok(drawn instanceof SVGGraphicsElement);
        return drawn.getBBox();
      });
      const [leaves, person] = boxes;
      ok(leaves && person);
      ok(Math.abs(-leaves.y - heightCm) <= heightCm * 0.03 + 0.1, `${-leaves.y} of ${heightCm} cm`);
      deepEqual(Math.round(-person.y), personCm);
      ok(leaves.width <= crownCm * 1.01);
    });
  }
}
