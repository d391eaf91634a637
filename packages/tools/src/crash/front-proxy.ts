/**
 * What stands before two platforms: each request goes to the next one in turn, and to the other
 * where nobody listens. What a platform has begun is not sent again: whether to repeat is the
 * client's to decide, and its connection is cut as the platform's was.
 */
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface FrontProxy {
  readonly url: string;
  /** Requests whose connection was cut with the platform's. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** Stands before the platforms on these ports. */
export async function startFrontProxy(ports: readonly number[]): Promise<FrontProxy> {
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  let cuts = 0;

  const pass = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const first = turn;
    turn += 1;
    for (let place = 0; place < ports.length; place += 1) {
      const port = ports[(first + place) % ports.length] ?? 0;
      const outcome = await passTo(port, { incoming, body, answer, agent });
      if (outcome === 'answered') return;
      if (outcome === 'cut') break;
    }
    cuts += 1;
    answer.destroy();
  };

  const server = createServer((incoming, answer) => void pass(incoming, answer));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    get cuts() {
      return cuts;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

interface Passed {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly answer: ServerResponse;
  readonly agent: Agent;
}

function passTo(
  port: number,
  { incoming, body, answer, agent }: Passed,
): Promise<'answered' | 'cut' | 'nobody'> {
  const { promise, resolve } = Promise.withResolvers<'answered' | 'cut' | 'nobody'>();
  const { method, url: path, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path, headers, agent });
  onward.on('response', async (response) => {
    try {
      const whole = await buffer(response);
      answer.writeHead(response.statusCode ?? 502, response.headers).end(whole);
      resolve('answered');
    } catch {
      // The platform died in the middle of its answer.
      resolve('cut');
    }
  });
  onward.on('error', (error: NodeJS.ErrnoException) => {
    resolve(error.code === 'ECONNREFUSED' ? 'nobody' : 'cut');
  });
  onward.end(body);
  return promise;
}
