import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { plotExample, treeExample, wholeTreeExample } from '@kindcart/contract';
import { setViewport } from '@web/test-runner-commands';
import { type Answers, oneByOne, problem } from '../../internal/testing/platform.ts';
import {
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
import { states } from './forest-map.states.ts';

testStates(states);

const answered = states['one plot']?.answers ?? {};
const trees: readonly (typeof treeExample)[] = Object(answered.listTrees).body.items;
const known: Answers = {
  ...answered,
  getTree: ({ url }) => {
    const tree = trees.find(({ id }) => url.pathname.endsWith(id));
    return tree ? { body: { ...wholeTreeExample, ...tree } } : problem('tree_unknown');
  },
};
const shown = 'kind-forest-map >>>';
const list = '<kind-forest-map view="list"></kind-forest-map>';
const inPlot = list.replace('></', ` plot="${plotExample.id}"></`);
const hashed = list.replace('></', ' hash></');

async function show(t: TestContext, scene: Partial<Scene> = {}, options: StageOptions = {}) {
  const made = await stage({ html: list, answers: known, ...scene }, options);
  t.after(() => {
    made.close();
    history.replaceState(null, '', location.pathname + location.search);
  });
  const all = <Found extends Element>(selector: string, type: new () => Found): Found[] =>
    [...(made.element.shadowRoot?.querySelectorAll(selector) ?? [])].filter(
      (found): found is Found => found instanceof type,
    );
  return { ...made, all };
}

/** What the element says, and the card of a tree within it. */
function textOf(element: Element): string {
  const card = element.shadowRoot?.querySelector('kind-tree-card')?.shadowRoot;
  const said = [element.shadowRoot, card].map((root) => root?.textContent ?? '');
  return said.join(' ').replace(/\s+/g, ' ');
}
const says = (element: Element, text: RegExp) =>
  until(() => text.test(textOf(element)), String(text));
const press = async (selector: string) => (await find(`${shown} ${selector}`, HTMLElement)).click();

/** Turns a list that opens. */
function turn(field: HTMLSelectElement | undefined, value: string): void {
  if (!field) throw new Error('There is no such field.');
  field.value = value;
  field.dispatchEvent(new Event('change'));
}

test('lists plots by country, with what stands there and what is left, and marks a test', async (t) => {
  const { element } = await show(t);
  await find(`${shown} [part=plot]`, HTMLElement);
  match(textOf(element), /Test mode China 1 plot Minqin, north edge 4 trees · 1,294 places left/);
});

test('opens a plot with its plan and its trees, and leads back', async (t) => {
  const { element, all } = await show(t);
  await press('[part=plot]');
  const plan = await find(`${shown} .list`, HTMLElement);
  await until(() => all('.crown', SVGElement).length === 24, 'all crowns');
  equal(all('.tree', HTMLElement).length, 24);
  match(
    plan.textContent?.replace(/\s+/g, ' ') ?? '',
    /Tree 1025 Saxaul · Planted · planted Apr 5, 2019/,
  );
  match(
    all('.plan', SVGElement)[0]?.getAttribute('aria-label') ?? '',
    /^Plan of Minqin, north edge/,
  );
  await press('[part=back]');
  await find(`${shown} [part=plot]`, HTMLElement);
  equal(all('.plan', SVGElement).length, 0);
  equal(element.shadowRoot?.querySelector('.list-only') === null, false);
});

test('draws crowns as wide as their kind is at their age', async (t) => {
  const { all } = await show(t, { html: inPlot });
  await until(() => all('.crown', SVGElement).length === 24, 'all crowns');
  const radiiNow = () =>
    all('.crown > circle:first-of-type', SVGCircleElement).map((circle) =>
      Number(circle.getAttribute('r')),
    );
  await until(() => radiiNow()[1] !== 0.4, 'the kinds, without which crowns are small');
  const radii = radiiNow();
  const { maxCm, ratePerYear, shape } = { maxCm: 400, ratePerYear: 0.15, shape: 1.3 };
  const years = (Date.now() - Date.parse('2019-04-05')) / (365.2425 * 86_400_000);
  const wanted = (maxCm * (1 - Math.exp(-ratePerYear * years)) ** shape) / 200;
  ok(Math.abs((radii[1] ?? 0) - wanted) < 0.01, `${radii[1]} and not ${wanted}`);
  // The first waits to be planted.
  equal(radii[0], 0.4);
});

test('opens a tree with its number, stage and page, tells the page of it, and closes it', async (t) => {
  const { element, all } = await show(t, { html: inPlot });
  const told: number[] = [];
  element.addEventListener('kind-tree-selected', ({ treeNumber }) => told.push(treeNumber));
  await until(() => all('.tree', HTMLElement).length > 3, 'trees');
  all('.tree', HTMLElement)[2]?.click();
  await says(element, /Tree 1026 Has taken root/);
  const page = await find(`${shown} kind-tree-card >>> [part=certificate]`, HTMLAnchorElement);
  equal(page.href, `${treeExample.certificateUrl}?lang=en`);
  deepEqual(told, [1_026]);
  equal(all('.crown.chosen', SVGElement).length, 1);
  equal(all('.tree[aria-pressed=true]', HTMLElement).length, 1);
  await press('[part=close]');
  await until(() => all('.card', HTMLElement).length === 0, 'the end of the card');
});

test('shows only trees of the kind and year that are chosen, and says when there are none', async (t) => {
  const { element, all } = await show(t, { html: inPlot });
  await until(() => all('.tree', HTMLElement).length === 24, 'trees');
  const [species, year] = all('select', HTMLSelectElement);
  turn(year, '2019');
  await until(() => all('.tree', HTMLElement).length === 3, 'trees of 2019');
  equal(all('.crown', SVGElement).length, 3);
  match(textOf(element), /2 trees planted in 2019/);
  turn(year, '0');
  turn(species, treeExample.speciesId);
  await until(() => all('.tree', HTMLElement).length === 24, 'all trees, which are of one kind');
});

test('says that none is of a year in which nothing of it was planted', async (t) => {
  const { element, all } = await show(t, {
    html: inPlot.replace('></', ' species="spc_01k9p4m8q2fz3t6v8w0x2y4z9z"></'),
  });
  await says(element, /None of the trees shown so far is of this kind and year/);
  equal(all('.crown', SVGElement).length, 0);
});

test('shows the forest as it was in a year, with as many trees as had been planted', async (t) => {
  const { element, all } = await show(t, { html: inPlot });
  await until(() => all('.crown', SVGElement).length === 24, 'all crowns');
  match(textOf(element), /36 trees planted until 2025/);
  const [slider] = all('.slider', HTMLInputElement);
  if (!slider) throw new Error('There is no slider.');
  slider.value = '2019';
  slider.dispatchEvent(new InputEvent('input'));
  await says(element, /3 trees planted until 2019/);
  equal(slider.getAttribute('aria-valuetext'), '3 trees planted until 2019');
  equal(all('.crown', SVGElement).length, 5);
  await press('[part=play]');
  await says(element, /planted until 202[01]/);
  equal(all('[part=play]', HTMLElement)[0]?.getAttribute('aria-label'), 'Pause');
  await press('[part=play]');
  await until(() => all('[part=play][aria-label="Replay planting"]', HTMLElement)[0], 'the rest');
});

test("finds the visitor's own trees, from the page and from this device, and goes through them", async (t) => {
  localStorage.setItem('kindcart.trees', '[1030,999999]');
  t.after(() => localStorage.removeItem('kindcart.trees'));
  const { element, all } = await show(t, { html: list.replace('></', ' my-trees="1026"></') });
  await says(element, /My trees \(2\)/);
  await press('[part=mine]');
  await says(element, /Tree 1026 Has taken root/);
  await until(() => all('.crown.mine', SVGElement).length === 2, 'both on the plan');
  await press('[part=mine]');
  await says(element, /Tree 1030 Planted/);
});

test('opens the tree that the address names, and follows when that changes', async (t) => {
  const { element } = await show(t, { html: hashed, fragment: 'tree=1026' });
  await says(element, /Tree 1026 Has taken root/);
  location.hash = '#tree=1027';
  await says(element, /Tree 1027 Grown/);
});

test('writes into the address what is looked at', async (t) => {
  const { all } = await show(t, { html: hashed });
  await press('[part=plot]');
  await until(() => all('.tree', HTMLElement)[0], 'trees');
  equal(location.hash, `#plot=${plotExample.id}`);
  all('.tree', HTMLElement)[1]?.click();
  equal(location.hash, '#tree=1025');
});

test("leaves the page's own address alone unless it is asked for it", async (t) => {
  const { all } = await show(t, { fragment: 'tree=1026' });
  await press('[part=plot]');
  await until(() => all('.tree', HTMLElement)[0], 'trees');
  equal(location.hash, '#tree=1026');
  equal(all('.card', HTMLElement).length, 0);
});

test('says that a tree cannot be found, with its number', async (t) => {
  const { element } = await show(t, { html: hashed, fragment: 'tree=77' });
  await says(element, /Tree 77 cannot be found/);
});

test('asks again for a tree that could not be loaded', async (t) => {
  const failing = Array(4).fill(problem('internal'));
  const answers = { ...known, listTrees: oneByOne(...failing, answered.listTrees ?? 'pending') };
  const { element } = await show(t, { html: hashed, fragment: 'tree=1026', answers });
  await find(`${shown} [part=card] [part=retry]`, HTMLElement);
  await press('[part=card] [part=retry]');
  await says(element, /Tree 1026 Has taken root/);
});

test('goes from tree to tree on the plan by arrow keys, and nearer by plus', async (t) => {
  const { element, all } = await show(t, { html: inPlot });
  await until(() => all('.crown', SVGElement).length === 24, 'all crowns');
  const [plan] = all('.plan', SVGElement);
  const key = (name: string) =>
    plan?.dispatchEvent(new KeyboardEvent('keydown', { key: name, cancelable: true }));
  key('ArrowRight');
  await says(element, /Tree 1024 Waiting/);
  key('ArrowRight');
  await says(element, /Tree 1025 Planted/);
  key('ArrowUp');
  await says(element, /Tree 1033 Lost/);
  const wide = plan?.getAttribute('viewBox')?.split(' ').map(Number) ?? [];
  key('+');
  await until(() => plan?.getAttribute('viewBox') !== wide.join(' '), 'the plan from near');
  const near = plan?.getAttribute('viewBox')?.split(' ').map(Number) ?? [];
  equal(near[2], (wide[2] ?? 0) / 2);
  equal(key('a'), true);
  await press('.zoom button:last-child');
  await until(() => plan?.getAttribute('viewBox') === wide.join(' '), 'the whole plot');
});

test('fetches more trees when a visitor wants them, and they are on the plan, too', async (t) => {
  const second = { ...treeExample, id: 'tre_01k9p4n2c6fz3t6v8w0x2y4z7z', number: 2_000 };
  const answers = {
    ...known,
    listTrees: oneByOne(
      { body: { items: trees, nextCursor: 'next' } },
      { body: { items: [second], nextCursor: null } },
    ),
  };
  const { element, platform, all } = await show(t, { html: inPlot, answers });
  await press('[part=more]');
  await says(element, /Tree 2000/);
  await until(() => all('.crown', SVGElement).length === 25, 'its crown');
  const cursors = platform.asked.map(({ url }) => url.searchParams.get('cursor'));
  deepEqual(cursors.filter(Boolean), ['next']);
  equal(all('[part=more]', HTMLElement).length, 0);
});

test('asks again for the forest when a visitor wants it', async (t) => {
  const failing = Array(4).fill(problem('internal'));
  const answers = { ...known, getForest: oneByOne(...failing, answered.getForest ?? 'pending') };
  await show(t, { answers });
  await press('[part=retry]');
  await find(`${shown} [part=plot]`, HTMLElement);
});

test('shows one of plan and list on a narrow page, as the visitor turns to', async (t) => {
  await setViewport({ width: 390, height: 800 });
  t.after(() => setViewport({ width: 800, height: 600 }));
  const { all } = await show(t, { html: inPlot });
  await until(() => all('.crown', SVGElement).length === 24, 'all crowns');
  const isSeen = (selector: string) => all(selector, HTMLElement)[0]?.checkVisibility();
  deepEqual([isSeen('.stage'), isSeen('.list')], [true, false]);
  all('.side', HTMLElement)[1]?.click();
  await until(() => isSeen('.list'), 'the list');
  equal(isSeen('.stage'), false);
  all('.tree', HTMLElement)[0]?.click();
  await until(() => isSeen('.stage'), 'the tree on the plan');
});

const languages: readonly [locale: string, said: RegExp][] = [
  ['ar', /كل الأنواع.*وضع الاختبار.*الصين.*قطعة واحدة/],
  ['de', /Alle Arten.*Testmodus.*China.*1 Fläche.*4 Bäume · noch 1\.294 Plätze frei/],
  ['es', /Todas las especies.*Modo.*China.*1 parcela.*4 árboles · quedan 1294 lugares/],
  ['fr', /Toutes les essences.*Chine.*1 parcelle.*4 arbres · 1.294 places libres/],
  ['ja', /すべての樹種.*中国.*1 か所の植林地.*残り 1,294 本分/],
  ['pt-BR', /Todas as espécies.*China.*1 área.*4 árvores · 1\.294 lugares livres/],
  ['zh-CN', /全部树种.*中国.*1 块林地.*民勤北缘.*剩余 1,294 个种植点/],
];

for (const [locale, said] of languages) {
  test(`says it in ${locale}`, async (t) => {
    const { element } = await show(t, {}, { locale });
    await says(element, said);
    equal(element.shadowRoot?.querySelector('.frame')?.getAttribute('lang'), locale);
  });
}

const canDraw = document.createElement('canvas').getContext('webgl2') !== null;
/** A map that needs no platform: no ground, and no tile anywhere. */
const style = JSON.stringify({ version: 8, sources: {}, layers: [] }).replaceAll('"', '&quot;');
const map = `<kind-forest-map map-style="${style}" tiles="${location.origin}/nothing/{z}/{x}/{y}"></kind-forest-map>`;

test('draws a map where the browser can, and says so where it cannot', async (t) => {
  const { element, all } = await show(t, { html: map });
  if (canDraw) await until(() => all('.maplibregl-canvas', HTMLCanvasElement)[0], 'the map');
  else await says(element, /The map cannot be drawn here/);
  await find(`${shown} [part=plot]`, HTMLElement);
});

test('fetches no map before it comes into view', async (t) => {
  const far = `<div><div style="block-size: 300vh"></div>${map}</div>`;
  const { kit } = await show(t, { html: far });
  const element = kit.querySelector('kind-forest-map');
  if (!element) throw new Error('There is no map.');
  await says(element, /Minqin/);
  equal(element.shadowRoot?.querySelector('.maplibregl-canvas'), null);
  doesNotMatch(textOf(element), /cannot be drawn/);
  element.scrollIntoView();
  await until(
    () =>
      element.shadowRoot?.querySelector('.maplibregl-canvas') ||
      /cannot be drawn/.test(textOf(element)),
    'the map, or why there is none',
  );
});

test('is a list and a plan, and says why, where the browser draws no maps', async (t) => {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = () => null;
  t.after(() => {
    HTMLCanvasElement.prototype.getContext = getContext;
  });
  const { element, all } = await show(t, { html: map });
  await says(element, /The map cannot be drawn here/);
  equal(all('.canvas', HTMLElement).length, 0);
  await press('[part=plot]');
  await until(() => all('.crown', SVGElement).length === 24, 'the plan');
});

test('closes the map with the element', async (t) => {
  const { element, kit, all } = await show(t, { html: map });
  await find(`${shown} [part=plot]`, HTMLElement);
  if (canDraw) await until(() => all('.maplibregl-canvas', HTMLCanvasElement)[0], 'the map');
  element.remove();
  equal(all('.maplibregl-canvas', HTMLCanvasElement).length, 0);
  kit.append(element);
  await settle(element);
  await find(`${shown} [part=plot]`, HTMLElement);
});

test('says that parts of the map could not be loaded, and asks for them again', async (t) => {
  if (!canDraw) return;
  const { element } = await show(t, { html: '<kind-forest-map></kind-forest-map>' });
  await says(element, /Parts of the map could not be loaded/);
  await press('.over [part=retry]');
  await find(`${shown} [part=plot]`, HTMLElement);
});
