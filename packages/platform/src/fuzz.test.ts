// Whatever two organizations send to any endpoint of a whole platform, with each other's ids among
// their own: an answer of the contract, no fault of ours, and not a row of the other's.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  addDays,
  type Challenge,
  type CreatedDonation,
  type Details,
  type EndpointName,
  endpointNames,
  endpoints,
  type Id,
  idPrefixes,
  orderToken,
  type Problem,
  type ProblemCode,
  type Project,
  type RecurringGift,
  routes,
  sandboxSignatureHeader,
  testCards,
} from '@kindcart/contract';
import {
  become,
  dayOf,
  type KeyPair,
  openLand,
  openShop,
  pastDays,
  pieceOfLand,
  plantTree,
  Stage,
} from '@kindcart/contract/conformance';
import fc from 'fast-check';
import { hostileText, hostileValue, nobodysIds, spoilt } from './testing/hostile.ts';
import { goodOrigin, type Tenant, testDatabase, testId, testPlatform } from './testing/platform.ts';
import { seedWalks, startWalking, type Walking } from './testing/walking.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
const outcomesSeen = new Set<string>();
after(async () => {
  await house.stop();
  await database.close();
});

/** Ids that belong together, by their prefix: of a project, its gift, the gift's payment and refund. */
type Kit = Readonly<Record<string, string>>;

/** An organization with what it was told of. */
interface Owner {
  readonly name: Id<'organization'>;
  readonly keys: KeyPair;
  readonly kits: Kit[];
  /** What lets one of its donors in. */
  readonly link: string;
  readonly session: string;
  readonly walking: Walking;
  /** An order of its shop, and what lets a shopper see what it gives. */
  readonly sold: { readonly shopOrderId: string; readonly token: string };
}

const idPattern = new RegExp(`\\b(${Object.values(idPrefixes).join('|')})_[0-9a-z]{26}\\b`, 'g');
/** The ids in a text, but for those that anybody may write and that are of nothing. */
const idsOf = (text: string): readonly string[] =>
  (text.match(idPattern) ?? []).filter((id) => !nobodysIds.includes(id));
const prefixOf = (id: string) => id.slice(0, 3);

/** Whose each id is that anybody was told of. */
const ownerOf = new Map<string, string>();
/** The client secret of each payment. */
const secretOf = new Map<string, string>();
const closed = new Set<string>();

/** Keeps what an owner was told of. @throws when any of it is another's */
function learn(owner: Owner, text: string): void {
  const ids = idsOf(text);
  for (const id of ids) {
    const known = ownerOf.get(id) ?? owner.name;
    assert.equal(known, owner.name, `${owner.name} was told of ${id} of ${known}: ${text}`);
    ownerOf.set(id, known);
  }
  owner.kits.push({ ...owner.kits[0], ...Object.fromEntries(ids.map((id) => [prefixOf(id), id])) });
}

function learnDonation(owner: Owner, { donation, payment }: CreatedDonation): void {
  secretOf.set(payment.reference, payment.clientSecret);
  learn(owner, JSON.stringify([donation, payment.reference]));
}

/** A donor's address tells enough here. */
const noDetails = { language: null, dedication: null, updatesConsent: null, cameFrom: null };

/** The value of a success. */
async function granted<Value>(
  asked: Promise<{ readonly ok: true; readonly value: Value } | { readonly ok: false }>,
): Promise<Value> {
  const answer = await asked;
  return answer.ok ? answer.value : assert.fail('was refused');
}

/** An owner with two gifts: one that was given back in part, and one that the bank asks about. */
async function makeOwner({ organizationId, test: keys }: Tenant): Promise<Owner> {
  const stage = new Stage({ ...house.context, keys });
  const project = await stage.project(endpoints.createProject.example.body);
  const { gift } = endpoints.createDonation.example.body;
  // Enough for the example of a refund, and more than once.
  const large = { gift: { ...gift, amount: 4 * gift.amount } };
  const paid = await stage.gave(project, testCards.succeeds, 'succeeded', large);
  const email = `${organizationId.slice(-8)}@example.org`;
  const details = { ...noDetails, email };
  const told = await stage.gave(project, testCards.succeeds, 'succeeded', { gift, details });
  const params = { donationId: told.donation.id };
  const receipt = await granted(stage.ask('createReceipt', { params }));
  const { page } = endpoints.createDonorLink.example.body;
  await granted(stage.ask('createDonorLink', { body: { email, page, language: null } }));
  const link = await stage.given('donorToken')(email);
  const { session } = await granted(stage.ask('openDonorSession', { body: { token: link } }));
  const asked = await stage.begin(project, { gift });
  await stage.pay(asked, testCards.asksForConfirmation);
  const refund = await stage.refund(paid, { ...gift, amount: 1 });
  secretOf.set(paid.payment.reference, paid.payment.clientSecret);
  const { body } = endpoints.createWebhookEndpoint.example;
  const webhook = await granted(stage.ask('createWebhookEndpoint', { body }));
  const webhookParams = { endpointId: webhook.id };
  await granted(stage.ask('testWebhookEndpoint', { params: webhookParams }));
  const deliveries = await granted(stage.ask('listWebhookDeliveries', { params: webhookParams }));
  const shop = await openShop(stage, { currency: gift.currency });
  const split = [{ projectId: project.id, basisPoints: 10_000 }];
  const item = await shop.item({ split });
  const order = await shop.tell(shop.orderBody(item.createdAt));
  const { shopOrderId, merchantId } = order;
  const shown = { params: { merchantId } };
  const { secret } = await granted(stage.ask('getOrderTokenSecret', shown));
  const sold = { shopOrderId, token: await orderToken(secret, merchantId, shopOrderId) };
  const forest = await makeForest(stage, organizationId);
  const walking = await startWalking(stage, house.clock.nowMs);
  const owner: Owner = { name: organizationId, keys, kits: [], link, session, sold, walking };
  const sell = () => shop.tell(shop.orderBody(item.createdAt, { completedAt: item.createdAt }));
  await sell();
  const statement = await shop.state();
  // For the next statement.
  await sell();
  const [challenge, over] = await makeChallenges(stage, project);
  learn(
    owner,
    JSON.stringify([
      organizationId,
      forest,
      shop.project,
      project,
      paid,
      refund,
      receipt.id,
      webhook,
      deliveries,
      item,
      order,
      statement,
      challenge,
      await seedWalks(stage, challenge, over),
      walking.participantId,
    ]),
  );
  learnDonation(owner, asked);
  await makeFailing(owner, stage, project, details);
  learn(owner, JSON.stringify(over));
  return owner;
}

/** Makes a challenge that takes deeds, and one that is over. */
async function makeChallenges(stage: Stage, project: Project): Promise<[Challenge, Challenge]> {
  const { body } = endpoints.createChallenge.example;
  const make = (days: Pick<Challenge, 'startsOn' | 'endsOn'>) =>
    granted(stage.ask('createChallenge', { body: { ...body, ...days, projectId: project.id } }));
  const today = dayOf(project);
  const open = { startsOn: today, endsOn: addDays(today, 30) };
  return [await make(open), await make(pastDays(project))];
}

/** Makes a tree that was looked at, and a place that is held; answers what is told of both. */
async function makeForest(stage: Stage, name: string): Promise<readonly unknown[]> {
  // The seventh place is the example's.
  const land = await openLand(stage, { polygon: pieceOfLand(3, 4) });
  const grown = await plantTree(stage, land);
  for (const state of ['established', 'grown'] as const) {
    await granted(become(stage, grown.tree, state));
  }
  const { number: treeNumber } = grown.tree;
  const [told] = endpoints.recordObservations.example.body.observations;
  const key = name.slice(-20);
  const observations = told === undefined ? [] : [{ ...told, key, treeNumber }];
  const seen = await granted(stage.ask('recordObservations', { body: { observations } }));
  const { plot, species } = grown;
  const wish = { ...endpoints.createAdoption.example.body, placeNumber: null };
  const body = { ...wish, plotId: plot.id, speciesId: species.id };
  const held = await granted(stage.ask('createAdoption', { body }));
  // The tree was paid by a gift, of which its own answers do not tell.
  const gifts = await granted(stage.ask('listDonations', {}));
  return [grown, seen, held, gifts];
}

/** Makes the owner a monthly gift whose second charge failed. */
async function makeFailing(
  owner: Owner,
  stage: Stage,
  project: Project,
  details: Details,
): Promise<void> {
  const { gift } = endpoints.createDonation.example.body;
  const changes = { gift, interval: 'month', details } as const;
  await stage.gave(project, testCards.renewalsDeclined, 'succeeded', changes);
  const find = (state: RecurringGift['state']) =>
    house.context.waitUntil(`a monthly gift that is ${state}`, async () => {
      const found = await stage.ask('listRecurringGifts', {}, { query: `state=${state}` });
      return found.ok ? found.value.items[0] : undefined;
    });
  const { nextChargeAt } = await find('active');
  await stage.ask('advanceSandboxClock', { body: { to: nextChargeAt } });
  const failing = await find('past_due');
  const query = `recurringGiftId=${failing.id}`;
  const charges = await stage.ask('listDonations', {}, { query });
  for (const charge of charges.ok ? charges.value.items : []) {
    learn(owner, JSON.stringify([charge, failing]));
  }
}

const owners = [await makeOwner(house.a), await makeOwner(house.b)];
/** How many kits an owner has from the beginning. */
const kitsBefore = 5;

/** A request before it is known which ids there are: places in the lists of what is known. */
interface Draft {
  readonly owner: number;
  readonly key: 'secret' | 'publishable' | 'query' | 'none';
  readonly params: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly body: unknown;
  readonly idempotencyKey: string;
  readonly places: readonly number[];
}

/** Mostly the one; now and then the other. */
const mostly = <Value>(usual: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

/** Fits into one place of a path. */
const pathText = hostileText
  .map((text) => text.toWellFormed())
  .filter((text) => !/^\.{0,2}$/.test(text));

function draftOf(name: EndpointName): fc.Arbitrary<Draft> {
  const { params, query, body } = endpoints[name].example;
  const places = Object.entries<string>({ ...params });
  const pairs = Object.entries({ ...query }).map(([key, text]): [string, string] => [
    key,
    `${text}`,
  ]);
  const names = [...pairs.map(([key]) => key), 'limit', 'cursor', 'ids', 'projectId'];
  const values = fc.oneof(fc.constantFrom(...pairs.map(([, value]) => value), '7'), hostileText);
  return fc.record({
    owner: fc.nat(owners.length - 1),
    key: mostly<Draft['key']>('secret', fc.constantFrom('publishable', 'query', 'none')),
    params: mostly(
      Object.fromEntries(places),
      fc.record(Object.fromEntries(places.map(([key]) => [key, pathText]))),
    ),
    query: mostly(pairs, fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 3 })),
    body: body === undefined ? fc.constant(undefined) : mostly<unknown>(body, spoiltBody(body)),
    idempotencyKey: fc.oneof(fc.constantFrom('used', '"used"', ''), fc.uuid()),
    places: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
  });
}

function spoiltBody(body: object): fc.Arbitrary<unknown> {
  return fc.oneof(spoilt(body), hostileValue);
}

const impact = endpoints.getOrderImpact.example;

/** Puts ids that there are in place of the examples': the owner's own mostly, and the other's. */
function filler(owner: Owner, places: readonly number[]): (value: unknown) => string {
  let next = 0;
  const place = () => places[next++ % places.length] ?? 0;
  const at = <Item>(list: readonly Item[]) => list[place() % list.length];
  // Half of the time one of the first, which the later ones would crowd out.
  const own = at(place() % 2 === 0 ? owner.kits : owner.kits.slice(0, kitsBefore));
  const kit = () => (place() % 4 === 0 ? at(at(owners)?.kits ?? []) : own);
  const other = (id: string) => (prefixOf(id) === 'evt' ? testId('event') : kit()?.[prefixOf(id)]);
  return (value) =>
    (JSON.stringify(value) ?? '')
      .replaceAll(idPattern, (id) => (nobodysIds.includes(id) ? id : (other(id) ?? id)))
      .replaceAll(endpoints.openDonorSession.example.body.token, () => at(owners)?.link ?? '')
      .replaceAll(impact.params.shopOrderId, () => at(owners)?.sold.shopOrderId ?? '')
      .replaceAll(impact.query.token, () => at(owners)?.sold.token ?? '')
      .replaceAll('example.example', () => secretOf.get(kit()?.pay ?? '') ?? '');
}

/** A request as it is sent. */
interface Sent {
  readonly owner: Owner;
  readonly params: Readonly<Record<string, string>>;
  readonly query: string;
  readonly body: string | undefined;
}

function sentOf({ owner: place, params, query, body, places }: Draft): Sent {
  const owner = owners[place] ?? assert.fail();
  const fill = filler(owner, places);
  const pairs: [string, string][] = JSON.parse(fill(query));
  return {
    owner,
    params: JSON.parse(fill(params)),
    query: `${new URLSearchParams(pairs)}`,
    body: body === undefined ? undefined : fill(body),
  };
}

/** With the signatures and tokens of its owner, where it asks for some. */
async function completed(name: EndpointName, sent: Sent): Promise<Sent> {
  const { owner, params, body } = sent;
  if (body === undefined) return sent;
  return { ...sent, body: await owner.walking.completed(name, params, body) };
}

/** Sends it, and answers with the code or `ok`. Each answer is held against the contract on the way. */
async function play(name: EndpointName, draft: Draft): Promise<string> {
  const sent = await completed(name, sentOf(draft));
  const { owner, params, query, body } = sent;
  const { secret, publishable } = owner.keys;
  const own = routes[name].access === 'donor' ? owner.session : secret;
  const key = { secret: own, publishable, query: publishable, none: null }[draft.key];
  const headers = {
    ...(draft.key === 'publishable' && { Origin: goodOrigin }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(body !== undefined && {
      [sandboxSignatureHeader]: house.context.sign?.(body, 0) ?? '',
    }),
  };
  const { idempotencyKey } = draft;
  const options = { key, keyInQuery: draft.key === 'query', headers, idempotencyKey, query };
  const answer = await house.stage.ask(
    name,
    { params },
    body === undefined ? options : { ...options, body },
  );
  assert.ok(answer.status < 500, answer.text);
  assert.doesNotMatch(answer.text, /\.ts:\d|node_modules|at \w+ \(|TypeError|SyntaxError/);
  if (answer.ok) keep(name, sent, answer.text);
  else saysNothing(name, sent, answer.problem, answer.text);
  return answer.ok ? 'ok' : answer.problem.code;
}

/** A problem names no id but those that were sent and the caller's own, and of the other's says that they are unknown. */
function saysNothing(name: EndpointName, sent: Sent, { code }: Problem, text: string): void {
  const ids = idsOf(JSON.stringify([sent.params, sent.query, sent.body]));
  const said = idsOf(text).filter((id) => prefixOf(id) !== 'req');
  assert.ok(
    said.every((id) => ids.includes(id) || ownerOf.get(id) === sent.owner.name),
    text,
  );
  const { access } = routes[name];
  const own = sent.owner.name;
  const others = ids.filter((id) => (ownerOf.get(id) ?? own) !== own);
  if (access === 'payer' || access === 'signed' || others.length === 0) return;
  const codes: readonly ProblemCode[] = endpoints[name].errors;
  assert.ok(!codes.includes(code) || code.endsWith('_unknown'), `${others}: ${text}`);
}

/** Keeps what was granted. @throws when it was none of the caller's */
function keep(name: EndpointName, { owner, params, body = '' }: Sent, text: string): void {
  const { access } = routes[name];
  if (access === 'payer') {
    const { clientSecret } = JSON.parse(body);
    assert.equal(clientSecret, secretOf.get(params.reference ?? ''), text);
  } else if (access === 'signed') {
    const { organizationId, payment } = JSON.parse(body);
    assert.equal(ownerOf.get(payment.reference), organizationId, body);
  } else if (name === 'createDonation') {
    learnDonation(owner, JSON.parse(text));
  } else {
    if (name === 'closeProject') closed.add(params.projectId ?? '');
    if (name === 'createMove') owner.walking.moved(text);
    learn(owner, text);
  }
}

// A charge is tried again while there is one that failed, and a team is joined while the walker is of none.
const beginnings: readonly EndpointName[] = ['retryRecurringGift', 'joinTeam'];
// What is closed takes no gifts, what is paused no deeds, a merchant with a threshold is stated without being asked,
// what is ended or cancelled takes no changes, and what is disabled or deleted is sent nothing, so these come last;
// the clock moves when nothing is due any more.
const endings: readonly EndpointName[] = [
  'changeMerchant',
  'endCharityItem',
  'changeSpecies',
  'changePlot',
  'updateChallenge',
  'closeChallenge',
  'cancelDonorRecurringGift',
  'cancelRecurringGift',
  'advanceSandboxClock',
  'closeProject',
  'updateWebhookEndpoint',
  'deleteWebhookEndpoint',
];
const rank = (name: EndpointName) => (beginnings.includes(name) ? -1 : endings.indexOf(name) + 1);
const inTurn = endpointNames.toSorted((one, other) => rank(one) - rank(other));

for (const name of inTurn) {
  test(`answers whatever is sent to ${name} with what is the caller's, or a problem`, async () => {
    const outcomes = new Set<string>();
    const property = fc.asyncProperty(draftOf(name), async (draft) => {
      const outcome = await play(name, draft);
      outcomes.add(outcome);
      outcomesSeen.add(outcome);
    });
    // A hundred requests reach the room nearly always; chance alone may not fail the test.
    for (let round = 0; round < 10 && !(outcomes.has('ok') && outcomes.size > 1); round++) {
      await fc.assert(property, { numRuns: 100 });
    }
    assert.ok(outcomes.has('ok'), 'its room was reached');
    assert.ok(outcomes.size > 1, 'something was refused');
  });
}

test('refused what is of the other by its id', () => {
  for (const code of [
    'project_unknown',
    'donation_unknown',
    'refund_unknown',
    'payment_unknown',
    'merchant_unknown',
    'charity_item_unknown',
    'order_unknown',
    'challenge_unknown',
    'participant_unknown',
    'team_unknown',
  ]) {
    assert.ok(outcomesSeen.has(code), code);
  }
});

test('has given each row to whom it was told, and closed only what its owner closed', async () => {
  for (const table of [
    'project',
    'donation',
    'refund',
    'merchant',
    'charity_item',
    'shop_order',
    'challenge',
    'team',
  ] as const) {
    const rows = await db.selectFrom(table).select(['id', 'organization_id']).execute();
    assert.ok(rows.length >= owners.length, table);
    for (const { id, organization_id } of rows) {
      assert.equal(ownerOf.get(id), organization_id, id);
    }
  }
  const rows = await db.selectFrom('project').select('id').where('state', '=', 'closed').execute();
  assert.deepEqual(rows.map(({ id }) => id).sort(), [...closed].sort());
});

test('has logged no fault of ours', () => {
  const faults = house.log.filter((line) => line.includes('"level":"error"'));
  // A signed event with another amount is answered and told to operators: it is the provider's fault.
  assert.deepEqual(
    faults.filter((line) => !line.includes('payment event refused by the rules')),
    [],
  );
});
