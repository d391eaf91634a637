// What is said while a place is held: of the place, the time, the team, and the way back.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Adoption } from '@kindcart/contract';
import type { Held } from '@kindcart/store/adoption';
import { adopting as words } from '../../locales/adopting.en.ts';
import { hostile } from '../testing.ts';
import { type HeldModel, heldView, teamView } from './held-view.ts';
import { adoptionFor, plot, saxaul, teamShares } from './sample.testing.ts';
import { draw, wordsIn } from './testing.ts';

const adoption = adoptionFor(600);
const names = { species: 'Saxaul', plot: 'Minqin', season: null, certificateUrl: undefined };
const held: Held = {
  status: 'held',
  adoption,
  connection: 'online',
  untilMs: Date.UTC(2026, 10, 30, 12),
  share: saxaul.price,
  paying: 'open',
  isOurs: true,
};

function drawHeld(t: TestContext, state: Partial<Held> = {}, model: Partial<HeldModel> = {}) {
  const done: string[] = [];
  const whole = { words, locale: 'en', names, secondsLeft: 600, formFailed: false, ...model };
  const drawn = draw(
    t,
    heldView(
      { ...whole, state: { ...held, ...state } },
      () => done.push('given back'),
      () => done.push('form'),
    ),
  );
  const click = (part: string) => {
    const button = drawn.one(`[part=${part}]`);
    if (button instanceof HTMLElement) button.click();
  };
  return { ...drawn, done, click };
}

const unnamed = { ...names, species: '', plot: '' };
const titles: readonly [string, Partial<Held>, HeldModel['names'], string][] = [
  ['ours, both names known', {}, names, 'Place 7 of Minqin is held for you'],
  ['ours, the plot not known', {}, { ...names, plot: '' }, 'Saxaul, place 7'],
  ['ours, nothing known', {}, unnamed, 'Place 7'],
  ['another’s, both names known', { isOurs: false }, names, 'Saxaul, place 7'],
  ['another’s, the kind not known', { isOurs: false }, { ...names, species: '' }, 'Place 7'],
];

for (const [what, state, known, title] of titles) {
  test(`names the place that is held: ${what}`, (t) => {
    const { text, one } = drawHeld(t, state, { names: known });
    equal(text('[part=title]'), title);
    const heading = one('h2#title');
    equal(heading?.getAttribute('tabindex'), '-1', 'focus can be put there');
  });
}

const times: readonly [secondsLeft: number, text: string, runs: boolean][] = [
  [900, '\u206615:00\u2069 left to pay', true],
  [3_600, '\u206660:00\u2069 left to pay', true],
  [61, '\u20661:01\u2069 left to pay', true],
  [1, '\u20660:01\u2069 left to pay', true],
  [0, 'The time is over. Asking whether the place is still yours…', false],
  [3_601, 'The place is kept until November 30, 2026.', false],
  [7 * 86_400, 'The place is kept until November 30, 2026.', false],
];

for (const [secondsLeft, said, runs] of times) {
  test(`says of ${secondsLeft} seconds ${runs ? 'how they run out' : 'what that means'}`, (t) => {
    const { text, one } = drawHeld(t, {}, { secondsLeft });
    equal(text(runs ? '[role=timer]' : '[part=countdown]'), said);
    equal(one('[role=timer]') !== null, runs);
    equal(one('[part=countdown] .muted') !== null, runs, 'what happens then');
  });
}

test('draws only the time anew when a second passes', (t) => {
  const { again, one, text } = drawHeld(t);
  const [form, timer] = [one('slot[name=form]'), one('[role=timer]')];
  const model = { words, locale: 'en', names, secondsLeft: 599, formFailed: false, state: held };
  again(
    heldView(
      model,
      () => {},
      () => {},
    ),
  );
  equal(one('slot[name=form]'), form);
  equal(one('[role=timer]'), timer);
  match(text('[role=timer]') ?? '', /9:59/);
});

const backs: readonly [string, Partial<Held>, label: string, off: boolean][] = [
  ['our own place', {}, 'Give the place back', false],
  ['a place of another', { isOurs: false }, 'Back', false],
  [
    'our own, of which others paid a share',
    { adoption: { ...adoption, state: 'gathering' } },
    'Back',
    false,
  ],
  ['our own while a payment runs', { paying: 'under_way' }, 'Give the place back', true],
  ['our own once a gift is begun', { paying: 'begun' }, 'Give the place back', false],
];

for (const [what, state, label, off] of backs) {
  test(`leads back from ${what}`, (t) => {
    const { one, text, click, done } = drawHeld(t, state);
    equal(text('[part=give-back]'), label);
    equal(one('[part=give-back]')?.getAttribute('aria-disabled') === 'true', off);
    click('give-back');
    deepEqual(done, ['given back'], 'whether it may is for the way to say');
  });
}

test('says that the form did not come, and fetches it again', (t) => {
  const { one, text, click, done } = drawHeld(t, {}, { formFailed: true });
  equal(text('[part=note]'), words.forest.loadFailed);
  equal(one('[part=note]')?.getAttribute('role'), 'alert');
  click('retry');
  deepEqual(done, ['form']);
});

test('offers no such way where the form is there', (t) => {
  const { one } = drawHeld(t);
  deepEqual([one('[part=retry]'), one('[part=note]'), one('[part=team]')], [null, null, null]);
});

test('says that the platform cannot be asked, and keeps the form', (t) => {
  const { one, text } = drawHeld(t, { connection: 'offline' });
  equal(text('[part=note]'), words.forest.noConnection);
  equal(one('[part=note]')?.getAttribute('role'), 'status');
  equal(one('slot')?.getAttribute('name'), 'form');
});

for (const [paying, told] of [
  ['open', words.adopting.noShare],
  ['begun', undefined],
  ['under_way', undefined],
  ['paid', undefined],
] as const) {
  test(`says of no share that is left, while paying is ${paying}: ${told ?? 'nothing'}`, (t) => {
    const { text } = drawHeld(t, { share: null, paying });
    equal(text('[part=note]'), told);
  });
}

test('says for whom it is, with a name that turns nothing around it', (t) => {
  const gift = { to: hostile, message: null, revealOn: null };
  const { text, one } = drawHeld(t, { adoption: { ...adoption, gift } });
  equal(text('p:not([part], [part] *)'), `It is for \u2068${hostile}\u2069.`);
  equal(one('img'), null);
});

const teams: readonly [string, Partial<Adoption>, lines: readonly string[]][] = [
  ['nobody yet', { shares: teamShares() }, ['3 shares are missing.']],
  [
    'one, whose name is known',
    { shares: teamShares('林晓') },
    ['Who has joined', '林晓', '2 shares are missing.'],
  ],
  [
    'two, one of them unnamed',
    { shares: teamShares('Kim', null) },
    ['Who has joined', 'Kim', 'Somebody', '1 share is missing.'],
  ],
  [
    'all of them, and their name',
    { shares: teamShares('a', 'b', 'c'), teamName: 'Us' },
    ['Us', 'Who has joined', 'a', 'b', 'c'],
  ],
  [
    'a share that is being paid is missing still',
    { shares: teamShares().map((share) => ({ ...share, state: 'pending' as const })) },
    ['3 shares are missing.'],
  ],
];

for (const [what, change, lines] of teams) {
  test(`says who of a team has joined: ${what}`, (t) => {
    const { all } = draw(t, teamView({ ...adoption, ...change }, words, 'en'));
    deepEqual(
      all('p, li').map(({ textContent }) => textContent),
      lines,
    );
  });
}

test('shows names of a team as they were written, whatever they are', (t) => {
  const shares = teamShares(hostile, '', 'محمد');
  const { all, one } = draw(t, teamView({ ...adoption, shares, teamName: hostile }, words, 'en'));
  equal(one('img'), null);
  deepEqual(
    all('li').map(({ textContent }) => textContent),
    [hostile, '', 'محمد'],
  );
  equal(one('b')?.textContent, hostile);
});

for (const [missing, said] of [
  [1, 'تنقص حصة واحدة.'],
  [2, 'تنقص حصتان.'],
] as const) {
  test(`counts ${missing} missing in Arabic as Arabic does`, async (t) => {
    const arabic = await wordsIn('ar');
    const [paid] = teamShares('Kim');
    ok(paid);
    const team = { ...adoption, shares: [paid, ...teamShares().slice(0, missing)] };
    const { all } = draw(t, teamView(team, arabic, 'ar'), 'rtl');
    equal(all('p').at(-1)?.textContent, said);
  });
}

test('says the place of a plot in the language of the page', async (t) => {
  const german = await wordsIn('de');
  const { text } = drawHeld(
    t,
    {},
    { words: german, locale: 'de', names: { ...names, plot: plot.names['zh-CN'] ?? '' } },
  );
  match(text('[part=title]') ?? '', /7.*民勤北缘/);
  match(text('[role=timer]') ?? '', /\u206610:00\u2069/);
});
