// A guard that is alone with its database: what it counts itself is all that is known of attempts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createMetrics } from '../../http/metrics.ts';
import { createLogger } from '../../http/request-log.ts';
import { LeapClock } from '../../testing/clock.ts';
import { goodOrigin, makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { type Asker, createGuard } from './guard.ts';
import { thresholds } from './rules.ts';

const database = await testDatabase();
const clock = new LeapClock();
const guard = createGuard({
  db: database.db,
  now: () => new Date(clock.nowMs()),
  newAlertId: () => testId('alert'),
  logger: createLogger('error', { write: () => {} }),
  metrics: createMetrics(),
  onError: (_, error) => assert.ifError(error),
});
guard.start();
after(async () => {
  await guard.stop();
  await database.close();
});

/** A page of a charity, asked from the address. */
async function openPage(): Promise<(address: string) => Asker> {
  const { organizationId, test: keys } = await makeTenant(database, 'Alone');
  const { id: keyId } = await database.db
    .selectFrom('api_key')
    .select('id')
    .where('publishable_token', '=', keys.publishable)
    .executeTakeFirstOrThrow();
  return (address) => ({ organizationId, keyId, address, origin: goodOrigin, proof: undefined });
}

/** Just as many cards as a pause needs, each from another address, and all declined. */
async function tryCards(askerAt: (address: string) => Asker): Promise<void> {
  for (let card = 0; card < thresholds.keyPause.declines; card += 1) {
    const asker = askerAt(`198.51.100.${card}`);
    const reference = testId('payment');
    await guard.cardBegun(asker, reference);
    await guard.declined({
      organizationId: asker.organizationId,
      provider: 'sandbox',
      eventId: testId('event'),
      reference,
      cardFingerprint: reference,
    });
  }
}

test('pauses a key again after a pause, and holds no attempt of before for the tester', async () => {
  const askerAt = await openPage();
  const judged = (kind: 'paused' | 'open') =>
    waitUntil(`a donor to be judged ${kind}`, () =>
      guard.judge(askerAt('192.0.2.1')).kind === kind ? true : undefined,
    );
  await tryCards(askerAt);
  await judged('paused');
  // The pause of five minutes is over, and the attempts of before it are not ten minutes old.
  clock.advance(6 * 60_000);
  await judged('open');
  await tryCards(askerAt);
  await judged('paused');
});
