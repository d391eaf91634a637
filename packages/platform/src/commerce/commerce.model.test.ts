// A shop that tells of its orders in any order, late and twice, whose promises change and whose time goes
// by, against a model in memory: the same pledges, the same totals, and clean books.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type CharityItemTerms,
  exactText,
  type Giving,
  isNewer,
  type Order,
  type OrderStanding,
  outcomeOf,
  type RecordOrder,
} from '@kindcart/contract';
import { goods, later, openShop, type Shop } from '@kindcart/contract/conformance';
import fc from 'fast-check';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { confirmRound } from './orders/settling.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await database.close();
});

const now = () => new Date(clock.nowMs());
const dayMs = 86_400_000;
const confirm = () =>
  confirmRound({
    db,
    now,
    onError: (name, error) => {
      throw new Error(name, { cause: error });
    },
  });

/** What the model knows of a charity item: its terms with the time since when they hold. */
interface ModelItem {
  readonly id: `chi_${string}`;
  readonly terms: { readonly since: string; readonly terms: CharityItemTerms }[];
}

interface World {
  readonly shop: Shop;
  readonly items: ModelItem[];
  readonly orders: Map<string, OrderStanding>;
  readonly ids: Map<string, Order['id']>;
  readonly openedAt: string;
  closedAt: string | null;
}

const gives: readonly Giving[] = [
  { kind: 'order_fixed', amount: 2 },
  { kind: 'order_share', basisPoints: 33 },
  { kind: 'item_fixed', amount: 100 },
  { kind: 'item_share', basisPoints: 150 },
  {
    kind: 'tiers',
    tiers: [
      { from: 500, amount: 10 },
      { from: 900, amount: 55 },
    ],
  },
];

const which = fc.nat(2);
const command = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      order: which,
      atMs: fc.nat(4),
      paid: fc.integer({ min: 0, max: 3 }),
      completed: fc.boolean(),
      cancelled: fc.integer({ min: 0, max: 4 }),
      amounts: fc.array(fc.integer({ min: -200, max: 800 }), { maxLength: 3 }),
      quantity: fc.nat(2),
      added: fc.option(fc.nat(90)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('round' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.nat(8) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('promise' as const), gives: fc.nat(4) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('change' as const), item: which, gives: fc.nat(4) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), item: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;
type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;

/** Steps aside by a moment, so that no two things happen at one instant. */
function tick(): void {
  clock.advance(5);
}

async function tell(world: World, told: Of<'tell'>): Promise<void> {
  const { shop, orders } = world;
  const shopOrderId = `order ${told.order}`;
  const updatedAt = later(world.openedAt, told.atMs);
  // Paid at the beginning, or now.
  const paidAt = [null, world.openedAt, now().toISOString(), updatedAt][told.paid] ?? null;
  const body: RecordOrder = shop.orderBody(updatedAt, {
    shopOrderId,
    paidAt,
    completedAt: told.completed ? updatedAt : null,
    cancelledAt: told.cancelled === 0 ? updatedAt : null,
    roundUp: told.added === null ? null : { projectId: shop.project.id, amount: told.added },
    lines: told.amounts.map((amount, at) =>
      goods(told.quantity === 0 ? 0 : amount, { id: `${at}`, quantity: told.quantity }),
    ),
  });
  const { merchantId, shopOrderId: _, ...standing } = body;
  const known = orders.get(shopOrderId);
  if (known === undefined || isNewer(standing, known)) orders.set(shopOrderId, standing);
  const order = await shop.tell(body);
  world.ids.set(shopOrderId, order.id);
}

async function promise({ shop, items }: World, kind: number): Promise<void> {
  const item = await shop.item({ gives: gives[kind] ?? assert.fail() }, items.length);
  items.push({ id: item.id, terms: [{ since: item.createdAt, terms: item.terms }] });
}

async function change({ items }: World, { item: at, gives: kind }: Of<'change'>): Promise<void> {
  const item = items[at];
  const last = item?.terms.at(-1);
  if (item === undefined || last === undefined) return;
  const terms = { ...last.terms, gives: gives[kind] ?? assert.fail(), endsAt: null };
  const call = { params: { charityItemId: item.id }, body: { terms } };
  const answer = await stage.ask('changeCharityItem', call);
  if (answer.ok) item.terms.push({ since: answer.value.updatedAt, terms });
  else assert.match(answer.problem.code, /^(charity_item_ended|project_closed)$/);
}

async function end({ items }: World, { item: at }: Of<'end'>): Promise<void> {
  const item = items[at];
  if (item === undefined) return;
  const answer = await stage.ask('endCharityItem', { params: { charityItemId: item.id } });
  assert.ok(answer.ok);
  const { revision, updatedAt: since, terms } = answer.value;
  if (revision > item.terms.length) item.terms.push({ since, terms });
}

async function close(world: World): Promise<void> {
  const params = { projectId: world.shop.project.id };
  const answer = await stage.ask('closeProject', { params });
  assert.ok(answer.ok);
  world.closedAt = answer.value.updatedAt;
}

async function play(world: World, one: Command): Promise<void> {
  tick();
  switch (one.do) {
    case 'tell':
      return tell(world, one);
    case 'round':
      return void (await confirm());
    case 'wait':
      return clock.advance(one.days * dayMs);
    case 'promise':
      return world.closedAt === null ? promise(world, one.gives) : undefined;
    case 'change':
      return change(world, one);
    case 'end':
      return end(world, one);
    case 'close':
      return close(world);
  }
}

/** What the model says of an order. */
function outcomeIn({ shop, items, closedAt }: World, standing: OrderStanding) {
  const paidMs = Date.parse(standing.paidAt ?? '2000-01-01T00:00:00.000Z');
  const inForce = items.flatMap(({ id, terms }) => {
    const at = terms.findLastIndex(({ since }) => Date.parse(since) <= paidMs);
    const held = terms[at]?.terms;
    const isOver = held?.endsAt != null && Date.parse(held.endsAt) <= paidMs;
    return held === undefined || isOver ? [] : [{ id, revision: at + 1, terms: held }];
  });
  const isClosed = closedAt !== null && Date.parse(closedAt) <= paidMs;
  return outcomeOf(standing, inForce, {
    completes: shop.merchant.completes,
    closed: new Set(isClosed ? [shop.project.id] : []),
    isRoundUpTaken: true,
    nowMs: clock.nowMs(),
  });
}

/** Holds every order and every total against the model. */
async function compare(world: World): Promise<void> {
  const given = new Map<string, { orders: number; exact: bigint }>();
  for (const [shopOrderId, standing] of world.orders) {
    const order = await world.shop.readOrder({ id: world.ids.get(shopOrderId) ?? assert.fail() });
    const { pledges, none, roundUp, confirmsAt } = outcomeIn(world, standing);
    const said = (list: typeof order.pledges) =>
      list.map(({ charityItemId, revision, state, exact }) => [
        charityItemId,
        revision,
        state,
        exact,
      ]);
    assert.deepEqual(
      said(order.pledges),
      pledges.map((each) => [each.charityItemId, each.revision, each.state, exactText(each.exact)]),
    );
    assert.deepEqual(
      order.none.map(({ charityItemId, because }) => [charityItemId, because]),
      none.map(({ charityItemId, because }) => [charityItemId, because]),
    );
    assert.deepEqual(order.roundUp, roundUp && { ...roundUp, donationId: null });
    assert.equal(order.confirmsAt, confirmsAt?.toISOString() ?? null);
    for (const { charityItemId, state, exact } of pledges) {
      if (state !== 'confirmed') continue;
      const before = given.get(charityItemId) ?? { orders: 0, exact: 0n };
      given.set(charityItemId, { orders: before.orders + 1, exact: before.exact + exact });
    }
  }
  for (const { id } of world.items) {
    const totals = (await world.shop.readItem({ id }))?.totals;
    const { orders, exact } = given.get(id) ?? { orders: 0, exact: 0n };
    assert.deepEqual([totals?.orders, totals?.exact], [orders, exactText(exact)]);
  }
}

const kinds = [
  'pending',
  'confirmed',
  'reversed',
  'nothing_in_scope',
  'no_tier_reached',
  'project_closed',
];

/** A shop with two promises, told of whatever the commands say. */
async function live(commands: readonly Command[]): Promise<World> {
  const shop = await openShop(stage, { completes: { when: 'delivered', days: 7 } });
  const none = { items: [], orders: new Map(), ids: new Map(), closedAt: null };
  const before: World = { shop, openedAt: shop.merchant.createdAt, ...none };
  await promise(before, 1);
  await promise(before, 4);
  tick();
  const world: World = { ...before, openedAt: now().toISOString() };
  for (const one of commands) await play(world, one);
  tick();
  await confirm();
  return world;
}

test('pledges as the model does, whatever is told, promised and waited for', async () => {
  const seen = new Set<string>();
  const commands = fc.array(command, { minLength: 6, maxLength: 25 });
  const property = fc.asyncProperty(commands, async (list) => {
    const world = await live(list);
    await compare(world);
    for (const standing of world.orders.values()) {
      const { pledges, none } = outcomeIn(world, standing);
      for (const { state } of pledges) seen.add(state);
      for (const { because } of none) seen.add(because);
    }
  });
  // Sixty lives meet all of it nearly always; chance alone may not fail the test.
  for (let round = 0; round < 5 && !kinds.every((kind) => seen.has(kind)); round += 1) {
    await fc.assert(property, { numRuns: 60 });
  }
  for (const kind of kinds) assert.ok(seen.has(kind), `${kind} was met`);
  await house.auditClean();
});
