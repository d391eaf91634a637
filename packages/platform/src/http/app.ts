/** Puts the house together: what every request passes, the rooms, and the addresses for operators. */
import type { IdSource } from '@kindcart/contract';
import { newId } from '@kindcart/contract/ids';
import { Hono } from 'hono';
import { createGate } from '../access/authenticate.ts';
import type { DonorPasses } from '../access/donor-pass.ts';
import type { Limits } from '../access/limits.ts';
import type { KeyLookup } from '../access/lookup.ts';
import type { Api, AppEnv, Register } from './api.ts';
import type { Clock } from './clock.ts';
import { isPreflight, preflightAnswer } from './cors.ts';
import type { Drain } from './drain.ts';
import { Exchange, type NodeBindings } from './exchange.ts';
import { createInFlight } from './idempotency.ts';
import type { Metrics } from './metrics.ts';
import { registerOperations } from './operations.ts';
import { createProblemAnswer, type ProblemAnswer } from './problem.ts';
import { Refusal } from './refusal.ts';
import { type Logger, logRequest } from './request-log.ts';

/** What the house is made of. */
export interface AppParts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly keys: KeyLookup;
  readonly limits: Limits;
  /** Opens the sessions of donors. */
  readonly passes: DonorPasses;
  readonly drain: Drain;
  /** How many proxies in front are trusted to tell the client's address. */
  readonly trustedProxies: number;
  /** Origins of the platform's own pages. */
  readonly ownOrigins: () => readonly string[];
  /** Whether an error means that the database is out of reach for now. */
  readonly isUnavailable: (error: unknown) => boolean;
  /** Resolves when the database answers; rejects when it does not. */
  readonly checkReady: () => Promise<unknown>;
  readonly rooms: readonly Register[];
}

/** The platform as a function from request to answer. */
export interface App {
  /** Answers one request; never throws or rejects. */
  fetch(request: Request, bindings?: NodeBindings): Response | Promise<Response>;
  /** For tests: answers a path without a socket. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

const methodsAsked = ['GET', 'POST'] as const;

/** Paths that nothing answers: 405 where another method would do, else 404. Folders of pages take any path, which says nothing of other methods. */
function registerNothing(hono: Hono<AppEnv>): void {
  hono.notFound((context) => {
    const { path } = context.req;
    const allowed = methodsAsked.filter((method) =>
      hono.router.match(method, path)[0].some(([[, { path: pattern }]]) => !pattern.endsWith('*')),
    );
    if (allowed.length === 0) throw new Refusal('not_found');
    const allow = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    throw new Refusal('method_not_allowed', {
      headers: { Allow: [...allow, 'OPTIONS'].join(', ') },
    });
  });
}

function createApi(parts: AppParts, problemAnswer: ProblemAnswer): Api {
  const { logger, metrics, drain } = parts;
  const hono = new Hono<AppEnv>();
  const inFlight = createInFlight();
  const api: Api = {
    hono,
    gate: createGate(parts),
    inFlight,
    logger,
    metrics,
    drain,
  };
  metrics.gaugeOf(
    'idempotency_in_flight',
    'Idempotent requests being worked on.',
    () => inFlight.size,
  );
  hono.onError((error, context) => problemAnswer(context.env.exchange, error));
  registerNothing(hono);
  registerOperations(api, parts.checkReady);
  for (const register of parts.rooms) register(api);
  return api;
}

/** Composes the platform. */
export function createApp(parts: AppParts): App {
  const { clock, drain, ids, logger, metrics } = parts;
  const problemAnswer = createProblemAnswer(logger, parts.isUnavailable);
  const { hono } = createApi(parts, problemAnswer);
  const finish = createFinish(logger, metrics, clock);

  function begin(request: Request, bindings: NodeBindings | undefined): Exchange {
    return new Exchange({
      ...bindings,
      request,
      requestId: newId('request', ids),
      startedMs: clock.monotonicMs(),
      drain,
      trustedProxies: parts.trustedProxies,
    });
  }

  function fetch(request: Request, bindings?: NodeBindings): Response | Promise<Response> {
    if (isPreflight(request)) return preflightAnswer();
    const exchange = begin(request, bindings);
    const fail = (error: unknown) => finish(exchange, problemAnswer(exchange, error));
    try {
      if (drain.draining && !isOperation(request)) throw new Refusal('shutting_down');
      const made = hono.fetch(request, { exchange });
      if (!(made instanceof Promise)) return finish(exchange, made);
      return made.then((response) => finish(exchange, response)).catch(fail);
    } catch (error) {
      return fail(error);
    }
  }

  return {
    fetch,
    request: async (path, init) => fetch(new Request(new URL(path, 'http://localhost'), init)),
  };
}

/** Operators look at a process that is finishing, too. */
function isOperation(request: Request): boolean {
  return /^https?:\/\/[^/]+\/(?:healthz|readyz|metrics)(?:\?|$)/.test(request.url);
}

const durationBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What happens to every answer on its way out. */
function createFinish(logger: Logger, metrics: Metrics, clock: Clock) {
  const answered = metrics.counter({
    name: 'http_requests_total',
    help: 'Requests answered, by route and status.',
    labels: ['route', 'status'],
  });
  const durations = metrics.histogram(
    {
      name: 'http_request_duration_seconds',
      help: 'Time from the request to its answer; of a stream, to its start.',
      labels: ['route'],
    },
    durationBounds,
  );
  const problems = metrics.counter({
    name: 'http_problems_total',
    help: 'Problems answered, by code.',
    labels: ['code'],
  });
  return (exchange: Exchange, made: Response): Response => {
    const response = exchange.dress(made);
    const durationMs = clock.monotonicMs() - exchange.startedMs;
    answered.add(1, exchange.route, String(response.status));
    durations.observe(durationMs / 1_000, exchange.route);
    if (exchange.problem !== undefined) problems.add(1, exchange.problem);
    logRequest(logger, exchange, response.status, durationMs);
    return response;
  };
}
