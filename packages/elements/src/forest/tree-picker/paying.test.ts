// From a held place to a tree, and what can come between.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { adoptionExample } from '@kindcart/contract';
import { catchTimeout } from '../../internal/testing/catch-timeout.ts';
import { problem } from '../../internal/testing/platform.ts';
import { act, fill, find, pierce, settle, until } from '../../internal/testing/stage.ts';
import { ownTrees } from '../own-trees.ts';
import { adopted, adoptionFor, plot, saxaul, tree } from './sample.testing.ts';
import {
  click,
  form,
  hear,
  inside,
  paid,
  pay,
  picker,
  show,
  textOf,
  toHeld,
  toWho,
} from './testing.ts';

// The tab's own storage, which the platform of a test stands before.
const tab = sessionStorage;

test('adopts a tree: a place is held, paid, and the tree gets its number', async (t) => {
  const { chosen, trees } = hear(t);
  const { asked, answer, element } = await show(t);
  await toHeld();
  deepEqual(
    chosen.map(({ speciesId, plotId, placeNumber }) => [speciesId, plotId, placeNumber]),
    [[saxaul.id, plot.id, null]],
  );
  const [{ body: wish } = { body: null }] = asked('createAdoption');
  deepEqual(wish, {
    plotId: plot.id,
    speciesId: saxaul.id,
    placeNumber: null,
    shares: 1,
    teamName: null,
    gift: null,
  });
  const title = 'Place 7 of Minqin, north edge is held for you';
  await until(async () => (await textOf('[part=title]')) === title, 'the names');
  equal(pierce(`${form} [part=amounts]`), null);
  equal(pierce(`${form} [part=interval]`), null);
  answer({ getDonationStatus: paid });
  await pay();
  await inside('.large');
  match(await textOf('[part=title]'), /Your payment has arrived/);
  equal(element.querySelector('kind-donate-form'), null);
  deepEqual([trees.length, ownTrees()], [0, []]);
  answer({ getAdoption: { body: adopted() } });
  await inside('[part=done]');
  equal(await textOf('[part=title]'), 'Tree 1024 is yours');
  deepEqual(
    trees.map(({ treeNumber, treeId, adoptionId }) => [treeNumber, treeId, adoptionId]),
    [[1_024, tree.id, adoptionExample.id]],
  );
  deepEqual(ownTrees(), [1_024]);
  const [{ body: donation } = { body: null }] = asked('createDonation');
  ok(donation && typeof donation === 'object' && 'adoptionId' in donation && 'gift' in donation);
  deepEqual([donation.adoptionId, donation.gift], [adoptionExample.id, saxaul.price]);
  equal(
    (await inside('[part=certificate]')).getAttribute('href'),
    `${tree.certificateUrl}?lang=en`,
  );
  await click('again');
  await inside('[part=species]');
});

test('shows the time that is left, and says it aloud at a minute', async (t) => {
  await show(t, { createAdoption: { status: 201, body: adoptionFor(63) } });
  await toHeld();
  match(await textOf('[part=countdown]'), /^\u2066[01]:\d\d\u2069 left to pay/);
  const said = await until(
    () =>
      [...(pierce('kind-tree-picker')?.shadowRoot?.querySelectorAll('[role=status]') ?? [])]
        .map(({ textContent }) => textContent)
        .find((text) => text?.includes('1 minute')),
    'the minute',
  );
  equal(said, '1 minute left to pay');
});

test('gives the place back when the person says so', async (t) => {
  const { asked, element } = await show(t);
  await toHeld();
  await click('give-back');
  await until(() => asked('releaseAdoption').length === 1, 'the release');
  await inside('[part=hold]');
  equal(element.querySelector('kind-donate-form'), null);
});

test('says that a hold is over, and leads back to the choice', async (t) => {
  const lapsed = { body: adoptionFor(0, { state: 'lapsed', heldUntil: null }) } as const;
  await show(t, { createAdoption: { status: 201, body: adoptionFor(1) }, getAdoption: lapsed });
  await toWho();
  await click('hold');
  await inside('[part=again]');
  equal(await textOf('[part=title]'), 'The place went back');
  await click('again');
  await inside('[part=hold]');
});

test('goes on after a reload where it was', async (t) => {
  await show(t);
  await toHeld();
  const kept = { ...tab };
  const { asked } = await show(t);
  for (const [name, value] of Object.entries(kept)) tab.setItem(name, value);
  await find(`${form} [part=settled]`, HTMLElement);
  await until(() => asked('getAdoption').length > 0, 'a look at the place');
  equal(asked('createAdoption').length, 0);
});

test('looks again when the platform takes no payment for the place any more', async (t) => {
  const { answer } = await show(t, { createDonation: problem('adoption_over') });
  await toHeld();
  answer({
    createDonation: problem('adoption_over'),
    getAdoption: { body: adoptionFor(0, { state: 'lapsed', heldUntil: null }) },
  });
  await act(`click ${form} [part=submit]`);
  await until(
    () => pierce(`${picker} [part=title]`)?.textContent === 'The place went back',
    'the end',
  );
});

test('keeps the form while a payment may be on its way, whatever became of the place', async (t) => {
  const holdMs = 15 * 60_000;
  const endHold = catchTimeout(t, (ms) => ms > holdMs - 60_000);
  const { element, asked } = await show(t, {
    createAdoption: { status: 201, body: adoptionFor(holdMs / 1_000) },
    getAdoption: { body: adoptionFor(0, { state: 'lapsed', heldUntil: null }) },
    confirmSandboxPayment: 'pending',
  });
  await toHeld();
  await pay();
  await inside('[part=give-back][aria-disabled=true]');
  equal(asked('getAdoption').length, 0);
  endHold();
  await until(() => asked('getAdoption').length > 0, 'the end of the hold');
  await settle(element);
  ok(element.querySelector('kind-donate-form'));
  await inside('[part=give-back][aria-disabled=true]');
  await click('give-back');
  ok(element.querySelector('kind-donate-form'));
});

test('says that the money goes back where no place was left', async (t) => {
  const { answer } = await show(t);
  await toHeld();
  answer({
    getDonationStatus: paid,
    getAdoption: { body: adoptionFor(0, { state: 'unfulfilled', heldUntil: null }) },
  });
  await pay();
  await inside('[part=again]');
  match(await textOf('[part=title]'), /The place was gone/);
});

test('shows after a reload what it has come to, and does not tell of it again', async (t) => {
  const { trees } = hear(t);
  const { answer } = await show(t);
  await toHeld();
  answer({ getDonationStatus: paid, getAdoption: { body: adopted() } });
  await pay();
  await inside('[part=done]');
  equal(trees.length, 1);
  const kept = { ...tab };
  const { element } = await show(t);
  for (const [name, value] of Object.entries(kept)) tab.setItem(name, value);
  await until(() => element.shadowRoot?.querySelector('[part=done]'), 'the tree');
  deepEqual([trees.length, ownTrees()], [1, [1_024]]);
});

test('keeps what was typed while the time runs', async (t) => {
  await show(t);
  await toHeld();
  const name = await find(`${form} #name`, HTMLInputElement);
  fill(name, '林晓');
  const countdown = await inside('[part=countdown] b');
  const before = countdown.textContent;
  await until(() => countdown.textContent !== before, 'a second');
  equal(name.isConnected && name.value, '林晓');
});

test('asks for one place and makes one donation of two clicks', async (t) => {
  const { asked } = await show(t);
  await toWho();
  const button = await inside('[part=hold]');
  button.click();
  button.click();
  await find(`${form} [part=settled]`, HTMLElement);
  await act(`click ${form} [part=submit]`);
  await act(`click ${form} [part=submit]`);
  await find('kind-donate-form .kind-card input', HTMLInputElement);
  deepEqual([asked('createAdoption').length, asked('createDonation').length], [1, 1]);
});
