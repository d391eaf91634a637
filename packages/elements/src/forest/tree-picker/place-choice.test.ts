// The plan of a plot: by pointer, by number, from a list, page by page.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { act, fill, find, pierce, settle, until } from '../../internal/testing/stage.ts';
import { largePlot, places, placesAfter, saxaul } from './sample.testing.ts';
import { click, inside, page, picker, show, textOf, toPlace } from './testing.ts';

const number = () => find(`${picker} #place-number`, HTMLInputElement);
const list = () => find(`${picker} #place-list`, HTMLSelectElement);
const ring = () => pierce(`${picker} .plan svg`)?.querySelector('.ring');

async function plan(t: TestContext, answers = {}) {
  const made = await show(t, answers);
  await toPlace();
  await click('on-plan');
  await inside('[part=plan]');
  return made;
}

/** Clicks where a place is drawn, a little beside its middle. */
async function point(t: TestContext, wanted: number, besidePx = 2) {
  const made = await plan(t);
  fill(await number(), String(wanted));
  const drawn = await until(ring, 'the place');
  const { left, top, width, height } = drawn.getBoundingClientRect();
  fill(await number(), '');
  await until(() => !ring(), 'no place');
  const at = { clientX: left + width / 2 + besidePx, clientY: top + height / 2 };
  pierce(`${picker} .plan`)?.querySelector('svg')?.dispatchEvent(new MouseEvent('click', at));
  return made;
}

test('draws each place once, by whether it is free', async (t) => {
  await plan(t);
  const dots = (state: string) =>
    pierce(`${picker} .plan svg`)?.querySelector(`path.${state}`)?.getAttribute('d')?.split('M')
      .length;
  const count = (state: string) => places.items.filter((place) => place.state === state).length;
  deepEqual(
    ['free', 'held', 'taken'].map((state) => (dots(state) ?? 0) - 1),
    ['free', 'held', 'taken'].map(count),
  );
});

test('takes the place that is pointed at', async (t) => {
  await point(t, 28);
  equal(await textOf('[part=take]'), 'Take place 28');
  deepEqual([(await number()).value, (await list()).value], ['28', '28']);
});

test('takes none where nobody planted', async (t) => {
  const { element } = await point(t, 144, 90);
  await settle(element);
  equal(pierce(`${picker} [part=take]`), null);
});

const told: readonly [string, RegExp, boolean][] = [
  ['9', /^Place 9$/, true],
  ['5', /Place 5 is held for somebody who is about to pay/, false],
  ['2', /A tree stands at place 2 already/, false],
  ['0', /no place \u2068?0/, false],
  ['145', /no place \u2068?145/, false],
  ['9999999', /no place/, false],
  ['seven', /no place \u2068?seven/, false],
  ['', /^$/, false],
];

for (const [text, words, canTake] of told) {
  test(`says of "${text}" what is there${canTake ? ', and offers it' : ''}`, async (t) => {
    const { element } = await plan(t);
    fill(await number(), text);
    await settle(element);
    match(await textOf('[part=chosen]'), words);
    equal(pierce(`${picker} [part=take]`) !== null, canTake);
  });
}

test('lists the free places for who does not see the plan', async (t) => {
  const { asked } = await plan(t);
  const field = await list();
  const free = places.items.filter(({ state }) => state === 'free').map((place) => place.number);
  deepEqual([...field.options].map(({ value }) => Number(value)).slice(1), free);
  field.value = '16';
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await click('take');
  await click('hold');
  await until(() => asked('createAdoption').length === 1, 'the wish');
  const [{ body } = { body: null }] = asked('createAdoption');
  ok(body && typeof body === 'object' && 'placeNumber' in body);
  equal(body.placeNumber, 16);
});

test('comes closer, with the chosen place in the middle, and goes no further than it can', async (t) => {
  await plan(t);
  fill(await number(), '144');
  await until(ring, 'the place');
  const buttons = () => [...(pierce(`${picker} .frame`)?.querySelectorAll('.pair button') ?? [])];
  const isOff = () => buttons().map((button) => button.getAttribute('aria-disabled') === 'true');
  deepEqual(isOff(), [false, true]);
  for (const width of ['200%', '400%', '400%']) {
    await act(`click ${picker} .pair button:first-child`);
    const drawn = await inside('.plan');
    const svg = drawn.querySelector('svg');
    ok(svg);
    const frame = drawn.clientWidth;
    await until(
      () =>
        Math.abs(svg.getBoundingClientRect().width - (frame * Number.parseInt(width, 10)) / 100) <
        2,
      width,
    );
  }
  deepEqual(isOff(), [true, false]);
  const frame = (await inside('.plan')).getBoundingClientRect();
  const drawn = ring()?.getBoundingClientRect();
  ok(drawn && drawn.left > frame.left && drawn.right < frame.right, 'it is in view');
  ok(drawn.top > frame.top && drawn.bottom < frame.bottom, 'it is in view');
});

const large = {
  listPlots: page(largePlot),
  listSpecies: page(saxaul),
  listPlaces: ({ url }: { readonly url: URL }) => {
    const after = Number(url.searchParams.get('after'));
    const count = Math.min(500, 12_000 - after);
    const nextAfter = after + count < 12_000 ? after + count : null;
    return { body: { items: placesAfter(after, count, 40), nextAfter } };
  },
};

test('shows a large plot page by page, and where on it that is', async (t) => {
  const { asked } = await plan(t, large);
  match(await textOf('.with-outline p'), /^Places 1 to 500 of 12,000$/);
  const top = () =>
    pierce(`${picker} .with-outline svg`)?.querySelector('.shown')?.getAttribute('y');
  const first = Number(top());
  equal(pierce(`${picker} [part=earlier]`), null);
  await click('later');
  await until(async () => /^Places 501 to 1000/.test(await textOf('.with-outline p')), 'page 2');
  ok(Number(top()) > first, 'further south');
  await click('earlier');
  await until(async () => /^Places 1 to 500/.test(await textOf('.with-outline p')), 'page 1');
  fill(await number(), '11998');
  await until(
    async () => /^Places 11501 to 12000/.test(await textOf('.with-outline p')),
    'the end',
  );
  equal(pierce(`${picker} [part=later]`), null);
  match(await textOf('[part=chosen]'), /11998/);
  const afters = asked('listPlaces').map(({ url }) => url.searchParams.get('after'));
  equal(afters.at(0), '0');
  equal(afters.at(-1), '11500');
});

test('says that the plan did not come, and draws it when a person asks again', async (t) => {
  const { answer } = await show(t, { listPlaces: 'offline' });
  await toPlace();
  await click('on-plan');
  match(await textOf('[part=note]'), /No connection/);
  await inside('[part=any]');
  answer({});
  await click('retry');
  await inside('[part=plan]');
});

test('can be scrolled by keys, and is named', async (t) => {
  await plan(t);
  const frame = await inside('.plan');
  equal(frame.tabIndex, 0);
  equal(frame.getAttribute('aria-label'), 'Plan of Minqin, north edge, north at the top');
});

for (const typed of ['９', '٩', '۹', ' 09 ']) {
  test(`takes the place whose number is typed as "${typed}"`, async (t) => {
    await plan(t);
    fill(await number(), typed);
    await until(async () => (await textOf('[part=take]')) === 'Take place 9', 'the place');
  });
}
