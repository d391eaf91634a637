/**
 * Statements of the made-up platform. They are made when they are asked for, and stay open: there is no
 * page on which they could be paid.
 */
import {
  type EndpointInput,
  type EndpointOutput,
  exactText,
  type Id,
  type Order,
  pageLimit,
  parseExact,
  type Statement,
  type StatementLine,
  statementDueDays,
  statementDues,
  statementNumber,
  toExact,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { pageOf, type Stated, timeIn, type World } from '../world.ts';
import { merchantOf } from './merchants.ts';
import { settledOrders } from './orders.ts';

/** How much of a pledge to a project, or of a round-up (null), is on statements, exactly. */
export function statedOf(
  world: World,
  orderId: Id<'order'>,
  charityItemId: Id<'charityItem'> | null,
  projectId: Id<'project'>,
): bigint {
  return [...world.statements.values()]
    .flatMap(({ lines }) => lines)
    .filter(
      (line) =>
        line.orderId === orderId &&
        line.charityItemId === charityItemId &&
        line.projectId === projectId,
    )
    .reduce((sum, { exact }) => sum + parseExact(exact), 0n);
}

/** What became more or less of the order's pledges and its round-up since they were stated. */
function newLines(world: World, order: Order): StatementLine[] {
  return [...newPledgeLines(world, order), ...newRoundUpLine(world, order)];
}

/** More of a round-up. Less of it is credited once it was passed on, and here no statement is paid. */
function newRoundUpLine(
  world: World,
  { id: orderId, shopOrderId, roundUp }: Order,
): StatementLine[] {
  if (roundUp?.state !== 'confirmed') return [];
  const { projectId, amount } = roundUp;
  const more = toExact(amount) - statedOf(world, orderId, null, projectId);
  if (more <= 0n) return [];
  const none = { charityItemId: null, revision: null };
  return [{ kind: 'round_up', orderId, shopOrderId, ...none, projectId, exact: exactText(more) }];
}

function newPledgeLines(world: World, order: Order): StatementLine[] {
  const stated = [...world.statements.values()].flatMap(({ lines }) =>
    lines.filter((line) => line.orderId === order.id && line.charityItemId !== null),
  );
  const given = order.pledges.flatMap(({ charityItemId, revision, state, parts }) =>
    parts.map(({ projectId, exact }) => ({
      charityItemId,
      revision,
      projectId,
      exact: state === 'confirmed' ? parseExact(exact) : 0n,
    })),
  );
  const gone = stated
    .filter(
      (line) =>
        !given.some(
          (part) => part.charityItemId === line.charityItemId && part.projectId === line.projectId,
        ),
    )
    .map(({ charityItemId, revision, projectId }) => ({ charityItemId, revision, projectId }));
  const known = new Map(gone.map((part) => [`${part.charityItemId} ${part.projectId}`, part]));
  const all = [...given, ...[...known.values()].map((part) => ({ ...part, exact: 0n }))];
  return all.flatMap(({ charityItemId, revision, projectId, exact }) => {
    const more = exact - statedOf(world, order.id, charityItemId, projectId);
    if (more === 0n) return [];
    const kind = more < 0n ? 'credit' : 'pledge';
    const { id: orderId, shopOrderId } = order;
    return [
      { kind, orderId, shopOrderId, charityItemId, revision, projectId, exact: exactText(more) },
    ];
  });
}

const dayMs = 24 * 60 * 60_000;

export function createStatement(
  world: World,
  { body }: EndpointInput<'createStatement'>,
): Statement {
  const merchant = merchantOf(world, body.merchantId);
  const { id: merchantId, currency } = merchant;
  const lines = settledOrders(world)
    .filter((order) => order.merchantId === merchantId)
    .flatMap((order) => newLines(world, order));
  if (lines.length === 0) refuse('statement_nothing_new');
  const own = [...world.statements.values()].filter(
    ({ statement }) => statement.merchantId === merchantId,
  );
  const last = own.at(-1)?.statement;
  const isPledge = ({ charityItemId }: StatementLine) => charityItemId !== null;
  const pledged = lines.filter(isPledge);
  const added = lines.filter((line) => !isPledge(line));
  const dues = duesOf(world, last?.dues, pledged, currency);
  const roundUps = duesOf(world, last?.roundUps, added, currency);
  const total = [...dues, ...roundUps].reduce((sum, { amount }) => sum + amount.amount, 0);
  const createdAt = timeIn(world);
  const id = world.newId('statement');
  const address = `https://give.example.org/statements/${id}`;
  const statement: Statement = {
    id,
    merchantId,
    number: statementNumber(world.now().getUTCFullYear(), own.length + 1, false),
    because: 'asked',
    period: { from: last?.period.until ?? merchant.createdAt, until: createdAt },
    state: total === 0 ? 'carried' : 'open',
    total: { amount: total, currency },
    currency,
    dues,
    roundUps,
    lineCount: lines.length,
    dueAt: total === 0 ? null : later(world, statementDueDays * dayMs),
    paidAt: null,
    payment: null,
    livemode: false,
    createdAt,
    links: {
      html: `${address}?pass=mock`,
      pdf: `${address}.pdf?pass=mock`,
      csv: `${address}.csv?pass=mock`,
      until: later(world, dayMs),
    },
  };
  world.statements.set(id, { statement, lines });
  return statement;
}

const later = (world: World, ms: number) => new Date(world.now().getTime() + ms).toISOString();

/** What each project gets: what the last statement left over and the lines, rounded once. */
function duesOf(
  world: World,
  last: Statement['dues'] | undefined,
  lines: readonly StatementLine[],
  currency: string,
): Statement['dues'] {
  const carried = (last ?? []).map(({ project, carriedAfter }) => ({
    projectId: project.id,
    exact: parseExact(carriedAfter),
  }));
  const told = lines.map(({ projectId, exact }) => ({ projectId, exact: parseExact(exact) }));
  const left = carried.filter(({ exact }) => exact !== 0n);
  return statementDues(left, told).map((due) => ({
    project: { id: due.projectId, title: world.projects.get(due.projectId)?.title ?? '' },
    carriedBefore: exactText(due.carriedBefore),
    exact: exactText(due.exact),
    amount: { amount: due.amount, currency },
    carriedAfter: exactText(due.carriedAfter),
  }));
}

function statedBy(world: World, id: string): Stated {
  return world.statements.get(id) ?? refuse('statement_unknown');
}

export function listStatements(world: World, { query = {} }: EndpointInput<'listStatements'>) {
  const { merchantId } = query;
  const all = [...world.statements.values()].map(({ statement }) => statement);
  return pageOf(
    all.filter((each) => merchantId === undefined || each.merchantId === merchantId),
    query,
  );
}

export function getStatement(world: World, { params }: EndpointInput<'getStatement'>): Statement {
  return statedBy(world, params.statementId).statement;
}

export function listStatementLines(
  world: World,
  { params, query = {} }: EndpointInput<'listStatementLines'>,
): EndpointOutput<'listStatementLines'> {
  const { lines } = statedBy(world, params.statementId);
  const start = /^\d+$/.test(query.cursor ?? '') ? Number(query.cursor) : 0;
  const end = start + (query.limit ?? pageLimit.default);
  return { items: lines.slice(start, end), nextCursor: end < lines.length ? String(end) : null };
}

export function payStatement(
  world: World,
  { params }: EndpointInput<'payStatement'>,
): EndpointOutput<'payStatement'> {
  const stated = statedBy(world, params.statementId);
  const { statement } = stated;
  if (statement.state !== 'open') refuse('statement_not_payable');
  const reference = statement.payment?.reference ?? world.newId('payment');
  const provider = 'sandbox';
  stated.statement = { ...statement, payment: { provider, reference, state: 'open' } };
  return { provider, reference, url: `https://give.example.org/sandbox/pay/${reference}` };
}
