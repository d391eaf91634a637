// The whole way by keys alone, as somebody goes it who uses no pointer.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sendKeys } from '@web/test-runner-commands';
import { problem } from '../../internal/testing/platform.ts';
import { pierce, settle, until } from '../../internal/testing/stage.ts';
import { adoptionFor, pine, plot } from './sample.testing.ts';
import { hear, inside, page, picker, show, textOf } from './testing.ts';

/** What has focus, in the picker's shadow root. */
const focused = () => pierce('kind-tree-picker')?.shadowRoot?.activeElement ?? null;
const focusedPart = () => focused()?.getAttribute('part') || focused()?.id || '';

async function press(...keys: readonly string[]) {
  for (const key of keys) await sendKeys(key === ' ' ? { type: key } : { press: key });
}

/** Tabs on until this has focus; fails when it is not to be reached so. */
async function tabTo(isIt: (element: Element) => boolean, what: string, key = 'Tab') {
  for (let times = 0; times < 20; times += 1) {
    await press(key);
    const element = focused();
    if (element && isIt(element)) return element;
  }
  throw new Error(`Tab does not come to ${what}, but to ${focusedPart()}.`);
}

const isPart = (part: string) => (element: Element) => element.getAttribute('part') === part;
const isId = (id: string) => (element: Element) => element.id === id;

/** Puts focus on the page's title as it comes, and says what the title is. */
async function arrive(): Promise<string> {
  await until(() => focused()?.id === 'title', 'focus on the title');
  return focused()?.textContent ?? '';
}

async function begin(t: TestContext, answers = {}) {
  const made = await show(t, answers);
  await inside('[part=species]');
  // Where a visitor comes from who goes by Tab.
  const before = document.createElement('input');
  made.element.before(before);
  before.focus();
  return made;
}

/** Comes to the page of places, by keys. */
async function toPlaces() {
  await tabTo(isPart('choose'), 'a kind');
  await press('Enter');
  equal(await arrive(), 'Choose where it grows');
  await tabTo(isPart('choose'), 'a plot');
  await press(' ');
  await inside('[part=any]');
  equal(await arrive(), 'Choose a place');
}

test('adopts any place by Tab, Enter and Space, with focus on each new title', async (t) => {
  const { asked } = await begin(t);
  await toPlaces();
  await tabTo(isPart('any'), 'any place');
  await press('Enter');
  equal(await arrive(), 'Whose tree is it?');
  await tabTo(isPart('hold'), 'the button');
  await press('Enter');
  match(await arrive(), /place 7|Place 7/);
  equal(asked('createAdoption').length, 1);
});

test('takes a place by its number, and hears of it as it is typed', async (t) => {
  const { chosen } = hear(t);
  await begin(t);
  await toPlaces();
  await tabTo(isPart('on-plan'), 'the plan');
  await press('Enter');
  await inside('[part=plan]');
  const field = await tabTo(isId('place-number'), 'the number');
  equal(field.getAttribute('aria-describedby'), 'place-told');
  await sendKeys({ type: '5' });
  await until(async () => /held for somebody/.test(await textOf('[part=chosen]')), 'a held place');
  equal(pierce(`${picker} [part=take]`), null);
  await press('Backspace');
  await sendKeys({ type: '28' });
  equal(await textOf('[part=take]'), 'Take place 28');
  await tabTo(isPart('take'), 'the button');
  await press('Enter');
  equal(await arrive(), 'Whose tree is it?');
  await tabTo(isPart('hold'), 'the button');
  await press('Enter');
  await until(() => chosen.length === 1, 'the event');
  equal(chosen[0]?.placeNumber, 28);
});

test('makes the plan closer and wider by its buttons, and leaves focus on them', async (t) => {
  const { element } = await begin(t);
  await toPlaces();
  await tabTo(isPart('on-plan'), 'the plan');
  await press('Enter');
  await inside('[part=plan]');
  await tabTo(({ textContent }) => textContent?.trim() === 'Closer', 'closer');
  for (const zoom of ['of-2', 'of-4', 'of-4']) {
    await press('Enter');
    await settle(element);
    equal(pierce(`${picker} .plan`)?.querySelector('svg')?.getAttribute('class'), zoom);
    equal(focused()?.textContent?.trim(), 'Closer');
  }
});

test('goes between whose tree it is by arrows, and asks what belongs to it', async (t) => {
  await begin(t);
  await toPlaces();
  await tabTo(isPart('any'), 'any place');
  await press('Enter');
  await arrive();
  await tabTo((element) => element instanceof HTMLInputElement, 'the kinds');
  await press('ArrowRight');
  await inside('#to');
  await press('ArrowRight');
  await inside('#shares');
  equal(pierce(`${picker} #to`), null);
  await press('ArrowLeft', 'ArrowLeft');
  await until(() => !pierce(`${picker} #shares`) && !pierce(`${picker} #to`), 'alone again');
});

test('puts focus on the first mistake, and sends by Enter in its field once it is mended', async (t) => {
  const { asked } = await begin(t);
  await toPlaces();
  await tabTo(isPart('any'), 'any place');
  await press('Enter');
  await arrive();
  await tabTo((element) => element instanceof HTMLInputElement, 'the kinds');
  await press('ArrowRight', 'ArrowRight');
  const field = await inside('#shares');
  ok(field instanceof HTMLInputElement);
  field.select();
  field.focus();
  await sendKeys({ type: '21' });
  await press('Enter');
  await until(() => focused()?.getAttribute('aria-invalid') === 'true', 'the mistake');
  equal(await textOf('#shares-error'), 'Write a number from 2 to 20.');
  equal(asked('createAdoption').length, 0);
  await press('Backspace', 'Backspace');
  await sendKeys({ type: '4' });
  equal(pierce(`${picker} #shares-error`), null);
  await press('Enter');
  await until(() => asked('createAdoption').length === 1, 'the wish');
});

test('goes back by keys to the page before, with focus on its title', async (t) => {
  await begin(t);
  await toPlaces();
  for (const title of ['Choose where it grows', 'Choose a tree']) {
    await tabTo(isPart('back'), 'back', 'Shift+Tab');
    await press('Enter');
    equal(await arrive(), title);
  }
});

test('leads a refused wish to the page where it is mended, with focus there', async (t) => {
  await begin(t, { createAdoption: problem('plot_full'), listPlots: page(plot) });
  await toPlaces();
  await tabTo(isPart('any'), 'any place');
  await press('Enter');
  await arrive();
  await tabTo(isPart('hold'), 'the button');
  await press('Enter');
  match(await textOf('[part=alert]'), /No place of this plot is free/);
  equal(await arrive(), 'Choose where it grows');
});

test('takes no focus from elsewhere on the page when a place is lost', async (t) => {
  const lapsed = { body: adoptionFor(0, { state: 'lapsed', heldUntil: null }) } as const;
  const { kit } = await begin(t, {
    createAdoption: { status: 201, body: adoptionFor(2) },
    getAdoption: lapsed,
  });
  const other = document.createElement('input');
  kit.append(other);
  await toPlaces();
  await tabTo(isPart('any'), 'any place');
  await press('Enter');
  await arrive();
  (await inside('[part=hold]')).click();
  other.focus();
  await until(async () => (await textOf('[part=title]')) === 'The place went back', 'the end');
  equal(document.activeElement, other);
});

test('reaches everything in the order in which it is read', async (t) => {
  const { element } = await begin(t, { listSpecies: page(pine), listPlots: page(plot) });
  await toPlaces();
  await tabTo(isPart('on-plan'), 'the plan');
  await press('Enter');
  await inside('[part=plan]');
  await settle(element);
  (await inside('[part=back]')).focus();
  const order = [focusedPart()];
  for (let times = 0; times < 6; times += 1) {
    await press('Tab');
    order.push(focusedPart() || focused()?.textContent?.trim() || '');
  }
  deepEqual(order, ['back', 'any', 'plan', 'Closer', 'Further away', 'place-number', 'place-list']);
});
