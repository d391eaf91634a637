// The picker where words go from right to left, and names go on without end.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setViewport } from '@web/test-runner-commands';
import { act, fill, find, pierce, settle, stage, until } from '../../internal/testing/stage.ts';
import { hostile } from '../testing.ts';
import { adoptionFor, plot, saxaul } from './sample.testing.ts';
import {
  forest,
  form,
  html,
  inside,
  page,
  picker,
  textOf,
  toHeld,
  toPlace,
  toWho,
} from './testing.ts';

const long = `${'Nord'.repeat(19)}oase`;

async function showNarrow(t: TestContext, answers = {}, locale = 'ar') {
  await setViewport({ width: 320, height: 800 });
  t.after(() => setViewport({ width: 800, height: 600 }));
  const dir = locale === 'ar' ? 'rtl' : 'ltr';
  const made = await stage({ html, answers: { ...forest, ...answers } }, { locale, dir });
  t.after(made.close);
  await inside('[part=species]');
  return made;
}

const boxOf = async (selector: string) => (await inside(selector)).getBoundingClientRect();

test('lays out the choice from right to left, and writes Latin names from left to right', async (t) => {
  await showNarrow(t);
  equal(await textOf('[part=title]'), 'اختيار شجرة');
  const frame = await inside('.frame');
  equal(getComputedStyle(frame).direction, 'rtl');
  const [name, price] = [await boxOf('h3'), await boxOf('[part=price]')];
  ok(name.right > price.right, 'the name comes first, at the right');
  equal((await inside('h3 span')).getAttribute('lang'), 'en');
});

test('types a number of a place in the digits of the page, and takes it', async (t) => {
  await showNarrow(t);
  await toPlace();
  await act(`click ${picker} [part=on-plan]`);
  fill(await find(`${picker} #place-number`, HTMLInputElement), '٢٨');
  equal(await textOf('[part=take]'), 'أخذ المكان رقم 28');
});

test('says in its own language what is wrong with a team', async (t) => {
  await showNarrow(t);
  await toWho();
  await act(`click ${picker} .segments label:nth-child(3) input`);
  fill(await find(`${picker} #shares`, HTMLInputElement), '٢١');
  await act(`click ${picker} [part=hold]`);
  equal(await textOf('#shares-error'), 'يُرجى كتابة عدد من 2 إلى 20.');
});

test('says how long a place is held so that minutes stand before seconds', async (t) => {
  await showNarrow(t, { createAdoption: { status: 201, body: adoptionFor(600) } });
  await toHeld();
  match(await textOf('[role=timer]'), /بقي \u2066[\d٠-٩]+:[\d٠-٩]{2}\u2069 للدفع/);
  ok(pierce(`${form} [part=settled]`));
});

for (const [what, name] of [
  ['a long word', long],
  ['harm', hostile],
] as const) {
  test(`cuts off nothing on the narrowest page where a name is ${what}`, async (t) => {
    const names = { en: name };
    const { element } = await showNarrow(
      t,
      {
        listSpecies: page({ ...saxaul, names, nativeRange: names, needs: names, latinName: name }),
        listPlots: page({ ...plot, names, partner: { name, url: null } }),
      },
      'en',
    );
    const widths: number[] = [];
    const measure = async () => {
      await settle(element);
      widths.push(document.documentElement.scrollWidth);
    };
    await measure();
    await act(`click ${picker} [part=species] [part=choose]`);
    await inside('[part=plot]');
    await measure();
    await act(`click ${picker} [part=plot] [part=choose]`);
    await act(`click ${picker} [part=on-plan]`);
    await inside('[part=plan]');
    await measure();
    await act(`click ${picker} [part=any]`);
    await inside('[part=hold]');
    await measure();
    await act(`click ${picker} [part=hold]`);
    await find(`${form} [part=settled]`, HTMLElement);
    await until(async () => (await textOf('[part=title]')).includes(name), 'the name');
    await measure();
    // WebKit's window is as narrow as it goes.
    deepEqual(widths, Array(5).fill(innerWidth));
    equal(pierce(`${picker} img`), null);
  });
}
