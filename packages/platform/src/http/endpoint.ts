/**
 * Serves one row of the contract's table: access, body, schemas, idempotency, answer. The checks run
 * in the order of the contract's codes, the room's own after them.
 */
import {
  type Endpoint,
  type EndpointInput,
  type EndpointName,
  type EndpointOutput,
  endpoints,
  type FieldError,
  parse,
  routes,
} from '@kindcart/contract';
import {
  type Access,
  type Admission,
  type Caller,
  callerBucket,
  type Visitor,
} from '../access/authenticate.ts';
import type { Api } from './api.ts';
import { decodeJsonText, parseJson, readBytes } from './body.ts';
import type { Headers } from './cors.ts';
import { cacheHeaders, etagOf, isSharedRead, matchesEtag } from './etag.ts';
import type { Exchange } from './exchange.ts';
import { fingerprintOf, type IdempotencyClaim, parseIdempotencyKey } from './idempotency.ts';
import { refuse } from './refusal.ts';

type Part<Name extends EndpointName, Key extends string> = Key extends keyof EndpointInput<Name>
  ? Exclude<EndpointInput<Name>[Key], undefined>
  : undefined;
type Row<Name extends EndpointName> = (typeof routes)[Name];

/** A request as its room gets it: parsed, and by somebody who may. */
export interface EndpointCall<Name extends EndpointName> {
  readonly params: Part<Name, 'params'>;
  readonly query: Part<Name, 'query'>;
  readonly body: Part<Name, 'body'>;
  /** Whose key it is, or whose session; null where the endpoint asks for none. */
  readonly caller: Row<Name>['access'] extends 'public' | 'page' | 'secret'
    ? Caller
    : Row<Name>['access'] extends 'donor'
      ? Visitor
      : null;
  /** To be kept with the work, in the same transaction. */
  readonly idempotency: Row<Name>['idempotent'] extends true ? IdempotencyClaim : null;
  readonly requestId: string;
  /** The body's text exactly as sent, for signatures; empty when there is none. */
  readonly rawBody: string;
  /** Value of a request header, its name in lower case. */
  header(name: string): string | undefined;
  /** What the client is counted by, see `addressBucket`. */
  readonly address: string;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

/** An answer that is kept for replay, so its text is made once; see `answerText`. */
export interface PreparedAnswer {
  readonly text: string;
  /** Whether it was made by an earlier request with the same idempotency key. */
  readonly replayed: boolean;
}

/** What idempotent endpoints return is the text they kept; the others return the value itself. */
export type EndpointAnswer<Name extends EndpointName> = Row<Name>['idempotent'] extends true
  ? PreparedAnswer
  : EndpointOutput<Name>;

/** A room's part of an endpoint. */
export type EndpointHandler<Name extends EndpointName> = (
  call: EndpointCall<Name>,
) => Promise<EndpointAnswer<Name>> | EndpointAnswer<Name>;

/**
 * An endpoint's answer as text, held against its schema; fields that the contract does not name are
 * left out.
 *
 * @throws Error naming the fields, when the value is not what the contract says: a bug
 */
export function answerText<Name extends EndpointName>(
  name: Name,
  value: EndpointOutput<Name>,
): string {
  return checkedText(name, value);
}

function checkedText(name: EndpointName, value: unknown): string {
  const result = parse(endpoints[name].response, value);
  if (result.ok) return JSON.stringify(result.value);
  const faults = result.fields.map(({ field, message }) => `${field || 'the answer'} ${message}`);
  throw new Error(`The answer of ${name} is not as the contract says: ${faults.join('; ')}`);
}

/** A path of the contract in Hono's way of writing. */
function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Parts of a call before they are known to be this endpoint's. */
interface CallParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

class Call implements CallParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller | Visitor | null;
  readonly idempotency: IdempotencyClaim | null;
  readonly rawBody: string;
  readonly #exchange: Exchange;

  constructor(
    exchange: Exchange,
    parts: CallParts,
    caller: Caller | Visitor | null,
    idempotency: IdempotencyClaim | null,
    rawBody: string,
  ) {
    this.params = parts.params;
    this.query = parts.query;
    this.body = parts.body;
    this.caller = caller;
    this.idempotency = idempotency;
    this.rawBody = rawBody;
    this.#exchange = exchange;
  }

  get requestId(): string {
    return this.#exchange.requestId;
  }

  header(name: string): string | undefined {
    return this.#exchange.header(name);
  }

  get address(): string {
    return callerBucket(this.#exchange);
  }

  // Made at the first look: most rooms never look, and a controller for each request costs.
  get signal(): AbortSignal {
    return this.#exchange.request.signal;
  }
}

/** The parse boundary: the parts were just held against this endpoint's own schemas. */
function asCallOf<Name extends EndpointName>(call: unknown): EndpointCall<Name> {
  return call as EndpointCall<Name>;
}

/** What is counted as beginning a donation: it sends a mail, or lets a card be tried. */
const beginning: readonly EndpointName[] = [
  'createDonation',
  'createDonorLink',
  'replaceDonorRecurringGiftCard',
];

/** What is known of an endpoint before any request. */
interface Plan {
  readonly name: EndpointName;
  readonly row: Endpoint;
  readonly path: string;
  readonly admission: Admission;
  readonly reads: boolean;
  readonly idempotent: boolean;
  readonly work: (call: Call) => unknown;
}

/**
 * Serves an endpoint of the contract.
 *
 * @param handler the room's part; it throws a Refusal to say no
 */
export function serve<Name extends EndpointName>(
  api: Api,
  name: Name,
  handler: EndpointHandler<Name>,
): void {
  const { method, path, access, idempotent } = routes[name];
  const plan: Plan = {
    name,
    row: endpoints[name],
    path,
    admission: {
      access,
      limited: access !== 'signed',
      beginsDonation: beginning.includes(name),
      makesParticipant: name === 'createParticipant',
    },
    reads: method === 'GET',
    idempotent,
    work: (call) => handler(asCallOf<Name>(call)),
  };
  api.hono.on(method, honoPath(path), (context) => {
    const { exchange } = context.env;
    exchange.route = path;
    return answer(api, plan, exchange, context.req.param());
  });
}

async function answer(
  api: Api,
  plan: Plan,
  exchange: Exchange,
  pathParams: Record<string, string>,
): Promise<Response> {
  // A remembered key is let in at once: awaiting what is there already costs a turn per request.
  const admitted = api.gate.admit(exchange, plan.admission);
  const caller = admitted instanceof Promise ? await admitted : admitted;
  const rawBody = plan.reads ? '' : await readText(exchange, plan.row.body !== undefined);
  const parts = parseParts(plan, exchange, pathParams, rawBody);
  const claim = plan.idempotent ? claimOf(plan, exchange, parts, caller) : null;
  const leave = claim === null ? undefined : api.inFlight.enter(claim);
  try {
    const made = await plan.work(new Call(exchange, parts, caller, claim, rawBody));
    return answerOf(plan, exchange, caller, made);
  } finally {
    leave?.();
  }
}

async function readText(exchange: Exchange, required: boolean): Promise<string> {
  const bytes = await readBytes(exchange);
  return bytes.length === 0 && !required ? '' : decodeJsonText(exchange, bytes);
}

function parseParts(
  plan: Plan,
  exchange: Exchange,
  pathParams: Record<string, string>,
  rawBody: string,
): CallParts {
  const fields: FieldError[] = [];
  const take = (schema: Endpoint['body'], given: unknown): unknown => {
    if (schema === undefined) return undefined;
    const result = parse(schema, given);
    if (result.ok) return result.value;
    fields.push(...result.fields);
    return undefined;
  };
  const { row } = plan;
  const json = rawBody === '' && row.body === undefined ? undefined : parseJson(rawBody);
  const params = take(row.params, pathParams);
  const query = take(row.query, queryOf(plan, exchange, fields));
  const body = take(row.body, json);
  if (row.body === undefined && json !== undefined && JSON.stringify(json) !== '{}') {
    fields.push({ field: '', message: 'takes no body' });
  }
  if (fields.length > 0) refuse('request_invalid', { fields });
  return { params, query, body };
}

/** The query as an object; whatever the endpoint does not take is named as a fault. */
function queryOf(plan: Plan, exchange: Exchange, fields: FieldError[]): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of exchange.query) {
    // The key was looked at before, and only reads take it here.
    if (name === 'key' && plan.reads) continue;
    if (Object.hasOwn(query, name)) fields.push({ field: name, message: 'is given twice' });
    else Object.defineProperty(query, name, { value, enumerable: true });
  }
  if (plan.row.query === undefined) {
    fields.push(
      ...Object.keys(query).map((field) => ({ field, message: 'is not a field of this request' })),
    );
  }
  return query;
}

function claimOf(
  plan: Plan,
  exchange: Exchange,
  parts: CallParts,
  caller: Caller | Visitor | null,
): IdempotencyClaim {
  if (caller === null) throw new Error(`${plan.name} is idempotent and asks for no key`);
  const key = parseIdempotencyKey(exchange.header('idempotency-key'));
  return {
    organizationId: caller.organizationId,
    livemode: caller.livemode,
    route: plan.name,
    key,
    fingerprint: fingerprintOf(parts.params, parts.body),
  };
}

const json: Headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
const replayedJson: Headers = { ...json, 'Idempotent-Replayed': 'true' };

function isPrepared(made: unknown): made is PreparedAnswer {
  return typeof made === 'object' && made !== null && 'text' in made && 'replayed' in made;
}

function answerOf(
  plan: Plan,
  exchange: Exchange,
  caller: Caller | Visitor | null,
  made: unknown,
): Response {
  const { status } = plan.row;
  if (plan.idempotent) {
    if (!isPrepared(made))
      throw new Error(`The handler of ${plan.name} returned no prepared answer`);
    return exchange.answer(status, made.text, made.replayed ? replayedJson : json);
  }
  const text = checkedText(plan.name, made);
  if (!isSharedRead(plan.name)) return exchange.answer(status, text, json);
  const headers = cacheHeaders(exchange, caller?.kind === 'secret');
  const etag = etagOf(text);
  const known = matchesEtag(exchange.header('if-none-match'), etag);
  return known
    ? exchange.answer(304, null, { ...headers, ETag: etag })
    : exchange.answer(status, text, { 'Content-Type': 'application/json', ...headers, ETag: etag });
}

/** An address outside the contract's table, such as an event stream or a page. */
export interface RouteDefinition {
  readonly method: 'GET' | 'POST';
  /** With `{parameter}` places, as in the contract. */
  readonly path: string;
  readonly access: Exclude<Access, 'donor'>;
  /** Whether callers are counted by address. */
  readonly limited: boolean;
  /** Whether it also counts as beginning a donation. */
  readonly beginsDonation?: boolean;
  /** Whether it is one of the many parts of a map, which have a limit of their own. */
  readonly isTile?: boolean;
  /** Is shown the exchange before anything can go wrong. */
  readonly prepare?: (exchange: Exchange) => void;
}

/** What a route's handler gets. */
export interface RouteCall {
  readonly exchange: Exchange;
  readonly caller: Caller | null;
  readonly params: Readonly<Record<string, string>>;
}

/** Serves an address outside the table; access, limits, headers and logs are as for any other. */
export function route(
  api: Api,
  {
    method,
    path,
    access,
    limited,
    beginsDonation = false,
    isTile = false,
    prepare,
  }: RouteDefinition,
  handler: (call: RouteCall) => Response | Promise<Response>,
): void {
  const admission: Admission = { access, limited, beginsDonation, isTile };
  api.hono.on(method, honoPath(path), async (context) => {
    const { exchange } = context.env;
    exchange.route = path;
    prepare?.(exchange);
    const admitted = await api.gate.admit(exchange, admission);
    const caller = admitted?.kind === 'donor' ? null : admitted;
    return handler({ exchange, caller, params: context.req.param() });
  });
}
