// Webhook endpoints from the command line: what it says, what it makes, and what it refuses.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { webhookEndpointsMax } from '@kindcart/contract';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { makeTenant, testDatabase } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import {
  createWebhook,
  replayWebhooks,
  rotateWebhook,
  showWebhooks,
  type WebhookFlags,
} from './webhooks.ts';

const database = await testDatabase();
after(() => database.close());
const { organizationId } = await makeTenant(database, 'Oak');

type Command = typeof createWebhook;

/** Runs a command and gives back its lines. */
async function said(
  command: Command,
  argument: string | undefined,
  flags: Partial<WebhookFlags> = {},
): Promise<string[]> {
  const terminal = keptTerminal();
  const none = { organization: undefined, label: undefined, hours: undefined, since: undefined };
  const all = { ...none, live: false, events: [], ...flags };
  assert.equal(await command(database, argument, all, terminal), 0);
  return terminal.lines;
}
const list: Command = (db, _argument, flags, terminal) => showWebhooks(db, flags, terminal);

const url = 'https://charity.example/hooks';
const idIn = (lines: readonly string[]) =>
  /whe_\w+/.exec(lines.join('\n'))?.[0] ?? assert.fail('no endpoint is named');

test('says how to begin when there are none', async () => {
  assert.match((await said(list, undefined)).join(), /There are no webhook endpoints\. Make one/);
});

test('makes an endpoint of everything unless events are named, shows its secret once, and lists it', async () => {
  const made = await said(createWebhook, url, { label: 'Our CRM' });
  new Webhook(made[0] ?? '').sign('evt_1', new Date(), '{}');
  assert.match(made[1] ?? '', /shown this once: store it now/);
  const paid = await said(createWebhook, url, { events: ['donation.succeeded'], live: true });
  const lines = await said(list, undefined, { organization: 'Oak' });
  const everything =
    'donation.succeeded donation.failed donation.partially_refunded donation.refunded donation.refund_failed';
  assert.deepEqual(lines, [
    [idIn(made), organizationId, 'test', url, 'Our CRM', 'enabled', everything].join('  '),
    [idIn(paid), organizationId, 'live', url, '-', 'enabled', 'donation.succeeded'].join('  '),
  ]);
  assert.ok(!lines.join().includes('whsec_'));
});

test('rotates a secret, and says how long the old one signs', async () => {
  const made = await said(createWebhook, url);
  const lines = await said(rotateWebhook, idIn(made), { hours: '48' });
  assert.match(lines[0] ?? '', /^whsec_/);
  assert.notEqual(lines[0], made[0]);
  assert.match(lines[1] ?? '', /The old one signs for 48 hours more\./);
  const row = await database.db
    .selectFrom('webhook_endpoint')
    .select('secrets')
    .where(sql.ref('id'), '=', idIn(made))
    .executeTakeFirstOrThrow();
  assert.deepEqual(
    row.secrets.map(({ secret }) => secret),
    [lines[0], made[0]],
  );
});

test('has deliveries made again, one or all that failed since a time', async () => {
  const id = idIn(await said(createWebhook, url));
  await sql`
    insert into webhook_delivery (organization_id, id, endpoint_id, event_id, type, state, created_at)
    select ${organizationId}, 'whd_01k9p6c2f6fz3t6v8w0x2y4z6' || n, ${id}, 'evt_' || n,
      'donation.failed', 'failed', now() - make_interval(days => n)
    from generate_series(1, 4) as n`.execute(database.db);
  const pending = async () => {
    const rows = await database.db.selectFrom('webhook_delivery').select('state').execute();
    return rows.filter(({ state }) => state === 'pending').length;
  };
  const one = 'whd_01k9p6c2f6fz3t6v8w0x2y4z64';
  assert.deepEqual(await said(replayWebhooks, one), [
    `${one} is made again by the running platform.`,
  ]);
  assert.equal(await pending(), 1);
  const since = new Date(Date.now() - 2.5 * 24 * 3_600_000).toISOString();
  assert.match((await said(replayWebhooks, id, { since })).join(), /^2 deliveries to whe_/);
  assert.equal(await pending(), 3);
});

test('lists what is the matter with an endpoint, and replays nothing to one that is disabled', async () => {
  const id = idIn(await said(createWebhook, url));
  const lineOf = async () => (await said(list, undefined)).find((line) => line.includes(id)) ?? '';
  const failing = new Date('2026-11-23T08:00:00.000Z');
  const change = database.db.updateTable('webhook_endpoint').where(sql.ref('id'), '=', id);
  await change.set({ failing_since: failing }).execute();
  assert.match(await lineOf(), /failing since 2026-11-23T08:00:00\.000Z/);
  await change.set({ disabled_reason: 'failing' }).execute();
  assert.match(await lineOf(), /disabled: failing/);
  const since = failing.toISOString();
  await assert.rejects(said(replayWebhooks, id, { since }), /is disabled\. Enable it first/);
});

const unknown = 'whe_01k9p6b1e5fz3t6v8w0x2y4z6g';
const refused: readonly [
  what: string,
  command: Command,
  argument: string | undefined,
  flags: Partial<WebhookFlags>,
  words: RegExp,
][] = [
  ['no address', createWebhook, undefined, {}, /Say which address/],
  ['an address that is none', createWebhook, 'charity.example', {}, /url is not an https address/],
  ['live data without https', createWebhook, 'http://localhost:1/', { live: true }, /https/],
  ['an unknown event', createWebhook, url, { events: ['gift'] }, /events\.0 is not one of/],
  ['an unknown organization', createWebhook, url, { organization: 'Ash' }, /no organization Ash/],
  ['no endpoint', rotateWebhook, undefined, {}, /Say which: `kindcart webhooks rotate whe_…`/],
  ['an unknown endpoint', rotateWebhook, unknown, {}, /There is no webhook endpoint whe_/],
  ['too many hours', rotateWebhook, unknown, { hours: '169' }, /--hours is a whole number/],
  ['hours in words', rotateWebhook, unknown, { hours: 'many' }, /from 0 to 168, not many/],
  ['nothing to replay', replayWebhooks, undefined, {}, /Say which: `kindcart webhooks replay/],
  [
    'an unknown delivery',
    replayWebhooks,
    unknown.replace('whe', 'whd'),
    {},
    /There is no delivery/,
  ],
];

for (const [what, command, argument, flags, words] of refused) {
  test(`refuses ${what} in words`, () => assert.rejects(said(command, argument, flags), words));
}

test('asks since when', async () => {
  const id = idIn(await said(createWebhook, url));
  for (const since of [undefined, 'yesterday', '2026-11-23']) {
    await assert.rejects(said(replayWebhooks, id, { since }), /Say since when: --since/);
  }
});

test('makes no more endpoints than the API lets a charity have', async () => {
  const refused = /there are 20 already\. Delete one first/;
  const fill = async () => {
    for (let made = 0; made <= webhookEndpointsMax; made += 1) await said(createWebhook, url);
  };
  await assert.rejects(fill(), refused);
  await assert.rejects(said(createWebhook, url), refused);
  const lines = await said(list, undefined, { organization: 'Oak' });
  assert.equal(lines.filter((line) => line.includes('  test  ')).length, webhookEndpointsMax);
});
