/** A bad line to a server of these tests: it is slow, goes dead, and breaks in the middle of an answer. */
import { once } from 'node:events';
import { createServer, connect as open, type Socket } from 'node:net';
import { randomOf } from '../payments/stripe/testing/chaos.ts';

/** Chances are parts of one. A test may change them while the line is in use. */
export interface BadLine {
  readonly seed: number;
  readonly delayMs: number;
  /** Of a connection: what is sent arrives nowhere, and nothing comes back. */
  readonly dead: number;
  /** Of a connection: it breaks after the first bytes of its first answer. */
  readonly broken: number;
  /** Of each answer on a connection that stood until then: it breaks after the first bytes. */
  readonly cut?: number;
}

export interface Proxy {
  readonly url: URL;
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function startProxy(port: number, line: BadLine): Promise<Proxy> {
  const random = randomOf(line.seed);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    sockets.add(near);
    near.on('close', () => sockets.delete(near));
    near.on('error', () => near.destroy());
    const chance = random();
    if (chance < line.dead) return void near.resume();
    const far = open(port, '127.0.0.1');
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    const isBroken = chance < line.dead + line.broken;
    near.on('data', (chunk) => void setTimeout(() => far.write(chunk), line.delayMs));
    far.on('data', (chunk) => {
      const isCut = isBroken || (line.cut !== undefined && random() < line.cut);
      if (!isCut) return void near.write(chunk);
      near.write(chunk.subarray(0, 40), () => near.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    async close() {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
