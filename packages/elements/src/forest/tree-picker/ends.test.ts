// What is said at the end, and how it is shared.
import { equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { adoptionExample } from '@kindcart/contract';
import { problem } from '../../internal/testing/platform.ts';
import { pierce, until } from '../../internal/testing/stage.ts';
import { adopted, adoptionFor, plot, saxaul, teamShares, tree } from './sample.testing.ts';
import { click, form, inside, page, paid, pay, picker, show, textOf, toHeld } from './testing.ts';

const fragment = `adopt=${adoptionExample.id}`;

/** Pays on a page whose platform then says this of the adoption. */
async function endWith(t: TestContext, adoption: unknown, answers = {}) {
  const made = await show(t, answers);
  await toHeld();
  made.answer({ ...answers, getDonationStatus: paid, getAdoption: { body: adoption } });
  await pay();
  await inside('[part=again]');
  return made;
}

/** Replaces what the browser shares with, for one test. */
function replaceClipboard(t: TestContext, writeText: (text: string) => Promise<void>) {
  const own = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  Object.defineProperty(navigator, 'canShare', { value: undefined, configurable: true });
  t.after(() => {
    Reflect.deleteProperty(navigator, 'clipboard');
    Reflect.deleteProperty(navigator, 'canShare');
    if (own) Object.defineProperty(navigator, 'clipboard', own);
  });
}

test('copies the address of the tree where nothing else shares', async (t) => {
  const copied: string[] = [];
  replaceClipboard(t, async (text) => void copied.push(text));
  await endWith(t, adopted());
  await inside('[part=certificate]');
  await click('share');
  await until(async () => (await textOf('.act [role=status]')) === 'The link is copied.', 'a word');
  equal(copied[0], tree.certificateUrl);
});

test('shows the address where it cannot be copied', async (t) => {
  replaceClipboard(t, () => Promise.reject(new DOMException('no', 'NotAllowedError')));
  await endWith(t, adopted());
  await inside('[part=certificate]');
  await click('share');
  await until(async () => (await textOf('.act [role=status]')).includes(tree.certificateUrl), 'it');
});

test('links to nothing that is no page', async (t) => {
  const certificateUrl = 'javascript:alert(1)';
  const answers = { getTree: { body: { ...tree, certificateUrl } } };
  const { platform } = await endWith(t, adopted(), answers);
  await until(() => platform.asked.some(({ endpoint }) => endpoint === 'getTree'), 'the tree');
  equal(pierce(`${picker} [part=certificate]`), null);
});

test('says that the tree stands elsewhere, and when it is planted', async (t) => {
  await endWith(t, adopted({ movedFrom: 3 }), { listPlots: page({ ...plot, season: null }) });
  match(await textOf('[part=moved]'), /Place 3 was gone.*place 7 instead/);
  match(await textOf('[part=done]'), /planted in the next season\./);
});

const titles = [
  ['a gift', { gift: adoptionExample.gift }, /Tree 1024 is for .*奶奶/],
  ['a team', { shares: teamShares('a', 'b', 'c'), teamName: 'Us' }, /Tree 1024 belongs to .*Us/],
  ['a team without a name', { shares: teamShares('a', 'b', 'c') }, /Tree 1024 is yours/],
] as const;

for (const [what, change, words] of titles) {
  test(`says whose tree it is: ${what}`, async (t) => {
    await endWith(t, adopted(change));
    match(await textOf('[part=title]'), words);
  });
}

test('says that a team did not come together', async (t) => {
  const shares = teamShares('林晓');
  await endWith(t, adoptionFor(0, { state: 'unfulfilled', heldUntil: null, shares }));
  match(await textOf('[part=title]'), /did not come together in time/);
  await click('again');
  await inside('[part=plot]');
});

test('says that the platform cannot be asked, and goes on when it can', async (t) => {
  const { answer } = await show(t);
  await toHeld();
  answer({ getDonationStatus: paid, getAdoption: 'offline' });
  await pay();
  await until(async () => /No connection/.test(await textOf('.centre p')), 'a word');
  match(await textOf('[part=title]'), /Your payment has arrived/);
  answer({ getDonationStatus: paid, getAdoption: { body: adopted() } });
  await inside('[part=done]');
});

const invitations = [
  ['that is adopted', { body: adopted() }, /adopted already: it is tree 1024/],
  ['that lapsed', { body: adoptionFor(0, { state: 'lapsed', heldUntil: null }) }, /went back/],
  [
    'that was given back',
    { body: adoptionFor(0, { state: 'released', heldUntil: null }) },
    /went back/,
  ],
  ['that nobody knows', problem('adoption_unknown'), /leads to no tree/],
] as const;

for (const [what, answer, words] of invitations) {
  test(`says what became of a tree ${what}, and leads to another`, async (t) => {
    await show(t, { getAdoption: answer }, { fragment });
    await inside('[part=again]');
    match(await textOf('.frame'), words);
    equal(pierce(`${picker} [part=share]`), null);
    await click('again');
    await inside('[part=species]');
    equal(location.hash, '');
  });
}

test('asks again for an invitation that did not come', async (t) => {
  const { answer } = await show(t, { getAdoption: 'offline' }, { fragment });
  match(await textOf('[part=note]'), /No connection/);
  answer({ getAdoption: { body: adoptionFor(900, { shares: teamShares(null) }) } });
  await click('retry');
  await until(() => pierce(`${form} [part=settled]`), 'the form');
});

test('names the tree by its place until its kind is known', async (t) => {
  await show(t, { listSpecies: 'pending' }, { fragment });
  await until(() => pierce(`${form} [part=settled]`)?.textContent?.includes('Place 7'), 'a name');
});

test('says that it is a test, but not of a tree that is none', async (t) => {
  await endWith(t, adopted());
  equal(await textOf('[part=test-mode]'), 'Test mode');
});

test('says nothing of a test where real money moves', async (t) => {
  const live = { ...saxaul, livemode: true };
  await show(t, { listSpecies: page(live) });
  await inside('[part=species]');
  equal(pierce(`${picker} [part=test-mode]`), null);
});
