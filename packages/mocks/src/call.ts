/** Reads a request as the platform would: access, body, fields, idempotency key, in that order. */
import {
  type Endpoint,
  type EndpointInput,
  type EndpointName,
  endpoints,
  type FieldError,
  parse,
  routes,
  sandboxSignatureHeader,
} from '@kindcart/contract';
import { refuse } from './refusal.ts';

/** A request that the contract allows, parsed. */
export type MockCall<Name extends EndpointName> = EndpointInput<Name> & {
  /** The request itself, for its headers; its body is read already. */
  readonly request: Request;
};

/** The parts of a request as they came. */
export interface RawRequest {
  readonly request: Request;
  readonly params: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Reads the call of an endpoint. @throws Refusal as the platform would refuse */
export function readCall<Name extends EndpointName>(name: Name, raw: RawRequest): MockCall<Name>;
export function readCall(name: EndpointName, raw: RawRequest): object {
  checkAccess(name, raw.request);
  const { params, query, body }: Endpoint = endpoints[name];
  const faults: FieldError[] = [];
  const take = (schema: Endpoint['body'], given: () => unknown): unknown => {
    if (schema === undefined) return undefined;
    const result = parse(schema, given());
    if (result.ok) return result.value;
    faults.push(...result.fields);
    return undefined;
  };
  const call = {
    request: raw.request,
    params: take(params, () => paramsOf(name, raw)),
    query: take(query, () => queryOf(raw.request)),
    body: take(body, () => readJson(raw)),
  };
  if (faults.length > 0) refuse('request_invalid', faults);
  if (routes[name].access === 'signed') checkSignature(raw.request);
  return routes[name].idempotent ? { ...call, idempotencyKey: readKey(raw.request) } : call;
}

function checkAccess(name: EndpointName, request: Request): void {
  const { access } = routes[name];
  if (access === 'payer' || access === 'signed') return;
  if (access === 'donor') {
    if (!request.headers.has('Authorization')) refuse('donor_session_missing');
    return;
  }
  const bearer = /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '')?.[1];
  const inQuery = request.method === 'GET' ? new URL(request.url).searchParams.get('key') : null;
  const key = bearer ?? inQuery ?? refuse('key_missing');
  if (!/^[ps]k_/.test(key)) refuse('key_unknown');
  if (access === 'secret' && !key.startsWith('sk_')) refuse('key_not_allowed');
}

/** Whether there is one: who may sign what is the matter of servers. */
function checkSignature(request: Request): void {
  if (!request.headers.get(sandboxSignatureHeader)) refuse('signature_invalid');
}

/** Those that the path names; a `*` in an address is a parameter of msw's, and none of ours. */
function paramsOf(name: EndpointName, { params }: RawRequest): object {
  const { path } = routes[name];
  return Object.fromEntries(Object.entries(params).filter(([key]) => path.includes(`{${key}}`)));
}

function queryOf(request: Request): Record<string, string> {
  const { key, ...query } = Object.fromEntries(new URL(request.url).searchParams);
  return query;
}

function readJson({ request, text }: RawRequest): unknown {
  const type = request.headers.get('Content-Type') ?? '';
  if (!type.startsWith('application/json')) refuse('media_type_unsupported');
  try {
    return JSON.parse(text);
  } catch {
    return refuse('json_invalid');
  }
}

/** The idempotency key; quoted and bare are the same. @throws Refusal when there is none */
export function readKey(request: Request): string {
  const header = request.headers.get('Idempotency-Key') ?? refuse('idempotency_key_missing');
  const key = header.replace(/^"(.*)"$/, '$1');
  return /^[ -~]{1,255}$/.test(key) ? key : refuse('idempotency_key_invalid');
}
