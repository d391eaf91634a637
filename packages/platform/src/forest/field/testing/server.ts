/** A platform with trees in a process of its own, for tests of the field page in browsers. */
import { type Listening, listen } from '../../../http/listen.ts';
import {
  type TestPlatform,
  testDatabase,
  testId,
  testIds,
  testPlatform,
} from '../../../testing/platform.ts';
import { seedGrove } from '../../trees/testing.ts';
import { insertFieldPass, makeFieldSecret, revokeFieldPass } from '../passes.ts';
import type { Answer, FieldAsks, Question } from './asking.ts';

const database = await testDatabase();
let house: TestPlatform;
let server: Listening;
let lastNumber = 0;

const asks: FieldAsks = {
  async open(origin) {
    house = await testPlatform(database, {
      idle: true,
      publicUrl: origin,
      ownUrl: () => origin,
      ownOrigins: () => [origin],
    });
    const { app, drain } = house.platform;
    server = await listen({ app, host: '127.0.0.1', port: 0, drain });
    return server.port;
  },

  async plant(count) {
    const { book } = house.a;
    const numbers = Array.from({ length: count }, (_, at) => lastNumber + at + 1);
    lastNumber += count;
    const planted = { numbers, plantedOn: '2026-01-05', places: 200 };
    const { plotId, treeIds } = await seedGrove(database.db, book, planted);
    const passId = testId('fieldPass');
    const secret = makeFieldSecret(testIds.fillRandom);
    const now = new Date(house.clock.nowMs());
    const expiresAt = new Date(now.getTime() + 86_400_000);
    const made = { id: passId, secret, observer: 'Batu', now, expiresAt };
    await insertFieldPass(database.db, book, made);
    return { plotId, treeIds, numbers, passId, secret };
  },

  revoke: (passId) => revokeFieldPass(database.db, passId, new Date()),

  async booked(plotId) {
    const rows = await database.db
      .selectFrom('observation')
      .innerJoin('tree', 'tree.id', 'observation.tree_id')
      .innerJoin('plot', 'plot.id', 'tree.plot_id')
      .select(['tree.number', 'height_cm', 'photo_url', 'observer', 'review'])
      .select('plot.id')
      .orderBy('tree.number')
      .execute();
    return rows
      .filter(({ id }) => id === plotId)
      .map(({ number, height_cm, photo_url, observer, review }) => ({
        number,
        heightCm: height_cm,
        photoUrl: photo_url,
        observer,
        review,
      }));
  },
};

function askedFor(question: Question): Promise<unknown> {
  switch (question.name) {
    case 'open':
      return asks.open(...question.args);
    case 'plant':
      return asks.plant(...question.args);
    case 'revoke':
      return asks.revoke(...question.args);
    case 'booked':
      return asks.booked(...question.args);
  }
}

const answer = (said: Answer) => process.send?.(said);

process.on('message', (question: Question) => {
  askedFor(question).then(
    (value) => answer({ id: question.id, value }),
    (error: unknown) => answer({ id: question.id, error: String(error) }),
  );
});

process.once('disconnect', async () => {
  await server?.close({ timeoutMs: 1_000 });
  await house?.stop();
  await database.close();
});
