/** Waiting for a condition, never for a time. */
import { setTimeout as delay } from 'node:timers/promises';

const timeoutMs = 15_000;
const pauseMs = 5;

/**
 * Looks again and again until there is something.
 *
 * @throws when there is still nothing after 15 seconds
 */
export async function waitUntil<Value>(
  what: string,
  look: () => Promise<Value | undefined> | Value | undefined,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}`);
    await delay(pauseMs);
  }
}
