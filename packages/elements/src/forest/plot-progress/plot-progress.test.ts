import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Plot, plotExample } from '@kindcart/contract';
import { oneByOne, problem } from '../../internal/testing/platform.ts';
import {
  fill,
  find,
  type Scene,
  type StageOptions,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './plot-progress.states.ts';

testStates(states);

const html = `<kind-plot-progress plot="${plotExample.id}"></kind-plot-progress>`;
const shown = 'kind-plot-progress >>>';

async function show(t: TestContext, scene: Partial<Scene> = {}, options: StageOptions = {}) {
  const made = await stage({ html, ...scene }, options);
  t.after(made.close);
  return made;
}

const withPlot = (change: Partial<Plot>) => ({
  answers: { listPlots: { body: { items: [{ ...plotExample, ...change }], nextCursor: null } } },
});

const textOf = (element: Element) => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';

async function partOf(name: string): Promise<string> {
  const part = await find(`${shown} [part=${name}]`, HTMLElement);
  return part.textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

test('says how many places are left, and fills its bar by those taken', async (t) => {
  await show(t, withPlot({ places: { total: 1_000, free: 740, held: 10, taken: 250 } }));
  equal(await partOf('left'), 'Places left: 740 of 1,000');
  const bar = await find(`${shown} [part=track]`, HTMLElement);
  const filled = await find(`${shown} [part=fill]`, HTMLElement);
  equal(bar.getAttribute('aria-valuetext'), '740 of 1,000');
  await until(
    () =>
      Math.abs(filled.getBoundingClientRect().width / bar.getBoundingClientRect().width - 0.25) <
      0.01,
    'a quarter of the bar',
  );
});

test('says of how many trees a share survives, and that replaced ones count', async (t) => {
  const { element } = await show(t);
  equal(await partOf('survival'), '80% of 5 trees still stand');
  match(textOf(element), /Trees planted ?5.*also those that were lost and replaced\./);
  match(textOf(element), /1 is held for somebody who is about to pay\./);
});

test('claims no survival where nothing is planted', async (t) => {
  const { element } = await show(t, states['nothing planted'] ?? {});
  equal(await partOf('survival'), 'nothing planted yet');
  doesNotMatch(textOf(element), /%|Trees planted/);
});

const ends: readonly [change: Partial<Plot>, said: string][] = [
  [{ places: { total: 9, free: 0, held: 0, taken: 9 } }, 'All places are taken.'],
  [{ places: { total: 9, free: 0, held: 1, taken: 8 } }, 'Places left: 0 of 9'],
  [{ state: 'closed' }, 'No more trees can be adopted here.'],
];

for (const [change, said] of ends) {
  test(`says "${said}" of a plot that is so`, async (t) => {
    await show(t, withPlot(change));
    equal(await partOf('left'), said);
  });
}

test('says where it is, who looks after it, when they plant, and that it is a test', async (t) => {
  const { element } = await show(t, states.ready ?? {});
  equal(await partOf('partner'), 'Planted and looked after by Minqin forestry station');
  equal(
    element.shadowRoot?.querySelector<HTMLAnchorElement>('[part=partner] a')?.href,
    'https://example.org/minqin',
  );
  match(textOf(element), /Minqin, north edge China Test mode/);
  match(textOf(element), /Planting season ?March to May ?Area ?1 hectare/);
});

test('draws its outline, and what is left out of it', async (t) => {
  const { element } = await show(t, states['with a road left out'] ?? {});
  await partOf('title');
  const drawing = element.shadowRoot?.querySelector('svg');
  equal(drawing?.getAttribute('aria-label'), 'Outline of Minqin, north edge, north at the top');
  match(drawing?.querySelector('.land')?.getAttribute('d') ?? '', /^M[\d. ]+(L[\d. ]+){4}Z$/);
  ok(drawing?.querySelector('.left-out'));
});

test('has nothing to compare where there are not two images from above', async (t) => {
  for (const name of ['ready', 'nothing planted']) {
    const { element, close } = await show(t, states[name] ?? {});
    await partOf('title');
    equal(element.shadowRoot?.querySelector('[part=comparison]'), null);
    close();
  }
});

const comparing = async (t: TestContext, name: string) => {
  const made = await show(t, states[name] ?? {});
  await partOf('comparison');
  const images = () =>
    [...(made.element.shadowRoot?.querySelectorAll('img') ?? [])].map(({ alt }) => alt);
  return { ...made, images };
};

test('compares the oldest image with the newest, with who made them', async (t) => {
  const { images, element } = await comparing(t, 'two images from above');
  deepEqual(images(), ['Satellite image of Aug 14, 2021', 'Satellite image of Sep 1, 2025']);
  equal(element.shadowRoot?.querySelector('[part=year]'), null);
  match(await partOf('comparison'), /2025\. Image: Example imagery, CC BY 4\.0$/);
});

test('moves between both images by a slider that says how far it is', async (t) => {
  const { element } = await comparing(t, 'two images from above');
  const slider = await find(`${shown} [part=compare]`, HTMLInputElement);
  equal(slider.getAttribute('aria-valuetext'), '50%');
  fill(slider, '20');
  await settle(element);
  equal(slider.getAttribute('aria-valuetext'), '20%');
  const later = await find(`${shown} .later`, HTMLElement);
  match(getComputedStyle(later).clipPath, /80%/);
});

test('chooses the year to compare with, of drone and satellite alike', async (t) => {
  const { images, element } = await comparing(t, 'images of many years');
  const slider = await find(`${shown} [part=year]`, HTMLInputElement);
  deepEqual([slider.min, slider.max, slider.value], ['1', '2', '2']);
  fill(slider, '1');
  await settle(element);
  deepEqual(images(), ['Satellite image of Aug 14, 2021', 'Drone image of Jun 20, 2023']);
  equal(slider.getAttribute('aria-valuetext'), 'Jun 20, 2023');
});

test('runs from right to left in Arabic, but for images', async (t) => {
  await show(t, states['two images from above'] ?? {}, { locale: 'ar', dir: 'rtl' });
  const plot = await find(`${shown} [part=plot]`, HTMLElement);
  const frame = await find(`${shown} .frame`, HTMLElement);
  deepEqual(
    [plot, frame].map((each) => getComputedStyle(each).direction),
    ['rtl', 'ltr'],
  );
});

const languages: readonly [locale: string, left: RegExp, title: string][] = [
  ['ar', /^الأماكن المتبقية: .* من /, 'Minqin, north edge'],
  ['de', /^Freie Plätze: 1\.294 von 1\.300$/, 'Minqin, north edge'],
  ['es', /^Lugares libres: 1\.?294 de 1\.?300$/, 'Minqin, north edge'],
  ['fr', /^Emplacements libres: 1\s294 sur 1\s300$/, 'Minqin, north edge'],
  ['ja', /^残りの場所: 1,294 \/ 1,300$/, 'Minqin, north edge'],
  ['pt-BR', /^Lugares livres: 1\.294 de 1\.300$/, 'Minqin, north edge'],
  ['zh-CN', /^剩余种植点: 1,294 \/ 1,300$/, '民勤北缘'],
];

for (const [locale, left, title] of languages) {
  test(`speaks ${locale}`, async (t) => {
    await show(t, {}, { locale });
    match(await partOf('left'), left);
    equal(await partOf('title'), title);
  });
}

test('asks again when a visitor wants it', async (t) => {
  const body = { items: [plotExample], nextCursor: null };
  const failing = Array(4).fill(problem('internal'));
  await show(t, { answers: { listPlots: oneByOne(...failing, { body }) } });
  (await find(`${shown} [part=retry]`, HTMLButtonElement)).click();
  equal(await partOf('title'), 'Minqin, north edge');
});

test('keeps the plot on show when the connection is lost, and says that it is', async (t) => {
  const { element, platform } = await show(t);
  await partOf('title');
  platform.answer({ listPlots: 'offline' });
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  match(await partOf('note'), /^No connection/);
  equal(await partOf('title'), 'Minqin, north edge');
});

test('is one question to the platform, however many plots a page shows', async (t) => {
  const { platform, kit } = await show(t, { html: html.repeat(3) });
  await partOf('title');
  await settle(kit);
  equal(platform.asked.length, 1);
});

test('shows its children where there is no such plot', async (t) => {
  const { element } = await show(t, {
    html: html.replace('></', '><a href="/land">Our land</a></'),
    ...{ answers: states.unknown?.answers ?? {} },
  });
  match(await partOf('note'), /cannot be found/);
  ok(element.querySelector('a')?.checkVisibility());
});
