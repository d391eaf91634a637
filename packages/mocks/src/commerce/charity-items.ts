/** Charity items of the made-up platform. */
import {
  areTermsOver,
  type CharityItem,
  type CharityItemWhole,
  charityItemExample,
  charityItemStateOf,
  charityItemsMax,
  type EndpointInput,
  type EndpointOutput,
  endedTerms,
  exactText,
  type Id,
  type ItemInForce,
  type LiveItem,
  type Merchant,
  type ProjectFacts,
  pageLimit,
  parseExact,
  refuseTerms,
  refuseUnknownProjects,
  type TermsRefusal,
  wholeUnits,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { type News, type Promised, timeIn, type World } from '../world.ts';
import { merchantOf } from './merchants.ts';
import { settledOrders } from './orders.ts';

const timeOf = (text: string) => Date.parse(text);

/** Terms with the time since when they hold. */
export function latest({ terms }: Promised): Promised['terms'][number] {
  return terms.at(-1) ?? refuse('charity_item_unknown');
}

/** What is known of the projects. */
export function projectFacts(world: World): ProjectFacts[] {
  return [...world.projects.values()].map(({ id, title, currency, state, updatedAt, closesAt }) => {
    const times = [closesAt, state === 'closed' ? updatedAt : null].flatMap((time) => time ?? []);
    const closesMs = Math.min(...times.map(timeOf));
    return { id, title, currency, closesAt: times.length === 0 ? null : new Date(closesMs) };
  });
}

function itemOf(world: World, id: string): Promised {
  return world.charityItems.get(id) ?? refuse('charity_item_unknown');
}

/** The merchant's charity items by their place, on a tie the older first. */
export function inOrder(items: Iterable<Promised>): Promised[] {
  return [...items].sort((one, other) => one.place - other.place);
}

/** Those that held at the time, with their terms of then. */
export function itemsInForce(
  world: World,
  { id }: Pick<Merchant, 'id'>,
  atMs: number,
): ItemInForce[] {
  const own = [...world.charityItems.values()].filter(({ merchantId }) => merchantId === id);
  return inOrder(own).flatMap((item) => {
    const at = item.terms.findLastIndex(({ since }) => timeOf(since) <= atMs);
    const terms = item.terms[at]?.terms;
    if (terms === undefined || timeOf(terms.startsAt) > atMs) return [];
    const isEnded = terms.endsAt !== null && timeOf(terms.endsAt) <= atMs;
    return isEnded ? [] : [{ id: item.id, revision: at + 1, terms }];
  });
}

function say(refusal: TermsRefusal | null): void {
  if (refusal !== null) refuse(refusal.code, [refusal]);
}

export function createCharityItem(
  world: World,
  { body }: EndpointInput<'createCharityItem'>,
): CharityItemWhole {
  const merchant = merchantOf(world, body.merchantId);
  const projects = projectFacts(world);
  say(refuseUnknownProjects(body.terms, projects));
  say(refuseTerms(body.terms, merchant, projects, world.now()));
  const running = [...world.charityItems.values()].filter(
    (item) => item.merchantId === merchant.id && !areTermsOver(latest(item).terms, world.now()),
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
  const projects = projectFacts(world);
  if (terms !== undefined) say(refuseUnknownProjects(terms, projects));
  if (areTermsOver(latest(item).terms, world.now())) refuse('charity_item_ended');
  const time = timeIn(world);
  if (terms !== undefined) {
    say(refuseTerms(terms, merchantOf(world, item.merchantId), projects, world.now()));
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
  const { terms } = latest(item);
  if (!areTermsOver(terms, world.now())) {
    item.updatedAt = timeIn(world);
    item.terms.push({ since: item.updatedAt, terms: endedTerms(terms, world.now()) });
  }
  return toWhole(world, item);
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
  return countedTotals(world, item.id, { orders, given, currency });
}

/** Totals with a version that rises when they are others than when they were last told. */
export function countedTotals(
  world: World,
  id: string,
  fold: { readonly orders: number; readonly given: bigint; readonly currency: string },
): CharityItem['totals'] {
  const { orders, given, currency } = fold;
  const exact = exactText(given);
  const known = world.itemTotals.get(id);
  if (known?.exact === exact && known.orders === orders) return known;
  const totals = {
    orders,
    given: { amount: wholeUnits(given), currency },
    exact,
    version: known === undefined ? orders : known.version + 1,
    asOf: timeIn(world),
  };
  world.itemTotals.set(id, totals);
  return totals;
}

/** Tells the live streams of the charity items whose totals have changed. */
export function tellItems(world: World): void {
  const known = new Map(world.itemTotals);
  for (const item of world.charityItems.values()) {
    const news = newsOfItem(world, item);
    if (known.get(item.id) === world.itemTotals.get(item.id)) continue;
    for (const tell of world.watchers) tell(news);
  }
}

/** What the live stream says of it. */
export function newsOfItem(world: World, item: Promised): News {
  const totals = totalsOf(world, item);
  const event: LiveItem = { charityItemId: item.id, totals };
  return { name: 'item', id: item.id, version: totals.version, event };
}

function toItem(world: World, item: Promised): CharityItem {
  const { currency, gives, scope, least, most, startsAt, endsAt, split, choices } =
    latest(item).terms;
  const named = (id: Id<'project'>) => ({ id, title: world.projects.get(id)?.title ?? '' });
  return {
    id: item.id,
    merchantId: item.merchantId,
    name: item.name,
    place: item.place,
    currency,
    gives,
    wholeShop: scope.kind === 'shop',
    least,
    most,
    startsAt,
    endsAt,
    split: split.map(({ projectId, basisPoints }) => ({ project: named(projectId), basisPoints })),
    choices: choices.map(named),
    state: charityItemStateOf(latest(item).terms, projectFacts(world), world.now()),
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
