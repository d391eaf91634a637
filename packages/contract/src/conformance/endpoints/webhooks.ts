/** What is promised of webhook endpoints and of what is sent to them. */
import { webhookDeliveryExample } from '../../webhooks/delivery.ts';
import {
  type CreateWebhookEndpoint,
  type WebhookEndpointSecret,
  webhookEndpointExample,
  webhookEndpointsMax,
} from '../../webhooks/endpoint.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds, matches } from '../check.ts';
import type { Case, Stage } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

/** An address where nobody ever listens (RFC 6761 §6.4). */
const url = 'https://receiver.invalid/hooks';

const bodyOf = (changes: Partial<CreateWebhookEndpoint> = {}): CreateWebhookEndpoint => ({
  url,
  events: ['donation.succeeded'],
  description: null,
  ...changes,
});

const paramsOf = ({ id }: Pick<WebhookEndpointSecret, 'id'>) => ({ params: { endpointId: id } });
const unknown = paramsOf(webhookEndpointExample);

/** A case with an endpoint of its own, which is gone afterwards: there may be only so many. */
function withEndpoint(
  name: string,
  run: (stage: Stage, endpoint: WebhookEndpointSecret) => Promise<void>,
): Case {
  return {
    name,
    async run(stage) {
      const body = bodyOf({ description: name.slice(0, 120) });
      const endpoint = await granted(stage.ask('createWebhookEndpoint', { body }));
      equal([endpoint.url, endpoint.description], [body.url, body.description], 'what was made');
      try {
        await run(stage, endpoint);
      } finally {
        await stage.ask('deleteWebhookEndpoint', paramsOf(endpoint));
      }
    },
  };
}

function disable(stage: Stage, endpoint: WebhookEndpointSecret, enabled = false) {
  const call = { ...paramsOf(endpoint), body: { enabled } };
  return granted(stage.ask('updateWebhookEndpoint', call));
}

type OfEndpoint =
  | 'getWebhookEndpoint'
  | 'deleteWebhookEndpoint'
  | 'testWebhookEndpoint'
  | 'listWebhookDeliveries';

function refusesUnknown(name: OfEndpoint): Case {
  return {
    name: `${name} refuses an id that is no webhook endpoint`,
    async run(stage) {
      await refused(stage.ask(name, unknown), 'webhook_endpoint_unknown', 'unknown id');
    },
  };
}

export const createWebhookEndpoint: CasesOf<'createWebhookEndpoint'> = {
  happy: [
    {
      name: 'createWebhookEndpoint shows a secret that no other answer shows',
      async run(stage) {
        const body = bodyOf({ description: '我们的捐赠人名册' });
        const { secret, ...made } = await granted(stage.ask('createWebhookEndpoint', { body }));
        matches(secret, /^whsec_[A-Za-z\d+/]{32,}={0,2}$/, 'secret');
        equal([made.enabled, made.disabledReason, made.failingSince], [true, null, null], 'state');
        equal(
          [made.url, made.events, made.description],
          [url, body.events, body.description],
          'it',
        );
        const read = await granted(stage.ask('getWebhookEndpoint', paramsOf(made)));
        equal(read, made, 'what is read of it');
        await granted(stage.ask('deleteWebhookEndpoint', paramsOf(made)));
      },
    },
  ],
  refuses: {
    webhook_url_refused: {
      name: 'createWebhookEndpoint refuses an address with a password in it',
      async run(stage) {
        const body = bodyOf({ url: 'https://user:word@receiver.invalid/hooks' });
        const asked = stage.ask('createWebhookEndpoint', { body });
        await refusedField(asked, 'webhook_url_refused', 'url', 'a password');
      },
    },
    webhook_endpoints_too_many: {
      name: 'createWebhookEndpoint refuses one endpoint too many',
      async run(stage) {
        const made = [];
        try {
          for (;;) {
            const answer = await stage.ask('createWebhookEndpoint', { body: bodyOf() });
            if (!answer.ok) {
              equal(answer.problem.code, 'webhook_endpoints_too_many', 'code');
              break;
            }
            made.push(answer.value);
            holds(made.length <= webhookEndpointsMax, `${made.length} endpoints were made`);
          }
        } finally {
          for (const one of made) await stage.ask('deleteWebhookEndpoint', paramsOf(one));
        }
      },
    },
  },
};

export const listWebhookEndpoints: CasesOf<'listWebhookEndpoints'> = {
  happy: [
    withEndpoint(
      'listWebhookEndpoints pages through all, newest first, without secrets',
      async (stage, older) => {
        const newer = await granted(stage.ask('createWebhookEndpoint', { body: bodyOf() }));
        const first = await granted(stage.ask('listWebhookEndpoints', {}, { query: 'limit=1' }));
        equal([first.items[0]?.id, first.items.length], [newer.id, 1], 'the first page');
        const query = `limit=1&cursor=${first.nextCursor}`;
        const second = await granted(stage.ask('listWebhookEndpoints', {}, { query }));
        const { secret, ...listed } = older;
        equal(second.items, [listed], 'the second page');
        await granted(stage.ask('deleteWebhookEndpoint', paramsOf(newer)));
      },
    ),
  ],
  refuses: {},
};

export const getWebhookEndpoint: CasesOf<'getWebhookEndpoint'> = {
  happy: [
    withEndpoint('getWebhookEndpoint reads what was made', async (stage, { secret, ...made }) => {
      equal(await granted(stage.ask('getWebhookEndpoint', paramsOf(made))), made, 'endpoint');
    }),
  ],
  refuses: { webhook_endpoint_unknown: refusesUnknown('getWebhookEndpoint') },
};

export const updateWebhookEndpoint: CasesOf<'updateWebhookEndpoint'> = {
  happy: [
    withEndpoint(
      'updateWebhookEndpoint changes what is given and nothing else',
      async (stage, { secret, ...made }) => {
        const body = { events: ['donation.refunded', 'donation.failed', 'donation.refunded'] };
        const changed = await granted(
          stage.ask('updateWebhookEndpoint', { ...paramsOf(made), body }),
        );
        const expected = { ...made, events: ['donation.refunded', 'donation.failed'] };
        equal({ ...changed, updatedAt: '' }, { ...expected, updatedAt: '' }, 'each event once');
        const off = await granted(
          stage.ask('updateWebhookEndpoint', { ...paramsOf(made), body: { enabled: false } }),
        );
        equal([off.enabled, off.disabledReason], [false, 'asked'], 'disabled');
        const on = await granted(
          stage.ask('updateWebhookEndpoint', { ...paramsOf(made), body: { enabled: true } }),
        );
        equal([on.enabled, on.disabledReason], [true, null], 'enabled again');
      },
    ),
  ],
  refuses: {
    webhook_endpoint_unknown: {
      name: 'updateWebhookEndpoint refuses an id that is no webhook endpoint',
      async run(stage) {
        const asked = stage.ask('updateWebhookEndpoint', { ...unknown, body: { enabled: false } });
        await refused(asked, 'webhook_endpoint_unknown', 'unknown id');
      },
    },
    webhook_url_refused: withEndpoint(
      'updateWebhookEndpoint refuses an address with a password in it, and keeps the old one',
      async (stage, endpoint) => {
        const body = { url: 'https://user:word@receiver.invalid/hooks' };
        const asked = stage.ask('updateWebhookEndpoint', { ...paramsOf(endpoint), body });
        await refusedField(asked, 'webhook_url_refused', 'url', 'a password');
        const read = await granted(stage.ask('getWebhookEndpoint', paramsOf(endpoint)));
        equal(read.url, url, 'address');
      },
    ),
  },
};

export const deleteWebhookEndpoint: CasesOf<'deleteWebhookEndpoint'> = {
  happy: [
    {
      name: 'deleteWebhookEndpoint leaves nothing to be read, nor of what was sent',
      async run(stage) {
        const made = await granted(stage.ask('createWebhookEndpoint', { body: bodyOf() }));
        await granted(stage.ask('testWebhookEndpoint', paramsOf(made)));
        const deleted = await granted(stage.ask('deleteWebhookEndpoint', paramsOf(made)));
        equal(deleted.id, made.id, 'the one that was deleted');
        for (const name of ['getWebhookEndpoint', 'listWebhookDeliveries'] as const) {
          await refused(stage.ask(name, paramsOf(made)), 'webhook_endpoint_unknown', name);
        }
      },
    },
  ],
  refuses: { webhook_endpoint_unknown: refusesUnknown('deleteWebhookEndpoint') },
};

export const rotateWebhookSecret: CasesOf<'rotateWebhookSecret'> = {
  happy: [
    withEndpoint('rotateWebhookSecret shows another secret each time', async (stage, endpoint) => {
      const call = { ...paramsOf(endpoint), body: { keepOldHours: 24 } };
      const secrets = [endpoint.secret];
      for (let count = 0; count < 2; count += 1) {
        secrets.push((await granted(stage.ask('rotateWebhookSecret', call))).secret);
      }
      equal(new Set(secrets).size, 3, 'distinct secrets');
    }),
  ],
  refuses: {
    webhook_endpoint_unknown: {
      name: 'rotateWebhookSecret refuses an id that is no webhook endpoint',
      async run(stage) {
        const asked = stage.ask('rotateWebhookSecret', { ...unknown, body: { keepOldHours: 0 } });
        await refused(asked, 'webhook_endpoint_unknown', 'unknown id');
      },
    },
  },
};

export const testWebhookEndpoint: CasesOf<'testWebhookEndpoint'> = {
  happy: [
    withEndpoint('testWebhookEndpoint leaves a delivery of its own', async (stage, endpoint) => {
      const first = await granted(stage.ask('testWebhookEndpoint', paramsOf(endpoint)));
      equal([first.type, first.donationId, first.state], ['webhook.test', null, 'pending'], 'it');
      const second = await granted(stage.ask('testWebhookEndpoint', paramsOf(endpoint)));
      holds(first.id !== second.id && first.eventId !== second.eventId, 'two tests are two events');
    }),
  ],
  refuses: {
    webhook_endpoint_unknown: refusesUnknown('testWebhookEndpoint'),
    webhook_endpoint_disabled: withEndpoint(
      'testWebhookEndpoint refuses an endpoint that is disabled',
      async (stage, endpoint) => {
        await disable(stage, endpoint);
        const asked = stage.ask('testWebhookEndpoint', paramsOf(endpoint));
        await refused(asked, 'webhook_endpoint_disabled', 'disabled');
      },
    ),
  },
};

export const listWebhookDeliveries: CasesOf<'listWebhookDeliveries'> = {
  happy: [
    withEndpoint(
      'listWebhookDeliveries pages through the deliveries of one endpoint, newest first',
      async (stage, endpoint) => {
        const made = [];
        for (let count = 0; count < 3; count += 1) {
          made.push(await granted(stage.ask('testWebhookEndpoint', paramsOf(endpoint))));
        }
        const seen = [];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const query: string = cursor === '' ? 'limit=2' : `limit=2&cursor=${cursor}`;
          const page = await granted(
            stage.ask('listWebhookDeliveries', paramsOf(endpoint), { query }),
          );
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        }
        equal(seen.toSorted(), made.map(({ id }) => id).toSorted(), 'each once');
      },
    ),
  ],
  refuses: { webhook_endpoint_unknown: refusesUnknown('listWebhookDeliveries') },
};

export const replayFailedWebhooks: CasesOf<'replayFailedWebhooks'> = {
  happy: [
    withEndpoint(
      'replayFailedWebhooks sends again what an endpoint missed, of events since then',
      async (stage, endpoint) => {
        const made = await granted(stage.ask('testWebhookEndpoint', paramsOf(endpoint)));
        await disable(stage, endpoint);
        const query = 'state=failed';
        const failed = stage.ask('listWebhookDeliveries', paramsOf(endpoint), { query });
        equal(
          (await granted(failed)).items.map(({ id }) => id),
          [made.id],
          'what a disabled endpoint missed',
        );
        await disable(stage, endpoint, true);
        const replay = (since: string) =>
          granted(stage.ask('replayFailedWebhooks', { ...paramsOf(endpoint), body: { since } }));
        equal(await replay('2089-01-01T00:00:00.000Z'), { replayed: 0 }, 'since the future');
        equal(await replay(made.createdAt), { replayed: 1 }, 'since it was made');
      },
    ),
  ],
  refuses: {
    webhook_endpoint_unknown: {
      name: 'replayFailedWebhooks refuses an id that is no webhook endpoint',
      async run(stage) {
        const body = { since: '2026-01-01T00:00:00.000Z' };
        const asked = stage.ask('replayFailedWebhooks', { ...unknown, body });
        await refused(asked, 'webhook_endpoint_unknown', 'unknown id');
      },
    },
    webhook_endpoint_disabled: withEndpoint(
      'replayFailedWebhooks refuses an endpoint that is disabled',
      async (stage, endpoint) => {
        await disable(stage, endpoint);
        const body = { since: endpoint.createdAt };
        const asked = stage.ask('replayFailedWebhooks', { ...paramsOf(endpoint), body });
        await refused(asked, 'webhook_endpoint_disabled', 'disabled');
      },
    ),
  },
};

export const replayWebhookDelivery: CasesOf<'replayWebhookDelivery'> = {
  happy: [
    withEndpoint('replayWebhookDelivery sends the same event', async (stage, endpoint) => {
      const made = await granted(stage.ask('testWebhookEndpoint', paramsOf(endpoint)));
      const other = await granted(stage.ask('testWebhookEndpoint', paramsOf(endpoint)));
      holds(made.id !== other.id, 'two deliveries are two');
      const params = { deliveryId: made.id };
      const again = await granted(stage.ask('replayWebhookDelivery', { params }));
      equal([again.id, again.eventId, again.state], [made.id, made.eventId, 'pending'], 'replayed');
    }),
  ],
  refuses: {
    webhook_delivery_unknown: {
      name: 'replayWebhookDelivery refuses an id that is no delivery',
      async run(stage) {
        const params = { deliveryId: webhookDeliveryExample.id };
        const asked = stage.ask('replayWebhookDelivery', { params });
        await refused(asked, 'webhook_delivery_unknown', 'unknown id');
      },
    },
    webhook_endpoint_disabled: withEndpoint(
      'replayWebhookDelivery refuses an endpoint that is disabled',
      async (stage, endpoint) => {
        const made = await granted(stage.ask('testWebhookEndpoint', paramsOf(endpoint)));
        await disable(stage, endpoint);
        const params = { deliveryId: made.id };
        const asked = stage.ask('replayWebhookDelivery', { params });
        await refused(asked, 'webhook_endpoint_disabled', 'disabled');
      },
    ),
  },
};
