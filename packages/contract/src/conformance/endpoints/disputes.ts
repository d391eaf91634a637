/** What is promised of disputes. */
import { testCards } from '../../payments.ts';
import { granted } from '../ask.ts';
import { equal } from '../check.ts';
import type { CasesOf } from './cases-of.ts';

export const listDisputes: CasesOf<'listDisputes'> = {
  happy: [
    {
      name: 'listDisputes has none of a gift that no bank asks back, and the gift says so',
      async run(stage) {
        const created = await stage.gave(await stage.project(), testCards.succeeds, 'succeeded');
        const donationId = created.donation.id;
        const query = `donationId=${donationId}`;
        const page = await granted(stage.ask('listDisputes', {}, { query }));
        equal(page, { items: [], nextCursor: null }, 'disputes');
        const { disputed, charge } = await granted(
          stage.ask('getDonation', { params: { donationId } }),
        );
        equal(disputed, { amount: 0, currency: charge.currency }, 'disputed');
      },
    },
  ],
  refuses: {},
};
