// How a kind of tree grows, drawn to one scale beside a person.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Species } from '@kindcart/contract';
import { sizeCm } from '@kindcart/contract/growth';
import { growthView } from './growth-view.ts';
import { pine, saxaul } from './sample.testing.ts';
import { draw, wordsIn } from './testing.ts';

const ages = [1, 5, 10, 20];

async function drawGrowth(t: TestContext, species: Species, locale = 'en') {
  const drawn = draw(t, growthView(species, await wordsIn(locale), locale));
  const numbers = (selector: string, name: string) =>
    drawn.all(selector).map((each) => Number(each.getAttribute(name)));
  const [left = 0, top = 0, width = 0, height = 0] = (
    drawn.one('svg')?.getAttribute('viewBox') ?? ''
  )
    .split(' ')
    .map(Number);
  const middles = numbers('.crown', 'cy');
  const crowns = numbers('.crown', 'ry').map((half, at) => ({
    x: numbers('.crown', 'cx')[at] ?? 0,
    topCm: half - (middles[at] ?? 0),
    footCm: -(middles[at] ?? 0) - half,
    halfCm: numbers('.crown', 'rx')[at] ?? 0,
  }));
  return { ...drawn, crowns, box: { left, top, width, height } };
}

/** A kind of tree that becomes so tall and so wide, in centimetres. */
function kind(heightCm: number, crownCm: number, ratePerYear = 0.2): Species {
  const growth = {
    ...saxaul.growth,
    height: { maxCm: heightCm, ratePerYear, shape: 1 },
    crown: { maxCm: crownCm, ratePerYear, shape: 1 },
    tallestCm: heightCm * 2,
  };
  return { ...saxaul, growth };
}

const kinds: readonly [string, Species][] = [
  ['a shrub', saxaul],
  ['a pine', pine],
  ['a seedling that hardly grows', kind(5, 4, 0.01)],
  ['one that is tall and thin', kind(9_000, 90)],
  ['one that is flat and wide', kind(60, 900)],
];

for (const [what, species] of kinds) {
  test(`draws ${what} as high and as wide as its curves say, standing on the ground`, async (t) => {
    const { crowns } = await drawGrowth(t, species);
    for (const [at, years] of ages.entries()) {
      const crown = crowns[at];
      ok(crown);
      ok(Math.abs(crown.topCm - sizeCm(species.growth.height, years)) < 0.01, `${years} years`);
      ok(Math.abs(2 * crown.halfCm - sizeCm(species.growth.crown, years)) < 0.01, `${years} wide`);
      ok(crown.footCm >= 0, 'no crown reaches below the ground');
    }
  });

  test(`leaves room for ${what} beside the next, and cuts off nothing`, async (t) => {
    const { crowns, box } = await drawGrowth(t, species);
    for (const [at, crown] of crowns.entries()) {
      const next = crowns[at + 1];
      if (next) ok(crown.x + crown.halfCm <= next.x - next.halfCm, `${at} beside ${at + 1}`);
      ok(-crown.topCm >= box.top && crown.x + crown.halfCm <= box.width, `${at} is in view`);
    }
    ok(box.left === 0 && -box.top === box.height && box.height > 170, 'a person fits, too');
  });

  test(`makes ${what} no smaller with age`, async (t) => {
    const { crowns } = await drawGrowth(t, species);
    const tops = crowns.map(({ topCm }) => topCm);
    deepEqual(
      tops,
      tops.toSorted((left, right) => left - right),
    );
  });
}

test('says in one sentence what is drawn, and to nobody twice', async (t) => {
  const { one, all } = await drawGrowth(t, saxaul);
  const drawing = one('[part=growth]');
  equal(drawing?.getAttribute('role'), 'img');
  match(
    drawing?.getAttribute('aria-label') ?? '',
    /^Usual height by age: 1 yr: .*20 yrs: .* m\. Drawn beside a person of 1\.7 m\.$/,
  );
  ok(all('[part=growth] > *').every((each) => each.getAttribute('aria-hidden') === 'true'));
});

const spoken: readonly [locale: string, person: RegExp, age: RegExp][] = [
  ['en', /^A person1\.7 m$/, /^20\syrs/],
  ['zh-CN', /1\.7米$/, /^20年/],
  ['de', /1,7\sm$/, /^20/],
  ['fr', /1,7\sm$/, /^20\sans/],
  ['ja', /1\.7 m$/, /^20\s年/],
  ['pt-BR', /1,7\sm$/, /^20\sanos/],
];

for (const [locale, person, age] of spoken) {
  test(`writes ages and heights below it in ${locale}`, async (t) => {
    const { all } = await drawGrowth(t, saxaul, locale);
    const under = all('.ages span').map(({ textContent }) => textContent?.trim() ?? '');
    equal(under.length, 1 + ages.length);
    match(under[0] ?? '', person);
    match(under.at(-1) ?? '', age);
  });
}
