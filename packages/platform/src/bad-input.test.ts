// Bad input gets a clear answer and loses nothing: each row is one fault in a request that makes a
// donation, sent to a whole platform; afterwards not a row of its database has changed.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type CreateDonation,
  type CreateProject,
  errors,
  type ProblemCode,
  parse,
  problemSchema,
} from '@kindcart/contract';
import { hostileTexts } from '@kindcart/contract/conformance';
import { sql } from 'kysely';
import { goodOrigin, testDatabase, testPlatform } from './testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage, a, b } = house;
after(async () => {
  await house.stop();
  await database.close();
});

const usd = (amount: unknown, currency: unknown = 'USD') => ({ amount, currency });
const project = await stage.project();
const closed = await stage.project();
await stage.ask('closeProject', { params: { projectId: closed.id } });
const theirs = await stage.project({}, { key: b.test.secret });
const yen = await stage.project({
  currency: 'JPY',
  goal: null,
  minimum: { amount: 1, currency: 'JPY' },
  maximum: { amount: 1_000_000, currency: 'JPY' },
  suggestedAmounts: [{ amount: 500, currency: 'JPY' }],
});
const usedKey = 'a key that was used';
await stage.begin(project, {}, { idempotencyKey: usedKey });

const good: CreateDonation = {
  projectId: project.id,
  gift: { amount: 5_000, currency: 'USD' },
  coverFee: false,
  donorName: null,
  anonymous: false,
  message: null,
};

interface Row {
  readonly what: string;
  readonly code: ProblemCode;
  /** A field that must be named. */
  readonly field?: string;
  readonly changes?: object;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string | null>>;
}

const amounts: readonly [what: string, amount: unknown][] = [
  ['zero', 0],
  ['a negative amount', -5_000],
  ['half a cent', 0.5],
  ['a fraction that looks whole', 5_000.000_000_1],
  ['more than is exact', 2 ** 53],
  ['the text 1e3', '1e3'],
  ['full-width digits', '１００'],
  ['a decimal comma', '1,50'],
  ['a decimal point', '50.00'],
  ['a number in words', 'fifty'],
  ['hexadecimal', '0x32'],
  ['nothing', null],
  ['a list', [5_000]],
];

const rows: readonly Row[] = [
  ...amounts.map(
    ([what, amount]): Row => ({
      what,
      code: 'request_invalid',
      field: 'gift.amount',
      changes: { gift: usd(amount) },
    }),
  ),
  {
    what: 'three decimals for yen',
    code: 'request_invalid',
    field: 'gift.amount',
    changes: { projectId: yen.id, gift: usd(500.123, 'JPY') },
  },
  {
    what: 'less than the minimum',
    code: 'amount_too_small',
    field: 'gift.amount',
    changes: { gift: usd(99) },
  },
  {
    what: 'more than the maximum',
    code: 'amount_too_large',
    field: 'gift.amount',
    changes: { gift: usd(1_000_001) },
  },
  {
    what: 'the largest amount there is',
    code: 'amount_too_large',
    field: 'gift.amount',
    changes: { gift: usd(2 ** 53 - 1), coverFee: true },
  },
  {
    what: 'an unknown currency',
    code: 'request_invalid',
    field: 'gift.currency',
    changes: { gift: usd(5_000, 'XXX') },
  },
  {
    what: 'a currency in small letters',
    code: 'request_invalid',
    field: 'gift.currency',
    changes: { gift: usd(5_000, 'usd') },
  },
  {
    what: 'another currency',
    code: 'currency_mismatch',
    field: 'gift.currency',
    changes: { gift: usd(5_000, 'EUR') },
  },
  {
    what: 'a closed project',
    code: 'project_closed',
    field: 'projectId',
    changes: { projectId: closed.id },
  },
  {
    what: 'an unknown project',
    code: 'project_unknown',
    changes: { projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a' },
  },
  { what: "another charity's project", code: 'project_unknown', changes: { projectId: theirs.id } },
  {
    what: 'an id of something else',
    code: 'request_invalid',
    field: 'projectId',
    changes: { projectId: 'don_01k9p4m8q2fz3t6v8w0x2y4z6a' },
  },
  { what: 'a field nobody asked for', code: 'request_invalid', field: 'tip', changes: { tip: 5 } },
  {
    what: 'a name of 81 letters',
    code: 'request_invalid',
    field: 'donorName',
    changes: { donorName: 'x'.repeat(81) },
  },
  {
    what: 'an empty name',
    code: 'request_invalid',
    field: 'donorName',
    changes: { donorName: '' },
  },
  {
    what: 'a null character',
    code: 'request_invalid',
    field: 'message',
    changes: { message: 'a\u0000b' },
  },
  {
    what: 'half of a character pair',
    code: 'request_invalid',
    field: 'message',
    changes: { message: 'a\ud800' },
  },
  { what: 'no key', code: 'key_missing', headers: { Authorization: null } },
  {
    what: 'a made-up key',
    code: 'key_unknown',
    headers: { Authorization: 'Bearer sk_test_madeup' },
  },
  { what: 'a revoked key', code: 'key_revoked', headers: { Authorization: `Bearer ${a.revoked}` } },
  {
    what: 'a secret key from a browser',
    code: 'secret_key_in_browser',
    headers: { Origin: goodOrigin },
  },
  {
    what: 'a secret key from a browser that hides its origin',
    code: 'secret_key_in_browser',
    headers: { 'Sec-Fetch-Site': 'cross-site' },
  },
  {
    what: 'a publishable key from a wrong origin',
    code: 'origin_not_allowed',
    headers: {
      Authorization: `Bearer ${a.test.publishable}`,
      Origin: `${goodOrigin}.evil.example`,
    },
  },
  {
    what: 'a publishable key without an origin',
    code: 'origin_not_allowed',
    headers: { Authorization: `Bearer ${a.test.publishable}` },
  },
  {
    what: 'a live key where nothing takes live gifts',
    code: 'payments_unavailable',
    headers: { Authorization: `Bearer ${a.live.secret}` },
  },
  {
    what: 'no idempotency key',
    code: 'idempotency_key_missing',
    headers: { 'Idempotency-Key': null },
  },
  {
    what: 'an idempotency key of 256 characters',
    code: 'idempotency_key_invalid',
    headers: { 'Idempotency-Key': 'k'.repeat(256) },
  },
  {
    what: 'a used idempotency key with one unit more',
    code: 'idempotency_key_reused',
    changes: { gift: usd(5_001) },
    headers: { 'Idempotency-Key': usedKey },
  },
  { what: 'a body over 64 kB', code: 'body_too_large', body: ' '.repeat(65_537) },
  { what: 'invalid UTF-8', code: 'encoding_invalid', body: new Uint8Array([0x7b, 0xff, 0x7d]) },
  {
    what: '__proto__',
    code: 'json_invalid',
    body: `{"__proto__":{"admin":true},${JSON.stringify(good).slice(1)}`,
  },
  {
    what: 'a prototype in disguise',
    code: 'json_invalid',
    body: '{"constructor":{"prototype":{"admin":true}}}',
  },
  {
    what: 'deep nesting',
    code: 'json_invalid',
    body: `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  },
  {
    what: 'a form',
    code: 'media_type_unsupported',
    headers: { 'Content-Type': 'multipart/form-data' },
  },
  { what: 'half of a body', code: 'json_invalid', body: JSON.stringify(good).slice(0, -1) },
];

/** Every table with how many rows it has, and the newest version of what changes. */
async function everything(): Promise<unknown> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(
    database.db,
  );
  const counts = [];
  for (const { name } of tables) {
    const { rows: found } = await sql<{ hash: string }>`
      select md5(coalesce(string_agg(row::text, ' ' order by row::text), '')) as hash
      from ${sql.table(name)} as row`.execute(database.db);
    counts.push([name, found[0]?.hash]);
  }
  return counts;
}

async function send(row: Pick<Row, 'changes' | 'body' | 'headers'>): Promise<Response> {
  const headers = new Headers();
  const wanted = {
    Authorization: `Bearer ${a.test.secret}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': 'a key for bad input',
    ...row.headers,
  };
  for (const [name, value] of Object.entries(wanted)) if (value !== null) headers.set(name, value);
  const body = row.body ?? JSON.stringify({ ...good, ...row.changes });
  return house.platform.app.request('/v1/donations', { method: 'POST', headers, body });
}

const before = await everything();

for (const row of rows) {
  test(`refuses ${row.what} as ${row.code}`, async () => {
    const response = await send(row);
    const result = parse(problemSchema, await response.json());
    assert.ok(result.ok);
    const { code, detail, errors: fields = [] } = result.value;
    assert.deepEqual([code, response.status], [row.code, errors[row.code].status]);
    assert.ok(detail.length > 20, 'says what happened and what to do');
    if (row.field === undefined) return;
    const named = fields.find(({ field }) => field === row.field);
    assert.ok(named !== undefined && named.message !== '', JSON.stringify(fields));
  });
}

test('has changed nothing for all that, and takes a good request under the same key', async () => {
  assert.deepEqual(await everything(), before);
  assert.equal((await send({})).status, 201);
});

test('answers all of it at once as one by one', async () => {
  const answers = await Promise.all(
    rows.map((row, place) =>
      send({ ...row, headers: { 'Idempotency-Key': `bad ${place}`, ...row.headers } }),
    ),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    rows.map(({ code }) => errors[code].status),
  );
});

const projectTexts = ['title', 'summary', 'story'] as const;

/** A good project with one text of somebody who means harm. */
function projectWith(changes: Partial<CreateProject>) {
  return stage.project({ ...changes });
}

for (const text of hostileTexts) {
  test(`stores ${JSON.stringify(text).slice(0, 40)} in every text field, and gives back the same bytes as JSON`, async () => {
    for (const field of projectTexts) {
      const made = await projectWith({ [field]: text });
      const response = await house.request(`/v1/projects/${made.id}`);
      assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
      assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
      const read: Record<string, unknown> = JSON.parse(await response.text());
      assert.equal(read[field], text);
      const stored = await database.db
        .selectFrom('project')
        .select(field)
        .where('id', '=', made.id)
        .executeTakeFirstOrThrow();
      assert.equal(stored[field], text);
    }
    const alt = [{ url: 'https://charity.example/a.jpg', alt: text }];
    assert.deepEqual((await projectWith({ images: alt })).images, alt);
    const created = await stage.begin(project, { donorName: text, message: text });
    const whole = await house.request(`/v1/donations/${created.donation.id}`);
    const { donorName, message }: Record<string, unknown> = JSON.parse(await whole.text());
    assert.deepEqual([donorName, message], [text, text]);
  });
}

test('logs no text, name or key of anybody', () => {
  const log = house.log.join('\n');
  for (const text of [...hostileTexts.filter((one) => one.length > 8), a.test.secret, a.revoked]) {
    assert.ok(!log.includes(JSON.stringify(text).slice(1, -1)), text);
  }
});

test('keeps its books clean through all of it', () => house.auditClean());
