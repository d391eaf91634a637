// Everything that the contract promises, by the platform on PGlite, called in this process.
import { after, test } from 'node:test';
import { conformance } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from './testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database);

after(async () => {
  await house.stop();
  await database.close();
});

for (const { name, run } of conformance(house.context)) test(name, run);

test('the books are clean after the whole suite on PGlite', () => house.auditClean());
