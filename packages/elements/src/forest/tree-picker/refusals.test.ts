// Places that cannot be held.
import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { oneByOne, problem } from '../../internal/testing/platform.ts';
import { act, fill, find, pierce, until } from '../../internal/testing/stage.ts';
import { adoptionFor } from './sample.testing.ts';
import { click, form, inside, picker, show, textOf, toPlace, toWho } from './testing.ts';

test('shows the plan anew where somebody else was faster, and takes another place', async (t) => {
  const { asked } = await show(t, {
    createAdoption: oneByOne(problem('place_taken'), { status: 201, body: adoptionFor(900) }),
  });
  await toPlace();
  await click('on-plan');
  fill(await find(`${picker} #place-number`, HTMLInputElement), '9');
  await click('take');
  await click('hold');
  match(await textOf('[part=alert]'), /Somebody else took this place/);
  await until(() => asked('listPlaces').length === 2, 'the places of now');
  fill(await find(`${picker} #place-number`, HTMLInputElement), '10');
  await click('take');
  equal(pierce(`${picker} [part=alert]`), null);
  await click('hold');
  await find(`${form} [part=settled]`, HTMLElement);
  const bodies = asked('createAdoption').map(({ body }) => body);
  deepEqual(
    bodies.map(
      (body) => body && typeof body === 'object' && 'placeNumber' in body && body.placeNumber,
    ),
    [9, 10],
  );
});

const refusals = [
  ['plot_full', '[part=plot]', /No place of this plot is free/],
  ['plot_closed', '[part=plot]', /takes no more trees/],
  ['project_closed', '[part=plot]', /has closed/],
  ['species_not_offered', '[part=species]', /not planted on this plot/],
  ['adoptions_too_many', '[part=hold]', /Too many places are held/],
  ['origin_not_allowed', '[part=hold]', /something went wrong on our side/],
] as const;

for (const [code, where, words] of refusals) {
  test(`says what ${code} means where it can be mended`, async (t) => {
    const { asked } = await show(t, { createAdoption: problem(code) });
    await toWho();
    await click('hold');
    match(await textOf('[part=alert]'), words);
    await inside(where);
    if (where === '[part=hold]') return;
    await until(() => asked('listPlots').length === 2, 'what is offered now');
    await act(`click ${picker} ${where} [part=choose]`);
    await until(() => !pierce(`${picker} [part=alert]`), 'no alert');
  });
}

test('asks for the same place under the same key when the connection is back', async (t) => {
  const { asked, answer } = await show(t, { createAdoption: 'offline' });
  await toWho();
  await click('hold');
  match(await textOf('[part=alert]'), /No connection/);
  answer({});
  await click('hold');
  await find(`${form} [part=settled]`, HTMLElement);
  const keys = asked('createAdoption').map(({ headers }) => headers.get('Idempotency-Key'));
  equal(new Set(keys).size, 1);
});
