// Everything that the contract promises, by the platform on PGlite, called in this process.
import { after, test } from 'node:test';
import { createChallengeExample } from '@kindcart/contract';
import { conformance } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from './testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database);
// Cases know which day it is by when their project was made, and use it a moment later.
house.clock.goOnToNoon(createChallengeExample.timeZone);

after(async () => {
  await house.stop();
  await database.close();
});

for (const { name, run } of conformance(house.context)) test(name, run);

test('the books are clean after the whole suite on PGlite', () => house.auditClean());
