// What a page hears of the picker, and what it never hears.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { adoptionExample } from '@kindcart/contract';
import { KindTreeAdoptedEvent, KindTreeChosenEvent } from '../../events/tree.ts';
import { problem } from '../../internal/testing/platform.ts';
import { act, fill, find, pierce, settle, until } from '../../internal/testing/stage.ts';
import { ownTrees } from '../own-trees.ts';
import { adopted, adoptionFor, pine, plot, teamShares, tree } from './sample.testing.ts';
import {
  click,
  form,
  hear,
  inside,
  paid,
  pay,
  picker,
  show,
  toHeld,
  toPlace,
  toWho,
} from './testing.ts';

const fragment = `adopt=${adoptionExample.id}`;

test('tells a page of what was chosen, through every shadow root around it', async (t) => {
  const { chosen } = hear(t);
  const { element } = await show(t);
  await act(`click ${picker} [part=species]:nth-child(2) [part=choose]`);
  await act(`click ${picker} [part=plot] [part=choose]`);
  await click('on-plan');
  fill(await find(`${picker} #place-number`, HTMLInputElement), '16');
  await click('take');
  await inside('[part=hold]');
  equal(chosen.length, 0, 'nothing is chosen before the person goes on');
  await click('hold');
  const [event] = await until(() => chosen.length > 0 && chosen, 'the event');
  ok(event instanceof KindTreeChosenEvent);
  const { speciesId, plotId, placeNumber, bubbles, composed, target } = event;
  deepEqual(
    { speciesId, plotId, placeNumber, bubbles, composed, target },
    {
      speciesId: pine.id,
      plotId: plot.id,
      placeNumber: 16,
      bubbles: true,
      composed: true,
      target: element,
    },
  );
});

test('tells nothing of a wish in which something is wrong', async (t) => {
  const { chosen } = hear(t);
  const { element, asked } = await show(t);
  await toWho();
  await act(`click ${picker} .segments label:nth-child(2) input`);
  await click('hold');
  await inside('[aria-invalid=true]');
  await settle(element);
  deepEqual([chosen.length, asked('createAdoption').length], [0, 0]);
});

test('tells once of a choice that is asked for once, however often it is clicked', async (t) => {
  const { chosen } = hear(t);
  const { element } = await show(t, { createAdoption: 'pending' });
  await toWho();
  for (let times = 0; times < 3; times += 1) await click('hold');
  await settle(element);
  equal(chosen.length, 1);
});

test('tells of any place anew after one that was looked at', async (t) => {
  const { chosen } = hear(t);
  await show(t, { createAdoption: problem('adoptions_too_many') });
  await toPlace();
  await click('on-plan');
  fill(await find(`${picker} #place-number`, HTMLInputElement), '9');
  await click('take');
  await click('back');
  await click('any');
  await click('hold');
  await until(() => chosen.length > 0, 'the event');
  equal(chosen[0]?.placeNumber, null);
});

test('tells of a tree with its number, its id and the adoption, from the element itself', async (t) => {
  const { trees } = hear(t);
  const { answer, element } = await show(t);
  await toHeld();
  answer({ getDonationStatus: paid, getAdoption: { body: adopted() } });
  await pay();
  const [event] = await until(() => trees.length > 0 && trees, 'the event');
  ok(event instanceof KindTreeAdoptedEvent);
  const { treeNumber, treeId, adoptionId, bubbles, composed, target } = event;
  deepEqual(
    { treeNumber, treeId, adoptionId, bubbles, composed, target },
    {
      treeNumber: 1_024,
      treeId: tree.id,
      adoptionId: adoptionExample.id,
      bubbles: true,
      composed: true,
      target: element,
    },
  );
  await settle(element);
  equal(trees.length, 1);
});

test('tells of a tree when the last of a team has paid', async (t) => {
  const { trees } = hear(t);
  const gathering = { state: 'gathering', shares: teamShares('a', 'b') } as const;
  const { answer } = await show(
    t,
    { getAdoption: { body: adoptionFor(7 * 86_400, gathering) } },
    { fragment },
  );
  await find(`${form} [part=settled]`, HTMLElement);
  const whole = adopted({ shares: teamShares('a', 'b', 'c') });
  answer({ getDonationStatus: paid, getAdoption: { body: whole } });
  await pay();
  await inside('[part=done]');
  deepEqual([trees.length, ownTrees()], [1, [1_024]]);
});

const silent = [
  ['another adopted', adopted(), '[part=done]'],
  ['that nobody paid', adoptionFor(0, { state: 'lapsed', heldUntil: null }), '[part=again]'],
  [
    'whose money goes back',
    adoptionFor(0, { state: 'unfulfilled', heldUntil: null }),
    '[part=again]',
  ],
] as const;

for (const [what, adoption, shown] of silent) {
  test(`tells nothing of a tree ${what}, and does not call it one's own`, async (t) => {
    const { trees } = hear(t);
    const { element } = await show(t, { getAdoption: { body: adoption } }, { fragment });
    await inside(shown);
    await settle(element);
    deepEqual([trees.length, ownTrees()], [0, []]);
  });
}

test('tells nothing while the platform has given no number', async (t) => {
  const { trees } = hear(t);
  const { answer, element } = await show(t);
  await toHeld();
  const numberless = adopted({ treeId: null, treeNumber: null });
  answer({ getDonationStatus: paid, getAdoption: { body: numberless } });
  await pay();
  await until(() => !element.querySelector('kind-donate-form'), 'the end of paying');
  await settle(element);
  deepEqual([trees.length, ownTrees()], [0, []]);
  ok(!/null/.test(pierce(`${picker} .frame`)?.textContent ?? ''), 'no tree is called null');
});
