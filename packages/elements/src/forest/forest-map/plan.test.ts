import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Plot, plotExample } from '@kindcart/contract';
import type { Answers } from '../../internal/testing/platform.ts';
import { stage, until } from '../../internal/testing/stage.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './forest-map.states.ts';

const known: Answers = states['one plot']?.answers ?? {};
const html = `<kind-forest-map view="list" plot="${plotExample.id}"></kind-forest-map>`;
const plots = (change: Partial<Plot>) => ({
  body: { items: [{ ...plotExample, ...change }], nextCursor: null },
});

/** A plot's plan as it is drawn, and how to touch it. */
async function show(t: TestContext, answers: Answers = {}) {
  const { element, close } = await stage({ html, answers: { ...known, ...answers } });
  t.after(close);
  const root = element.shadowRoot;
  if (!root) throw new Error('The map has no shadow.');
  const plan = await until(() => root.querySelector<SVGSVGElement>('.plan'), 'the plan');
  await until(() => root.querySelectorAll('.crown').length === 24, 'all crowns');
  const box = () => (plan.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const changes = async (act: () => void) => {
    const before = String(box());
    act();
    await until(() => String(box()) !== before, 'another part of the plan');
    return box();
  };
  const press = (key: string) =>
    plan.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  const point = (type: string, x: number, y: number, pointerType = 'mouse') =>
    plan.dispatchEvent(
      new PointerEvent(type, { clientX: x, clientY: y, pointerType, bubbles: true }),
    );
  const count = (selector: string) => root.querySelectorAll(selector).length;
  return { element, root, plan, box, changes, press, point, count };
}

const middleOf = ([x = 0, y = 0, width = 0, height = 0]: readonly number[]) => [
  x + width / 2,
  y + height / 2,
];
const isNear = (one: number, other: number) => Math.abs(one - other) < 1e-6 * Math.max(1, one);

test('frames the whole plot, with nothing of it cut off', async (t) => {
  const { plan, box, root } = await show(t);
  const [x = 0, y = 0, width = 0, height = 0] = box();
  const land = root.querySelector<SVGPathElement>('.land')?.getBBox();
  ok(land && land.x >= x && land.y >= y);
  ok(land.x + land.width <= x + width && land.y + land.height <= y + height);
  equal(plan.getAttribute('tabindex'), '0');
});

for (const key of ['+', '=']) {
  test(`comes nearer by ${key}, and farther by -, around the same middle`, async (t) => {
    const { box, changes, press } = await show(t);
    const whole = box();
    const near = await changes(() => press(key));
    ok(isNear((whole[2] ?? 0) / 2, near[2] ?? 0));
    deepEqual(
      middleOf(near).map((each) => Math.round(each * 1e6)),
      middleOf(whole).map((each) => Math.round(each * 1e6)),
    );
    deepEqual(await changes(() => press('-')), whole);
  });
}

test('comes no nearer than a tree, and goes no farther than the plot', async (t) => {
  const { element, box, press } = await show(t);
  const whole = box();
  for (let turn = 0; turn < 20; turn += 1) press('+');
  await until(() => isNear((whole[2] ?? 0) / 256, box()[2] ?? 0), 'the nearest');
  for (let turn = 0; turn < 20; turn += 1) press('-');
  await until(() => isNear(whole[2] ?? 0, box()[2] ?? 0), 'the whole plot');
  ok(element.isConnected);
});

const keys: readonly [key: string, isTaken: boolean][] = [
  ['+', true],
  ['-', true],
  ['ArrowLeft', true],
  ['ArrowDown', true],
  ['Tab', false],
  ['Enter', false],
  ['a', false],
  ['PageDown', false],
];

for (const [key, isTaken] of keys) {
  test(`${isTaken ? 'takes' : 'leaves to the page'} the key ${key}`, async (t) => {
    const { press } = await show(t);
    equal(press(key), !isTaken);
  });
}

test('moves with the pointer as far as that moves, once it is looked at from near', async (t) => {
  const { plan, changes, press, point } = await show(t);
  const near = await changes(() => press('+'));
  const room = plan.getBoundingClientRect();
  const metres = Math.max((near[2] ?? 0) / room.width, (near[3] ?? 0) / room.height);
  point('pointerdown', 100, 100);
  const moved = await changes(() => point('pointermove', 130, 80));
  ok(Math.abs((near[0] ?? 0) - (moved[0] ?? 0) - 30 * metres) < 1e-6);
  ok(Math.abs((moved[1] ?? 0) - (near[1] ?? 0) - 20 * metres) < 1e-6);
});

for (const end of ['pointerup', 'pointercancel']) {
  test(`lets go at ${end}`, async (t) => {
    const { element, box, changes, press, point } = await show(t);
    await changes(() => press('+'));
    point('pointerdown', 100, 100);
    const moved = await changes(() => point('pointermove', 130, 80));
    point(end, 130, 80);
    point('pointermove', 300, 300);
    await Reflect.get(element, 'updateComplete');
    deepEqual(box(), moved);
  });
}

const still: readonly [what: string, isNear: boolean, pointerType: string][] = [
  ['a finger, which scrolls the page', true, 'touch'],
  ['a mouse while the whole plot is shown', false, 'mouse'],
];

for (const [what, isClose, pointerType] of still) {
  test(`does not move with ${what}`, async (t) => {
    const { element, box, changes, press, point } = await show(t);
    const before = isClose ? await changes(() => press('+')) : box();
    point('pointerdown', 100, 100, pointerType);
    point('pointermove', 200, 200, pointerType);
    await Reflect.get(element, 'updateComplete');
    deepEqual(box(), before);
  });
}

test('goes with arrow keys to where the next tree is, after it was moved', async (t) => {
  const { changes, press, point, root } = await show(t);
  press('ArrowRight');
  await until(() => root.querySelector('.crown.chosen'), 'the first tree');
  await changes(() => press('+'));
  point('pointerdown', 0, 0);
  await changes(() => point('pointermove', 40, 0));
  point('pointerup', 40, 0);
  const [x, y] = middleOf(await changes(() => press('ArrowRight')));
  const chosen = () => root.querySelector('.crown.chosen circle');
  const isAt = (name: string, wanted = 0) =>
    Math.abs(Number(chosen()?.getAttribute(name)) - wanted) < 1e-6;
  await until(() => isAt('cx', x) && isAt('cy', y), 'the tree in the middle');
});

test('opens the tree whose crown is touched', async (t) => {
  const { element, root } = await show(t);
  const told: number[] = [];
  element.addEventListener('kind-tree-selected', ({ treeNumber }) => told.push(treeNumber));
  root.querySelectorAll('.crown')[4]?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  deepEqual(told, [1_028]);
  await until(() => root.querySelector('.crown.chosen .ring'), 'its ring');
});

test('draws places that are free and held as dots, and no taken one, which has its crown', async (t) => {
  const { root } = await show(t);
  const dotsOf = (state: string) =>
    root.querySelector(`.place.${state}`)?.getAttribute('d')?.match(/M/g)?.length ?? 0;
  const drawn = () => dotsOf('free') + dotsOf('held');
  await until(() => drawn() === 24, 'all places that are not taken');
  equal(dotsOf('held'), 3);
});

test('draws what is left out of planting', async (t) => {
  const { count } = await show(t);
  equal(count('.left-out'), 0);
  const other = await show(t, {
    listPlots: plots({ exclusions: [plotExample.polygon, plotExample.polygon] }),
  });
  equal(other.count('.left-out'), 2);
});

test('says how many places it shows where there are more', async (t) => {
  const places = Object(known.listPlaces).body;
  const { root } = await show(t, { listPlaces: { body: { ...places, nextAfter: 48 } } });
  const note = await until(() => root.querySelector('.plan-note'), 'the note');
  equal(note.textContent?.trim(), 'The plan shows the first 48 places.');
});

test('has a scale of a round length that fits a quarter of it, however near', async (t) => {
  const { root, changes, press } = await show(t);
  for (let turn = 0; turn < 6; turn += 1) {
    const [, , width = 0] = await changes(() => press('+'));
    const line = root.querySelector('.scale')?.getAttribute('d') ?? '';
    const metres = Number(/h([\d.]+)$/.exec(line)?.[1]);
    ok(metres <= width / 4 && metres > width / 10.01, `${metres} of ${width}`);
    ok(/^[125](\.?0*)$|^0\.0*[125]$/.test(String(metres)), String(metres));
    equal(
      Number(/^[\d.]+/.exec(root.querySelector('.scale-text')?.textContent ?? '')?.[0]),
      metres,
    );
  }
});
