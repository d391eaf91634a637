/** The shop on a port: what it lets in, and the headers of all that goes out. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Answered, Asked } from './app.ts';
import { SettingsError } from './settings.ts';

const bodyBytesMax = 64 * 1024;
const requestMs = 20_000;
/** How long requests under way may take once the shop is told to stop. */
const drainMs = 5_000;

/** A running server. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

export interface ServerParts {
  readonly answer: (asked: Asked) => Promise<Answered>;
  readonly platformUrl: string;
  readonly host: string;
  readonly port: number;
  /** Says what went wrong inside, to whoever runs the shop. */
  readonly report: (error: unknown) => void;
}

/** @throws SettingsError when the port is taken */
export async function serve(parts: ServerParts): Promise<Running> {
  const server = createServer({ requestTimeout: requestMs }, (incoming, outgoing) => {
    void handle(parts, incoming, outgoing);
  });
  server.listen(parts.port, parts.host);
  await once(server, 'listening').catch((error: unknown) => {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    throw new SettingsError(
      `Port ${parts.port} is taken, so the shop has nowhere to be. Stop what uses it, or choose another ` +
        'with --shop-port 9000.',
    );
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return { port: address.port, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(cut);
}

async function handle(
  parts: ServerParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    send(outgoing, await answer(parts, incoming), parts.platformUrl);
  } catch (error) {
    parts.report(error);
    send(
      outgoing,
      plain(500, 'Something broke in the shop. Its terminal says what.'),
      parts.platformUrl,
    );
  }
}

async function answer(parts: ServerParts, incoming: IncomingMessage): Promise<Answered> {
  const { method = 'GET', url = '/' } = incoming;
  const isHead = method === 'HEAD';
  if (!isOwnName(incoming.headers.host, parts.host)) {
    return plain(421, 'This shop is for the machine that it runs on.');
  }
  if (!isHead && method !== 'GET' && method !== 'POST') return plain(405, 'Not done here.');
  if (method === 'POST' && !isOwnPage(incoming)) {
    return plain(403, 'Forms are taken from pages of the shop alone.');
  }
  const base = `http://${incoming.headers.host ?? 'localhost'}`;
  if (!URL.canParse(url, base)) return plain(400, 'This is no address.');
  const body = method === 'POST' ? await readBody(incoming) : '';
  if (body === undefined) return plain(413, 'That is more than an order.');
  return parts.answer({ method: isHead ? 'GET' : method, url: new URL(url, base), body });
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** A page elsewhere may point a name of its own at this machine, and so reach the desk. */
function isOwnName(name: string | undefined, host: string): boolean {
  return !/^(127\.|localhost$|::1$)/.test(host) || (name !== undefined && loopback.test(name));
}

/** Browsers say where a form came from; what is no browser has no session to abuse. */
function isOwnPage({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function plain(status: number, body: string): Answered {
  return { status, type: 'text/plain; charset=utf-8', body };
}

function send(outgoing: ServerResponse, answered: Answered, platformUrl: string): void {
  const { status, type, body = '', location, isLasting } = answered;
  outgoing.writeHead(status, {
    ...(type !== undefined && { 'content-type': type }),
    ...(location !== undefined && { location }),
    'cache-control': isLasting ? 'no-cache' : 'no-store',
    'content-security-policy': policyOf(platformUrl),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body);
}

/** The shop's own files and the platform's, and nothing that is written into a page. */
function policyOf(platformUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${platformUrl}`,
    `style-src 'self' ${platformUrl}`,
    "img-src 'self'",
    `connect-src 'self' ${platformUrl}`,
    // The desk leads to where a statement is paid, and browsers hold a redirect after a form to this.
    `form-action 'self' ${platformUrl}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}
