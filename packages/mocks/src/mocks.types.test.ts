/** What must not compile: each mark below stands over a mistake that the types catch. */
import { type Project, projectExample } from '@kindcart/contract';
import { createHandlers, type Handlers, refuse } from './index.ts';

const { getProject, ...others } = createHandlers();

// @ts-expect-error an endpoint without a handler does not compile
export const withoutOne: Handlers = others;
export const whole: Handlers = { getProject, ...others };

// @ts-expect-error there is no such endpoint
createHandlers({ overrides: { readProject: projectExample } });

const { totals, ...withoutTotals } = projectExample;
// @ts-expect-error an override has every field of the answer
createHandlers({ overrides: { getProject: withoutTotals } });

// @ts-expect-error an override's function answers what the contract says
createHandlers({ overrides: { getProject: () => totals } });

createHandlers({
  overrides: {
    // @ts-expect-error a call has the fields of its own endpoint only
    getProject: ({ body }) => body,
    createDonation: ({ body, idempotencyKey }) =>
      refuse(body.coverFee && idempotencyKey ? 'internal' : 'card_declined'),
  },
});

// @ts-expect-error there is no such code
createHandlers({ failures: { getProject: 'boom' } });

// @ts-expect-error the page cancels its own requests; no platform does
createHandlers({ failures: { getProject: ['aborted'] } });

// @ts-expect-error refusing is by the codes of the contract
export const refused = (): Project => refuse('timeout');
