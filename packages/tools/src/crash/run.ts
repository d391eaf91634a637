/** `npm run crash -- --kills 50 --rate 200`: scenario 39 at length. The last line has the figures. */
import { parseArgs } from 'node:util';
import { killPlatforms } from './two-platforms.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    rate: { type: 'string', default: '200' },
  },
});
const [kills, ratePerSecond] = [values.kills, values.rate].map((text) => Number.parseInt(text, 10));
if (!(kills && ratePerSecond && kills > 0 && ratePerSecond > 0)) {
  console.error('--kills and --rate are whole numbers from 1 on.');
  process.exit(1);
}
console.log(await killPlatforms({ kills, ratePerSecond, paidBetween: ratePerSecond }));
