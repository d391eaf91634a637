/** The work of adoptions beside requests, each part waking the next. */
import type { WorkParts } from '../../work.ts';
import type { Round } from '../rounds.ts';
import { fulfillingRound } from './fulfilling.ts';
import { lapsingRound } from './lapsing.ts';
import { settlingRound } from './settling.ts';
import { shopTreesRound } from './shop-trees.ts';

export function adoptionRounds({ db, now, newId: makeId, onError, work }: WorkParts): Round[] {
  const parts = {
    db,
    now,
    onError,
    newRefundId: () => makeId('refund'),
    newMailId: () => makeId('mail'),
    newTreeId: () => makeId('tree'),
  };
  const onReturned = () => {
    work.refunds?.wake();
    work.mail?.wake();
  };
  const onSettled = () => {
    onReturned();
    work.rounds?.get('planting')?.wake();
  };
  return [
    { name: 'adoptions', restMs: 500, run: () => settlingRound({ ...parts, onSettled }) },
    {
      name: 'planting',
      restMs: 1_000,
      run: () => fulfillingRound({ ...parts, onFulfilled: onReturned }),
    },
    {
      name: 'shop trees',
      restMs: 60_000,
      run: () =>
        shopTreesRound({ db, now, newAdoptionId: () => makeId('adoption'), onAdopted: onSettled }),
    },
    { name: 'lapsing', restMs: 5_000, run: () => lapsingRound({ ...parts, onReturned }) },
  ];
}
