// A shop whose orders come, go and change while statements are made and paid, against a model in memory:
// nothing is lost or made over any sequence.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type CharityItemTerms,
  exactText,
  type Id,
  type ItemInForce,
  type OrderStanding,
  outcomeOf,
  type Statement,
  toExact,
} from '@kindcart/contract';
import { goods, openShop, type Shop } from '@kindcart/contract/conformance';
import fc from 'fast-check';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { nowOf, payByWord, round } from './testing/shop.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await database.close();
});

interface World {
  readonly shop: Shop;
  readonly items: readonly ItemInForce[];
  readonly projects: readonly Id<'project'>[];
  readonly orders: Map<number, OrderStanding>;
  /** What is on statements, by `order item project`. */
  readonly stated: Map<string, bigint>;
  /** What the last statement left over, by project. */
  readonly carried: Map<string, bigint>;
  readonly open: Statement[];
  readonly raised: Map<string, number>;
}

const command = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      order: fc.nat(3),
      cents: fc.integer({ min: 0, max: 9_999 }),
      completed: fc.boolean(),
      cancelled: fc.integer({ min: 0, max: 5 }),
      choice: fc.nat(2),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('state' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('month' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay' as const), which: fc.nat(3) }) },
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;
type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;

const add = (map: Map<string, bigint>, key: string, more: bigint) =>
  map.set(key, (map.get(key) ?? 0n) + more);

/** What is owed now, by `order item project`. */
function owedIn({ shop, items, orders }: World): Map<string, bigint> {
  const owed = new Map<string, bigint>();
  for (const [number, standing] of orders) {
    const facts = { closed: new Set<never>(), isRoundUpTaken: true, nowMs: clock.nowMs() };
    const { completes } = shop.merchant;
    for (const pledge of outcomeOf(standing, items, { completes, ...facts }).pledges) {
      if (pledge.state !== 'confirmed') continue;
      for (const { projectId, exact } of pledge.parts) {
        add(owed, `${number} ${pledge.charityItemId} ${projectId}`, exact);
      }
    }
  }
  return owed;
}

async function tell(world: World, told: Of<'tell'>): Promise<void> {
  clock.advance(5);
  const { shop, orders, projects } = world;
  const now = nowOf(house).toISOString();
  const paidAt = orders.get(told.order)?.paidAt ?? now;
  const body = shop.orderBody(paidAt, {
    shopOrderId: `order ${told.order}`,
    updatedAt: now,
    completedAt: told.completed ? paidAt : null,
    cancelledAt: told.cancelled === 0 ? now : null,
    choice: projects[told.choice] ?? null,
    lines: [goods(told.cents, { quantity: told.cents === 0 ? 0 : 1 })],
  });
  await shop.tell(body);
  const { merchantId: _, shopOrderId: __, ...standing } = body;
  orders.set(told.order, standing);
}

/** What the model expects of a statement that is made now: for each project, what its lines come to. */
function expected(world: World): { lines: number; sums: Map<string, bigint> } {
  const owed = owedIn(world);
  const sums = new Map<string, bigint>();
  let lines = 0;
  for (const key of new Set([...owed.keys(), ...world.stated.keys()])) {
    const more = (owed.get(key) ?? 0n) - (world.stated.get(key) ?? 0n);
    if (more === 0n) continue;
    lines += 1;
    add(sums, key.split(' ')[2] ?? '', more);
    add(world.stated, key, more);
  }
  return { lines, sums };
}

/** Holds a statement against the model, and keeps what it leaves over. */
function compare(world: World, drawn: Statement | undefined): void {
  const { lines, sums } = expected(world);
  assert.equal(drawn?.lineCount ?? 0, lines);
  if (drawn === undefined) return;
  let [owedMore, paid] = [0n, 0];
  for (const { project, carriedBefore, exact, amount, carriedAfter } of drawn.dues) {
    const before = world.carried.get(project.id) ?? 0n;
    const sum = sums.get(project.id) ?? 0n;
    assert.deepEqual([carriedBefore, exact], [exactText(before), exactText(sum)]);
    const after = before + sum - toExact(amount.amount);
    assert.equal(carriedAfter, exactText(after));
    world.carried.set(project.id, after);
    sums.delete(project.id);
    owedMore += before + sum > 0n ? before + sum : 0n;
    paid += amount.amount;
  }
  assert.equal(sums.size, 0, 'every project with a line gets its due');
  // Rounded once: all that is owed together, down to whole cents.
  assert.equal(BigInt(paid), owedMore / toExact(1));
  assert.equal(drawn.total.amount, paid);
  if (drawn.state === 'open') world.open.push(drawn);
}

async function state(world: World): Promise<void> {
  const body = { merchantId: world.shop.merchant.id };
  const answer = await stage.ask('createStatement', { body });
  if (!answer.ok) assert.equal(answer.problem.code, 'statement_nothing_new');
  compare(world, answer.ok ? answer.value : undefined);
}

async function month(world: World): Promise<void> {
  const all = async () => {
    const query = `merchantId=${world.shop.merchant.id}&limit=100`;
    const answer = await stage.ask('listStatements', {}, { query });
    assert.ok(answer.ok);
    return answer.value.items;
  };
  const before = new Set((await all()).map(({ id }) => id));
  clock.advance(32 * 86_400_000);
  while ((await round(house)) > 0);
  const [drawn, ...others] = (await all()).filter(({ id }) => !before.has(id));
  assert.deepEqual(others, []);
  compare(world, drawn);
}

/** The sandbox tells that it is paid, twice. */
async function pay({ open, raised }: World, { which }: Of<'pay'>): Promise<void> {
  const [statement] = open.splice(which % Math.max(open.length, 1), 1);
  if (statement === undefined) return;
  await payByWord(house, statement);
  for (const { project, amount } of statement.dues) {
    raised.set(project.id, (raised.get(project.id) ?? 0) + amount.amount);
  }
}

function play(world: World, one: Command): Promise<void> {
  switch (one.do) {
    case 'tell':
      return tell(world, one);
    case 'state':
      return state(world);
    case 'month':
      return month(world);
    case 'pay':
      return pay(world, one);
  }
}

async function live(commands: readonly Command[]): Promise<World> {
  const shop = await openShop(stage);
  const other = (await stage.project()).id;
  const split = [
    { projectId: shop.project.id, basisPoints: 3_333 },
    { projectId: other, basisPoints: 6_667 },
  ];
  const choices = [shop.project.id, other];
  const gives = { kind: 'order_share', basisPoints: 133 } as const;
  const items: { id: Id<'charityItem'>; revision: number; terms: CharityItemTerms }[] = [
    await shop.item({ gives, split, choices }),
    await shop.item({ gives: { kind: 'order_fixed', amount: 7 }, most: 5 }, 2),
  ];
  const none = { orders: new Map(), stated: new Map(), carried: new Map(), open: [] };
  const world: World = { shop, items, projects: choices, ...none, raised: new Map() };
  for (const one of commands) await play(world, one);
  return world;
}

test('states and pays as the model does, whatever is told, given back and waited for', async () => {
  const commands = fc.array(command, { minLength: 8, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(commands, async (list) => {
      const world = await live([...list, { do: 'state' }]);
      for (const id of world.projects) {
        const { raised, donations } = (await stage.readProject(id)).totals;
        assert.deepEqual([raised.amount, donations], [world.raised.get(id) ?? 0, 0]);
      }
      const sum = (values: Iterable<bigint>) => [...values].reduce((all, one) => all + one, 0n);
      const unpaid = world.open.reduce((all, { total }) => all + total.amount, 0);
      const paid = [...world.raised.values()].reduce((all, one) => all + one, 0);
      // What is owed is paid, or to be paid, or carried on.
      const found = toExact(unpaid + paid) + sum(world.carried.values());
      assert.equal(sum(owedIn(world).values()), found);
    }),
    { numRuns: 15 },
  );
  await house.auditClean();
});
