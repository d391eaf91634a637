// Every way in which a platform refuses a place: what is said, where, and that the way goes on.
import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { endpoints } from '@kindcart/contract';
import { problem } from '../../internal/testing/platform.ts';
import { act, find, pierce } from '../../internal/testing/stage.ts';
import { adopting as words } from '../../locales/adopting.en.ts';
import { refusalOf, type Step, stepAfter } from './refusal.ts';
import { click, form, inside, picker, show, textOf, toWho } from './testing.ts';

const shownBy: Readonly<Record<Step, string>> = {
  species: '[part=species]',
  plot: '[part=plot]',
  place: '[part=plan]',
  who: '[part=hold]',
};

/** From the page of a step on, what is clicked to ask for a place again. */
const onward: Readonly<Record<Step, readonly string[]>> = {
  species: [
    '[part=species] [part=choose]',
    '[part=plot] [part=choose]',
    '[part=any]',
    '[part=hold]',
  ],
  plot: ['[part=plot] [part=choose]', '[part=any]', '[part=hold]'],
  place: ['[part=any]', '[part=hold]'],
  who: ['[part=hold]'],
};

for (const code of endpoints.createAdoption.errors) {
  const step = stepAfter(code);
  test(`says what ${code} means on the page "${step}", from where a place can be held`, async (t) => {
    const { answer, asked } = await show(t, { createAdoption: problem(code) });
    await toWho();
    await click('hold');
    equal(await textOf('[part=alert]'), refusalOf(code, words));
    equal((await inside('[part=alert]')).getAttribute('role'), 'alert');
    await inside(shownBy[step]);
    answer({});
    for (const selector of onward[step]) await act(`click ${picker} ${selector}`);
    await find(`${form} [part=settled]`, HTMLElement);
    ok(asked('createAdoption').length >= 2);
    equal(pierce(`${picker} [part=alert]`), null);
  });
}
