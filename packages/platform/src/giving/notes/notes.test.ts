// What a charity keeps for itself about a gift: nobody else reads it, and nothing of it is lost or doubled.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type CreatedDonation, testCards } from '@kindcart/contract';
import { goodOrigin, testDatabase, testId, testPlatform } from '../../testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database);
const { stage, a, b } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const project = await stage.project();
const person = { donorName: 'Ada Lovelace', message: 'For the pumps.' };
const given = await stage.gave(project, testCards.succeeds, 'succeeded', person);

let sent = 0;

/** Asks as the charity's own server, unless the headers say otherwise. */
function request(path: string, headers: Record<string, string> = {}, init: RequestInit = {}) {
  const own = { Authorization: `Bearer ${a.test.secret}`, ...headers };
  return house.platform.app.request(path, { ...init, headers: own });
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  sent += 1;
  const own = { 'Content-Type': 'application/json', 'Idempotency-Key': `note ${sent}` };
  const init = { method: 'POST', body: JSON.stringify(body) };
  const response = await request(path, { ...own, ...headers }, init);
  const text = await response.text();
  return { status: response.status, text, code: codeOf(text) };
}

function codeOf(text: string): string | undefined {
  const { code }: { code?: string } = JSON.parse(text);
  return code;
}

const notesOf = ({ donation }: CreatedDonation) => `/v1/donations/${donation.id}/notes`;
const moderationOf = ({ donation }: CreatedDonation) => `/v1/donations/${donation.id}/moderation`;

async function textsOf(path: string): Promise<string[]> {
  const { items }: { items: { text: string }[] } = JSON.parse(await (await request(path)).text());
  return items.map(({ text }) => text);
}

const texts = [
  'Called back: “all well”',
  '林晓 asked for a receipt\nby post',
  '<script>alert(1)</script>',
  '=cmd|"/C calc"!A0',
  'x'.repeat(2_000),
  '👩‍👩‍👧',
];

for (const text of texts) {
  test(`keeps as it is: ${text.slice(0, 20)}`, async () => {
    const made = await stage.begin(project);
    assert.equal((await post(notesOf(made), { text })).status, 201);
    assert.deepEqual(await textsOf(notesOf(made)), [text]);
  });
}

const wrong: readonly [what: string, body: unknown][] = [
  ['nothing', {}],
  ['an empty text', { text: '' }],
  ['a number', { text: 5 }],
  ['half of a pair', { text: '\ud800' }],
  ['a control character', { text: 'a\u0000b' }],
  ['a field too many', { text: 'a', author: 'me' }],
  ['2,001 characters', { text: 'x'.repeat(2_001) }],
];

for (const [what, body] of wrong) {
  test(`takes for a note not ${what}`, async () => {
    assert.equal((await post(notesOf(given), body)).code, 'request_invalid');
  });
}

test('keeps a note once, of several that come under one key at the same time', async () => {
  const made = await stage.begin(project);
  const headers = { 'Idempotency-Key': 'one note' };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => post(notesOf(made), { text: 'Once' }, headers)),
  );
  const first = await post(notesOf(made), { text: 'Once' }, headers);
  for (const { status, text, code } of answers) {
    if (status === 201) assert.equal(text, first.text);
    else assert.equal(code, 'idempotency_in_flight');
  }
  assert.deepEqual(await textsOf(notesOf(made)), ['Once']);
  const other = await post(notesOf(made), { text: 'Another' }, headers);
  assert.equal(other.code, 'idempotency_key_reused');
  const elsewhere = await post(notesOf(given), { text: 'Once' }, headers);
  assert.equal(elsewhere.code, 'idempotency_key_reused');
});

const strangers: readonly [who: string, headers: Record<string, string>, code: string][] = [
  ['another charity', { Authorization: `Bearer ${b.test.secret}` }, 'donation_unknown'],
  ["the charity's live data", { Authorization: `Bearer ${a.live.secret}` }, 'donation_unknown'],
  [
    'a page',
    { Authorization: `Bearer ${a.test.publishable}`, Origin: goodOrigin },
    'key_not_allowed',
  ],
  ['a revoked key', { Authorization: `Bearer ${a.revoked}` }, 'key_revoked'],
];

for (const [who, headers, code] of strangers) {
  test(`lets ${who} neither read nor write what the charity keeps`, async () => {
    const decision = { nameHidden: true, messageHidden: true, reason: null };
    assert.equal((await post(notesOf(given), { text: 'Not ours' }, headers)).code, code);
    assert.equal((await post(moderationOf(given), decision, headers)).code, code);
    const read = await request(notesOf(given), headers);
    assert.equal(codeOf(await read.text()), code);
    assert.deepEqual(await textsOf(notesOf(given)), []);
  });
}

async function publicTexts(): Promise<string> {
  const reads = [
    `/v1/projects/${project.id}/gifts`,
    `/v1/projects/${project.id}/gifts?order=largest`,
    `/v1/projects/${project.id}`,
    `/v1/donations/${given.donation.id}/status`,
  ];
  const headers = { Authorization: `Bearer ${a.test.publishable}`, Origin: goodOrigin };
  const answers = await Promise.all(reads.map((path) => request(path, headers)));
  return (await Promise.all(answers.map((answer) => answer.text()))).join('\n');
}

test('says nothing in public of notes, of what is hidden, or of why', async () => {
  await post(notesOf(given), { text: 'Secret note' });
  assert.match(await publicTexts(), /Ada Lovelace/);
  const decision = { nameHidden: true, messageHidden: true, reason: 'Secret reason' };
  assert.equal((await post(moderationOf(given), decision)).status, 200);
  assert.doesNotMatch(await publicTexts(), /Ada|pumps|Secret|oderat|idden/);
  await post(moderationOf(given), { ...decision, nameHidden: false });
  const shown = await publicTexts();
  assert.match(shown, /Ada Lovelace/);
  assert.doesNotMatch(shown, /pumps|Secret/);
});

test('shows no name that the donor did not want shown, whatever the charity decides', async () => {
  const anonymous = { donorName: 'Grace Hopper', anonymous: true };
  const hidden = await stage.gave(project, testCards.succeeds, 'succeeded', anonymous);
  await post(moderationOf(hidden), { nameHidden: false, messageHidden: false, reason: null });
  assert.doesNotMatch(await publicTexts(), /Grace/);
});

test('keeps the last of many decisions that come at the same time', async () => {
  const reasons = Array.from({ length: 8 }, (_, place) => `reason ${place}`);
  const answers = await Promise.all(
    reasons.map((reason) =>
      post(moderationOf(given), { nameHidden: false, messageHidden: true, reason }),
    ),
  );
  assert.ok(answers.every(({ status }) => status === 200));
  const rows = await database.db
    .selectFrom('gift_moderation')
    .select('reason')
    .where('donation_id', '=', given.donation.id)
    .execute();
  assert.equal(rows.length, 1);
  assert.ok(reasons.includes(rows[0]?.reason ?? ''));
});

test('has the decision in the list of donations, too', async () => {
  const response = await request(`/v1/donations?projectId=${project.id}&limit=100`);
  const { items }: { items: { id: string; moderation: { messageHidden: boolean } | null }[] } =
    JSON.parse(await response.text());
  const of = (id: string) => items.find((item) => item.id === id)?.moderation;
  assert.equal(of(given.donation.id)?.messageHidden, true);
  assert.ok(items.some(({ moderation }) => moderation === null));
});

test('knows no donation that was never made', async () => {
  const nobody = `/v1/donations/${testId('donation')}`;
  const decision = { nameHidden: true, messageHidden: true, reason: null };
  assert.equal((await post(`${nobody}/notes`, { text: 'To whom?' })).code, 'donation_unknown');
  assert.equal((await post(`${nobody}/moderation`, decision)).code, 'donation_unknown');
});
