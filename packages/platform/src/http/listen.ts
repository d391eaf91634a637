/** Listens on a port, and stops without losing what is in flight. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { App } from './app.ts';
import type { Drain } from './drain.ts';

/** Why the address cannot be listened on; the message says how to choose another. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly reason: 'port_taken' | 'port_forbidden' | 'host_unknown';

  constructor(reason: ListenError['reason'], message: string, cause: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

/** How the server ended. */
export interface CloseReport {
  /** Connections that were cut because their requests did not finish in time. */
  readonly cut: number;
}

/** A server that answers. */
export interface Listening {
  readonly host: string;
  /** The port taken, also when any free one was asked for. */
  readonly port: number;
  /** Address to open on this machine. */
  readonly url: string;
  /** Address by which this process reaches itself, whatever else listens on `localhost`. */
  readonly ownUrl: string;
  /** Takes no more requests, lets those in flight finish, and ends. Saying it again is the same. */
  close(options: { readonly timeoutMs: number }): Promise<CloseReport>;
}

/** What is listened with. */
export interface ListenOptions {
  readonly app: App;
  readonly host: string;
  readonly port: number;
  readonly drain: Drain;
  readonly patience?: Patience;
}

/** How long a caller may take, in milliseconds. */
export interface Patience {
  /** For the head of a request. */
  readonly headersMs: number;
  /** For the whole of a request: 64 kB in 30 s is slower than any real connection. */
  readonly requestMs: number;
  /** How often both are looked at. */
  readonly checkMs: number;
}

const patience: Patience = { headersMs: 10_000, requestMs: 30_000, checkMs: 2_000 };

/** Longer than proxies keep theirs (60 s), so that it is always the proxy that hangs up first. */
const keepAliveMs = 65_000;
const headBytesMax = 16 * 1024;

/** How often connections that fell idle while closing are looked for. */
const sweepMs = 25;

/**
 * Starts to listen.
 *
 * @throws ListenError when the port is taken, needs rights, or the host is not this machine's
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { app, host, port, drain } = options;
  const { headersMs, requestMs, checkMs } = options.patience ?? patience;
  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkMs,
      maxHeaderSize: headBytesMax,
    },
    getRequestListener((request, { incoming }) =>
      app.fetch(request, 'headersDistinct' in incoming ? { incoming } : {}),
    ),
  );
  await bind(server, host, port);
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  let closing: Promise<CloseReport> | undefined;
  return {
    host,
    port: taken,
    url: `http://${shownHost(host)}:${taken}`,
    ownUrl: `http://${ownHost(host)}:${taken}`,
    close({ timeoutMs }) {
      closing ??= closeServer(server, drain, timeoutMs);
      return closing;
    },
  };
}

/** A host that means "all" is reached by the machine's own name. */
function shownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' || host === '127.0.0.1'
    ? 'localhost'
    : bracketed(host);
}

function ownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '[::1]' : bracketed(host);
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

async function bind(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port });
  try {
    // Rejects with the first error event.
    await once(server, 'listening');
  } catch (error) {
    throw inWords(error, host, port);
  }
}

function inWords(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = 'choose another with --port or KINDCART_PORT';
  switch (code) {
    case 'EADDRINUSE':
      return new ListenError(
        'port_taken',
        `Port ${port} is taken on ${host}. Stop the program that has it, or ${another}.`,
        error,
      );
    case 'EACCES':
      return new ListenError(
        'port_forbidden',
        `Port ${port} on ${host} needs rights that this user does not have; ${another}, 1024 or above.`,
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ListenError(
        'host_unknown',
        `${host} is not an address of this machine; choose another with --host or KINDCART_HOST.`,
        error,
      );
    default:
      return error;
  }
}

async function closeServer(server: Server, drain: Drain, timeoutMs: number): Promise<CloseReport> {
  drain.begin();
  let cut = 0;
  // Stops accepting and closes idle connections; those at work fall idle when their answer is out.
  const closed = once(server, 'close');
  server.close();
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  const limit = setTimeout(() => {
    server.getConnections((error, count) => {
      cut = error === null ? count : 0;
      server.closeAllConnections();
    });
  }, timeoutMs);
  try {
    await closed;
  } finally {
    clearInterval(sweep);
    clearTimeout(limit);
  }
  return { cut };
}
