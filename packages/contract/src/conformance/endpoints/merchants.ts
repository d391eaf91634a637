/** What is promised of merchants. */
import { merchantExample } from '../../commerce/merchant.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { equal } from '../check.ts';
import { merchantBody, openShop } from '../shop.ts';
import type { CasesOf } from './cases-of.ts';

export const createMerchant: CasesOf<'createMerchant'> = {
  happy: [
    {
      name: 'createMerchant makes a merchant as it was told, once under one key',
      async run(stage) {
        const body = merchantBody({ completes: { when: 'delivered', days: 90 }, language: 'fr' });
        const idempotencyKey = newIdempotencyKey();
        const made = await granted(stage.ask('createMerchant', { body }, { idempotencyKey }));
        const { id, livemode, createdAt, ...told } = made;
        equal(told, body, 'what was told');
        equal(livemode, false, 'mode of the key');
        const again = await granted(stage.ask('createMerchant', { body }, { idempotencyKey }));
        equal(again, made, 'repeat');
        const read = stage.ask('getMerchant', { params: { merchantId: id } });
        equal(await granted(read), made, 'the merchant when read again');
      },
    },
    {
      name: 'createMerchant waits 90 days after a delivery at the most',
      async run(stage) {
        for (const days of [-1, 91, 1.5]) {
          const body = { ...merchantBody(), completes: { when: 'delivered', days } };
          const asked = stage.ask('createMerchant', { body });
          await refusedField(asked, 'request_invalid', 'completes.days', `${days} days`);
        }
      },
    },
  ],
  refuses: {},
};

export const listMerchants: CasesOf<'listMerchants'> = {
  happy: [
    {
      name: 'listMerchants pages through merchants, newest first',
      async run(stage) {
        const made = [];
        for (let count = 0; count < 3; count += 1) made.unshift((await openShop(stage)).merchant);
        const first = await granted(stage.ask('listMerchants', {}, { query: 'limit=2' }));
        const query = `limit=1&cursor=${first.nextCursor}`;
        const second = await granted(stage.ask('listMerchants', {}, { query }));
        equal([...first.items, ...second.items], made, 'the newest three');
      },
    },
  ],
  refuses: {},
};

export const getMerchant: CasesOf<'getMerchant'> = {
  happy: [
    {
      name: 'getMerchant reads the one that was asked for',
      async run(stage) {
        const [{ merchant }] = [await openShop(stage), await openShop(stage)];
        const params = { merchantId: merchant.id };
        equal(await granted(stage.ask('getMerchant', { params })), merchant, 'merchant');
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'getMerchant refuses an id that is no merchant',
      async run(stage) {
        const params = { merchantId: merchantExample.id };
        await refused(stage.ask('getMerchant', { params }), 'merchant_unknown', 'unknown id');
      },
    },
  },
};
