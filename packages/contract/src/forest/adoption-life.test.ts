// Who may adopt, which share a gift pays, and what becomes of an adoption as its gifts change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CreateDonation } from '../giving/donation.ts';
import type { Id } from '../ids.ts';
import { adoptionStates, teamHoldMs } from './adoption.ts';
import {
  type AdoptableLand,
  type AdoptionFacts,
  adoptionShares,
  chooseShare,
  gatherUntil,
  type PaymentStanding,
  refuseAdoption,
  type ShareFacts,
  type SharePayment,
  settleAdoption,
} from './adoption-life.ts';

const now = new Date('2026-11-23T08:00:00Z');
const later = new Date('2026-11-23T08:15:00Z');
const yuan = (amount: number) => ({ amount, currency: 'CNY' });
const projectId: Id<'project'> = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';

const land: AdoptableLand = {
  plotState: 'open',
  speciesState: 'offered',
  isPlantedHere: true,
  price: yuan(2_500),
  project: { isOpen: true, currency: 'CNY', minimumAmount: 100, maximumAmount: 100_000 },
};

const refusals: readonly [string, Partial<AdoptableLand>, number, string | null][] = [
  ['an open plot', {}, 1, null],
  ['a closed plot', { plotState: 'closed' }, 1, 'plot_closed plotId'],
  ['no such species', { speciesState: null }, 1, 'species_unknown speciesId'],
  ['a species that is retired', { speciesState: 'retired' }, 1, 'species_not_offered speciesId'],
  ['a species of other plots', { isPlantedHere: false }, 1, 'species_not_offered speciesId'],
  [
    'a price in another currency',
    { price: { amount: 1, currency: 'EUR' } },
    1,
    'species_not_offered speciesId',
  ],
  ['a closed project', { project: { ...land.project, isOpen: false } }, 1, 'project_closed plotId'],
  ['the smallest shares that the project takes', { price: yuan(2_000) }, 20, null],
  ['smaller ones', { price: yuan(1_999) }, 20, 'request_invalid shares'],
  ['the largest', { price: yuan(100_000) }, 1, null],
  ['a larger one', { price: yuan(100_001) }, 1, 'request_invalid shares'],
];

for (const [what, changes, shares, refusal] of refusals) {
  test(`${refusal === null ? 'lets somebody adopt on' : `refuses as ${refusal}:`} ${what}`, () => {
    const said = refuseAdoption({ ...land, ...changes }, { shares });
    assert.equal(said && `${said.code} ${said.field}`, refusal);
  });
}

test('parts a price into shares that sum to it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 1e9 }),
      fc.integer({ min: 1, max: 20 }),
      (price, count) => {
        const amounts = adoptionShares(yuan(price), count).map(({ amount }) => amount);
        assert.equal(amounts.length, count);
        assert.equal(
          amounts.reduce((sum, amount) => sum + amount, 0),
          price,
        );
        assert.ok(Math.max(...amounts) - Math.min(...amounts) <= 1);
      },
    ),
  );
});

test('gives a team a week', () => {
  assert.equal(gatherUntil(now).getTime() - now.getTime(), teamHoldMs);
});

const donation = (of: number): Id<'donation'> => `don_01k9p4n2c6fz3t6v8w0x2y4z${60 + of}`;

function share(number: number, changes: Partial<ShareFacts> = {}): ShareFacts {
  return { number, amount: 1_000, state: 'open', donationId: null, ...changes };
}

function payment(
  of: number,
  shareNumber: number,
  standing: PaymentStanding,
  changes: Partial<SharePayment> = {},
): SharePayment {
  const plain = { begunFrom: null, giftAmount: 1_000, returnedBecause: null };
  return { donationId: donation(of), shareNumber, standing, ...plain, ...changes };
}

function adoption(changes: Partial<AdoptionFacts>): AdoptionFacts {
  const shares = [share(1)];
  return {
    state: 'held',
    heldUntil: later,
    currency: 'CNY',
    projectId,
    shares,
    payments: [],
    ...changes,
  };
}

const gift: Pick<CreateDonation, 'projectId' | 'gift' | 'interval'> = {
  projectId,
  gift: yuan(1_000),
};
const begun = { shares: [share(1, { state: 'pending', donationId: donation(1) })] };
const home = { begunFrom: 'home' };

/** What is chosen: the number of the share, or the refusal. */
function chosen(facts: AdoptionFacts, wish: typeof gift, from: string | null = 'home') {
  const choice = chooseShare(facts, wish, from, now);
  return choice.ok ? choice.share.number : `${choice.code} ${choice.field}`;
}

const choices: readonly [string, Partial<AdoptionFacts>, Partial<typeof gift>, number | string][] =
  [
    ['takes the share that is open', {}, {}, 1],
    [
      'refuses another project',
      {},
      { projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6b' },
      'adoption_mismatch projectId',
    ],
    ['refuses a gift that comes again', {}, { interval: 'month' }, 'adoption_mismatch interval'],
    [
      'refuses another currency',
      {},
      { gift: { amount: 1_000, currency: 'EUR' } },
      'adoption_mismatch gift.currency',
    ],
    ['refuses another amount', {}, { gift: yuan(999) }, 'adoption_mismatch gift.amount'],
    ['refuses one whose time is over', { heldUntil: now }, {}, 'adoption_over adoptionId'],
    [
      'refuses a share that is paid',
      { state: 'gathering', shares: [share(1, { state: 'paid', donationId: donation(1) })] },
      {},
      'adoption_over adoptionId',
    ],
    [
      'refuses a share that somebody else is paying',
      { ...begun, payments: [payment(1, 1, 'waiting', { begunFrom: 'elsewhere' })] },
      {},
      'adoption_over adoptionId',
    ],
    [
      'goes on with what was begun from the same address',
      { ...begun, payments: [payment(1, 1, 'waiting', home)] },
      {},
      1,
    ],
    [
      'prefers what was begun from the same address to what is open',
      {
        shares: [share(1), share(2, { state: 'pending', donationId: donation(1) })],
        payments: [payment(1, 2, 'waiting', home)],
      },
      {},
      2,
    ],
    [
      'takes a share whose card was declined',
      { ...begun, payments: [payment(1, 1, 'failed', { begunFrom: 'elsewhere' })] },
      {},
      1,
    ],
    ['takes a share whose gift never came to be', { ...begun }, {}, 1],
    [
      'takes the share that costs as much as the gift',
      { shares: [share(1, { amount: 1_001 }), share(2)] },
      {},
      2,
    ],
    [
      'takes a share whose gift went back while the team gathers',
      { state: 'gathering', shares: [share(1, { state: 'refunded', donationId: donation(1) })] },
      {},
      1,
    ],
  ];

for (const [what, changes, wish, expected] of choices) {
  test(`${what}, when a gift is to pay for a tree`, () => {
    assert.equal(chosen(adoption(changes), { ...gift, ...wish }), expected);
  });
}

test("lets a charity's own server begin anew what is not paid", () => {
  const facts = adoption({ ...begun, payments: [payment(1, 1, 'waiting')] });
  assert.equal(chosen(facts, gift, null), 1);
});

for (const state of adoptionStates.filter((each) => each !== 'held' && each !== 'gathering')) {
  test(`takes no gift for an adoption that is ${state}`, () => {
    assert.equal(chosen(adoption({ state }), gift), 'adoption_over adoptionId');
  });
}

/** What is settled, in short: state, states of shares, gifts that go back. */
function settled(facts: AdoptionFacts) {
  const { state, shares, returns, isGivenBack } = settleAdoption(facts);
  const back = returns.map(({ donationId, because }) => `${donationId.slice(-2)} ${because}`);
  return [state, shares.map((each) => each.state).join(' '), back.join(), isGivenBack] as const;
}

const paidBy = (of: number) => ({ state: 'paid', donationId: donation(of) }) as const;
const pendingBy = (of: number) => ({ state: 'pending', donationId: donation(of) }) as const;

type Settled = readonly [state: string, shares: string, returns: string, isGivenBack: boolean];
const outcomes: readonly [string, Partial<AdoptionFacts>, Settled][] = [
  [
    'waits while nothing is paid',
    { shares: [share(1, pendingBy(1))], payments: [payment(1, 1, 'waiting')] },
    ['held', 'pending', '', false],
  ],
  [
    'is paid once all is paid',
    { shares: [share(1, pendingBy(1))], payments: [payment(1, 1, 'paid')] },
    ['paid', 'paid', '', false],
  ],
  [
    'gathers once the first has paid',
    { shares: [share(1, pendingBy(1)), share(2)], payments: [payment(1, 1, 'paid')] },
    ['gathering', 'paid open', '', false],
  ],
  [
    'opens a share whose card was declined',
    { shares: [share(1, pendingBy(1))], payments: [payment(1, 1, 'failed')] },
    ['held', 'open', '', false],
  ],
  [
    'takes the payment of one that has lapsed',
    { state: 'lapsed', shares: [share(1, pendingBy(1))], payments: [payment(1, 1, 'paid')] },
    ['paid', 'paid', '', false],
  ],
  [
    'takes the payment of one that was given back',
    { state: 'released', shares: [share(1, pendingBy(1))], payments: [payment(1, 1, 'paid')] },
    ['paid', 'paid', '', false],
  ],
  [
    'gives the second who paid for a share another one',
    {
      shares: [share(1, pendingBy(2)), share(2)],
      payments: [payment(1, 1, 'paid'), payment(2, 1, 'paid')],
    },
    ['paid', 'paid paid', '', false],
  ],
  [
    'returns what the second paid when no share is left',
    { shares: [share(1, pendingBy(2))], payments: [payment(1, 1, 'paid'), payment(2, 1, 'paid')] },
    ['paid', 'paid', '62 surplus', false],
  ],
  [
    'returns nothing twice',
    {
      state: 'paid',
      shares: [share(1, paidBy(1))],
      payments: [payment(1, 1, 'paid'), payment(2, 1, 'paid', { returnedBecause: 'surplus' })],
    },
    ['paid', 'paid', '', false],
  ],
  [
    'returns a gift that fits no share',
    {
      shares: [share(1, { ...paidBy(1) }), share(2, { amount: 999 })],
      payments: [payment(1, 1, 'paid'), payment(2, 1, 'paid')],
    },
    ['gathering', 'paid open', '62 surplus', false],
  ],
  [
    'returns whatever comes after it is over',
    { state: 'unfulfilled', shares: [share(1, pendingBy(1))], payments: [payment(1, 1, 'paid')] },
    ['unfulfilled', 'pending', '61 surplus', false],
  ],
  [
    'ends when the only one of a team who paid has the money back',
    {
      state: 'gathering',
      shares: [share(1, paidBy(1)), share(2)],
      payments: [payment(1, 1, 'back')],
    },
    ['unfulfilled', 'refunded open', '', false],
  ],
  [
    'gathers again when one of a team has the money back before the tree is planned',
    {
      state: 'paid',
      shares: [share(1, paidBy(1)), share(2, paidBy(2))],
      payments: [payment(1, 1, 'back'), payment(2, 2, 'paid')],
    },
    ['gathering', 'refunded paid', '', false],
  ],
  [
    'stays adopted when one of a team has the money back',
    {
      state: 'adopted',
      shares: [share(1, paidBy(1)), share(2, paidBy(2))],
      payments: [payment(1, 1, 'back'), payment(2, 2, 'paid')],
    },
    ['adopted', 'refunded paid', '', false],
  ],
  [
    'is given back when nobody is left who paid',
    { state: 'adopted', shares: [share(1, paidBy(1))], payments: [payment(1, 1, 'back')] },
    ['adopted', 'refunded', '', true],
  ],
];

for (const [what, facts, expected] of outcomes) {
  test(`An adoption ${what}`, () => {
    assert.deepEqual(settled(adoption(facts)), expected);
  });
}

// Donors begin, pay, are declined and are repaid in any order, and it is settled at any moment.
const standings = ['waiting', 'paid', 'failed', 'back'] as const;
const storyArbitrary = fc.record({
  count: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(
    fc.record({ of: fc.nat(5), share: fc.nat(3), standing: fc.constantFrom(...standings) }),
    { maxLength: 24 },
  ),
});

test('keeps every paid gift for one share or on its way back, whatever comes when', () => {
  fc.assert(
    fc.property(storyArbitrary, ({ count, steps }) => {
      let facts = adoption({ shares: Array.from({ length: count }, (_, at) => share(at + 1)) });
      for (const { of, share: at, standing } of steps) {
        facts = told(facts, payment(of, (at % count) + 1, standing));
        const { state, shares, returns } = settleAdoption(facts);
        const isReturned = ({ donationId }: SharePayment) =>
          returns.find((each) => each.donationId === donationId)?.because ?? null;
        const payments = facts.payments.map((each) => ({
          ...each,
          returnedBecause: each.returnedBecause ?? isReturned(each),
        }));
        facts = { ...facts, state, shares, payments };
        assertKept(facts);
        assert.deepEqual(settleAdoption(facts).returns, [], 'settling again returns nothing more');
      }
    }),
  );
});

/** A donation as it now stands; one that is known keeps its share. */
function told(facts: AdoptionFacts, news: SharePayment): AdoptionFacts {
  const others = facts.payments.filter(({ donationId }) => donationId !== news.donationId);
  const known = facts.payments.find(({ donationId }) => donationId === news.donationId);
  // What was paid can only go back, and what went back does not come again.
  if (known?.standing === 'back') return facts;
  if (known?.standing === 'paid' && news.standing !== 'back') return facts;
  const payments = [...others, { ...news, ...known, standing: news.standing }];
  return { ...facts, payments };
}

function assertKept({ shares, payments, state }: AdoptionFacts): void {
  for (const { donationId, standing, returnedBecause } of payments) {
    const own = shares.filter((each) => each.state === 'paid' && each.donationId === donationId);
    const isPaid = standing === 'paid' && returnedBecause === null;
    const isEnding = state === 'unfulfilled' && standing === 'paid';
    assert.ok(own.length === (isPaid ? 1 : 0) || isEnding, `${donationId} pays ${own.length}`);
  }
  const paid = shares.filter((each) => each.state === 'paid').length;
  if (state === 'paid') assert.equal(paid, shares.length);
  if (state === 'gathering') assert.ok(paid > 0 && paid < shares.length);
}
