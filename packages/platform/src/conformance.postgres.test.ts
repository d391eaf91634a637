// Everything that the contract promises, by the platform on PostgreSQL, over a real socket.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createChallengeExample } from '@kindcart/contract';
import { type ConformanceContext, conformance } from '@kindcart/contract/conformance';
import { listen } from './http/listen.ts';
import { testDatabase, testPlatform } from './testing/platform.ts';
import { startThrowawayPostgres } from './testing/postgres.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const house = await testPlatform(database);
// Cases know which day it is by when their project was made, and use it a moment later.
house.clock.goOnToNoon(createChallengeExample.timeZone);
const { app, drain } = house.platform;
const listening = await listen({ app, drain, host: '127.0.0.1', port: 0 });

after(async () => {
  await listening.close({ timeoutMs: 5_000 });
  await house.stop();
  await database.close();
  await postgres.remove();
});

const context: ConformanceContext = { ...house.context, baseUrl: listening.url, fetch };

for (const { name, run } of conformance(context)) test(name, run);

test('the books are clean after the whole suite on PostgreSQL', () => house.auditClean());

test('nothing failed beside the requests', () => {
  // An event whose amount is not its donation's is one of the suite's cases, and is told to operators.
  const asked = /payment event refused by the rules/;
  assert.deepEqual(
    house.log.filter((line) => line.includes('"level":"error"') && !asked.test(line)),
    [],
  );
});
