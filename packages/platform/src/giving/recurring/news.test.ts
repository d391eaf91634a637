// Donors of recurring gifts are written to when one begins, fails, pauses or ends: once each, in their
// language, and never once they are erased.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testCards } from '@kindcart/contract';
import { queueMails } from '../../mail/queue.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { eraseGift, eraseGiftIn } from '../donors/erase.ts';
import { leaveNews, newsRound } from './news.ts';
import { beginMonthly } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
after(async () => {
  await house.stop();
  await database.close();
});

/** The mail since then whose text says so, which is the only one of its kind. */
const mailSaying = (text: RegExp, since: number) =>
  waitUntil(`a mail that says ${text}`, () => {
    const found = house.mails.slice(since).filter((mail) => text.test(mail.text));
    assert.ok(found.length <= 1, `${found.length} mails say ${text}`);
    return found[0];
  });

// The donor of `beginMonthly` reads Chinese.
const says = {
  started: /从现在起/,
  failed: /未能扣款/,
  paused: /已暂停/,
  cancelled: /已终止/,
};

test('writes when a monthly gift begins, and when it ends', async () => {
  const since = house.mails.length;
  const monthly = await beginMonthly(house, testCards.succeeds);
  const begun = await mailSaying(says.started, since);
  assert.equal(begun.to, 'ada@example.org');
  assert.match(begun.text, /50/);
  await monthly.ask('cancelRecurringGift');
  await mailSaying(says.cancelled, since);
});

test('writes of each charge that fails with the day of the next try, and when it pauses', async () => {
  const since = house.mails.length;
  const monthly = await beginMonthly(house, testCards.renewalsDeclined);
  await monthly.advance({ months: 1 });
  const { nextChargeAt } = await monthly.isIn('past_due');
  const failed = await waitUntil('word of the failed charge', () =>
    house.mails.slice(since).find(({ text }) => text.includes(dayOf(nextChargeAt))),
  );
  assert.match(failed.text, says.failed);
  assert.equal(failed.to, 'ada@example.org');
  await monthly.advance({ months: 1 });
  await monthly.isIn('paused');
  await mailSaying(says.paused, since);
});

function dayOf(time: string | null): string {
  const format = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(time ?? ''));
}

test('leaves one errand for a word, however many take it, and none for what needs no letter', async () => {
  const monthly = await beginMonthly(house, testCards.succeeds);
  const { book } = house.a;
  const queued = () =>
    db.selectFrom('outbox').selectAll().where('subject', '=', monthly.id).execute();
  await waitUntil('the queue to be empty', async () =>
    (await queued()).length === 0 ? true : undefined,
  );
  const parts = { db, newMailId: () => testId('mail'), onQueued: () => {} };
  const leave = (version: number, ...news: Parameters<typeof leaveNews>[3]) =>
    db
      .transaction()
      .execute((transaction) => leaveNews(transaction, book, { id: monthly.id, version }, news));
  await leave(1_001, 'changed', 'card_replaced', 'resumed', 'charge_recovered');
  assert.deepEqual(await queued(), []);
  await eraseGift(db, monthly.created.donation.id);
  await leave(1_002, 'cancelled');
  await Promise.all([newsRound(parts), newsRound(parts)]);
  await waitUntil('the errand to end', async () =>
    (await queued()).length === 0 ? true : undefined,
  );
});

test('takes letters on a monthly gift out of the queue when its donor is erased', async () => {
  const monthly = await beginMonthly(house, testCards.succeeds);
  const { organizationId, livemode } = house.a.book;
  const about = { kind: 'recurring', recurringGiftId: monthly.id, letter: 'paused' } as const;
  const mail = { id: testId('mail'), organizationId, livemode, to: 'ada@example.org', about };
  // In one transaction, so that nobody sends it in between.
  const left = await db.transaction().execute(async (transaction) => {
    await queueMails(transaction, [mail]);
    await eraseGiftIn(transaction, monthly.created.donation.id);
    return transaction.selectFrom('outbox').selectAll().where('id', '=', mail.id).execute();
  });
  assert.deepEqual(left, []);
});

test('leaves clean books', () => house.auditClean());
