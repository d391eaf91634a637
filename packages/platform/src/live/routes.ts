/** `GET /v1/live`: server-sent events with the totals of what a page shows: projects, charity items and challenges. */
import { idListSchema, livePath, type Parsed, parse } from '@kindcart/contract';
import { type Caller, callerBucket } from '../access/authenticate.ts';
import type { Api } from '../http/api.ts';
import { route } from '../http/endpoint.ts';
import { refuse } from '../http/refusal.ts';
import type { Hub, Subscriber } from './hub.ts';
import type { LiveNews } from './totals.ts';

/** Open streams of one process; beyond it, pages are told to come back. */
const streamsMax = 10_000;
/** Of those, from one address: a hall full of people shares one, and nobody may take them all. */
const streamsPerAddressMax = 500;
/** Proxies close what is silent for a minute. */
const heartbeatMs = 20_000;
/** Events that may wait for a slow reader. */
const eventsAheadMax = 64;
/** How long a browser waits before it connects again. */
const reconnectMs = 2_000;

const streamHeaders = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
};

/** Hangs it on the house. */
export function registerLive(api: Api, hub: Hub): void {
  api.metrics.gaugeOf('live_streams', 'Open event streams.', () => hub.size);
  const perAddress = createSeats(streamsPerAddressMax);

  route(
    api,
    { method: 'GET', path: livePath, access: 'public', limited: true },
    async ({ exchange, caller }) => {
      if (caller === null) refuse('key_missing');
      const ids = askedIds(exchange.query);
      // Who asks only for the headers would never read a stream, nor end it.
      if (exchange.method === 'HEAD') return new Response(null, { headers: streamHeaders });
      if (hub.size >= streamsMax) refuse('unavailable', { retryAfterSeconds: 30 });
      const leave = perAddress.take(callerBucket(exchange));
      if (leave === null) refuse('rate_limited', { retryAfterSeconds: 30 });
      const body = stream({
        hub,
        caller,
        ids,
        lastEventId: exchange.header('last-event-id'),
        ending: api.drain.signal,
        onEnd: leave,
      });
      return new Response(body, { headers: streamHeaders });
    },
  );
}

/** What a stream is to be about: at least one of the lists. */
function askedIds(query: URLSearchParams): Subscriber['ids'] {
  const [items, challenges] = [query.get('items'), query.get('challenges')];
  const projects = query.get('projects') ?? (items === null && challenges === null ? '' : null);
  return new Set([
    ...(projects === null ? [] : listOf('projects', parse(idListSchema('project'), projects))),
    ...(items === null ? [] : listOf('items', parse(idListSchema('charityItem'), items))),
    ...(challenges === null
      ? []
      : listOf('challenges', parse(idListSchema('challenge'), challenges))),
  ]);
}

function listOf<Each>(field: string, list: Parsed<readonly Each[]>): readonly Each[] {
  if (list.ok) return list.value;
  return refuse('request_invalid', { fields: list.fields.map((fault) => ({ ...fault, field })) });
}

/** Counts who is inside, by what they are counted by. */
function createSeats(eachMax: number) {
  const taken = new Map<string, number>();
  return {
    /** Takes a seat until the returned function is called, once; null when all are taken. */
    take(name: string): (() => void) | null {
      const before = taken.get(name) ?? 0;
      if (before >= eachMax) return null;
      taken.set(name, before + 1);
      return () => {
        const left = (taken.get(name) ?? 1) - 1;
        if (left === 0) taken.delete(name);
        else taken.set(name, left);
      };
    },
  };
}

interface StreamParts {
  readonly hub: Hub;
  readonly caller: Caller;
  readonly ids: Subscriber['ids'];
  readonly lastEventId: string | undefined;
  /** Aborted when the process ends. */
  readonly ending: AbortSignal;
  /** Called once, however the stream ends. */
  readonly onEnd: () => void;
}

function stream(parts: StreamParts): ReadableStream<Uint8Array> {
  const { hub, caller, ids, lastEventId, ending, onEnd } = parts;
  const encoder = new TextEncoder();
  const told = new Told();
  /** Of each thing the last news that a slow reader has not taken yet. */
  const untaken = new Map<LiveNews['id'], LiveNews>();
  let close = () => {};
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const write = (text: string) => controller.enqueue(encoder.encode(text));
        const send = (news: LiveNews) => {
          if (hasRoom(controller)) write(told.eventText(news));
          else untaken.set(news.id, news);
        };
        // First subscribe, then read: what changes in between is told twice rather than never.
        const unsubscribe = hub.subscribe({ ...caller, ids, send });
        const heartbeat = setInterval(() => {
          if (hasRoom(controller)) write(': still here\n\n');
        }, heartbeatMs);
        const end = () => {
          close();
          controller.close();
        };
        close = () => {
          close = () => {};
          clearInterval(heartbeat);
          unsubscribe();
          ending.removeEventListener('abort', end);
          onEnd();
        };
        ending.addEventListener('abort', end);
        write(`retry: ${reconnectMs}\n\n`);
        try {
          const current = await hub.read({ ...caller, ids });
          const texts = current.map((news) => told.eventText(news));
          // To a reader who comes back and has missed nothing, nothing is told again.
          if (told.id !== lastEventId) for (const text of texts) write(text);
        } catch (error) {
          close();
          throw error;
        }
      },
      pull(controller) {
        for (const news of untaken.values())
          controller.enqueue(encoder.encode(told.eventText(news)));
        untaken.clear();
      },
      cancel: () => close(),
    },
    new CountQueuingStrategy({ highWaterMark: eventsAheadMax }),
  );
}

/** Whether the reader keeps up; if not, it gets the end of each story later, not every step. */
function hasRoom(controller: ReadableStreamDefaultController<Uint8Array>): boolean {
  return (controller.desiredSize ?? 0) > 0;
}

/**
 * What a stream has told, as one id: the sum of the versions of all it is about. Versions only rise,
 * so the same sum over the same things means that nothing was missed; a time could not say that,
 * since commits do not come in the order of their times.
 */
class Told {
  readonly #versions = new Map<LiveNews['id'], number>();

  get id(): string {
    let sum = 0;
    for (const version of this.#versions.values()) sum += version;
    return `${this.#versions.size}.${sum}`;
  }

  /** The event for news, which counts as told from now on. */
  eventText({ name, id, event }: LiveNews): string {
    this.#versions.set(id, event.totals.version);
    return `id: ${this.id}\nevent: ${name}\ndata: ${JSON.stringify(event)}\n\n`;
  }
}
