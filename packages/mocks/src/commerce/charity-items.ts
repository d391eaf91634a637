/** Charity items of the made-up platform. */
import {
  type CharityItem,
  type CharityItemTerms,
  type CharityItemWhole,
  charityItemExample,
  charityItemsMax,
  type EndpointInput,
  type EndpointOutput,
  exactText,
  type Id,
  type ItemInForce,
  type Merchant,
  pageLimit,
  parseExact,
  wholeUnits,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { type Promised, timeIn, type World } from '../world.ts';
import { merchantOf } from './merchants.ts';
import { settledOrders } from './orders.ts';

const timeOf = (text: string) => Date.parse(text);

/** Terms with the time since when they hold. */
function latest({ terms }: Promised): Promised['terms'][number] {
  return terms.at(-1) ?? refuse('charity_item_unknown');
}

function isOver(world: World, item: Promised): boolean {
  const { endsAt } = latest(item).terms;
  return endsAt !== null && timeOf(endsAt) <= world.now().getTime();
}

/** Whether the project takes nothing any more at the time. */
export function isClosed(world: World, id: Id<'project'>, atMs: number): boolean {
  const project = world.projects.get(id);
  if (project === undefined) return false;
  const { state, updatedAt, closesAt } = project;
  return (
    (state === 'closed' && timeOf(updatedAt) <= atMs) ||
    (closesAt !== null && timeOf(closesAt) <= atMs)
  );
}

function itemOf(world: World, id: string): Promised {
  return world.charityItems.get(id) ?? refuse('charity_item_unknown');
}

/** The merchant's charity items by their place, on a tie the older first. */
function inOrder(items: Iterable<Promised>): Promised[] {
  return [...items].sort((one, other) => one.place - other.place);
}

/** Those that held at the time, with their terms of then. */
export function itemsInForce(world: World, { id }: Merchant, atMs: number): ItemInForce[] {
  const own = [...world.charityItems.values()].filter(({ merchantId }) => merchantId === id);
  return inOrder(own).flatMap((item) => {
    const at = item.terms.findLastIndex(({ since }) => timeOf(since) <= atMs);
    const terms = item.terms[at]?.terms;
    if (terms === undefined || timeOf(terms.startsAt) > atMs) return [];
    const isEnded = terms.endsAt !== null && timeOf(terms.endsAt) <= atMs;
    return isEnded ? [] : [{ id: item.id, revision: at + 1, terms }];
  });
}

function checkProjects(world: World, terms: CharityItemTerms): void {
  for (const [at, { projectId }] of terms.split.entries()) {
    if (!world.projects.has(projectId)) {
      const field = `terms.split.${at}.projectId`;
      refuse('project_unknown', [{ field, message: 'is no project of this key' }]);
    }
  }
  for (const [at, id] of terms.choices.entries()) {
    if (!world.projects.has(id)) {
      const message = 'is no project of this key';
      refuse('project_unknown', [{ field: `terms.choices.${at}`, message }]);
    }
  }
}

function checkTerms(world: World, terms: CharityItemTerms, { currency }: Merchant): void {
  const nowMs = world.now().getTime();
  if (terms.endsAt !== null && timeOf(terms.endsAt) <= nowMs) {
    refuse('request_invalid', [{ field: 'terms.endsAt', message: 'is in the past' }]);
  }
  const named = [
    ...terms.split.map(({ projectId: id }, at) => ({ id, field: `terms.split.${at}.projectId` })),
    ...terms.choices.map((id, at) => ({ id, field: `terms.choices.${at}` })),
  ];
  for (const { id, field } of named) {
    const message = 'is closed and takes nothing any more';
    if (isClosed(world, id, nowMs)) refuse('project_closed', [{ field, message }]);
  }
  if (terms.currency !== currency) {
    const message = `is not ${currency}, the merchant's currency`;
    refuse('currency_mismatch', [{ field: 'terms.currency', message }]);
  }
  for (const { id, field } of named) {
    if (world.projects.get(id)?.currency === currency) continue;
    refuse('currency_mismatch', [{ field, message: 'is in another currency' }]);
  }
}

export function createCharityItem(
  world: World,
  { body }: EndpointInput<'createCharityItem'>,
): CharityItemWhole {
  const merchant = merchantOf(world, body.merchantId);
  checkProjects(world, body.terms);
  checkTerms(world, body.terms, merchant);
  const running = [...world.charityItems.values()].filter(
    (item) => item.merchantId === merchant.id && !isOver(world, item),
  );
  if (running.length >= charityItemsMax) refuse('charity_items_too_many');
  const time = timeIn(world);
  const { merchantId, name, place, terms } = body;
  const id = world.newId('charityItem');
  const item = { id, merchantId, name, place, terms: [{ since: time, terms }], updatedAt: time };
  world.charityItems.set(id, item);
  return toWhole(world, item);
}

export function listCharityItems(
  world: World,
  { query = {} }: EndpointInput<'listCharityItems'>,
): EndpointOutput<'listCharityItems'> {
  const { ids, merchantId, cursor, limit = pageLimit.default } = query;
  const all = inOrder(world.charityItems.values());
  const asked = ids === undefined ? all : ids.flatMap((id) => world.charityItems.get(id) ?? []);
  const found = asked.filter((each) => merchantId === undefined || each.merchantId === merchantId);
  const start = ids === undefined ? found.findIndex(({ id }) => id === cursor) + 1 : 0;
  const shown = found.slice(start, ids === undefined ? start + limit : undefined);
  const isLast = start + shown.length === found.length;
  return {
    items: shown.map((item) => toItem(world, item)),
    nextCursor: isLast ? null : (shown.at(-1)?.id ?? null),
  };
}

export function changeCharityItem(
  world: World,
  { params, body = {} }: EndpointInput<'changeCharityItem'>,
): CharityItemWhole {
  const item = itemOf(world, params.charityItemId);
  const { name, place, terms } = body;
  if (terms !== undefined) checkProjects(world, terms);
  if (isOver(world, item)) refuse('charity_item_ended');
  const time = timeIn(world);
  if (terms !== undefined) {
    checkTerms(world, terms, merchantOf(world, item.merchantId));
    item.terms.push({ since: time, terms });
  }
  item.name = name ?? item.name;
  item.place = place ?? item.place;
  item.updatedAt = time;
  return toWhole(world, item);
}

export function endCharityItem(
  world: World,
  { params }: EndpointInput<'endCharityItem'>,
): CharityItemWhole {
  const item = itemOf(world, params.charityItemId);
  if (!isOver(world, item)) {
    const since = timeIn(world);
    const { terms } = latest(item);
    const startsAt = timeOf(terms.startsAt) > timeOf(since) ? since : terms.startsAt;
    item.terms.push({ since, terms: { ...terms, startsAt, endsAt: since } });
    item.updatedAt = since;
  }
  return toWhole(world, item);
}

function stateOf(world: World, item: Promised): CharityItem['state'] {
  if (isOver(world, item)) return 'ended';
  const { split, startsAt } = latest(item).terms;
  const nowMs = world.now().getTime();
  if (split.some(({ projectId }) => isClosed(world, projectId, nowMs))) return 'project_closed';
  return timeOf(startsAt) > nowMs ? 'scheduled' : 'open';
}

/** A fold of the orders that are there; the example tells of more orders than it brings. */
function totalsOf(world: World, item: Promised): CharityItem['totals'] {
  const { currency } = latest(item).terms;
  const confirmed = settledOrders(world).flatMap(({ pledges }) =>
    pledges.filter(
      ({ charityItemId, state }) => charityItemId === item.id && state === 'confirmed',
    ),
  );
  const before =
    item.id === charityItemExample.id && world.orders.size > 0 ? charityItemExample.totals : null;
  const given = confirmed.reduce(
    (sum, { exact }) => sum + parseExact(exact),
    parseExact(before?.exact ?? '0'),
  );
  const orders = confirmed.length + (before?.orders ?? 0);
  return {
    orders,
    given: { amount: wholeUnits(given), currency },
    exact: exactText(given),
    version: orders,
    asOf: timeIn(world),
  };
}

function toItem(world: World, item: Promised): CharityItem {
  const { currency, gives, least, most, startsAt, endsAt, split, choices } = latest(item).terms;
  const named = (id: Id<'project'>) => ({ id, title: world.projects.get(id)?.title ?? '' });
  return {
    id: item.id,
    merchantId: item.merchantId,
    name: item.name,
    place: item.place,
    currency,
    gives,
    least,
    most,
    startsAt,
    endsAt,
    split: split.map(({ projectId, basisPoints }) => ({ project: named(projectId), basisPoints })),
    choices: choices.map(named),
    state: stateOf(world, item),
    totals: totalsOf(world, item),
    livemode: false,
  };
}

function toWhole(world: World, item: Promised): CharityItemWhole {
  return {
    ...toItem(world, item),
    terms: latest(item).terms,
    revision: item.terms.length,
    createdAt: item.terms[0]?.since ?? item.updatedAt,
    updatedAt: item.updatedAt,
  };
}
