// The cards of kinds of trees and of plots, and what stands where there are none.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Plot, Species } from '@kindcart/contract';
import { adopting as words } from '../../locales/adopting.en.ts';
import { hostile } from '../testing.ts';
import { note, plotsView, skeleton, speciesView } from './choose.ts';
import { fullPlot, pine, plot, saxaul } from './sample.testing.ts';
import { draw, wordsIn } from './testing.ts';

const model = { words, locale: 'en' };

function drawSpecies(t: TestContext, species: readonly Species[], locale = 'en') {
  const chosen: string[] = [];
  const offer = { species, plots: [plot] };
  const drawn = draw(
    t,
    speciesView({ ...model, locale, offer }, (id) => chosen.push(id)),
  );
  return { ...drawn, chosen };
}

function drawPlots(t: TestContext, ...plots: readonly Plot[]) {
  const chosen: string[] = [];
  const offer = { species: [saxaul], plots };
  const drawn = draw(
    t,
    plotsView({ ...model, offer }, saxaul.id, (id) => chosen.push(id)),
  );
  return { ...drawn, chosen };
}

function clickAll(buttons: readonly Element[]) {
  for (const button of buttons) if (button instanceof HTMLElement) button.click();
}

test('tells which kind was chosen, by buttons that name it', (t) => {
  const { all, chosen } = drawSpecies(t, [saxaul, pine]);
  const buttons = all('[part=choose]');
  deepEqual(
    buttons.map(({ textContent }) => textContent?.trim()),
    ['Choose Saxaul', 'Choose Mongolian Scots pine'],
  );
  clickAll(buttons);
  deepEqual(chosen, [saxaul.id, pine.id]);
});

const prices: readonly [amount: number, currency: string, locale: string, price: string][] = [
  [2_500, 'CNY', 'en', 'CN¥25'],
  [2_550, 'CNY', 'en', 'CN¥25.50'],
  [1, 'USD', 'en', '$0.01'],
  [1_000, 'JPY', 'ja', '￥1,000'],
  [123_456_789, 'USD', 'de', '1.234.567,89\u00a0$'],
  [5_000, 'KWD', 'en', 'KWD\u00a05'],
];

for (const [amount, currency, locale, price] of prices) {
  test(`writes the price ${amount} ${currency} in ${locale} as ${price}`, (t) => {
    const { one } = drawSpecies(t, [{ ...saxaul, price: { amount, currency } }], locale);
    equal(one('[part=price] bdi')?.textContent, price);
  });
}

test('marks what is not in the language of the page', (t) => {
  const ranges = { en: 'Deserts', 'zh-CN': '沙漠' };
  const { all, one } = drawSpecies(t, [{ ...saxaul, nativeRange: ranges }], 'zh-CN');
  const [range, needs] = all('dd');
  deepEqual([range?.getAttribute('lang'), range?.textContent], ['zh-CN', '沙漠']);
  ok(Object.keys(saxaul.needs).includes(needs?.getAttribute('lang') ?? ''));
  deepEqual([one('i')?.getAttribute('lang'), one('i')?.textContent], ['la', saxaul.latinName]);
});

test('shows hostile names of kinds as they are written', (t) => {
  const names = { en: hostile };
  const species = { ...saxaul, names, nativeRange: names, needs: names, latinName: hostile };
  const { one, all } = drawSpecies(t, [species]);
  equal(one('img'), null);
  deepEqual(
    all('h3, i, dd').map(({ textContent }) => textContent),
    Array.from({ length: 4 }, () => hostile),
  );
});

const lines: readonly [string, Partial<Plot>, says: RegExp, not: RegExp][] = [
  [
    'all of it',
    {},
    /Planted and looked after by .*Planted from March to May 101 places left/,
    /full/,
  ],
  ['no partner', { partner: null }, /China Planted from/, /looked after/],
  ['no season', { season: null }, /协会 101 places left/, /Planted from/],
  [
    'a season over the new year',
    { season: { fromMonth: 11, toMonth: 2 } },
    /Planted from November to February/,
    /March/,
  ],
  ['one place', { places: { ...plot.places, free: 1 } }, / 1 place left/, /places/],
  [
    'many places',
    { places: { ...plot.places, free: 12_345 } },
    / 12,345 places left Choose Minqin, north edge/,
    /12345/,
  ],
  ['another country', { country: 'MN' }, /Mongolia/, /China/],
];

for (const [what, change, says, not] of lines) {
  test(`says of a plot what is known: ${what}`, (t) => {
    const { text } = drawPlots(t, { ...plot, ...change });
    match(text('[part=plot]') ?? '', says);
    ok(!not.test(text('[part=plot]') ?? ''), text('[part=plot]'));
  });
}

test('tells which plot was chosen, and offers none that is full', (t) => {
  const { all, chosen } = drawPlots(t, fullPlot, plot);
  deepEqual(
    all('[part=left]').map(({ className }) => className),
    ['muted', 'left'],
  );
  clickAll(all('[part=choose]'));
  deepEqual(chosen, [plot.id]);
});

test('draws the outline of each plot in its own frame, for the eye alone', (t) => {
  const { all } = drawPlots(t, plot, fullPlot);
  for (const outline of all('svg.outline')) {
    equal(outline.getAttribute('aria-hidden'), 'true');
    const [x = 0, y = 0, width = 0, height = 0] = (outline.getAttribute('viewBox') ?? '')
      .split(' ')
      .map(Number);
    const points =
      outline
        .querySelector('path')
        ?.getAttribute('d')
        ?.match(/[\d.]+ [\d.]+/g) ?? [];
    ok(points.length >= 5);
    for (const point of points) {
      const [east = 0, south = 0] = point.split(' ').map(Number);
      ok(east >= x && east <= x + width && south >= y && south <= y + height, point);
    }
  }
});

test('names plots in Arabic beside names that are not', async (t) => {
  const arabic = await wordsIn('ar');
  const offer = {
    species: [saxaul],
    plots: [{ ...plot, names: { en: 'Minqin', ar: 'مينتشين' } }, fullPlot],
  };
  const { all } = draw(
    t,
    plotsView({ words: arabic, locale: 'ar', offer }, saxaul.id, () => {}),
    'rtl',
  );
  deepEqual(
    all('h3 span').map((name) => [name.getAttribute('lang'), name.textContent]),
    [
      ['ar', 'مينتشين'],
      ['en', 'Alxa, dune three'],
    ],
  );
});

test('keeps room for cards that are on their way', (t) => {
  const { one, all } = draw(t, skeleton());
  equal(one('[aria-busy=true]')?.textContent?.trim(), '');
  ok(all('.bone').length > 0);
});

test('says what is wrong, with a way to try again only where that helps', (t) => {
  let again = 0;
  const count = () => {
    again += 1;
  };
  const retry = { label: 'Try again', again: count };
  const withRetry = draw(t, note('No connection.', retry));
  equal(withRetry.one('[part=note][role=status]')?.textContent, 'No connection.');
  clickAll(withRetry.all('[part=retry]'));
  equal(again, 1);
  const without = draw(t, note('Nothing here.'));
  equal(without.one('button'), null);
  ok(without.one('slot:not([name])'), 'the page says something instead');
});
