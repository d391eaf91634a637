/** What must not compile: each mark below stands over a mistake that the types catch. Never run. */
import { type Project, projectExample } from '@kindcart/contract';
import { createHandlers, type Handlers, refuse } from './index.ts';

const { totals, ...withoutTotals } = projectExample;

export function wholeOnly({ getProject, ...others }: Handlers): Handlers {
  // @ts-expect-error an endpoint without a handler does not compile
  const withoutOne: Handlers = others;
  return { ...withoutOne, getProject };
}

export function typedOverrides(): void {
  // @ts-expect-error there is no such endpoint
  createHandlers({ overrides: { readProject: projectExample } });

  // @ts-expect-error an override has every field of the answer
  createHandlers({ overrides: { getProject: withoutTotals } });

  // @ts-expect-error an override's function answers what the contract says
  createHandlers({ overrides: { getProject: () => totals } });

  // @ts-expect-error a call has the fields of its own endpoint only
  createHandlers({ overrides: { getProject: ({ body }) => body } });

  createHandlers({
    overrides: {
      createDonation: ({ body, idempotencyKey }) =>
        refuse(body.coverFee && idempotencyKey !== '' ? 'internal' : 'card_declined'),
    },
  });
}

export function namedFailures(): Project {
  // @ts-expect-error there is no such code
  createHandlers({ failures: { getProject: 'boom' } });

  // @ts-expect-error the page cancels its own requests; no platform does
  createHandlers({ failures: { getProject: ['aborted'] } });

  // @ts-expect-error refusing is by the codes of the platform
  return refuse('timeout');
}
