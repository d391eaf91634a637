import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveOver } from './event-source.ts';

const sources: MadeUpSource[] = [];

class MadeUpSource {
  readonly url: string;
  readyState = 0;
  readonly #listeners: { type: string; listener: (event: { data?: unknown }) => void }[] = [];

  constructor(url: string) {
    this.url = url;
    sources.push(this);
  }

  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.#listeners.push({ type, listener });
  }

  /** Lets an event happen. */
  happen(type: string, data?: unknown): void {
    for (const one of this.#listeners) if (one.type === type) one.listener({ data });
  }

  close(): void {
    this.readyState = 2;
  }
}

function open(): { source: MadeUpSource; heard: unknown[]; close: () => void } {
  const heard: unknown[] = [];
  const close = liveOver(MadeUpSource)('/v1/live', {
    onOpen: () => heard.push('open'),
    onNews: (name, data) => heard.push(`${name}: ${data}`),
    onDown: (final) => heard.push(final),
  });
  const source = sources.at(-1);
  assert.ok(source);
  return { source, heard, close };
}

test('opens a source at the address and closes it', () => {
  const { source, close } = open();
  assert.equal(source.url, '/v1/live');
  close();
  assert.equal(source.readyState, 2);
});

test('passes on openings and news of projects and charity items, and no other event', () => {
  const { source, heard } = open();
  source.happen('open');
  source.happen('project', 'news');
  source.happen('item', 'more');
  source.happen('message', 'other');
  assert.deepEqual(heard, ['open', 'project: news', 'item: more']);
});

test('tells a break that the source mends from one that is final', () => {
  const { source, heard } = open();
  source.happen('error');
  source.readyState = 2;
  source.happen('error');
  assert.deepEqual(heard, [false, true]);
});
