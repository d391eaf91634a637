/**
 * An example page as `npm start` serves it: the platform in a process of its own with demo data, the
 * page script built from source, and a proxy in front. The proxy asks browsers to report what the
 * platform's own policy stops, has axe at /axe.js, and can keep an answer back as a failing network
 * does.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Client, createClient } from '@kindcart/client';
import { type OpenDatabase, openDatabase } from '../../../../platform/src/database/open.ts';
import { pageHeaders, policyOf } from '../../../../platform/src/pages/policy.ts';
import { buildPageScript, kindcartPageScript } from '../../build/cdn.ts';

const root = resolve(fileURLToPath(new URL('../../../../../', import.meta.url)));
const cli = ['--conditions=@kindcart/source', 'packages/platform/src/cli/main.ts'];

/** Where browsers report to; a policy has to ask for it. */
const reportPath = '/reports';
const reportMaxMs = 15_000;
const reported = (policy: string) => `${policy}; report-uri ${reportPath}`;

/** A page that is being served, and the platform behind it. */
export interface Site {
  /** Where browsers find it. */
  readonly origin: string;
  /** Publishable key that the demo made. */
  readonly publishableKey: string;
  /** The charity's own server, with the secret key. */
  readonly charity: Client;
  /**
   * Keeps back the answer to the next POST whose path ends so. The promise resolves once the
   * platform has done its work and the browser still waits.
   */
  keepBackAnswer(pathEnd: string): Promise<void>;
  /** Holds back every request of this path, or of this path with this query, until the function it returns is called. */
  holdBack(path: string): () => void;
  /** How many POSTs to a path that ends so have reached the platform. */
  posts(pathEnd: string): number;
  /** The charity's own server's key. */
  readonly secretKey: string;
  /** Where the platform writes its mail. */
  readonly mailFolder: string;
  /** Where its data are; what stands beside it goes with it at the end. */
  readonly dataDir: string;
  /** Serves a page of one's own, under the same policy, and answers its address. */
  show(html: string): string;
  /** Waits for what the policies of pages stop, and takes it, in words. What nobody takes fails the site at its end. */
  violationsTold(): Promise<string[]>;
  /** Every header about cookies that either side sent. */
  readonly cookies: readonly string[];
  /**
   * Stops everything and answers what `kindcart audit` says of the books left behind.
   *
   * @param look - looks into the database before it is thrown away
   */
  close(look?: (database: OpenDatabase) => Promise<void>): Promise<string>;
}

export interface SiteSettings {
  /** Variables of the platform beside those that every site has. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Flags of the platform beside those that every site has. */
  readonly flags?: readonly string[];
  /** What the site answers itself, by path; each is given what was posted. Names end in `.js` or it is JSON. */
  readonly own?: Readonly<Record<string, (body: string) => Promise<string>>>;
}
/** What seals the links of donors here. */
export const donorSecret = 'only_for_end_to_end_tests_0123456789';

/** Serves one folder of `examples/` on a free port. */
export async function openSite(
  example: string,
  { variables: more = {}, flags = [], own = {} }: SiteSettings = {},
): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'kindcart-e2e-'));
  const scripts = join(folder, 'sdk');
  await buildPageScript({ ...kindcartPageScript(root), outDir: scripts });
  const proxy = new FrontProxy(own);
  const origin = await proxy.listen();
  const variables = {
    PATH: process.env.PATH ?? '',
    KINDCART_DATA_DIR: join(folder, 'data'),
    KINDCART_PUBLIC_URL: origin,
    KINDCART_LOG: 'warn',
    KINDCART_MAIL_DIR: join(folder, 'mail'),
    KINDCART_DONOR_SECRETS: donorSecret,
    // Receivers of these tests are on this machine.
    KINDCART_WEBHOOK_PRIVATE: 'allow',
    // All donors of these tests share one address, and none of them is a card tester.
    KINDCART_LIMIT_DONATIONS: 'off',
    KINDCART_LIMIT_PARTICIPANTS: 'off',
    KINDCART_LIMIT_TILES: 'off',
    KINDCART_LIMIT_ADDRESS: 'off',
    // A test that needs other addresses says which in X-Forwarded-For; browsers have this machine's.
    KINDCART_TRUST_PROXY: '1',
    ...more,
  };
  const pages = [`/=examples/${example}`, '/forest=examples/forest', '/steps=examples/steps'];
  const mounts = [...pages, `/sdk=${scripts}`].flatMap((it) => ['--serve', it]);
  const start = [...mounts, '--demo', '--port', '0', ...flags];
  const platform = await startPlatform(start, variables);
  proxy.target = platform.port;
  const charity = createClient({
    baseUrl: `http://127.0.0.1:${platform.port}`,
    key: platform.secretKey,
  });
  return {
    origin,
    publishableKey: platform.publishableKey,
    charity,
    keepBackAnswer: (pathEnd) => proxy.keepBackAnswer(pathEnd),
    holdBack: (path) => proxy.holdBack(path),
    posts: (pathEnd) => proxy.posts.filter((path) => path.endsWith(pathEnd)).length,
    cookies: proxy.cookies,
    secretKey: platform.secretKey,
    mailFolder: variables.KINDCART_MAIL_DIR,
    dataDir: variables.KINDCART_DATA_DIR,
    show: (html) => {
      proxy.shown = html;
      return `${origin}${shownPath}`;
    },
    violationsTold: () => proxy.violationsTold(),
    close: async (look) => {
      await proxy.close();
      await platform.stop();
      try {
        assert.deepEqual(proxy.violations, [], 'no page did what its policy forbids');
        const { stdout } = await promisify(execFile)(process.execPath, [...cli, 'audit'], {
          cwd: root,
          env: variables,
        });
        if (look !== undefined) await lookInto(variables.KINDCART_DATA_DIR, look);
        return stdout;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function lookInto(
  dataDir: string,
  look: (database: OpenDatabase) => Promise<void>,
): Promise<void> {
  const database = await openDatabase({ dataDir });
  try {
    await look(database);
  } finally {
    await database.close();
  }
}

interface Platform {
  readonly port: number;
  readonly publishableKey: string;
  readonly secretKey: string;
  stop(): Promise<void>;
}

/** Starts the platform and reads port and keys from what it prints. */
async function startPlatform(
  flags: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Platform> {
  const child: ChildProcess = spawn(process.execPath, [...cli, 'start', ...flags], {
    cwd: root,
    env: variables,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('The platform has no output to read.');
  const exited = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  const said: string[] = [];
  const find = (pattern: RegExp) => pattern.exec(said.join('\n'))?.[1];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line.startsWith('Ctrl-C')) break;
  }
  const port = find(/^Kindcart answers at http:\/\/[^:]+:(\d+)/m);
  const publishableKey = find(/\b(pk_test_\w+)/);
  const secretKey = find(/\b(sk_test_\w+)/);
  if (port === undefined || publishableKey === undefined || secretKey === undefined) {
    throw new Error(
      `The platform did not say where it is and with which keys:\n${said.join('\n')}`,
    );
  }
  // What it logs from here on is of no interest, but must not fill the pipe.
  child.stdout.resume();
  return {
    port: Number.parseInt(port, 10),
    publishableKey,
    secretKey,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await exited;
    },
  };
}

const shownPath = '/shown.html';

class FrontProxy {
  /** What is at `shownPath`. */
  shown = '';
  /** Port of the platform. */
  target = 0;
  /** Paths of all POSTs that were passed on. */
  readonly posts: string[] = [];
  readonly cookies: string[] = [];
  /** What browsers have reported. */
  readonly violations: string[] = [];
  // Longer than any client keeps a connection that rests, so that none of their requests meets its end.
  readonly #server: Server = createServer({ keepAliveTimeout: 120_000 }, (incoming, answer) => {
    const { url = '' } = incoming;
    const held = this.#held.get(url) ?? this.#held.get(url.split('?', 1)[0] ?? '');
    void Promise.resolve(held).then(() => this.#pass(incoming, answer));
  });
  readonly #held = new Map<string, Promise<void>>();
  #kept: { readonly pathEnd: string; readonly done: () => void } | undefined;
  readonly #own: NonNullable<SiteSettings['own']>;

  constructor(own: NonNullable<SiteSettings['own']>) {
    this.#own = own;
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('No port was given.');
    return `http://127.0.0.1:${address.port}`;
  }

  keepBackAnswer(pathEnd: string): Promise<void> {
    return new Promise((done) => {
      this.#kept = { pathEnd, done };
    });
  }

  holdBack(path: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held.set(path, promise);
    return () => {
      this.#held.delete(path);
      resolve();
    };
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** What the proxy has itself. */
  #answer(path: string, answer: ServerResponse): void {
    if (path === shownPath) {
      answer.setHeader('content-type', 'text/html; charset=utf-8');
      for (const [name, value] of Object.entries(pageHeaders({}))) answer.setHeader(name, value);
      answer.setHeader('content-security-policy', reported(policyOf({})));
      answer.end(this.shown);
      return;
    }
    answer.setHeader('content-type', 'text/javascript');
    // Pages of a shop, which has an origin of its own, are looked at, too.
    answer.setHeader('access-control-allow-origin', '*');
    createReadStream(join(root, 'node_modules/axe-core/axe.min.js')).pipe(answer);
  }

  /** Rejects when browsers report nothing for long. */
  async violationsTold(): Promise<string[]> {
    if (this.violations.length === 0) {
      await once(this.#server, 'violation', { signal: AbortSignal.timeout(reportMaxMs) });
    }
    return this.violations.splice(0);
  }

  async #keepReport(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { 'csp-report': report }: { 'csp-report'?: Record<string, unknown> } = JSON.parse(
      await text(incoming),
    );
    const {
      'document-uri': page,
      'effective-directive': rule,
      'violated-directive': older,
    } = report ?? {};
    const { 'blocked-uri': blocked } = report ?? {};
    this.violations.push(`${page}: ${rule ?? older} stopped ${blocked}`);
    answer.writeHead(204).end();
    this.#server.emit('violation');
  }

  #pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const { url = '/', method, headers } = incoming;
    if (url === '/axe.js' || url === shownPath) {
      this.#answer(url, answer);
      return;
    }
    const [path = ''] = url.split('?', 1);
    if (path === reportPath) {
      void this.#keepReport(incoming, answer);
      return;
    }
    const own = this.#own[path];
    if (own !== undefined) {
      void answerItself(own, path, incoming, answer);
      return;
    }
    if (method === 'POST') this.posts.push(path);
    if (headers.cookie !== undefined) this.cookies.push(headers.cookie);
    const kept = method === 'POST' && this.#kept?.pathEnd && path.endsWith(this.#kept.pathEnd);
    const onward = request({ port: this.target, host: '127.0.0.1', path: url, method, headers });
    onward.on('response', (response) => {
      this.cookies.push(...(response.headers['set-cookie'] ?? []));
      if (kept) {
        response.resume().once('end', () => {
          this.#kept?.done();
          this.#kept = undefined;
        });
        return;
      }
      const policy = response.headers['content-security-policy'];
      answer.writeHead(response.statusCode ?? 502, {
        ...response.headers,
        ...(typeof policy === 'string' && { 'content-security-policy': reported(policy) }),
      });
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    // A page that is left takes its open requests with it, the live stream among them.
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }
}

async function answerItself(
  own: (body: string) => Promise<string>,
  path: string,
  incoming: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  try {
    const said = await own(await text(incoming));
    const type = path.endsWith('.js') ? 'text/javascript' : 'application/json';
    answer.writeHead(200, { 'content-type': type }).end(said);
  } catch (error) {
    answer.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
  }
}
