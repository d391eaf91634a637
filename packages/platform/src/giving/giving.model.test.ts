// Donors, charities and the provider in any order: gifts, cards, confirmations, refunds, the
// provider's words repeated, late and out of order, time going by and projects closing, against a
// model in memory. The same answers, the same end, the same totals, and clean books.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type CreatedDonation,
  donationStates,
  type Project,
  parse,
  type SandboxPaymentEvent,
  sandboxEventSchema,
  testCards,
} from '@kindcart/contract';
import { grossUp } from '@kindcart/contract/money';
import * as fc from 'fast-check';
import { createHousekeeping } from '../jobs/housekeeping.ts';
import { refundRound } from '../payments/refund-errands.ts';
import { createSandbox } from '../payments/sandbox/sandbox.ts';
import { sandboxSecret, testDatabase, testId, testPlatform } from '../testing/platform.ts';
import { ModelDonation, totalsOf } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, {
  idle: true,
  sandboxTimes: { slowMs: 0, refundFailsAfterMs: 0 },
});
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await database.close();
});

const now = () => new Date(clock.nowMs());
const failHard = (name: string, error: unknown) => {
  throw new Error(name, { cause: error });
};
/** The provider's side of refunds, without its delivery: events wait in its table. */
const sandbox = createSandbox({
  db,
  secrets: [sandboxSecret],
  times: { slowMs: 0, refundFailsAfterMs: 0 },
  now,
  newId: { event: () => testId('event'), payment: () => testId('payment') },
  deliver: async () => 503,
  onError: failHard,
});
const keepHouse = createHousekeeping(db, now);

const usd = (amount: number) => ({ amount, currency: 'USD' });
const numbers = Object.values(testCards);

/** One donation, as made and as it should be. */
interface Pair {
  readonly created: CreatedDonation;
  readonly model: ModelDonation;
  readonly project: number;
  /** The first card given, and the answer to the bank. */
  card: string | undefined;
  answered: boolean;
}

interface World {
  readonly projects: readonly { readonly made: Project; closed: boolean }[];
  readonly pairs: Pair[];
}

const which = fc.nat(3);
const command = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('give' as const),
      project: fc.nat(1),
      amount: fc.oneof(fc.integer({ min: 95, max: 2_000 }), fc.constant(1_000_001)),
      coverFee: fc.boolean(),
    }),
  },
  {
    weight: 18,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      which,
      // Most cards are good ones, or little would ever be refunded.
      card: fc.constantFrom(
        testCards.succeeds,
        testCards.refundFailsLater,
        testCards.slow,
        ...numbers,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('answer' as const), which, approve: fc.boolean() }),
  },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('tell' as const), which, event: fc.nat(4) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('tellAll' as const), which, seed: fc.nat() }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      which,
      amount: fc.option(fc.integer({ min: 1, max: 1_500 })),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('errands' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), project: fc.nat(1) }) },
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;
type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;

async function give({ projects, pairs }: World, { project, amount, coverFee }: Of<'give'>) {
  const target = projects[project];
  assert.ok(target !== undefined);
  const body = {
    projectId: target.made.id,
    gift: usd(amount),
    coverFee,
    donorName: null,
    anonymous: true,
    message: null,
  };
  const answer = await stage.ask('createDonation', { body });
  if (target.closed || amount < 100 || amount > 1_000_000) {
    const limit = amount < 100 ? 'amount_too_small' : 'amount_too_large';
    assert.equal(answer.ok || answer.problem.code, target.closed ? 'project_closed' : limit);
    return;
  }
  assert.ok(answer.ok);
  const created = answer.value;
  const charge = coverFee ? grossUp(usd(amount), target.made.feeSchedule).amount : amount;
  assert.equal(created.donation.charge.amount, charge);
  const model = new ModelDonation(amount, charge, Date.parse(created.payment.expiresAt));
  pairs.push({ created, model, project, card: undefined, answered: false });
}

async function pay(pair: Pair, number: string) {
  const { reference, clientSecret } = pair.created.payment;
  const body = { clientSecret, card: { number, expiry: '12/89', cvc: '123' } };
  const answer = await stage.ask('confirmSandboxPayment', { params: { reference }, body });
  const outcome = answer.ok ? 'taken' : answer.problem.code;
  const asked = pair.card === testCards.asksForConfirmation && !pair.answered;
  const isUnpaid = pair.card === undefined || asked;
  if (isUnpaid && pair.model.expiresAtMs <= clock.nowMs()) assert.equal(outcome, 'payment_expired');
  else if (pair.card !== undefined && pair.card !== number) assert.equal(outcome, 'payment_closed');
  else {
    assert.equal(outcome, 'taken');
    pair.card = number;
  }
}

async function answerBank(pair: Pair, approve: boolean) {
  const { reference, clientSecret } = pair.created.payment;
  const call = { params: { reference }, body: { clientSecret, approve } };
  const answer = await stage.ask('authenticateSandboxPayment', call);
  const outcome = answer.ok ? 'taken' : answer.problem.code;
  if (pair.card === undefined) assert.equal(outcome, 'payment_unknown');
  else if (pair.card !== testCards.asksForConfirmation) assert.equal(outcome, 'payment_closed');
  else if (!pair.answered && pair.model.expiresAtMs <= clock.nowMs())
    assert.equal(outcome, 'payment_expired');
  else {
    assert.equal(outcome, 'taken');
    pair.answered = true;
  }
}

/** What the provider has said of the payment so far, in its own order. */
async function eventsOf(pair: Pair): Promise<SandboxPaymentEvent[]> {
  const rows = await db
    .selectFrom('sandbox_event')
    .select('body')
    .where('organization_id', '=', house.a.organizationId)
    .where('reference', '=', pair.created.payment.reference)
    .execute();
  const events = rows.map((row) => {
    const result = parse(sandboxEventSchema, JSON.parse(row.body));
    assert.ok(result.ok && result.value.type === 'payment.updated');
    return result.value;
  });
  return events.sort((a, b) => a.payment.version - b.payment.version);
}

async function tell(pair: Pair, number: number) {
  const events = await eventsOf(pair);
  const event = events[number % Math.max(1, events.length)];
  if (event === undefined) return;
  assert.equal(await house.tell(event), 200);
  pair.model.hear(event.payment);
}

/** All words at the same time, each twice, in an order of chance. */
async function tellAll(pair: Pair, seed: number) {
  const events = await eventsOf(pair);
  const order = [...events, ...events].sort(
    (a, b) => ((a.payment.version * seed) % 7) - ((b.payment.version * seed) % 7),
  );
  const statuses = await Promise.all(order.map((event) => house.tell(event)));
  assert.ok(statuses.every((status) => status === 200));
  for (const { payment } of events) pair.model.hear(payment);
}

async function refund({ created, model }: Pair, amount: number | null) {
  const wanted = model.decideRefund(amount);
  const answer = await stage.ask('createRefund', {
    params: { donationId: created.donation.id },
    body: { amount: amount === null ? null : usd(amount), reason: null },
  });
  if (typeof wanted === 'string') {
    assert.equal(answer.ok || answer.problem.code, wanted);
    return;
  }
  assert.ok(answer.ok, answer.text);
  assert.deepEqual(answer.value.amount, usd(wanted));
  model.refunds.push({ id: answer.value.id, amount: wanted, state: 'pending' });
}

async function close({ projects }: World, number: number) {
  const target = projects[number];
  assert.ok(target !== undefined);
  await stage.ask('closeProject', { params: { projectId: target.made.id } });
  target.closed = true;
}

async function obey(world: World, one: Command): Promise<void> {
  const pair =
    'which' in one ? world.pairs[one.which % Math.max(1, world.pairs.length)] : undefined;
  switch (one.do) {
    case 'give':
      return give(world, one);
    case 'close':
      return close(world, one.project);
    case 'errands':
      await refundRound(db, () => sandbox.provider, failHard);
      return;
    case 'wait':
      clock.advance(61 * 60_000);
      await keepHouse();
      for (const { model } of world.pairs) model.expire(clock.nowMs());
      return;
  }
  if (pair === undefined) return;
  switch (one.do) {
    case 'pay':
      return pay(pair, one.card);
    case 'answer':
      return answerBank(pair, one.approve);
    case 'tell':
      return tell(pair, one.event);
    case 'tellAll':
      return tellAll(pair, one.seed);
    case 'refund':
      return refund(pair, one.amount);
  }
}

async function compare({ projects, pairs }: World): Promise<void> {
  for (const { created, model } of pairs) {
    const found = await stage.readDonation(created.donation.id);
    assert.deepEqual([found.state, found.refunded.amount], [model.state, model.refunded]);
    for (const { id, state } of model.refunds) {
      const read = await stage.ask('getRefund', { params: { refundId: id as `ref_${string}` } });
      assert.equal(read.ok && read.value.state, state);
    }
  }
  for (const [number, { made, closed }] of projects.entries()) {
    const models = pairs.filter(({ project }) => project === number).map(({ model }) => model);
    const { totals, state } = await stage.readProject(made.id);
    const wanted = totalsOf(models);
    assert.deepEqual([totals.raised.amount, totals.donations], [wanted.raised, wanted.count]);
    assert.equal(state, closed ? 'closed' : 'open');
  }
}

/** States met on the way: a model that never meets a refund proves nothing. */
const seen = new Set<string>();

test('ends as the model does, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 60, size: 'max' }), async (commands) => {
      const world: World = {
        projects: [
          { made: await stage.project(), closed: false },
          { made: await stage.project(), closed: false },
        ],
        pairs: [],
      };
      for (const one of commands) {
        await obey(world, one);
        for (const { model } of world.pairs) seen.add(model.state);
      }
      await compare(world);
      // What is on its way must not reach into the next run.
      await refundRound(db, () => sandbox.provider, failHard);
    }),
    { numRuns: 200 },
  );
  await house.auditClean();
});

test('has met every state on the way', () => {
  assert.deepEqual(
    donationStates.filter((state) => !seen.has(state)),
    [],
  );
});
