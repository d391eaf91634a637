// Two platforms behind a proxy are killed in turn; `npm run crash -- --kills 50` does it at length.
import { test } from 'node:test';
import { killPlatforms } from './two-platforms.ts';

test('loses no gift and lets no client down when one of two platforms is killed six times', async (context) => {
  context.diagnostic(await killPlatforms({ kills: 6, ratePerSecond: 80, paidBetween: 30 }));
});
