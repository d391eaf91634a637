/**
 * A line to a server that goes down and comes up again, and that loses an answer after the server has done
 * its work. What is refused while it is down looks to a browser as no network does. It has axe at /axe.js.
 */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';

const axe = fileURLToPath(
  new URL('../../../../../node_modules/axe-core/axe.min.js', import.meta.url),
);

export interface Line {
  readonly origin: string;
  /** Whether nobody is reached. */
  isDown: boolean;
  /** How many POSTs to a path have reached the server. */
  posts(path: string): number;
  /** Goes down between the next POST to the path and its answer; resolves once the server has given it. */
  loseAnswer(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens it on a free port to one of this machine, which may be said later. */
export async function openLine(portOf: () => number): Promise<Line> {
  const posts: string[] = [];
  let losing: { readonly path: string; readonly done: () => void } | undefined;
  // Longer than any client keeps a connection that rests, so that none of their requests meets its end.
  const server = createServer({ keepAliveTimeout: 120_000 }, (incoming, answer) => {
    const { url = '/', method, headers } = incoming;
    if (line.isDown) return void incoming.socket.destroy();
    if (url === '/axe.js') {
      answer.setHeader('content-type', 'text/javascript');
      createReadStream(axe).pipe(answer);
      return;
    }
    const lost = method === 'POST' && losing?.path === url ? losing : undefined;
    if (lost !== undefined) losing = undefined;
    if (method === 'POST') posts.push(url);
    const onward = request({ port: portOf(), host: '127.0.0.1', path: url, method, headers });
    onward.on('response', (response) => {
      if (lost === undefined) {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
        return;
      }
      line.isDown = true;
      response.resume().once('end', () => {
        answer.destroy();
        lost.done();
      });
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  const line: Line = {
    origin: `http://localhost:${address.port}`,
    isDown: false,
    posts: (path) => posts.filter((one) => one === path).length,
    loseAnswer: (path) =>
      new Promise((done) => {
        losing = { path, done };
      }),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return line;
}
