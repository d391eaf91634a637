/**
 * A process of its own that draws statements of a merchant until nothing is new; started with a count, it
 * dies without a word once so many statements of SQL were answered.
 */

import type { Id } from '@kindcart/contract';
import type { KyselyPlugin } from 'kysely';
import { openDatabase } from '../../../database/open.ts';
import { testId } from '../../../testing/platform.ts';
import { drawStatement } from '../drawing.ts';

const [, , url = '', organizationId = '', merchantId = '', diesAfter = ''] = process.argv;
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
const db = database.db.withPlugin(dying);
const parts = {
  now: () => new Date(),
  newId: testId,
};
const wanted = {
  organizationId: organizationId as Id<'organization'>,
  livemode: false,
  merchantId: merchantId as Id<'merchant'>,
  because: 'asked',
} as const;
const draw = () => db.transaction().execute((one) => drawStatement(one, parts, wanted));
while ((await draw()) !== null);
await database.close();
