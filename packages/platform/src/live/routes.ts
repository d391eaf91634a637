/** `GET /v1/live`: server-sent events with the totals of the projects that a page shows. */
import { type Id, idListSchema, livePath, parse } from '@kindcart/contract';
import type { Caller } from '../access/authenticate.ts';
import type { Api } from '../http/api.ts';
import { route } from '../http/endpoint.ts';
import { refuse } from '../http/refusal.ts';
import type { Hub, LiveNews } from './hub.ts';

/** Open streams of one process; beyond it, pages are told to come back and poll meanwhile. */
const streamsMax = 10_000;
/** Proxies close what is silent for a minute. */
const heartbeatMs = 20_000;
/** How long a browser waits before it connects again. */
const reconnectMs = 2_000;

/** Hangs it on the house. */
export function registerLive(api: Api, hub: Hub): void {
  api.metrics.gaugeOf('live_streams', 'Open event streams.', () => hub.size);

  route(
    api,
    { method: 'GET', path: livePath, access: 'public', limited: true },
    async ({ exchange, caller }) => {
      if (caller === null) refuse('key_missing');
      const asked = parse(idListSchema('project'), exchange.query.get('projects') ?? '');
      if (!asked.ok) {
        refuse('request_invalid', {
          fields: asked.fields.map((fault) => ({ ...fault, field: 'projects' })),
        });
      }
      if (hub.size >= streamsMax) refuse('unavailable', { retryAfterSeconds: 30 });
      const sinceMs = Number.parseInt(exchange.header('last-event-id') ?? '0', 10) || 0;
      return new Response(stream(hub, caller, new Set(asked.value), sinceMs, api.drain.signal), {
        headers: {
          'Content-Type': 'text/event-stream',
          'Cache-Control': 'no-store',
          'X-Accel-Buffering': 'no',
        },
      });
    },
  );
}

function stream(
  hub: Hub,
  caller: Caller,
  projectIds: ReadonlySet<Id<'project'>>,
  sinceMs: number,
  ending: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = () => {};
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      const send = (news: LiveNews) => write(eventText(news));
      // First subscribe, then read: what changes in between is told twice rather than never.
      const unsubscribe = hub.subscribe({ ...caller, projectIds, send });
      const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
      const end = () => {
        close();
        controller.close();
      };
      close = () => {
        clearInterval(heartbeat);
        unsubscribe();
        ending.removeEventListener('abort', end);
      };
      ending.addEventListener('abort', end);
      write(`retry: ${reconnectMs}\n\n`);
      try {
        const current = await hub.read({ ...caller, projectIds });
        for (const news of current) if (news.updatedAtMs >= sinceMs) send(news);
      } catch (error) {
        close();
        throw error;
      }
    },
    cancel: () => close(),
  });
}

function eventText({ event, updatedAtMs }: LiveNews): string {
  return `id: ${updatedAtMs}\nevent: project\ndata: ${JSON.stringify(event)}\n\n`;
}
