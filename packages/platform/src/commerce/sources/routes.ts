/** Where shops tell of their orders; what is said is believed because it is signed. */
import { isId, shopEventMaxBytes, shopEventsPath } from '@kindcart/contract';
import type { Api } from '../../http/api.ts';
import { decodeJsonText, parseJson, readBytes } from '../../http/body.ts';
import { route } from '../../http/endpoint.ts';
import type { Exchange } from '../../http/exchange.ts';
import { refuse } from '../../http/refusal.ts';
import { hashOf } from './event-records.ts';
import { hasEndlessList, repeatedKey } from './exact-json.ts';
import { sourceOf } from './kinds.ts';
import type { Delivery } from './port.ts';
import type { ShopIntake } from './shops.ts';
import { findSource, type SourceRow } from './source-records.ts';

const json = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
/** Shopify gives up after five seconds, and whoever gives up has to be told to come again. */
const answerWithinMs = 4_000;

/** Hangs their address on the house. */
export function registerShopEvents(api: Api, parts: ShopIntake): void {
  const known = rememberSources(parts);
  const definition = { method: 'POST', path: shopEventsPath, access: 'signed' } as const;
  route(api, { ...definition, limited: false }, async ({ exchange, params }) => {
    const source = await inTime(known(params.sourceId ?? ''));
    if (source === undefined) {
      refuse('not_found', {
        detail:
          'No shop is connected at this address. Compare it with `kindcart merchants sources`.',
      });
    }
    const isPing = await take(parts, exchange, source);
    return exchange.answer(200, isPing ? '{"ping":true}' : '{"received":true}', json);
  });
}

/** Keeps a delivery. @returns whether it was a ping, of which nothing is kept */
async function take(
  { clock, newEventId, arrivals, metrics, onKept }: ShopIntake,
  exchange: Exchange,
  { organization_id, id, livemode, kind, secrets }: SourceRow,
): Promise<boolean> {
  const body = await readBytes(exchange, shopEventMaxBytes);
  const delivery: Delivery = { body, header: (name) => exchange.header(name) };
  const shop = sourceOf(kind);
  if (shop.isPing(delivery)) {
    metrics.received(kind, 'ping');
    return true;
  }
  const fault = shop.checkSignature(delivery, secrets, clock.nowMs());
  if (fault !== null) {
    metrics.received(kind, fault);
    refuse(fault);
  }
  try {
    const text = decodeJsonText(exchange, body);
    if (hasEndlessList(parseJson(text))) {
      refuse('body_too_large', { detail: 'A list in the body is longer than in any order.' });
    }
    if (repeatedKey(text) !== null) {
      refuse('json_invalid', { detail: 'An object of the body has a key twice.' });
    }
  } catch (error) {
    metrics.received(kind, 'unreadable');
    throw error;
  }
  const isNew = await inTime(
    arrivals.submit({
      organizationId: organization_id,
      id: newEventId(),
      livemode,
      sourceId: id,
      body,
      bodyHash: hashOf(body),
      topic: topicOf(delivery),
    }),
  );
  metrics.received(kind, isNew ? 'kept' : 'repeated');
  if (isNew) onKept();
  return false;
}

const topicHeaders = ['x-shopify-topic', 'x-wc-webhook-topic'];

function topicOf({ header }: Delivery): string | null {
  const topic = topicHeaders.map(header).find((value) => value !== undefined);
  return topic?.replaceAll(/[^\w/.:-]/g, '').slice(0, 100) || null;
}

/** Settles as the work does, or is refused so that the sender comes again. The work itself goes on. */
async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, answerWithinMs, 'late' as const);
  });
  const first = await Promise.race([work, late]).finally(() => clearTimeout(timer));
  return first === 'late' ? refuse('unavailable') : first;
}

/** How long a source is believed: a new secret is taken after this time at the latest. */
const rememberMs = 2_000;
const rememberedMax = 1_000;

/** Finds connected sources, and remembers them for a moment: a shop tells many events in one. */
function rememberSources({
  db,
  clock,
}: Pick<ShopIntake, 'db' | 'clock'>): (id: string) => Promise<SourceRow | undefined> {
  const found = new Map<
    string,
    { readonly row: Promise<SourceRow | undefined>; readonly untilMs: number }
  >();
  return (id) => {
    const entry = found.get(id);
    if (entry !== undefined && clock.monotonicMs() < entry.untilMs) return entry.row;
    found.delete(id);
    if (!isId('shopSource', id)) return Promise.resolve(undefined);
    const row = findSource(db, id).then((source) => {
      if (source?.state === 'connected') return source;
      found.delete(id);
      return undefined;
    });
    // What could not be read is asked for again, and its callers are told.
    row.catch(() => found.delete(id));
    found.set(id, { row, untilMs: clock.monotonicMs() + rememberMs });
    const [oldest] = found.keys();
    if (found.size > rememberedMax && oldest !== undefined) found.delete(oldest);
    return row;
  };
}
