/** Addresses for those who run the platform or write against it, and the pages behind problem types. */
import { openApi } from '@kindcart/contract/openapi';
import type { Api } from './api.ts';
import { route } from './endpoint.ts';
import { etagOf, matchesEtag } from './etag.ts';
import { problemPage } from './problem.ts';
import { refuse } from './refusal.ts';

const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };

/** How long the database has to answer before the process counts as not ready. */
const readyTimeoutMs = 2_000;

/** Settles as the check does, or rejects when it takes too long. */
async function inTime(check: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('the database did not answer in time')),
      readyTimeoutMs,
    );
  });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Hangs /healthz, /readyz, /metrics, /problems/{code} and /v1/openapi.json on the house. */
export function registerOperations(api: Api, checkReady: () => Promise<unknown>): void {
  const open = (path: string) => ({ method: 'GET', path, access: 'open', limited: false }) as const;

  route(api, open('/healthz'), ({ exchange }) => exchange.answer(200, 'ok\n', plain));

  route(api, open('/readyz'), async ({ exchange }) => {
    if (api.drain.draining) refuse('shutting_down');
    try {
      await inTime(checkReady);
    } catch (error) {
      // Whatever the reason, a process that cannot reach its database is not to be asked.
      api.logger.warn({ requestId: exchange.requestId, err: error }, 'not ready');
      refuse('unavailable');
    }
    return exchange.answer(200, 'ready\n', plain);
  });

  route(api, open('/metrics'), ({ exchange }) =>
    exchange.answer(200, api.metrics.text(), {
      ...plain,
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    }),
  );

  route(api, open('/problems/{code}'), ({ exchange, params }) => {
    const page = problemPage(params.code ?? '');
    if (page === undefined) refuse('not_found');
    return exchange.answer(200, page, { ...plain, 'Cache-Control': 'public, max-age=3600' });
  });
  registerDescription(api);
}

function registerDescription(api: Api): void {
  // The server's address is left relative: whoever reads the document knows where it came from.
  const text = JSON.stringify(openApi('/'));
  const etag = etagOf(text);
  const definition = {
    method: 'GET',
    path: '/v1/openapi.json',
    access: 'open',
    limited: true,
  } as const;
  route(api, definition, ({ exchange }) => {
    const headers = { 'Cache-Control': 'public, max-age=300', ETag: etag };
    return matchesEtag(exchange.header('if-none-match'), etag)
      ? exchange.answer(304, null, headers)
      : exchange.answer(200, text, { ...headers, 'Content-Type': 'application/json' });
  });
}
