// Receipts: numbered without a gap, in line with the books, void but never deleted; and mail that follows.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type CreatedDonation, type Details, testCards } from '@kindcart/contract';
import { sql } from 'kysely';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { waitUntil } from '../../testing/wait.ts';
import { receiptRound } from './errands.ts';
import { keepParticulars, listReceipts } from './records.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database);
const { db } = database;
const { stage, a } = house;

after(async () => {
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

const usd = (amount: number) => ({ amount, currency: 'USD' });
const nothing = { language: null, dedication: null, updatesConsent: null, cameFrom: null };

let people = 0;
function somebody(more: Partial<Details> = {}): { email: string; details: Details } {
  people += 1;
  const email = `Donor.${people}@example.org`;
  return { email, details: { ...nothing, email, ...more } };
}

const mailsTo = (email: string) => house.mails.filter(({ to }) => to === email);

function mailTo(email: string, count = 1) {
  return waitUntil(`${count} mails to ${email}`, () =>
    mailsTo(email).length >= count ? mailsTo(email).at(-1) : undefined,
  );
}

async function gave(
  details?: Details,
  more: { donorName?: string; coverFee?: boolean } = {},
): Promise<CreatedDonation> {
  const told = { ...more, ...(details && { details }) };
  return stage.gave(await stage.project(), testCards.succeeds, 'succeeded', told);
}

async function refund(created: CreatedDonation, amount: number | null) {
  const asked = await stage.refund(created, amount === null ? null : usd(amount));
  await stage.refunded(asked, 'succeeded');
}

const receiptsOf = ({ donation }: CreatedDonation) => listReceipts(db, a.book, [donation.id]);

test('thanks a donor who left an address once, with a receipt that can be opened', async () => {
  const { email, details } = somebody();
  const created = await gave(details, { donorName: '林晓', coverFee: true });
  const mail = await mailTo(email);
  assert.match(mail.subject, /^\[TEST\] Thank you/);
  const [receipt] = await receiptsOf(created);
  assert.equal(receipt?.amount, created.donation.charge.amount);
  const address = /http:\/\/localhost(\/receipts\/rcp_\w+\?pass=[\w-]+)/.exec(mail.text)?.[1] ?? '';
  const page = await house.request(address);
  assert.equal(page.status, 200);
  const html = await page.text();
  for (const words of [
    '林晓',
    `TEST-${String(receipt?.number).padStart(6, '0')}`,
    'TEST: no money',
  ]) {
    assert.ok(html.includes(words), words);
  }
  assert.equal(mailsTo(email).length, 1);
});

test('leaves nothing behind an ordinary gift', async () => {
  const created = await gave();
  const { email, details } = somebody();
  await gave(details);
  await mailTo(email);
  assert.deepEqual(await receiptsOf(created), []);
  const { rows } = await sql`select id from outbox where subject = ${created.donation.id}`.execute(
    db,
  );
  assert.deepEqual(rows, []);
});

test('writes the card to whom a gift is dedicated, and gives no name of an anonymous donor', async () => {
  const card = { recipientName: 'Ms Li', recipientEmail: 'li@example.org', message: 'For\nyou <3' };
  const dedication = { kind: 'honour', name: '林老师', card } as const;
  const project = await stage.project();
  await stage.gave(project, testCards.succeeds, 'succeeded', {
    donorName: 'Grace Hopper',
    anonymous: true,
    details: { ...nothing, email: null, dedication },
  });
  const { text, html } = await mailTo('li@example.org');
  assert.match(text, /Dear Ms Li/);
  assert.match(text, /Somebody has given to .* in honour of 林老师/);
  assert.match(text, /> For\n> you <3/);
  assert.match(html, /For<br>you &lt;3/);
  assert.ok(!text.includes('Grace'));
});

test('voids a receipt when a part goes back, issues another over the rest, and voids that at the end', async () => {
  const { email, details } = somebody();
  const created = await gave(details);
  await mailTo(email);
  await refund(created, 2_000);
  const partly = await mailTo(email, 2);
  assert.match(partly.text, /US\$?20\.00|\$20\.00/);
  assert.match(partly.text, /\$30\.00/);
  await refund(created, null);
  const whole = await mailTo(email, 3);
  assert.doesNotMatch(whole.text, /takes its place/);
  const receipts = await receiptsOf(created);
  assert.deepEqual(
    receipts.map(({ amount, void_reason }) => [amount, void_reason]),
    [
      [3_000, 'refunded'],
      [5_000, 'partly_refunded'],
    ],
  );
  assert.equal(new Set(receipts.map(({ number }) => number)).size, 2);
});

test('issues a receipt again when a refund fails after all', async () => {
  const { email, details } = somebody();
  const project = await stage.project();
  const created = await stage.gave(project, testCards.refundFailsLater, 'succeeded', { details });
  await mailTo(email);
  await stage.refunded(await stage.refund(created, null), 'failed');
  // Both words may come as one, or in any order; what they come to is the same.
  await waitUntil('all errands of the gift', async () => {
    const query = db.selectFrom('outbox').select('id').where('subject', '=', created.donation.id);
    return (await query.execute()).length === 0 || undefined;
  });
  const told = (words: RegExp) => mailsTo(email).filter(({ text }) => words.test(text)).length;
  assert.equal(told(/is on its way back/), told(/the bank returned it/));
  const counting = (await receiptsOf(created)).filter(({ void_reason }) => void_reason === null);
  assert.deepEqual(
    counting.map(({ amount }) => amount),
    [5_000],
  );
});

test('never gives a number twice, nor leaves one out, while two processes issue at once', async () => {
  const project = await stage.project();
  const made: CreatedDonation[] = [];
  for (let gift = 0; gift < 12; gift += 1) {
    made.push(await stage.gave(project, testCards.succeeds, 'succeeded'));
  }
  const rows = made.flatMap(({ donation }) =>
    // Two errands for each gift, as if news had come twice.
    ['one', 'two'].map((name) => ({
      organization_id: a.organizationId,
      id: `${donation.id} ${name}`,
      topic: 'receipt.due',
      subject: donation.id,
      payload: JSON.stringify({ livemode: false, paidNow: false, refundedDelta: 0 }),
      available_at: new Date(0),
      attempts: 0,
    })),
  );
  await db
    .insertInto('donation_detail')
    .values(
      made.map(({ donation }) => ({
        organization_id: a.organizationId,
        donation_id: donation.id,
        livemode: false,
        email: 'two@example.org',
        email_key: 'two@example.org',
        language: null,
        dedication: null,
        updates_consent: null,
        came_from: null,
      })),
    )
    .execute();
  await db.insertInto('outbox').values(rows).execute();
  const parts = {
    newReceiptId: () => testId('receipt'),
    newMailId: () => testId('mail'),
    onQueued: () => {},
  };
  const ask = ({ donation: { id } }: CreatedDonation) =>
    stage.ask('createReceipt', { params: { donationId: id } });
  await Promise.all([
    receiptRound({ ...parts, db }),
    receiptRound({ ...parts, db: another.db }),
    ...made.map(ask),
    ...made.map(ask),
  ]);
  for (const created of made) assert.equal((await receiptsOf(created)).length, 1);
  await house.auditClean();
});

test('waits for news of a gift that comes meanwhile, which would leave no errand', async () => {
  const created = await gave();
  const { id } = created.donation;
  const take = (amount: number | null) => ({ disputed_amount: amount });
  const asked = await another.db.transaction().execute(async (news) => {
    await news.updateTable('donation').set(take(5_000)).where('id', '=', id).execute();
    const asking = stage.ask('createReceipt', { params: { donationId: id } });
    await waitUntil('the receipt to wait', async () => {
      const { rows } = await sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and query like '%"donationId", donation.state%'`.execute(
        db,
      );
      return rows.length > 0 || undefined;
    });
    return { asking };
  });
  assert.equal((await asked.asking).ok, false);
  assert.deepEqual(await receiptsOf(created), []);
  await db.updateTable('donation').set(take(null)).where('id', '=', id).execute();
});

test('refuses to change or delete a receipt, whoever asks', async () => {
  for (const statement of [
    sql`update receipt set amount = 1, gift_amount = 1, fee_cover_amount = 0, refunded_amount = 0`,
    sql`delete from receipt`,
    sql`delete from receipt_void`,
    sql`truncate receipt_void`,
  ]) {
    await assert.rejects(statement.execute(db), /only added/);
  }
});

test('is a confirmation until the charity has told its particulars, and a receipt after that', async () => {
  const before = await stage.ask('createReceipt', {
    params: { donationId: (await gave()).donation.id },
  });
  assert.ok(before.ok && before.value.kind === 'confirmation');
  await keepParticulars(db, a.organizationId, {
    legalName: 'Clear Water Foundation',
    registrationNumber: '12-345',
    address: 'Well Lane 1\nSpringfield',
    signatureLine: 'Li Wei, treasurer',
    statement: 'No goods were given in return.',
    donorPage: 'https://charity.example/my-gifts#old',
  });
  const { email, details } = somebody({ language: 'fr' });
  const created = await gave(details);
  const mail = await mailTo(email);
  assert.match(mail.text, /https:\/\/charity\.example\/my-gifts#kindcart-donor=[\w-]+/);
  assert.equal(mail.language, 'fr');
  const [receipt] = await receiptsOf(created);
  assert.equal(receipt?.kind, 'receipt');
  assert.equal(receipt?.particulars?.registrationNumber, '12-345');
  const again = await stage.ask('createReceipt', { params: { donationId: created.donation.id } });
  assert.ok(again.ok);
  const page = await house.request(
    new URL(again.value.links.html).href.replace('http://localhost', ''),
  );
  const html = await page.text();
  assert.match(html, /Well Lane 1<\/p><p dir="auto">Springfield/);
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /default-src 'none'; style-src 'sha256-/,
  );
});

test('opens a paper by its own pass only, to the byte', async () => {
  const [one, other] = [await gave(), await gave()];
  const links = await Promise.all(
    [one, other].map(async ({ donation }) => {
      const asked = await stage.ask('createReceipt', { params: { donationId: donation.id } });
      assert.ok(asked.ok);
      return new URL(asked.value.links.pdf);
    }),
  );
  const [mine, others] = links;
  assert.ok(mine && others);
  const statusOf = async (url: URL) => (await house.request(url.pathname + url.search)).status;
  assert.equal(await statusOf(mine), 200);
  const swapped = new URL(mine);
  swapped.pathname = others.pathname;
  assert.equal(await statusOf(swapped), 401);
  const pass = mine.searchParams.get('pass') ?? '';
  const swap = (letter: string) => (letter === 'A' ? 'B' : 'A');
  for (const at of [0, 20, pass.length - 1]) {
    const changed: URL = new URL(mine);
    changed.searchParams.set(
      'pass',
      pass.slice(0, at) + swap(pass.charAt(at)) + pass.slice(at + 1),
    );
    assert.equal(await statusOf(changed), 401, `at ${at}`);
  }
  assert.equal(await statusOf(new URL(mine.pathname, mine)), 401);
});

test('has clean books after all that', () => house.auditClean());
