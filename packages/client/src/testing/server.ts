/** A real HTTP server on this machine that answers as a test tells it. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request. */
export type Reply = (response: ServerResponse, seen: Seen) => void;

/**
 * Starts a server that answers the first request by the first reply, and so on; the last reply
 * answers all that come after it. It is gone when the test is.
 */
export async function startServer(
  t: TestContext,
  ...replies: readonly [Reply, ...Reply[]]
): Promise<{ readonly baseUrl: string; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const one = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body,
    };
    seen.push(one);
    const reply = replies[Math.min(seen.length, replies.length) - 1] ?? replies[0];
    reply(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${portOf(server.address())}`, seen };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

/** Answers with JSON, or with a text as it is. */
export function reply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
  };
}

/** Answers with problem details of this code. */
export function problem(
  status: number,
  code: string,
  retryable: boolean,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const body = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: `It was ${code}.`,
    retryable,
  };
  return reply(
    status,
    { ...body, requestId: 'req_01k9p4m8q2fz3t6v8w0x2y4z6a' },
    { 'Content-Type': 'application/problem+json', ...headers },
  );
}

/** Never answers. */
export const hang: Reply = () => {};

/** Begins an answer and never ends it. */
export const stall: Reply = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"id":');
};

/** Cuts the connection without an answer. */
export const cut: Reply = (response) => response.destroy();

/** Cuts the connection in the middle of an answer. */
export const cutShort: Reply = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
  response.write('{"id":', () => response.destroy());
};
