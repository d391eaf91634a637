/** Sends an answer, and sends it again to a request that is the same. */
import { type EndpointName, endpoints, routes } from '@kindcart/contract';
import { readKey } from './call.ts';
import { refuse } from './refusal.ts';
import type { World } from './world.ts';

/**
 * Answers with what `answer` makes. Where an idempotency key is asked for, the same request under the
 * same key is answered with the same bytes and nothing is made again.
 *
 * @throws Refusal `idempotency_key_reused`, or what `answer` refuses
 */
export async function respond(
  world: World,
  name: EndpointName,
  call: { readonly request: Request },
  requestId: string,
  answer: () => unknown,
): Promise<Response> {
  const headers = new Headers({ 'Content-Type': 'application/json', 'X-Request-Id': requestId });
  const { status } = endpoints[name];
  if (!routes[name].idempotent) {
    return new Response(JSON.stringify(await answer()), { status, headers });
  }
  const key = `${name} ${readKey(call.request)}`;
  // What was parsed, so that neither spaces nor the order of fields make another body.
  const body = JSON.stringify({ ...call, request: undefined });
  const kept = world.answers.get(key);
  if (kept && kept.body !== body) refuse('idempotency_key_reused');
  if (kept) headers.set('Idempotent-Replayed', 'true');
  const text = kept?.answer ?? JSON.stringify(await answer());
  world.answers.set(key, { body, answer: text });
  return new Response(text, { status, headers });
}
