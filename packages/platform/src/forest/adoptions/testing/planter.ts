/**
 * A process of its own that settles and plants until nothing is left to do; started with a count, it
 * dies without a word once so many statements of SQL were answered.
 */
import type { KyselyPlugin } from 'kysely';
import { openDatabase } from '../../../database/open.ts';
import { testId } from '../../../testing/platform.ts';
import { fulfillingRound } from '../fulfilling.ts';
import { settlingRound } from '../settling.ts';

const [, , url = '', diesAfter = ''] = process.argv;
let answered = 0;

const dying: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    answered += 1;
    if (String(answered) === diesAfter) process.kill(process.pid, 'SIGKILL');
    return result;
  },
};

const database = await openDatabase({ url });
const parts = {
  db: database.db.withPlugin(dying),
  now: () => new Date(),
  newRefundId: () => testId('refund'),
  newMailId: () => testId('mail'),
  newTreeId: () => testId('tree'),
  onSettled: () => {},
  onFulfilled: () => {},
  onError(_name: string, error: unknown) {
    throw error;
  },
};
while ((await settlingRound(parts)) + (await fulfillingRound(parts)) > 0);
await database.close();
