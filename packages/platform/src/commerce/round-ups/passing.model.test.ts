// Shoppers who add to their orders, change and get back what they added, while the shop's statements are
// made and paid in any order, against a model in memory: nothing is lost or made.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Id, Statement } from '@kindcart/contract';
import { openShop, type Shop } from '@kindcart/contract/conformance';
import fc from 'fast-check';
import { accountBalance } from '../../ledger/records.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { nowOf, payByWord } from '../statements/testing/shop.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await database.close();
});

/** A round-up of one order to one project, in minor units. */
interface Added {
  readonly projectId: Id<'project'>;
  owed: number;
  stated: number;
  /** What is left of each gift that it became, oldest first. */
  readonly gifts: number[];
}

interface Drawn {
  readonly statement: Statement;
  /** What each round-up gained or lost. */
  readonly lines: ReadonlyMap<Added, number>;
}

interface World {
  readonly shop: Shop;
  readonly projects: readonly Id<'project'>[];
  /** By `order project`. */
  readonly added: Map<string, Added>;
  /** What projects owe back to the shop after the last statement. */
  readonly debts: Map<Id<'project'>, number>;
  readonly open: Drawn[];
  /** What the merchant's account for round-ups holds. */
  held: number;
}

const command = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      order: fc.nat(3),
      cents: fc.nat(99),
      project: fc.nat(1),
      completed: fc.integer({ min: 0, max: 4 }),
      cancelled: fc.integer({ min: 0, max: 6 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('state' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), which: fc.nat(3) }) },
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;

const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0);

async function tell(world: World, told: Extract<Command, { do: 'tell' }>): Promise<void> {
  clock.advance(5);
  const { shop, projects, added } = world;
  const now = nowOf(house).toISOString();
  const projectId = projects[told.project];
  assert.ok(projectId !== undefined);
  const [isComplete, isCancelled] = [told.completed > 0, told.cancelled === 0];
  const body = shop.orderBody(now, {
    shopOrderId: `${shop.merchant.id} ${told.order}`,
    completedAt: isComplete ? now : null,
    cancelledAt: isCancelled ? now : null,
    roundUp: { projectId, amount: told.cents },
  });
  await shop.tell(body);
  const names = projects.map((id) => [id, `${told.order} ${id}`] as const);
  for (const [id, name] of names) {
    const owed = id === projectId && isComplete && !isCancelled ? told.cents : 0;
    const known = added.get(name);
    if (known !== undefined) known.owed = owed;
    else added.set(name, { projectId: id, owed, stated: 0, gifts: [] });
  }
}

/** The project has it, or has it no more: the newest gift goes first. */
function settle(world: World, lines: Drawn['lines'], projectId: Id<'project'>): void {
  for (const [one, more] of lines) {
    if (one.projectId !== projectId) continue;
    world.held -= more;
    if (more > 0) one.gifts.push(more);
    let left = -more;
    for (let at = one.gifts.length - 1; at >= 0 && left > 0; at -= 1) {
      const gone = Math.min(left, one.gifts[at] ?? 0);
      one.gifts[at] = (one.gifts[at] ?? 0) - gone;
      left -= gone;
    }
  }
}

async function state(world: World): Promise<void> {
  const { shop, added, debts, projects } = world;
  const lines = new Map<Added, number>();
  for (const one of added.values()) {
    const isOnItsWay = one.stated !== sum(one.gifts);
    if (one.owed === one.stated || (one.owed < one.stated && isOnItsWay)) continue;
    lines.set(one, one.owed - one.stated);
    one.stated = one.owed;
  }
  const answer = await stage.ask('createStatement', { body: { merchantId: shop.merchant.id } });
  if (!answer.ok) {
    assert.equal(answer.problem.code, 'statement_nothing_new');
    assert.equal(lines.size, 0);
    return;
  }
  const statement = answer.value;
  assert.deepEqual([statement.lineCount, statement.dues], [lines.size, []]);
  for (const id of projects) {
    const more = sum([...lines].map(([one, amount]) => (one.projectId === id ? amount : 0)));
    const owed = more - (debts.get(id) ?? 0);
    const due = statement.roundUps.find(({ project }) => project.id === id);
    assert.equal(due?.amount.amount ?? 0, Math.max(0, owed));
    assert.equal(Number(due?.carriedAfter ?? 0), Math.min(0, owed));
    debts.set(id, Math.max(0, -owed));
    if (owed <= 0) settle(world, lines, id);
  }
  if (statement.state === 'open') world.open.push({ statement, lines });
}

async function pay(world: World, which: number): Promise<void> {
  const [drawn] = world.open.splice(which % Math.max(world.open.length, 1), 1);
  if (drawn === undefined) return;
  await payByWord(house, drawn.statement);
  world.held += drawn.statement.total.amount;
  for (const { project, amount } of drawn.statement.roundUps) {
    if (amount.amount > 0) settle(world, drawn.lines, project.id);
  }
}

async function compare({ shop, projects, added, held }: World): Promise<void> {
  for (const id of projects) {
    const { raised, donations } = (await stage.readProject(id)).totals;
    const gifts = [...added.values()].flatMap((one) => (one.projectId === id ? one.gifts : []));
    const counted = gifts.filter((left) => left > 0).length;
    assert.deepEqual([raised.amount, donations], [sum(gifts), counted]);
  }
  const account = `round_up:${shop.merchant.id}`;
  assert.equal((await accountBalance(database.db, house.a.book, account, 'USD')).balance, held);
}

test('passes on and takes back as the model does, whatever is told and in whatever order it is paid', async () => {
  const commands = fc.array(command, { minLength: 8, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(commands, async (list) => {
      const shop = await openShop(stage);
      const projects = [shop.project.id, (await stage.project()).id];
      const none = { added: new Map(), debts: new Map(), open: [], held: 0 };
      const world: World = { shop, projects, ...none };
      for (const one of [...list, { do: 'state' } as const]) {
        if (one.do === 'tell') await tell(world, one);
        else if (one.do === 'state') await state(world);
        else await pay(world, one.which);
        await compare(world);
      }
      // Once all is paid and stated, projects have what is owed, and the account holds their debts.
      while (world.open.length > 0) await pay(world, 0);
      await state(world);
      while (world.open.length > 0) await pay(world, 0);
      await compare(world);
      const owed = sum([...world.added.values()].map((one) => one.owed));
      assert.equal(sum([...world.added.values()].flatMap((one) => one.gifts)), owed);
      assert.equal(world.held, sum(world.debts.values()));
    }),
    { numRuns: 8 },
  );
  await house.auditClean();
});
