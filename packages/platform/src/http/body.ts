/** Reads a request's body: counted while it streams, strict UTF-8, and JSON without traps. */
import type { IncomingMessage } from 'node:http';
import { bodyMaxBytes } from '@kindcart/contract/routes';
import type { Exchange } from './exchange.ts';
import { Refusal, refuse } from './refusal.ts';

/** How deep objects and arrays may lie in each other. */
const jsonDepthMax = 32;

const wholeNumber = /^\d+$/;
const jsonType = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?;?$/i;
const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?;?$/i;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const cutOff = () =>
  new Refusal('request_invalid', { detail: 'The connection ended before the body did.' });

/** The code's own sentence names the limit that nearly all bodies have. */
function tooLarge(maxBytes: number): Refusal {
  const detail = `The body is larger than ${maxBytes / 1_024} kB. Send a smaller one.`;
  return new Refusal('body_too_large', maxBytes === bodyMaxBytes ? {} : { detail });
}

/**
 * The body as sent.
 *
 * @throws Refusal `body_too_large`, as soon as the length says so or that many bytes have come
 */
export function readBytes(
  exchange: Exchange,
  maxBytes = bodyMaxBytes,
): Promise<Uint8Array> | Uint8Array {
  const declared = exchange.header('content-length');
  if (
    declared !== undefined &&
    wholeNumber.test(declared) &&
    Number.parseInt(declared, 10) > maxBytes
  ) {
    throw tooLarge(maxBytes);
  }
  if (exchange.incoming !== undefined) return readIncoming(exchange.incoming, maxBytes);
  const { body } = exchange.request;
  return body === null ? new Uint8Array() : readStream(body, maxBytes);
}

/**
 * Reads from Node's own stream. Going through `Request.body` would build a whole second request
 * and a web stream for every body, which costs more than everything else here together.
 */
function readIncoming(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (settled: () => void) => {
      incoming.off('data', onData).off('end', onEnd).off('error', onClose).off('close', onClose);
      settled();
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > maxBytes) settle(() => reject(tooLarge(maxBytes)));
    };
    const onEnd = () =>
      settle(() => {
        const [only] = chunks;
        resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
      });
    const onClose = () => settle(() => reject(cutOff()));
    if (incoming.destroyed && !incoming.readableEnded) return reject(cutOff());
    incoming.on('data', onData).on('end', onEnd).on('error', onClose).on('close', onClose);
  });
}

async function readStream(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The body's text, once its type is known to be JSON in UTF-8.
 *
 * @throws Refusal `media_type_unsupported` or `encoding_invalid`
 */
export function decodeJsonText(exchange: Exchange, bytes: Uint8Array): string {
  const type = exchange.header('content-type');
  if (type === undefined || !jsonType.test(type.trim())) refuse('media_type_unsupported');
  const encoding = exchange.header('content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    refuse('media_type_unsupported', { detail: 'The body is compressed. Send it as it is.' });
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return refuse('encoding_invalid');
  }
}

/**
 * The fields of a form as browsers post it. Bytes that are no UTF-8 become U+FFFD there, as in any
 * address.
 *
 * @throws Refusal `media_type_unsupported` or `encoding_invalid`
 */
export function decodeForm(exchange: Exchange, bytes: Uint8Array): URLSearchParams {
  const type = exchange.header('content-type') ?? '';
  if (!formType.test(type.trim())) refuse('media_type_unsupported');
  try {
    return new URLSearchParams(decoder.decode(bytes));
  } catch {
    return refuse('encoding_invalid');
  }
}

/**
 * The value of a JSON text.
 *
 * @throws Refusal `json_invalid`, also for keys that reach for prototypes and for deep nesting
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse('json_invalid');
  }
  checkShape(value, 1);
  return value;
}

function checkShape(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > jsonDepthMax) {
    refuse('json_invalid', { detail: `The body is nested deeper than ${jsonDepthMax} levels.` });
  }
  if (Array.isArray(value)) {
    for (const item of value) checkShape(item, depth + 1);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const reaches = key === '__proto__' || (key === 'constructor' && hasPrototype(item));
    if (reaches)
      refuse('json_invalid', { detail: `The body has the key \`${key}\`, which is never taken.` });
    checkShape(item, depth + 1);
  }
}

function hasPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
