// Cards tried out through the hosted page, which runs no scripts: no way past what stands before the API.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type SandboxPaymentEvent, testCards } from '@kindcart/contract';
import type { Selectable } from 'kysely';
import { revokeKey } from '../../access/records.ts';
import type { DonationTable } from '../../database/schema.ts';
import { attributesOf, leadsTo, type ReadPage, read, submit } from '../../pages/testing/donor.ts';
import {
  goodOrigin,
  makeTenant,
  type Tenant,
  testDatabase,
  testId,
  testPlatform,
} from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';

const database = await testDatabase();
const { db } = database;
const script = { src: '/sdk/kindcart.js', integrity: 'sha384-abc' };
let hasScript = true;
const house = await testPlatform(database, {
  trustedProxies: 1,
  pageScript: async () => (hasScript ? script : undefined),
});
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const sameOrigin = { 'Sec-Fetch-Site': 'same-origin' };
const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);
const visit = async (path: string) => read(await ask(path));

type Fields = Readonly<Record<string, string>>;

/** A charity's project, and a donor or bot at its page. */
async function openPage() {
  const tenant = await makeTenant(database, 'Guarded');
  const project = await house.stage.project({}, { key: tenant.test.secret });
  const path = `/give/${project.id}?lang=en`;
  const give = async (address: string, page?: ReadPage, fields: Fields = { amount: '1000' }) =>
    submit(ask, page ?? (await visit(path)), fields, {
      ...sameOrigin,
      'X-Forwarded-For': address,
    });
  /** Begins gifts first, and then pays each by a card that is declined. */
  async function declines(count: number, address: string, fields?: Fields): Promise<void> {
    const places: string[] = [];
    while (places.length < count) places.push(leadsTo(await give(address, undefined, fields)));
    for (const place of places) {
      const card = { number: testCards.declined, expiry: '12/89', cvc: '123' };
      await submit(ask, await visit(place), card);
    }
  }
  const answered = (status: number, address: string, page?: ReadPage) =>
    waitUntil(`${address} to be answered ${status}`, async () => {
      const answer = await give(address, page);
      return answer.status === status ? answer : undefined;
    });
  const donations = () =>
    db.selectFrom('donation').selectAll().where('project_id', '=', project.id).execute();
  return { tenant, project, path, give, declines, answered, donations };
}

function pageKeyOf({ test: { publishable } }: Tenant) {
  const key = db.selectFrom('api_key').select('id').where('publishable_token', '=', publishable);
  return key.executeTakeFirstOrThrow();
}

test('asks an address of declined cards for a proof, which the page with scripts gives', async () => {
  const { project, give, declines, answered, donations } = await openPage();
  await declines(5, '203.0.113.5');
  const back = await read(await answered(403, '203.0.113.5'));
  const made = (await donations()).length;
  assert.match(back.text, /make sure that you are no robot.*Nothing was charged\./);
  assert.match(back.html, /value="1000" checked/);
  const [link = ''] = attributesOf(back.html, 'href').filter((href) => href.endsWith('#give'));
  assert.equal(link, `/give/${project.id}?lang=en#give`);
  assert.match((await visit(link.replace('#give', ''))).html, /<kind-donate-form/);
  assert.equal((await give('203.0.113.5', back)).status, 403, 'again is no way around it');
  assert.equal((await donations()).length, made);
  assert.match(leadsTo(await give('198.51.100.7')), /^\/sandbox\/pay/, 'others notice nothing');
});

test('counts and stops cards that are tried out on monthly gifts like any others', async () => {
  const { give, declines, answered, donations } = await openPage();
  const monthly = { amount: '1000', interval: 'month', email: 'bot@example.org' };
  await declines(5, '203.0.113.11', monthly);
  await answered(403, '203.0.113.11');
  const made = (await donations()).length;
  const back = await read(await give('203.0.113.11', undefined, monthly));
  assert.equal(back.status, 403);
  assert.match(back.html, /name="interval" value="month" checked/);
  assert.equal((await donations()).length, made);
});

test('asks for it in the API, too, where the cards were declined on the page', async () => {
  const { tenant, project, declines, answered } = await openPage();
  await declines(5, '203.0.113.6');
  await answered(403, '203.0.113.6');
  const headers = { Origin: goodOrigin, 'X-Forwarded-For': '203.0.113.6' };
  const { publishable: key } = tenant.test;
  const body = {
    projectId: project.id,
    gift: { amount: 1_000, currency: 'USD' },
    coverFee: false,
    donorName: null,
    anonymous: true,
    message: null,
  };
  const answer = await house.stage.ask('createDonation', { body }, { key, headers });
  assert.equal(!answer.ok && answer.problem.code, 'proof_required');
});

test('says that giving is paused, until when, and that nothing was charged', async () => {
  const { declines, answered, donations } = await openPage();
  await declines(20, '203.0.113.7');
  const answer = await answered(503, '203.0.113.7');
  assert.match(answer.headers.get('Retry-After') ?? '', /^[1-9]\d*$/);
  const { text, html } = await read(answer);
  assert.match(text, /Giving is paused here.*Nothing was charged\. Please come back in a while\./);
  assert.match(html, /value="1000" checked/);
  const made = (await donations()).length;
  await answered(503, '203.0.113.7');
  assert.equal((await donations()).length, made);
});

test('leads a form that was taken before to its payment all the same', async () => {
  const { path, give, declines, answered } = await openPage();
  const page = await visit(path);
  const place = leadsTo(await give('203.0.113.8', page));
  await declines(5, '203.0.113.8');
  await answered(403, '203.0.113.8');
  assert.equal(leadsTo(await give('203.0.113.8', page)), place);
});

test('counts by a key that is revoked where a charity has no other, and then knows no proof', async () => {
  const { tenant, declines, answered } = await openPage();
  const { id } = await pageKeyOf(tenant);
  await revokeKey(db, id, new Date());
  await declines(5, '203.0.113.9');
  const { text } = await read(await answered(403, '203.0.113.9'));
  assert.match(text, /Giving is paused here/);
  assert.doesNotMatch(text, /robot/);
});

test('says that it is paused where the platform serves no scripts to prove it with', async () => {
  hasScript = false;
  const { declines, answered } = await openPage();
  await declines(5, '203.0.113.10');
  const { text } = await read(await answered(403, '203.0.113.10'));
  hasScript = true;
  assert.match(text, /Giving is paused here/);
});

/** The provider's word on a payment that was begun on the page: declined, as a card of its own. */
function declineOf(row: Selectable<DonationTable>): SandboxPaymentEvent {
  return {
    id: testId('event'),
    type: 'payment.updated',
    createdAt: row.created_at.toISOString(),
    livemode: false,
    organizationId: row.organization_id,
    payment: {
      reference: row.payment_reference,
      version: 1,
      state: 'failed',
      amount: { amount: row.gift_amount, currency: row.currency },
      failureCode: 'card_declined',
      refunds: [],
      cardFingerprint: row.id,
    },
  };
}

test('pauses the key of the pages when all cards are declined, wherever they come from', async () => {
  const { tenant, give, answered, donations } = await openPage();
  for (let place = 0; place < 40; place += 1) leadsTo(await give(`198.51.100.${place}`));
  for (const row of await donations()) assert.equal(await house.tell(declineOf(row)), 200);
  const answer = await answered(503, '192.0.2.77');
  assert.match((await read(answer)).text, /Giving is paused here/);
  const { id } = await pageKeyOf(tenant);
  const pauses = await db.selectFrom('key_pause').select(['key_id', 'declines']).execute();
  assert.deepEqual(pauses, [{ key_id: id, declines: 40 }]);
});
