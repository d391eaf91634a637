/** What is promised of the money that comes for challenges. */
import { challengeExample } from '../../deeds/challenge.ts';
import { addDays } from '../../deeds/days.ts';
import { createFundingExample } from '../../deeds/funding.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { dayOf, fund, fundingBody, openChallenge, pastDays } from '../challenge.ts';
import { equal } from '../check.ts';
import { usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { challengeId: challengeExample.id } };

export const createFunding: CasesOf<'createFunding'> = {
  happy: [
    {
      name: 'createFunding books what has come as it was told, once under one key',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        const body = fundingBody(challenge, 40_000);
        const idempotencyKey = newIdempotencyKey();
        const made = await granted(
          stage.ask('createFunding', { params, body }, { idempotencyKey }),
        );
        const { id, challengeId, livemode, createdAt, ...told } = made;
        equal([challengeId, livemode, told], [challenge.id, false, body], 'what was told');
        const again = await granted(
          stage.ask('createFunding', { params, body }, { idempotencyKey }),
        );
        equal(again, made, 'repeat');
        const { totals } = await granted(stage.ask('getChallenge', { params }));
        equal([totals.funded, totals.left], [usd(40_000), usd(40_000)], 'booked once');
      },
    },
    {
      name: 'createFunding refuses money that comes tomorrow, or is none',
      async run(stage) {
        const { project, challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        for (const [changes, field] of [
          [{ receivedOn: addDays(dayOf(project), 2) }, 'receivedOn'],
          [{ receivedOn: '2026-02-30' }, 'receivedOn'],
          [{ amount: usd(0) }, 'amount.amount'],
          [{ amount: usd(-5) }, 'amount.amount'],
          [{ reference: '' }, 'reference'],
        ] as const) {
          const body = fundingBody(challenge, 1_000, changes);
          const asked = stage.ask('createFunding', { params, body });
          await refusedField(asked, 'request_invalid', field, JSON.stringify(changes));
        }
      },
    },
  ],
  refuses: {
    challenge_unknown: {
      name: 'createFunding refuses an id that is no challenge',
      async run(stage) {
        const asked = stage.ask('createFunding', { ...unknown, body: createFundingExample });
        await refused(asked, 'challenge_unknown', 'unknown id');
      },
    },
    challenge_closed: {
      name: 'createFunding refuses a challenge that is closed',
      async run(stage) {
        const { challenge } = await openChallenge(stage, pastDays);
        const params = { challengeId: challenge.id };
        await granted(stage.ask('closeChallenge', { params }));
        const body = fundingBody(challenge, 1_000);
        await refused(stage.ask('createFunding', { params, body }), 'challenge_closed', 'closed');
      },
    },
    currency_mismatch: {
      name: "createFunding refuses another currency than the challenge's",
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        const body = fundingBody(challenge, 0, { amount: { amount: 100, currency: 'EUR' } });
        const asked = stage.ask('createFunding', { params, body });
        await refusedField(asked, 'currency_mismatch', 'amount.currency', 'another currency');
      },
    },
    funding_too_large: {
      name: 'createFunding takes all that was promised and not a cent more, until more is promised',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        await fund(stage, challenge, 99_999);
        const body = fundingBody(challenge, 2);
        const asked = () => stage.ask('createFunding', { params, body });
        await refusedField(asked(), 'funding_too_large', 'amount.amount', 'a cent too much');
        const raised = { budget: usd(100_001) };
        await granted(stage.ask('updateChallenge', { params, body: raised }));
        await granted(asked());
      },
    },
    funding_reference_used: {
      name: 'createFunding refuses a reference that another funding of the challenge has',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const { reference } = await fund(stage, challenge, 1_000);
        const params = { challengeId: challenge.id };
        const body = fundingBody(challenge, 1_000, { reference });
        const asked = stage.ask('createFunding', { params, body });
        await refusedField(asked, 'funding_reference_used', 'reference', 'a used reference');
        const { challenge: another } = await openChallenge(stage);
        const elsewhere = { challengeId: another.id };
        await granted(stage.ask('createFunding', { params: elsewhere, body }));
      },
    },
  },
};

export const listFundings: CasesOf<'listFundings'> = {
  happy: [
    {
      name: 'listFundings pages through what has come for a challenge, newest first',
      async run(stage) {
        const [{ challenge }, { challenge: another }] = [
          await openChallenge(stage),
          await openChallenge(stage),
        ];
        const params = { challengeId: challenge.id };
        const older = await fund(stage, challenge, 1_000);
        await fund(stage, another, 3_000);
        const newer = await fund(stage, challenge, 2_000);
        equal([older.amount, newer.amount], [usd(1_000), usd(2_000)], 'what came');
        const first = await granted(stage.ask('listFundings', { params }, { query: 'limit=1' }));
        equal(first.items, [newer], 'first page');
        const query = `limit=1&cursor=${first.nextCursor}`;
        const last = await granted(stage.ask('listFundings', { params }, { query }));
        equal(last, { items: [older], nextCursor: null }, 'last page');
      },
    },
  ],
  refuses: {
    challenge_unknown: {
      name: 'listFundings refuses an id that is no challenge',
      async run(stage) {
        await refused(stage.ask('listFundings', unknown), 'challenge_unknown', 'unknown id');
      },
    },
  },
};
