import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '@kindcart/client';
import { createdDonationExample, type Receipt, receiptExample } from '@kindcart/contract';
import { createReceipt } from './receipt.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { errorOf } from './testing/samples.ts';

const { payment } = createdDonationExample;
const issued = { ok: true, value: receiptExample, requestId: null } as const;
const refused = (...error: Parameters<typeof errorOf>): Result<Receipt> => ({
  ok: false,
  error: errorOf(...error),
});

/** A receipt of a platform that gives these answers in turn, and the last for ever. */
function receipt(...answers: Result<Receipt>[]) {
  const clock = handClock();
  const asked: unknown[] = [];
  const getReceiptLink = async (input: unknown) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(input);
    assert(answer);
    return answer;
  };
  return { entry: createReceipt({ client: { getReceiptLink }, clock }, payment), clock, asked };
}

test('is asked for when somebody says so, and not before', async (t) => {
  const { entry, asked } = receipt(issued);
  entry.subscribe(() => {});
  assert.equal(entry.get().status, 'unasked');
  assert.deepEqual(asked, []);
  entry.ask();
  assert.equal(entry.get().status, 'asking');
  await eventually(t, () => {
    assert.deepEqual(entry.get(), { status: 'there', receipt: receiptExample });
  });
  const { reference, clientSecret } = payment;
  assert.deepEqual(asked, [{ params: { reference }, body: { clientSecret } }]);
});

test('is asked for once, however often somebody says so', async (t) => {
  const { entry, asked } = receipt(issued);
  entry.ask();
  entry.ask();
  await eventually(t, () => assert.equal(entry.get().status, 'there'));
  entry.ask();
  assert.equal(asked.length, 1);
});

test('tells who watches of each change', async (t) => {
  const { entry } = receipt(issued);
  const seen: string[] = [];
  entry.subscribe(() => seen.push(entry.get().status));
  entry.ask();
  await eventually(t, () => assert.deepEqual(seen, ['asking', 'there']));
});

test('says that there is none where the platform has none, and asks again', async (t) => {
  const { entry } = receipt(refused('donation_not_paid'), issued);
  entry.ask();
  await eventually(t, () => assert.deepEqual(entry.get(), { status: 'none' }));
  entry.ask();
  await eventually(t, () => assert.equal(entry.get().status, 'there'));
});

for (const code of ['network_error', 'payment_unknown', 'internal', 'rate_limited'] as const) {
  test(`says that it failed by ${code}, and asks again`, async (t) => {
    const { entry } = receipt(refused(code), issued);
    entry.ask();
    await eventually(t, () => assert.deepEqual(entry.get(), { status: 'failed', code }));
    entry.ask();
    await eventually(t, () => assert.equal(entry.get().status, 'there'));
  });
}

test('takes its links away long before they end, so that none leads nowhere', async (t) => {
  const { entry, clock, asked } = receipt(issued);
  entry.ask();
  await eventually(t, () => assert.equal(entry.get().status, 'there'));
  clock.pass(59 * 60_000);
  assert.equal(entry.get().status, 'there');
  clock.pass(60_000);
  assert.equal(entry.get().status, 'unasked');
  entry.ask();
  await eventually(t, () => assert.equal(entry.get().status, 'there'));
  assert.equal(asked.length, 2);
});
