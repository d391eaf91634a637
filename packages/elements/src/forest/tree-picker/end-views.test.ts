// What is said once a place is paid, gone, given back, or was never there.
import { deepEqual, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CallError } from '@kindcart/client';
import { type Adoption, adoptionExample } from '@kindcart/contract';
import type { TemplateResult } from 'lit';
import { until } from '../../internal/testing/stage.ts';
import { adopting as words } from '../../locales/adopting.en.ts';
import { hostile } from '../testing.ts';
import * as ends from './end-views.ts';
import type { Names } from './names.ts';
import { adopted, adoptionFor, plot, teamShares, tree } from './sample.testing.ts';
import { draw, wordsIn } from './testing.ts';

const names = {
  species: 'Saxaul',
  plot: 'Minqin',
  season: plot.season,
  certificateUrl: tree.certificateUrl,
};
const model = { words, locale: 'en', names };
const nowhere = () => {};

function drawEnd(t: TestContext, view: TemplateResult) {
  const drawn = draw(t, view);
  return { ...drawn, says: () => drawn.place.textContent?.replace(/\s+/g, ' ').trim() ?? '' };
}

function drawAdopted(
  t: TestContext,
  change: Partial<Adoption> = {},
  { isOurs = true, known = names }: { isOurs?: boolean; known?: Names } = {},
) {
  const state = { status: 'adopted', adoption: adopted(change), isOurs } as const;
  return drawEnd(t, ends.adoptedView({ ...model, names: known }, state, nowhere));
}

const gift = { to: '奶奶', message: null, revealOn: null };
const titles: readonly [string, Partial<Adoption>, isOurs: boolean, title: string][] = [
  ['one’s own', {}, true, 'Tree 1024 is yours'],
  ['a gift', { gift }, true, 'Tree 1024 is for \u2068奶奶\u2069'],
  ['a team’s', { teamName: 'Us' }, true, 'Tree 1024 belongs to \u2068Us\u2069'],
  ['a gift of a team', { gift, teamName: 'Us' }, true, 'Tree 1024 is for \u2068奶奶\u2069'],
  ['another’s', {}, false, 'This tree is adopted already: it is tree 1024'],
  ['another’s gift', { gift }, false, 'This tree is adopted already: it is tree 1024'],
  ['another team’s', { teamName: 'Us' }, false, 'This tree is adopted already: it is tree 1024'],
  [
    'a gift to a hostile name',
    { gift: { ...gift, to: hostile } },
    true,
    `Tree 1024 is for \u2068${hostile}\u2069`,
  ],
];

for (const [what, change, isOurs, title] of titles) {
  test(`says whose the tree is: ${what}`, (t) => {
    const { text, one } = drawAdopted(t, change, { isOurs });
    equal(text('h2#title[part=title]'), title);
    equal(one('img'), null);
    equal(one('[part=share]') !== null, isOurs, 'who paid can tell of it');
  });
}

const places: readonly [string, species: string, plotName: string, line: string][] = [
  ['all known', 'Saxaul', 'Minqin', 'Saxaul, place 7 · Minqin'],
  ['the plot not known', 'Saxaul', '', 'Saxaul, place 7'],
  ['the kind not known', '', 'Minqin', 'Place 7 · Minqin'],
  ['nothing known', '', '', 'Place 7'],
];

for (const [what, species, plotName, line] of places) {
  test(`says where the tree is to stand: ${what}`, (t) => {
    const { text } = drawAdopted(t, {}, { known: { ...names, species, plot: plotName } });
    equal(text('[part=done] > p'), line);
  });
}

test('says to who paid that the tree stands elsewhere, and to nobody else', (t) => {
  const moved = { movedFrom: 3 };
  equal(
    drawAdopted(t, moved).text('[part=moved]'),
    'Place 3 was gone when your payment came. Your tree stands at place 7 instead.',
  );
  equal(drawAdopted(t).one('[part=moved]'), null);
  equal(drawAdopted(t, moved, { isOurs: false }).one('[part=moved]'), null);
});

const seasons = [
  [plot.season, 'It is planted in the next season, from March to May.'],
  [{ fromMonth: 10, toMonth: 2 }, 'It is planted in the next season, from October to February.'],
  [null, 'It is planted in the next season.'],
] as const;

for (const [season, said] of seasons) {
  test(`says when it is planted: ${said}`, (t) => {
    const { text } = drawAdopted(t, {}, { known: { ...names, season } });
    equal(text('[part=done] > p.muted'), said);
  });
}

const addresses: readonly [string, string | undefined, href: string | undefined][] = [
  ['a page', 'https://trees.test/t/1024', 'https://trees.test/t/1024?lang=en'],
  ['none yet', undefined, undefined],
  ['code', 'javascript:alert(1)', undefined],
  ['data', 'data:text/html,<script>alert(1)</script>', undefined],
  ['nonsense', 'http://', undefined],
  ['nothing', '', undefined],
];

for (const [what, certificateUrl, href] of addresses) {
  test(`leads to the page of the tree where it is one: ${what}`, (t) => {
    const { one } = drawAdopted(t, {}, { known: { ...names, certificateUrl } });
    equal(one('[part=certificate]')?.getAttribute('href'), href);
  });
}

/** Puts a device that shares in the place of the browser's own; says what it was handed. */
function sharesWith(t: TestContext, share: () => Promise<void>) {
  const handed: ShareData[] = [];
  const device = {
    canShare: () => true,
    share: (data: ShareData) => {
      handed.push(data);
      return share();
    },
  };
  for (const [name, value] of Object.entries(device)) {
    Object.defineProperty(navigator, name, { value, configurable: true });
    t.after(() => Reflect.deleteProperty(navigator, name));
  }
  return handed;
}

function click(button: Element | null) {
  if (button instanceof HTMLElement) button.click();
}

test('hands the device what there is to tell, and says nothing when it took it', async (t) => {
  const handed = sharesWith(t, async () => {});
  const { one, text } = drawAdopted(t);
  click(one('[part=share]'));
  await until(() => handed.length === 1, 'the device');
  deepEqual(handed, [
    { title: 'Saxaul', text: 'I had a tree planted: Saxaul', url: tree.certificateUrl },
  ]);
  equal(text('.act [role=status]'), '');
});

test('tells of the page that it is on where the tree has none', async (t) => {
  const handed = sharesWith(t, async () => {});
  const { one } = drawAdopted(t, {}, { known: { ...names, certificateUrl: undefined } });
  click(one('[part=share]'));
  await until(() => handed.length === 1, 'the device');
  equal(handed[0]?.url, location.href);
});

test('invites the others with the address of the adoption', async (t) => {
  const handed = sharesWith(t, async () => {});
  const adoption = adoptionFor(600, { state: 'gathering', shares: teamShares('Kim') });
  const state = { status: 'gathering', adoption, connection: 'online' } as const;
  const { one } = drawEnd(t, ends.gatheringView(model, state, nowhere));
  click(one('[part=invite]'));
  await until(() => handed.length === 1, 'the device');
  equal(handed[0]?.text, 'Let us plant a tree together: Saxaul');
  equal(new URL(handed[0]?.url ?? '').hash, `#adopt=${adoptionExample.id}`);
});

test('shows the link to a team left to right, and to be read alone', async (t) => {
  const arabic = await wordsIn('ar');
  const adoption = adoptionFor(600, { state: 'gathering', shares: teamShares('Kim') });
  const state = { status: 'gathering', adoption, connection: 'online' } as const;
  const view = ends.gatheringView({ ...model, words: arabic, locale: 'ar' }, state, nowhere);
  const { one, all } = draw(t, view, 'rtl');
  const field = one('#invitation');
  equal(field instanceof HTMLInputElement && field.readOnly && field.dir, 'ltr');
  equal(all('label[for=invitation]').length, 1);
  equal(one('[part=title]')?.textContent, 'دُفعت حصتك');
});

const untils: readonly [string | null, string | undefined][] = [
  ['2026-12-03T12:00:00.000Z', 'The place is kept until December 3, 2026.'],
  [null, undefined],
];

for (const [heldUntil, said] of untils) {
  test(`says until when a team has time: ${said ?? 'nothing where that is not told'}`, (t) => {
    const adoption = adoptionFor(0, { state: 'gathering', shares: teamShares('Kim'), heldUntil });
    const state = { status: 'gathering', adoption, connection: 'online' } as const;
    const { all } = draw(t, ends.gatheringView(model, state, nowhere));
    const line = all('p').find(({ textContent }) => textContent?.includes('kept until'));
    equal(line?.textContent, said);
  });
}

for (const [connection, said] of [
  ['online', words.adopting.paidHow],
  ['offline', words.forest.noConnection],
] as const) {
  test(`waits for the number of a tree that is paid: ${connection}`, (t) => {
    const state = { status: 'settling', adoption: adoptionFor(0), connection } as const;
    const { text, all } = draw(t, ends.settlingView(model, state));
    deepEqual([text('[part=title]'), text('p')], ['Your payment has arrived', said]);
    deepEqual(all('button'), [], 'there is nothing to do but wait');
  });
}

for (const [shares, title] of [
  [adoptionExample.shares, words.adopting.unfulfilled],
  [teamShares('Kim'), words.adopting.unfulfilledTeam],
] as const) {
  test(`says that what ${shares.length} paid goes back`, (t) => {
    const adoption = adoptionFor(0, { state: 'unfulfilled', heldUntil: null, shares });
    const state = { status: 'unfulfilled', adoption, isOurs: true } as const;
    const { says } = drawEnd(t, ends.unfulfilledView(model, state, nowhere));
    equal(says(), `${title} ${words.adopting.unfulfilledHow} Choose again`);
  });
}

function callError(code: CallError['code']): CallError {
  const unanswered = { status: 0, retryAfterMs: null, requestId: null, fields: [] };
  return { ...unanswered, code, message: code, retryable: false };
}

const unopened: readonly [CallError['code'], said: string, canRetry: boolean][] = [
  ['adoption_unknown', words.adopting.linkUnknown, false],
  ['network_error', words.forest.noConnection, true],
  ['timeout', words.forest.noConnection, true],
  ['internal', words.forest.loadFailed, true],
  ['rate_limited', words.forest.loadFailed, true],
];

for (const [code, said, canRetry] of unopened) {
  test(`says of a link that could not be followed what ${code} means`, (t) => {
    const clicks: string[] = [];
    const state = { adoptionId: adoptionExample.id, error: callError(code) };
    const { text, one } = draw(
      t,
      ends.unopenedView(
        model,
        { ...state, status: 'unopened' },
        () => clicks.push('retry'),
        () => clicks.push('leave'),
      ),
    );
    equal(text('[part=note]'), said);
    click(one('[part=retry]'));
    click(one('[part=again]'));
    deepEqual(clicks, canRetry ? ['retry', 'leave'] : ['leave']);
  });
}

test('says what a link to a place that went back means, and leads on', (t) => {
  let left = 0;
  const { says, one } = drawEnd(
    t,
    ends.lapsedView(model, () => {
      left += 1;
    }),
  );
  match(says(), /The place went back Nobody paid for it in time\. Nothing was charged\./);
  click(one('[part=again]'));
  equal(left, 1);
});
