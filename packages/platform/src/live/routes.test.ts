// Event streams as they go out: what was missed, who reads slowly, who takes too many, and the end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Id, type LiveProject, livePath, projectExample } from '@kindcart/contract';
import { buildHouse, keys } from '../http/testing.ts';
import type { Hub, Subscriber } from './hub.ts';
import { registerLive } from './routes.ts';
import type { LiveNews } from './totals.ts';

const projectId = projectExample.id;

function newsOf(version: number, id: Id<'project'> = projectId): LiveNews {
  const event: LiveProject = { projectId: id, totals: { ...projectExample.totals, version } };
  return { name: 'project', id, event };
}

/** A house whose hub is played by hand: it knows one project, at a version. */
function house(version = 1) {
  const open = new Set<Subscriber>();
  const hub: Hub = {
    subscribe(subscriber) {
      open.add(subscriber);
      return () => void open.delete(subscriber);
    },
    changed: () => undefined,
    missed: () => undefined,
    read: async () => [newsOf(version)],
    get size() {
      return open.size;
    },
    stop: () => undefined,
  };
  const built = buildHouse({ rooms: [(api) => registerLive(api, hub)] });
  const ask = (headers: Record<string, string> = {}, method = 'GET') =>
    built.app.request(`${livePath}?key=${keys.pk}&projects=${projectId}`, { headers, method });
  const say = (news: LiveNews) => {
    for (const subscriber of open) subscriber.send(news);
  };
  return { ...built, open, ask, say };
}

function readerOf({ body }: Response): ReadableStreamDefaultReader<Uint8Array> {
  assert.ok(body !== null);
  return body.getReader();
}

/** Reads until the text is there. */
async function until(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  wanted: string,
): Promise<string> {
  let text = '';
  while (!text.includes(wanted)) {
    const { done, value } = await reader.read();
    assert.ok(!done, `the stream ended: ${text}`);
    text += new TextDecoder().decode(value);
  }
  return text;
}

test('tells the totals at once, with an id, and says when to come back', async () => {
  const reader = readerOf(await house(7).ask());
  const text = await until(reader, '"version":7');
  assert.match(text, /^retry: \d+\n\nid: 1\.7\nevent: project\ndata: \{/);
  await reader.cancel();
});

test('tells nothing old to who has missed nothing, and everything to who has', async () => {
  const { ask, say } = house(7);
  const known = readerOf(await ask({ 'Last-Event-ID': '1.7' }));
  await until(known, 'retry');
  say(newsOf(8));
  assert.doesNotMatch(await until(known, '"version":8'), /"version":7/);
  await known.cancel();
  const behind = readerOf(await ask({ 'Last-Event-ID': '1.6' }));
  await until(behind, '"version":7');
  await behind.cancel();
});

test('keeps of each project only the last news for a reader who is slow', async () => {
  const { ask, say } = house(1);
  const reader = readerOf(await ask());
  await until(reader, '"version":1');
  for (let version = 2; version <= 500; version += 1) say(newsOf(version));
  const text = await until(reader, '"version":500');
  const told = text.split('event: project').length - 1;
  assert.ok(told < 100, `${told} events waited for a reader who took none`);
  await reader.cancel();
});

test('lets nobody take more than a part of all streams, and gives a seat back when one ends', async () => {
  const { ask, open, drain } = house();
  const taken = await Promise.all(Array.from({ length: 500 }, () => ask()));
  assert.ok(taken.every(({ status }) => status === 200));
  const refused = await ask();
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('Retry-After'), '30');
  await taken[0]?.body?.cancel();
  assert.equal((await ask()).status, 200);
  assert.equal(open.size, 500);
  drain.begin();
});

test('opens no stream for who asks for the headers alone', async () => {
  const { ask, open } = house();
  const response = await ask({}, 'HEAD');
  assert.equal(response.headers.get('Content-Type'), 'text/event-stream');
  assert.equal(open.size, 0);
});

test('ends every stream when the process ends', async () => {
  const { ask, drain, open } = house();
  const reader = readerOf(await ask());
  await until(reader, '"version":1');
  drain.begin();
  assert.equal((await reader.read()).done, true);
  assert.equal(open.size, 0);
});
