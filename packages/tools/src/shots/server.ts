// A platform that answers by the book: the contract's examples, or what a state says instead. It
// serves the real page script, so that pictures show what a site would show.

import { once } from 'node:events';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { endpoints } from '@kindcart/contract';
import { type EndpointName, routes } from '@kindcart/contract/routes';
import type { Answer, State } from './states.ts';

/** The server of one run of screenshots. */
export interface CannedPlatform {
  readonly origin: string;
  /** Chooses the page and the answers from now on. */
  show(page: string, answers: NonNullable<State['answers']>): void;
  close(): Promise<void>;
}

/** Where pages find a stand-in of Stripe.js: that of the elements' own tests. */
export const stripeStandIn = '/stripe-stand-in.js';

const standInSource = new URL('../../../elements/src/internal/testing/stripe.ts', import.meta.url);

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.map': 'application/json',
  '.json': 'application/json',
};

/** The endpoint that a request is for. */
export function endpointFor(method: string, path: string): EndpointName | undefined {
  const names = Object.keys(routes).filter(isEndpoint);
  return names.find((name) => {
    const route = routes[name];
    const pattern = route.path.replace(/\{\w+\}/g, '[^/]+').replace(/\./g, '\\.');
    return route.method === method && new RegExp(`^${pattern}$`).test(path);
  });
}

function isEndpoint(name: string): name is EndpointName {
  return Object.hasOwn(routes, name);
}

/** Starts the server on a free port; `scripts` is the folder of the built page script. */
export async function startCannedPlatform(scripts: string): Promise<CannedPlatform> {
  let page = '';
  let answers: NonNullable<State['answers']> = {};
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = endpointFor(request.method ?? 'GET', pathname);
    if (name !== undefined) return answer(request, response, name, answers[name]);
    if (pathname === '/v1/live') return openStream(response);
    if (pathname === '/') return send(response, 200, 'text/html; charset=utf-8', page);
    if (pathname === stripeStandIn) {
      const source = stripTypeScriptTypes(readFileSync(standInSource, 'utf8'));
      return send(response, 200, 'text/javascript', source);
    }
    return sendFile(response, scripts, pathname);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: originOf(server),
    show: (nextPage, nextAnswers) => {
      page = nextPage;
      answers = nextAnswers;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  name: EndpointName,
  chosen: Answer | undefined,
): void {
  if (chosen === 'pending') return;
  if (chosen === 'offline') {
    request.socket.destroy();
    return;
  }
  const { status, body } = chosen ?? exampleOf(name);
  const type = (status ?? 200) < 400 ? 'application/json' : 'application/problem+json';
  send(response, status ?? 200, type, JSON.stringify(body));
}

function exampleOf(name: EndpointName): { status: number; body: unknown } {
  const { status, example } = endpoints[name];
  return { status, body: example.response };
}

/** An open stream in which nothing happens: what a picture shows is settled. */
function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(':\n\n');
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}

function sendFile(response: ServerResponse, folder: string, pathname: string): void {
  const file = join(folder, normalize(pathname));
  const type = types[extname(file)];
  if (type === undefined || !existsSync(file)) {
    send(response, 404, 'text/plain', 'Nothing.');
    return;
  }
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
  createReadStream(file).pipe(response);
}
