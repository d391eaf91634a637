/** `kindcart webhooks list|create|rotate|replay`. */
import {
  createWebhookEndpointSchema,
  type Id,
  isId,
  keepOldHoursMax,
  newId,
  parse,
  timeSchema,
  webhookEndpointsMax,
  webhookEventTypes,
} from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import {
  endpointOfDelivery,
  replayDelivery,
  replayFailed,
} from '../webhooks/deliveries/records.ts';
import {
  allEndpoints,
  countEndpoints,
  type EndpointRow,
  insertEndpoint,
  rotateSecret,
} from '../webhooks/endpoints/records.ts';
import { newSigningSecret } from '../webhooks/signatures.ts';
import { findOrganization } from './keys.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

export interface WebhookFlags {
  readonly organization?: string | undefined;
  readonly live: boolean;
  readonly events: readonly string[];
  readonly label?: string | undefined;
  readonly hours?: string | undefined;
  readonly since?: string | undefined;
}

/** Has an address told what happens; of everything, unless events are named. */
export async function createWebhook(
  database: OpenDatabase,
  url: string | undefined,
  { organization, live, events, label }: WebhookFlags,
  terminal: Terminal,
): Promise<number> {
  if (url === undefined) {
    throw new CommandError(
      'Say which address: `kindcart webhooks create https://your.server/hooks`.',
    );
  }
  const asked = parse(createWebhookEndpointSchema, {
    url,
    events: events.length === 0 ? webhookEventTypes : events,
    description: label ?? null,
  });
  if (!asked.ok) {
    const faults = asked.fields.map(({ field, message }) => `${field} ${message}`);
    throw new CommandError(`No endpoint was made: ${faults.join('; ')}.`);
  }
  if (live && !url.startsWith('https:')) {
    throw new CommandError('No endpoint was made: live data goes to https addresses only.');
  }
  const organizationId = await findOrganization(database, organization);
  const secret = newSigningSecret();
  const made = { ...asked.value, id: newId('webhookEndpoint', systemIds), secret, now: new Date() };
  const book = { organizationId, livemode: live };
  await database.db.transaction().execute(async (transaction) => {
    if ((await countEndpoints(transaction, book)) >= webhookEndpointsMax) {
      throw new CommandError(
        `No endpoint was made: there are ${webhookEndpointsMax} already. Delete one first.`,
      );
    }
    await insertEndpoint(transaction, book, made);
  });
  terminal.line(secret);
  terminal.line(`Endpoint ${made.id}. Its secret is shown this once: store it now.`);
  return 0;
}

/** Lists endpoints without their secrets, and what is the matter with those that do not work. */
export async function showWebhooks(
  database: OpenDatabase,
  { organization }: WebhookFlags,
  terminal: Terminal,
): Promise<number> {
  const asked = organization && (await findOrganization(database, organization));
  const endpoints = await allEndpoints(database.db, asked || undefined);
  if (endpoints.length === 0) {
    terminal.line('There are no webhook endpoints. Make one with `kindcart webhooks create`.');
  }
  for (const row of endpoints) {
    const mode = row.livemode ? 'live' : 'test';
    const { id, organization_id, url, description, events } = row;
    terminal.line(
      [id, organization_id, mode, url, description ?? '-', stateOf(row), events.join(' ')].join(
        '  ',
      ),
    );
  }
  return 0;
}

function stateOf({ disabled_reason, failing_since }: EndpointRow): string {
  if (disabled_reason !== null) return `disabled: ${disabled_reason}`;
  return failing_since === null ? 'enabled' : `failing since ${failing_since.toISOString()}`;
}

/** Makes a new secret; the old one signs beside it for a day, unless said otherwise. */
export async function rotateWebhook(
  { db }: OpenDatabase,
  id: string | undefined,
  { hours = '24' }: WebhookFlags,
  terminal: Terminal,
): Promise<number> {
  const keepOldHours = /^\d{1,3}$/.test(hours) ? Number.parseInt(hours, 10) : Number.NaN;
  if (!(keepOldHours <= keepOldHoursMax)) {
    throw new CommandError(`--hours is a whole number from 0 to ${keepOldHoursMax}, not ${hours}.`);
  }
  const endpoint = await endpointOf({ db }, id, 'rotate');
  const secret = newSigningSecret();
  await rotateSecret(db, bookOf(endpoint), endpoint.id, { secret, keepOldHours, now: new Date() });
  terminal.line(secret);
  terminal.line(
    `The new secret of ${endpoint.id}, shown this once. The old one signs for ${keepOldHours} hours more.`,
  );
  return 0;
}

/** Has a delivery made again, or all of an endpoint's that failed since a time. */
export async function replayWebhooks(
  { db }: OpenDatabase,
  id: string | undefined,
  { since }: WebhookFlags,
  terminal: Terminal,
): Promise<number> {
  if (id !== undefined && isId('webhookDelivery', id)) return replayOne({ db }, id, terminal);
  const endpoint = await endpointOf({ db }, id, 'replay');
  const time = parse(timeSchema, since);
  if (!time.ok) {
    throw new CommandError('Say since when: --since with a time such as 2027-01-31T08:00:00Z.');
  }
  if (endpoint.disabled_reason !== null) throw disabled(endpoint.id);
  const count = await replayFailed(db, endpoint, new Date(time.value), new Date());
  terminal.line(`${count} deliveries to ${endpoint.id} are made again by the running platform.`);
  return 0;
}

async function replayOne(
  { db }: Pick<OpenDatabase, 'db'>,
  id: Id<'webhookDelivery'>,
  terminal: Terminal,
): Promise<number> {
  const endpointId = await endpointOfDelivery(db, id);
  if (endpointId === undefined) throw new CommandError(`There is no delivery ${id}.`);
  const endpoint = await endpointOf({ db }, endpointId, 'replay');
  if (endpoint.disabled_reason !== null) throw disabled(endpoint.id);
  await replayDelivery(db, bookOf(endpoint), id, new Date());
  terminal.line(`${id} is made again by the running platform.`);
  return 0;
}

function disabled(id: string): CommandError {
  return new CommandError(`${id} is disabled. Enable it first, by the API.`);
}

const bookOf = ({ organization_id, livemode }: EndpointRow) => ({
  organizationId: organization_id,
  livemode,
});

async function endpointOf(
  { db }: Pick<OpenDatabase, 'db'>,
  id: string | undefined,
  command: string,
): Promise<EndpointRow> {
  if (id === undefined || !isId('webhookEndpoint', id)) {
    throw new CommandError(
      `Say which: \`kindcart webhooks ${command} whe_…\`, with an id from \`kindcart webhooks list\`.`,
    );
  }
  const found = (await allEndpoints(db)).find((row) => row.id === id);
  if (found === undefined) throw new CommandError(`There is no webhook endpoint ${id}.`);
  return found;
}

/** The work of a command of webhooks; undefined for any other. */
export function webhookCommandOf(
  command: string,
  argument: string | undefined,
  values: Omit<WebhookFlags, 'events'> & { readonly event: readonly string[] },
  terminal: Terminal,
): ((database: OpenDatabase) => Promise<number>) | undefined {
  const flags: WebhookFlags = { ...values, events: values.event };
  switch (command) {
    case 'webhooks create':
      return (database) => createWebhook(database, argument, flags, terminal);
    case 'webhooks list':
      return (database) => showWebhooks(database, flags, terminal);
    case 'webhooks rotate':
      return (database) => rotateWebhook(database, argument, flags, terminal);
    case 'webhooks replay':
      return (database) => replayWebhooks(database, argument, flags, terminal);
    default:
      return undefined;
  }
}
