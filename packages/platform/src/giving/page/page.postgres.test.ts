// Two processes behind a proxy on one PostgreSQL: whichever of them a browser's posts reach, a form is
// one gift.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { leadsTo, read, submit } from '../../pages/testing/donor.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';

const postgres = await startThrowawayPostgres();
const database = await testDatabase(postgres.url);
const anotherDatabase = await testDatabase(postgres.url);
const house = await testPlatform(database);
const another = await testPlatform(anotherDatabase);
after(async () => {
  await house.auditClean();
  await Promise.all([house.stop(), another.stop()]);
  await Promise.all([database.close(), anotherDatabase.close()]);
  await postgres.remove();
});

const processes = [house, another].map(
  ({ platform }) =>
    (path: string, init?: RequestInit) =>
      platform.app.request(path, init),
);

test('46: makes one gift of each form, which two processes get three times each at once', async () => {
  const project = await house.stage.project();
  const forms = await Promise.all(
    Array.from({ length: 20 }, async (_, place) => {
      const ask = processes[place % 2] ?? processes[0];
      assert(ask);
      return read(await ask(`/give/${project.id}`));
    }),
  );
  const places = await Promise.all(
    forms.map(async (form) => {
      const sent = [0, 1, 0, 1, 1, 0].map((which) => {
        const ask = processes[which];
        assert(ask);
        return submit(ask, form, { amount: '5000', donorName: 'Mei' });
      });
      return new Set((await Promise.all(sent)).map(leadsTo));
    }),
  );
  for (const of of places) assert.equal(of.size, 1, [...of].join('\n'));
  assert.equal(new Set(places.flatMap((of) => [...of])).size, forms.length);
  const rows = await database.db
    .selectFrom('donation')
    .select('id')
    .where('project_id', '=', project.id)
    .execute();
  assert.equal(rows.length, forms.length);
});

test('shows a gift that another process made and a third heard of', async () => {
  const [here, there] = processes;
  assert(here && there);
  const project = await house.stage.project();
  const form = await read(await here(`/give/${project.id}?lang=en`));
  const pay = await read(await there(leadsTo(await submit(here, form, { amount: '1000' }))));
  const card = { number: '4242 4242 4242 4242', expiry: '12/89', cvc: '123' };
  const back = leadsTo(await here(leadsTo(await submit(there, pay, card))));
  await house.stage.context.waitUntil('thanks', async () => {
    const page = await read(await there(back));
    return /Your gift of \$10\.00 has arrived\./.test(page.text) ? page : undefined;
  });
});
