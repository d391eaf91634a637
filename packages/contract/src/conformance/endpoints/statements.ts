/** What is promised of statements. */
import { merchantExample } from '../../commerce/merchant.ts';
import type { Order } from '../../commerce/order.ts';
import type { Statement } from '../../commerce/statement.ts';
import { granted, newIdempotencyKey, refused } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { goods, later, openShop, type Shop } from '../shop.ts';
import { Stage } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

/** A shop in which one order of so many cents is complete, of which 1 % is given. */
async function sold(stage: Stage, cents = 1_001): Promise<{ shop: Shop; order: Order }> {
  const shop = await openShop(stage);
  const { createdAt } = await shop.item();
  const lines = [goods(cents)];
  const body = shop.orderBody(createdAt, { completedAt: createdAt, lines });
  return { shop, order: await shop.tell(body) };
}

/** The same order, told so many milliseconds later with so many cents in it. */
function left(order: Order, ms: number, cents: number) {
  const { merchantId, shopOrderId, currency, paidAt, completedAt, cancelledAt, test, choice } =
    order;
  const updatedAt = later(order.updatedAt, ms);
  const lines = [goods(cents, { quantity: cents === 0 ? 0 : 1 })];
  const named = { merchantId, shopOrderId, updatedAt, currency };
  return { ...named, paidAt, completedAt, cancelledAt, test, choice, lines };
}

async function linesOf(stage: Stage, { id }: Pick<Statement, 'id'>) {
  const params = { statementId: id };
  return (await granted(stage.ask('listStatementLines', { params }))).items;
}

const dueOf = ({ dues }: Pick<Statement, 'dues'>) =>
  dues.map(({ carriedBefore, exact, amount, carriedAfter }) => [
    carriedBefore,
    exact,
    amount.amount,
    carriedAfter,
  ]);

const unknown: Statement['id'] = 'sta_7zzzzzzzzzzzzzzzzzzzzzzzzz';

export const createStatement: CasesOf<'createStatement'> = {
  happy: [
    {
      name: 'createStatement adds up what is confirmed, rounds once, and carries the rest to the next',
      async run(stage) {
        const { shop, order } = await sold(stage);
        const first = await shop.state();
        equal([first.state, first.total.amount, first.lineCount], ['open', 10, 1], 'first');
        equal(first.because, 'asked', 'why');
        equal(dueOf(first), [['0', '10.01', 10, '0.01']], 'what the project gets');
        equal((await shop.readOrder(order)).pledges[0]?.state, 'stated', 'the pledge');
        const more = shop.orderBody(order.updatedAt, {
          completedAt: order.updatedAt,
          lines: [goods(99)],
        });
        await shop.tell(more);
        const second = await shop.state();
        equal(dueOf(second), [['0.01', '0.99', 1, '0']], 'the next');
        equal(second.period.from, first.period.until, 'where it begins');
        const counts = [first, second].map(({ number }) => Number(number.split('-').at(-1)));
        equal(counts, [1, 2], 'numbers');
      },
    },
    {
      name: 'createStatement credits what is given back after it was stated, once',
      async run(stage) {
        const { shop, order } = await sold(stage, 2_000);
        const first = await shop.state();
        await shop.tell(left(order, 1, 500));
        const second = await shop.state();
        equal([second.state, second.total.amount, second.dueAt], ['carried', 0, null], 'a debt');
        equal(dueOf(second), [['0', '-15', 0, '-15']], 'what is carried');
        const [line] = await linesOf(stage, second);
        equal([line?.kind, line?.orderId, line?.exact], ['credit', order.id, '-15'], 'line');
        equal((await shop.readStatement(first)).total, first.total, 'the first stays as it was');
        const more = shop.orderBody(order.updatedAt, {
          completedAt: order.updatedAt,
          lines: [goods(3_000)],
        });
        await shop.tell(more);
        equal(dueOf(await shop.state()), [['-15', '30', 15, '0']], 'the next');
      },
    },
    {
      name: 'createStatement passes on what shoppers added, whole and apart from what the shop gives',
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const roundUp = { projectId: shop.project.id, amount: 49 };
        const told = { completedAt: createdAt, roundUp, lines: [goods(2_050)] };
        const order = await shop.tell(shop.orderBody(createdAt, told));
        const made = await shop.state();
        equal([made.total.amount, made.lineCount], [69, 2], 'all that is paid');
        equal(dueOf(made), [['0', '20.5', 20, '0.5']], 'what the shop gives');
        equal(dueOf({ dues: made.roundUps }), [['0', '49', 49, '0']], 'what shoppers gave');
        const line = (await linesOf(stage, made)).find(({ kind }) => kind === 'round_up');
        equal([line?.orderId, line?.exact, line?.charityItemId], [order.id, '49', null], 'line');
        equal((await shop.readOrder(order)).roundUp?.state, 'stated', 'the round-up');
      },
    },
    {
      name: 'createStatement states what is confirmed and nothing else, and no part of it twice',
      async run(stage) {
        const { shop, order } = await sold(stage);
        await shop.tell(shop.orderBody(order.updatedAt));
        const idempotencyKey = newIdempotencyKey();
        const body = { merchantId: shop.merchant.id };
        const made = await granted(stage.ask('createStatement', { body }, { idempotencyKey }));
        equal(
          (await linesOf(stage, made)).map(({ orderId, exact }) => [orderId, exact]),
          [[order.id, '10.01']],
          'lines',
        );
        const again = await granted(stage.ask('createStatement', { body }, { idempotencyKey }));
        equal(again, made, 'a repeat');
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'createStatement refuses a merchant that is none',
      async run(stage) {
        const body = { merchantId: merchantExample.id };
        await refused(stage.ask('createStatement', { body }), 'merchant_unknown', 'unknown');
      },
    },
    statement_nothing_new: {
      name: 'createStatement refuses where nothing is new',
      async run(stage) {
        const { shop } = await sold(stage);
        await shop.state();
        const body = { merchantId: shop.merchant.id };
        await refused(stage.ask('createStatement', { body }), 'statement_nothing_new', 'again');
      },
    },
  },
};

export const listStatements: CasesOf<'listStatements'> = {
  happy: [
    {
      name: 'listStatements pages through the statements of a merchant, newest first',
      async run(stage) {
        const { shop, order } = await sold(stage, 10_000);
        const made = [await shop.state()];
        for (const cents of [9_000, 8_000]) {
          await shop.tell(left(order, 10_000 - cents, cents));
          made.unshift(await shop.state());
        }
        const query = `merchantId=${shop.merchant.id}`;
        const first = await granted(stage.ask('listStatements', {}, { query: `${query}&limit=2` }));
        const rest = `${query}&limit=2&cursor=${first.nextCursor}`;
        const second = await granted(stage.ask('listStatements', {}, { query: rest }));
        equal(
          [...first.items, ...second.items].map(({ id }) => id),
          made.map(({ id }) => id),
          'ids',
        );
        equal(second.nextCursor, null, 'the end');
      },
    },
  ],
  refuses: {},
};

export const getStatement: CasesOf<'getStatement'> = {
  happy: [
    {
      name: 'getStatement reads the one that was asked for',
      async run(stage) {
        const [{ shop }] = [await sold(stage), await sold(stage)];
        const { links: _, ...made } = await shop.state();
        const { links, ...read } = await shop.readStatement(made);
        equal(read, made, 'statement');
        for (const address of [links.html, links.pdf, links.csv]) {
          holds(address.includes(made.id), `an address of the statement: ${address}`);
        }
      },
    },
  ],
  refuses: {
    statement_unknown: {
      name: 'getStatement refuses an id that is no statement',
      async run(stage) {
        const params = { statementId: unknown };
        await refused(stage.ask('getStatement', { params }), 'statement_unknown', 'unknown id');
      },
    },
  },
};

export const listStatementLines: CasesOf<'listStatementLines'> = {
  happy: [
    {
      name: 'listStatementLines pages through all lines, each once',
      async run(stage) {
        const { shop, order } = await sold(stage);
        const orders = [order];
        for (let count = 0; count < 4; count += 1) {
          const body = shop.orderBody(order.updatedAt, { completedAt: order.updatedAt });
          orders.push(await shop.tell(body));
        }
        const { id, lineCount } = await shop.state();
        const params = { statementId: id };
        const seen: string[] = [];
        let cursor: string | null = '0';
        while (cursor !== null) {
          const query = `limit=2&cursor=${cursor}`;
          const asked = stage.ask('listStatementLines', { params }, { query });
          const page: { items: { orderId: string }[]; nextCursor: string | null } =
            await granted(asked);
          seen.push(...page.items.map(({ orderId }) => orderId));
          cursor = page.nextCursor;
        }
        equal(seen.sort(), orders.map((each) => each.id).sort(), 'orders');
        equal(lineCount, 5, 'count');
      },
    },
  ],
  refuses: {
    statement_unknown: {
      name: 'listStatementLines refuses an id that is no statement',
      async run(stage) {
        const params = { statementId: unknown };
        await refused(stage.ask('listStatementLines', { params }), 'statement_unknown', 'unknown');
      },
    },
  },
};

export const payStatement: CasesOf<'payStatement'> = {
  happy: [
    {
      name: 'payStatement says where to pay, twice the same payment, and moves no money by itself',
      async run(stage) {
        const { shop } = await sold(stage);
        const made = await shop.state();
        const params = { statementId: made.id };
        const begun = await granted(stage.ask('payStatement', { params }));
        equal(begun.provider, 'sandbox', 'provider');
        holds(begun.url.includes(begun.reference), 'an address of the payment');
        const again = await granted(stage.ask('payStatement', { params }));
        equal(again.reference, begun.reference, 'the payment, asked again');
        const { state, payment, paidAt } = await shop.readStatement(made);
        equal([state, payment?.state, paidAt], ['open', 'open', null], 'nobody has paid');
      },
    },
  ],
  refuses: {
    statement_unknown: {
      name: 'payStatement refuses an id that is no statement',
      async run(stage) {
        const params = { statementId: unknown };
        await refused(stage.ask('payStatement', { params }), 'statement_unknown', 'unknown');
      },
    },
    statement_not_payable: {
      name: 'payStatement refuses where nothing is to be paid',
      async run(stage) {
        const { shop } = await sold(stage, 99);
        const { id, state } = await shop.state();
        equal(state, 'carried', 'less than a cent');
        const asked = stage.ask('payStatement', { params: { statementId: id } });
        await refused(asked, 'statement_not_payable', 'nothing due');
      },
    },
    payments_unavailable: {
      name: 'payStatement refuses live statements while no live provider is set up',
      needs: ['tenants'],
      async run(stage) {
        const key = stage.given('live').secret;
        const { shop } = await sold(new Stage({ ...stage.context, keys: stage.given('live') }));
        const { id } = await shop.state();
        const asked = stage.ask('payStatement', { params: { statementId: id } }, { key });
        await refused(asked, 'payments_unavailable', 'live statement');
      },
    },
  },
};
