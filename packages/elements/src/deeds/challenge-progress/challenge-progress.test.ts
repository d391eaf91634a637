import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Challenge, challengeExample, dayAt, newId } from '@kindcart/contract';
import { catchTimeout } from '../../internal/testing/catch-timeout.ts';
import { FakeEventSource, oneByOne, problem } from '../../internal/testing/platform.ts';
import {
  find,
  pierce,
  type Scene,
  type StageOptions,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import { lookAgainMs } from '../day-turn.ts';
import { daySaid } from '../measures.ts';
import {
  askPausesMs,
  catchDayTurn,
  listing,
  openChallenge,
  today,
  tomorrowMs,
} from '../testing.ts';
import { states } from './challenge-progress.states.ts';
import './define.ts';

testStates(states);

const { id, totals } = challengeExample;
const html = `<kind-challenge-progress challenge="${id}"></kind-challenge-progress>`;
const shown = 'kind-challenge-progress >>>';

async function show(t: TestContext, scene: Partial<Scene> = {}, options: StageOptions = {}) {
  const made = await stage({ html, ...scene }, options);
  t.after(made.close);
  return made;
}

const textOf = (element: Element | null | undefined) =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

async function partOf(name: string): Promise<string> {
  return textOf(await find(`${shown} [part=${name}]`, HTMLElement));
}

test('says what was given for how many steps, and fills its bar by it', async (t) => {
  await show(t, states.ready ?? {});
  equal(await partOf('given'), 'CN¥12,074.10');
  equal(await partOf('by'), '121,480,000 steps by 1,204 people');
  const bar = await find(`${shown} [part=track]`, HTMLElement);
  const filled = await find(`${shown} [part=fill]`, HTMLElement);
  equal(bar.getAttribute('aria-label'), 'What “Walk for water” has given');
  equal(bar.getAttribute('aria-valuetext'), 'CN¥12,074.10 of CN¥50,000');
  await until(
    () =>
      Math.abs(filled.getBoundingClientRect().width / bar.getBoundingClientRect().width - 0.241) <
      0.01,
    'a quarter of the bar',
  );
});

test('says what is left today and in all, and what becomes of the rest', async (t) => {
  await show(t, states.ready ?? {});
  match(await partOf('left'), /^Left today ?CN¥1,432\.60 ?Left in all ?CN¥37,925\.90$/);
  match(await partOf('honesty'), /^The project gets the whole budget/);
  match(await partOf('days'), /7 more days$/);
});

test('names the sponsor, by a link that says that it is paid for', async (t) => {
  const { element } = await show(t);
  equal(await partOf('sponsor'), 'Promised by Lanting tea house');
  const link = element.shadowRoot?.querySelector<HTMLAnchorElement>('[part=sponsor] a');
  equal(link?.href, 'https://lanting.example/');
  equal(link?.rel, 'sponsored noopener');
});

test('names a sponsor that has neither address nor picture by its name alone', async (t) => {
  const { element } = await show(t, states.hostile ?? {});
  await partOf('sponsor');
  equal(element.shadowRoot?.querySelector('[part=sponsor] :is(a, img)'), null);
});

test("shows a sponsor's picture beside its name, late, and tells its host nothing", async (t) => {
  const sponsor = { ...challengeExample.sponsor, image: 'https://lanting.example/mark.png' };
  const body = { items: [{ ...challengeExample, sponsor }], nextCursor: null };
  await show(t, { answers: { listChallenges: { body } } });
  const image = await find(`${shown} [part=sponsor] img`, HTMLImageElement);
  deepEqual([image.alt, image.loading, image.referrerPolicy], ['', 'lazy', 'no-referrer']);
});

test('is a test, where it is one, and says so', async (t) => {
  await show(t);
  equal(await partOf('mark'), 'Test mode');
  const { element, kit } = await show(t, states['live mode'] ?? {});
  await settle(kit);
  equal(element.shadowRoot?.querySelector('[part=mark]'), null);
});

test('lists the first teams, where the challenge has any', async (t) => {
  const { element } = await show(t, states.teams ?? {});
  match(await partOf('teams'), /^Teams with the most steps/);
  const rows = [...(element.shadowRoot?.querySelectorAll('li') ?? [])].map(textOf);
  equal(rows.length, 3);
  match(rows[0] ?? '', /^茶馆一队 1,480,200 steps · CN¥148\.02 · 12 members$/);
  match(rows[2] ?? '', /1 member$/);
});

test('asks for no teams of a challenge that has none', async (t) => {
  const answers = { listChallenges: listing({ teams: false }) };
  const { kit, platform } = await show(t, { answers });
  await partOf('given');
  await settle(kit);
  deepEqual(
    platform.asked.map(({ endpoint }) => endpoint),
    ['listChallenges'],
  );
});

for (const name of ['teams pending', 'teams failed']) {
  test(`shows the challenge all the same with its ${name}`, async (t) => {
    const { element, kit } = await show(t, states[name] ?? {});
    equal(await partOf('given'), 'CN¥12,074.10');
    await settle(kit);
    equal(element.shadowRoot?.querySelector('[part=teams]'), null);
  });
}

test('follows the stream, and says what is new once', async (t) => {
  const { element, kit } = await show(t, states.ready ?? {});
  await partOf('given');
  equal(textOf(element.shadowRoot?.querySelector('[role=status]')), '');
  await until(() => FakeEventSource.open === 1, 'the live stream');
  const given = { amount: 2_500_000, currency: 'CNY' };
  const later = { ...totals, given, quantity: 250_000_000, version: totals.version + 1 };
  FakeEventSource.tell('challenge', { challengeId: id, totals: later });
  await until(async () => (await partOf('given')) === 'CN¥25,000', 'the new sum');
  await settle(kit);
  equal(
    textOf(element.shadowRoot?.querySelector('[role=status]')),
    'CN¥25,000 of CN¥50,000, 250,000,000 steps by 1,204 people',
  );
});

/** Where the parts of a line stand, from its beginning; a line that is broken has been read to its end. */
function placesOf(line: Element | null): number[] {
  const isRtl = line !== null && getComputedStyle(line).direction === 'rtl';
  return [...(line?.children ?? [])].map((part) => {
    const { left, right, top } = part.getBoundingClientRect();
    return (isRtl ? -right : left) + 10_000 * Math.round(top);
  });
}

for (const [locale, dir] of [
  ['ar', 'rtl'],
  ['ar', 'ltr'],
  ['en', 'ltr'],
  ['en', 'rtl'],
] as const) {
  test(`reads from dates to days left, and from steps to members, in ${locale} on a page that runs ${dir}`, async (t) => {
    const { element } = await show(t, states.teams ?? {}, { locale, dir });
    await partOf('teams');
    for (const selector of ['[part=days]', 'li .line']) {
      const places = placesOf(element.shadowRoot?.querySelector(selector) ?? null);
      ok(places.length > 1);
      deepEqual(
        places,
        places.toSorted((one, other) => one - other),
      );
    }
  });
}

test('runs from right to left in Arabic', async (t) => {
  await show(t, states.teams ?? {}, { locale: 'ar', dir: 'rtl' });
  const frame = await find(`${shown} [part=challenge]`, HTMLElement);
  equal(getComputedStyle(frame).direction, 'rtl');
});

const languages: readonly [locale: string, by: RegExp, title: string][] = [
  ['ar', / خطوة من .* أشخاص$/, 'Walk for water'],
  ['de', /^121\.480\.000 Schritte von 1\.204 Personen$/, 'Walk for water'],
  ['es', /^121\.480\.000 pasos de 1\.?204 personas$/, 'Walk for water'],
  ['fr', /^121\s480\s000 pas, 1\s204 personnes$/, 'Walk for water'],
  ['ja', /^1,204 人で 121,480,000 歩$/, 'Walk for water'],
  ['pt-BR', /^121\.480\.000 passos de 1\.204 pessoas$/, 'Walk for water'],
  ['zh-CN', /^1,204 人共捐 121,480,000 步$/, '为水而行'],
];

for (const [locale, by, title] of languages) {
  test(`speaks ${locale}`, async (t) => {
    await show(t, {}, { locale });
    match(await partOf('by'), by);
    equal(await partOf('title'), title);
  });
}

test('asks again when a visitor wants it', async (t) => {
  const body = { items: [challengeExample], nextCursor: null };
  const failing = Array(4).fill(problem('internal'));
  await show(t, { answers: { listChallenges: oneByOne(...failing, { body }) } });
  (await find(`${shown} [part=retry]`, HTMLButtonElement)).click();
  equal(await partOf('title'), 'Walk for water');
});

test('keeps the challenge on show when the connection is lost, and says that it is', async (t) => {
  const { element, platform } = await show(t);
  await partOf('title');
  platform.answer({ listChallenges: 'offline', listTeams: 'offline' });
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  match(await partOf('note'), /^No connection/);
  equal(await partOf('title'), 'Walk for water');
});

test('is one question to the platform, however many challenges a page shows', async (t) => {
  const answers = { listChallenges: listing() };
  const { platform, kit } = await show(t, { html: html.repeat(3), answers });
  const asked = () => platform.asked.map(({ endpoint }) => endpoint).sort();
  await until(() => asked().includes('listTeams'), 'teams to be asked for');
  await settle(kit);
  deepEqual(asked(), ['listChallenges', 'listTeams']);
});

test('asks for teams again when their challenge has news, also on a page that is young', async (t) => {
  const passPause = catchTimeout(t, (ms) => ms === 30_000);
  const { platform } = await show(t, { answers: { listChallenges: listing() } });
  await partOf('teams');
  await until(() => FakeEventSource.open === 1, 'the live stream');
  const asked = () => platform.asked.filter(({ endpoint }) => endpoint === 'listTeams').length;
  equal(asked(), 1);
  const news = {
    ...openChallenge.totals,
    quantity: 9_990_000,
    version: 1 + openChallenge.totals.version,
  };
  FakeEventSource.tell('challenge', { challengeId: openChallenge.id, totals: news });
  await until(async () => /9,990,000/.test(await partOf('challenge')), 'the news');
  passPause();
  await until(() => asked() === 2, 'the teams');
});

test('shows its children where there is no such challenge', async (t) => {
  const { element } = await show(t, {
    html: html.replace('></', '><a href="/walk">Our walk</a></'),
    ...{ answers: states.unknown?.answers ?? {} },
  });
  match(await partOf('note'), /cannot be found/);
  ok(element.querySelector('a')?.checkVisibility());
});

const yuan = (amount: number) => ({ amount, currency: 'CNY' });
const toldOf = (day: string, leftToday: number, change: Partial<Challenge> = {}) =>
  listing({
    totals: { ...openChallenge.totals, today: day, leftToday: yuan(leftToday) },
    ...change,
  });
const leftSaid = (pattern: RegExp) =>
  until(() => pattern.test(textOf(pierce(`${shown} [part=left]`))), `what is left: ${pattern}`);
const nextDay = dayAt(tomorrowMs, openChallenge.timeZone);
const [firstAskMs = 0, secondAskMs = 0, thirdAskMs = 0] = askPausesMs;

test('says at once of which day its numbers are when another one begins, and asks until they are of that one', async (t) => {
  const { clock, waits, fire } = catchDayTurn(t, tomorrowMs - 90_000);
  const [yesterday, stillYesterday] = [toldOf(today, 0), toldOf(today, 100)];
  const listChallenges = oneByOne(yesterday, stillYesterday, toldOf(nextDay, 200_000));
  await show(t, { answers: { listChallenges } });
  await leftSaid(/^Left today ?CN¥0 ?Left/);
  deepEqual(waits(), [90_000]);
  clock.nowMs = tomorrowMs;
  fire();
  await leftSaid(new RegExp(`^Left on ${daySaid(today, 'en')} ?CN¥0 ?Left`));
  deepEqual(waits(), [lookAgainMs, firstAskMs]);
  fire(firstAskMs);
  await leftSaid(new RegExp(`^Left on ${daySaid(today, 'en')} ?CN¥1 ?Left`));
  deepEqual(waits(), [lookAgainMs, secondAskMs]);
  fire(secondAskMs);
  await leftSaid(/^Left today ?CN¥2,000 ?Left/);
  deepEqual(waits(), [lookAgainMs]);
});

test('waits for nothing once it has left, also while it asks for the new day', async (t) => {
  const { waits, fire } = catchDayTurn(t, tomorrowMs);
  const { element } = await show(t, { answers: { listChallenges: toldOf(today, 0) } });
  await partOf('left');
  fire(firstAskMs);
  fire(secondAskMs);
  deepEqual(waits(), [lookAgainMs, thirdAskMs]);
  element.remove();
  deepEqual(waits(), []);
});

test('follows the days of another challenge at once where it is to show another', async (t) => {
  const { clock, waits } = catchDayTurn(t, tomorrowMs - 90_000);
  const timeZone = 'America/Los_Angeles';
  const other = newId('challenge', { nowMs: () => 0, fillRandom: (bytes) => bytes.fill(7) });
  const there = toldOf(dayAt(clock.nowMs, timeZone), 100, { id: other, timeZone });
  const listChallenges = oneByOne(toldOf(nextDay, 0), there);
  const { element } = await show(t, { answers: { listChallenges } });
  await partOf('left');
  deepEqual(waits(), [90_000, firstAskMs]);
  element.setAttribute('challenge', other);
  await leftSaid(/^Left today ?CN¥1 ?Left/);
  deepEqual(waits(), [lookAgainMs]);
});
