/** What the field page asks for, in the name of whoever has a pass. Only that page calls these addresses. */
import { isPlotId, parse, recordObservationsSchema } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { decodeJsonText, parseJson, readBytes } from '../../http/body.ts';
import { type RouteCall, route } from '../../http/endpoint.ts';
import type { Exchange } from '../../http/exchange.ts';
import { refuse } from '../../http/refusal.ts';
import { type ObservationParts, recordObservations } from '../observations/recording.ts';
import { type PhotoParts, readPhoto, storePhoto } from '../photos/storing.ts';
import { registerFieldPage } from './page.ts';
import { type FieldPass, openFieldPass } from './passes.ts';
import { findFieldPlots, findFieldTrees } from './records.ts';

export interface FieldParts extends ObservationParts, PhotoParts {
  /** Origins of the platform's own pages. */
  readonly ownOrigins: () => readonly string[];
}

const json = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
/** Most trees of one answer. */
const treesMax = 2_000;

/** Hangs them on the house, and the page that calls them. */
export function registerField(api: Api, parts: FieldParts): void {
  const { db } = parts;
  registerFieldPage(api, parts);

  serveField(api, parts, 'GET', '/field/about', async ({ pass }) => {
    const { observer, organizationName, organizationId, livemode, expiresAt } = pass;
    const book = `${organizationId}:${livemode ? 'live' : 'test'}`;
    return { observer, organizationName, book, livemode, expiresAt: expiresAt.toISOString() };
  });

  serveField(api, parts, 'GET', '/field/plots', async ({ pass }) => ({
    items: await findFieldPlots(db, pass),
  }));

  serveField(
    api,
    parts,
    'GET',
    '/field/plots/{plotId}/trees',
    async ({ pass, params, exchange }) => {
      const { plotId = '' } = params;
      const after = exchange.query.get('after') ?? '0';
      if (!isPlotId(plotId) || !/^\d{1,15}$/.test(after)) return refuse('plot_unknown');
      const page = { after: Number(after), limit: treesMax };
      const items = await findFieldTrees(db, pass, plotId, page);
      const last = items.length < treesMax ? undefined : items.at(-1);
      return { items, nextAfter: last?.number ?? null };
    },
  );

  serveField(api, parts, 'POST', '/field/photos', async ({ pass, exchange }) => {
    const { url } = await storePhoto(parts, pass, await readPhoto(exchange));
    return { url };
  });

  serveField(api, parts, 'POST', '/field/observations', async ({ pass, exchange }) => {
    const text = decodeJsonText(exchange, await readBytes(exchange));
    const told = parse(recordObservationsSchema, observedBy(parseJson(text), pass.observer));
    if (!told.ok) return refuse('request_invalid', { fields: told.fields });
    return { items: await recordObservations(parts, pass, told.value.observations) };
  });
}

/** A request of somebody whose pass counts. */
interface FieldCall extends RouteCall {
  readonly pass: FieldPass;
}

function serveField(
  api: Api,
  parts: { readonly db: Kysely<Database>; readonly now: () => Date },
  method: 'GET' | 'POST',
  path: string,
  handler: (call: FieldCall) => Promise<object>,
): void {
  route(api, { method, path, access: 'open', limited: true }, async (call) => {
    const secret = secretOf(call.exchange);
    const pass = await openFieldPass(parts.db, secret, parts.now());
    if (pass === undefined) return refuse('field_pass_invalid');
    const answer = await handler({ ...call, pass });
    return call.exchange.answer(200, JSON.stringify(answer), json);
  });
}

function secretOf(exchange: Exchange): string {
  const [, secret = ''] = /^Bearer (\S+)$/i.exec(exchange.header('authorization') ?? '') ?? [];
  return secret;
}

/** The same with the observer whom the pass names: a phone says nothing of who it is. */
function observedBy(body: unknown, observer: string): unknown {
  if (typeof body !== 'object' || body === null || !('observations' in body)) return body;
  const { observations } = body;
  if (!Array.isArray(observations)) return body;
  return { ...body, observations: observations.map((each: object) => ({ ...each, observer })) };
}
