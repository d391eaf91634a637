import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { charityItemExample, projectExample } from '@kindcart/contract';
import type { KindCauseChosenEvent } from '../../events/cart.ts';
import {
  act,
  find,
  pierce,
  type Scene,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './cause-picker.states.ts';
import { KindCausePicker } from './cause-picker.ts';

testStates(states);

const books = 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c';
const place = `kindcart:cause:${charityItemExample.id}`;
const choose = 'click kind-cause-picker >>> [part=cause]:nth-of-type(2) input';

async function show(t: TestContext, scene: Scene | undefined) {
  ok(scene);
  const heard: string[] = [];
  const listen = ({ projectId }: KindCauseChosenEvent) => heard.push(projectId);
  document.addEventListener('kind-cause-chosen', listen);
  t.after(() => document.removeEventListener('kind-cause-chosen', listen));
  const made = await stage(scene);
  t.after(made.close);
  const element = made.kit.querySelector('kind-cause-picker');
  ok(element instanceof KindCausePicker);
  return { ...made, element, heard };
}

const inside = (selector: string) => find(`kind-cause-picker >>> ${selector}`, HTMLElement);
const checked = () => pierce('kind-cause-picker >>> input:checked')?.getAttribute('value') ?? null;

test('shows each project with its picture, as far as that is one, and chooses none', async (t) => {
  const { element, heard } = await show(t, states.ready);
  await inside('img');
  await settle(element);
  const causes = [...(element.shadowRoot?.querySelectorAll('[part=cause]') ?? [])];
  deepEqual(
    causes.map((cause) => [
      cause.textContent?.trim(),
      cause.querySelector('img')?.getAttribute('src'),
    ]),
    [
      [projectExample.title, 'https://pictures.test/shuanghe.jpg'],
      ['山区小学图书角', undefined],
      ['Warm floors for the Kanda shelter', undefined],
    ],
  );
  deepEqual([checked(), heard, element.choice], [null, [], undefined]);
});

test('keeps the place of a picture that cannot be had, as of one that there is not', async (t) => {
  await show(t, states.ready);
  const image = await inside('img');
  image.dispatchEvent(new Event('error'));
  equal(getComputedStyle(image).visibility, 'hidden');
  const places = ['', ':nth-of-type(2) '].map((which) =>
    pierce(`kind-cause-picker >>> [part=cause]${which} .picture`),
  );
  const looks = places.map((place) => {
    ok(place);
    equal(getComputedStyle(place).visibility, 'visible');
    const { width, height } = place.getBoundingClientRect();
    return [width, height, getComputedStyle(place).backgroundColor];
  });
  deepEqual(looks[0], looks[1]);
});

test('tells of a choice once, and remembers it for the tab', async (t) => {
  const { element, heard } = await show(t, states.ready);
  await act(choose);
  await until(() => heard.length === 1, 'the choice');
  await act(choose);
  await settle(element);
  deepEqual(heard, [books]);
  equal(element.choice, books);
  equal(sessionStorage.getItem(place), books);
});

test('comes back to what was chosen in this tab, and tells the page', async (t) => {
  sessionStorage.setItem(place, books);
  t.after(() => sessionStorage.removeItem(place));
  const { heard } = await show(t, states.ready);
  await until(() => heard.length === 1, 'the choice');
  deepEqual([heard, checked()], [[books], books]);
});

test('forgets a choice that is none any more', async (t) => {
  sessionStorage.setItem(place, 'prj_01k9p4m8q2fz3t6v8w0x2y4z9d');
  t.after(() => sessionStorage.removeItem(place));
  const { element, heard } = await show(t, states.ready);
  await inside('[part=cause]');
  await settle(element);
  deepEqual([heard, checked(), element.choice], [[], null, undefined]);
});

test('leaves out a project that takes nothing any more', async (t) => {
  const { element } = await show(t, states['one is closed']);
  await inside('img');
  await settle(element);
  equal(element.shadowRoot?.querySelectorAll('[part=cause]').length, 2);
  ok(!element.shadowRoot?.textContent?.includes('山区小学图书角'));
});

test('is carried by a form, and forgotten when that is reset', async (t) => {
  const { html, answers } = states.ready ?? {};
  ok(typeof html === 'string' && answers);
  const scene = { html: `<form>${html.replace('item=', 'name="to" item=')}</form>`, answers };
  const { kit, heard } = await show(t, scene);
  await act(choose);
  await until(() => heard.length === 1, 'the choice');
  const form = kit.querySelector('form');
  ok(form);
  deepEqual([...new FormData(form).entries()], [['to', books]]);
  form.reset();
  await until(() => checked() === null, 'no choice');
  deepEqual([...new FormData(form).entries()], []);
  equal(sessionStorage.getItem(place), null);
});

test('shows nothing of its own without choices, and tells its author', async (t) => {
  const real = console.error;
  const lines: string[] = [];
  console.error = (text: string) => lines.push(text);
  t.after(() => {
    console.error = real;
  });
  const id = 'chi_01k9p7d5n6fz3t6v8w0x2y4z7k';
  const items = [{ ...charityItemExample, id }];
  const { element } = await show(t, {
    html: `<kind-cause-picker item="${id}"><p>Our promise</p></kind-cause-picker>`,
    answers: { listCharityItems: { body: { items, nextCursor: null } } },
  });
  await until(() => lines.some((line) => line.includes(`${id} has no choices`)), 'what to mend');
  await inside('slot');
  equal(element.shadowRoot?.textContent?.trim(), '');
});

test('says that a promise that is over leaves nothing to choose', async (t) => {
  await show(t, states.over);
  match((await inside('[part=note]')).textContent ?? '', /nothing to choose/);
});

test('shows a sample that nobody hears of', async (t) => {
  const { element, heard, platform } = await show(t, states.sample);
  await act(choose);
  await settle(element);
  const kept = sessionStorage.getItem('kindcart:cause:undefined');
  deepEqual([heard.length, platform.asked.length, kept], [0, 0, null]);
});

test('asks again when a person says so', async (t) => {
  const { platform } = await show(t, states.error);
  await inside('[part=retry]');
  platform.answer(states.ready?.answers ?? {});
  await act('click kind-cause-picker >>> [part=retry]');
  await inside('[part=cause]');
});
