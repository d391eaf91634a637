/** The made-up challenge of the demo: a sponsor, and people who walked. None of them exists. */
import type { CreateChallenge, CreateFunding } from '@kindcart/contract';
import { addDays } from '@kindcart/contract/days';

const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** How long before the demo is made its challenge began, and how long it goes on, in days. */
const since = 24;
const until = 365;

/**
 * What is promised. A recorded walk of a hundred steps is worth some cents, so that who replays one sees it give.
 *
 * @param today - in the challenge's time zone
 */
export function demoChallenge(
  projectId: CreateChallenge['projectId'],
  today: string,
): CreateChallenge {
  return {
    projectId,
    kind: 'steps',
    names: { en: 'Walk for winter light', 'zh-CN': '为冬日的灯光而行' },
    sponsor: {
      name: 'Lanting tea house (demo sponsor)',
      url: 'https://lanting.example/',
      image: null,
    },
    rate: { quantity: 1_000, amount: cny(100) },
    budget: cny(10_000_000),
    perPerson: { minPerDay: 0, maxPerDay: 12_000 },
    dailyBudget: cny(60_000),
    startsOn: addDays(today, -since),
    endsOn: addDays(today, until),
    timeZone: demoTimeZone,
    dependsOnDeeds: false,
    teams: true,
    sources: [
      { source: 'werun', maxPerDay: 30_000 },
      { source: 'partner', maxPerDay: 30_000 },
      { source: 'bluetooth', maxPerDay: 30_000 },
      { source: 'motion', maxPerDay: 30_000 },
      { source: 'import', maxPerDay: 20_000 },
      { source: 'declared', maxPerDay: 3_000 },
    ],
  };
}

export const demoTimeZone = 'Asia/Shanghai';

/** The first part of the budget; the other is still to come. */
export function demoFunding(today: string): CreateFunding {
  return {
    amount: cny(6_000_000),
    reference: 'demo transfer 1',
    receivedOn: addDays(today, -since),
  };
}

/** Teams, and which of the walkers are in each. */
export const demoTeams: readonly { readonly name: string; readonly walkers: number }[] = [
  { name: '测试一队', walkers: 9 },
  { name: 'Test team of the library', walkers: 7 },
  { name: 'Test team of class 3b', walkers: 5 },
];

/** How many walk. */
export const demoWalkers = 36;

/** The days of the past on which they did, the earliest first. */
export function demoDays(today: string): string[] {
  return Array.from({ length: since }, (_, at) => addDays(today, at - since));
}

/** Steps of a walker on the n-th day: none on some days, and now and then more than count. */
export function demoSteps(walker: number, day: number): number {
  const chance = (walker * 7_919 + day * 104_729 + walker * day * 31) % 1_000;
  return chance < 150 ? 0 : 2_000 + walker * 110 + chance * 9;
}
