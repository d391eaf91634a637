// Challenges of the made-up platform beyond what it shares with the real one: the example, and the stream.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  challengeExample,
  createChallengeExample,
  fundingExample,
  teamExample,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
let nowMs = Date.parse(challengeExample.totals.asOf);
const handlers = createHandlers({ baseUrl, now: () => new Date(nowMs) });
const server = setupServer(...Object.values(handlers));
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });

const params = { challengeId: challengeExample.id };

/** Reads a stream until it told of so many events. */
async function heard(body: ReadableStream<Uint8Array>, count: number): Promise<string[]> {
  const reader = body.getReader();
  let text = '';
  while (text.split('\n\n').length <= count) {
    const { done, value } = await reader.read();
    assert.ok(!done, text);
    text += new TextDecoder().decode(value);
  }
  await reader.cancel();
  return text.split('\n\n').slice(0, count);
}

test('has the example as it is, with its money and its team', async () => {
  const read = await client.getChallenge({ params });
  assert.deepEqual(read.ok && read.value, challengeExample);
  const fundings = await client.listFundings({ params });
  assert.deepEqual(fundings.ok && fundings.value.items, [fundingExample]);
  const teams = await client.listTeams({ params });
  assert.deepEqual(teams.ok && teams.value.items.map(({ id }) => id), [teamExample.id]);
});

test('has all of a day left the day after, and nothing once it is over', async () => {
  const before = nowMs;
  nowMs += 24 * 60 * 60_000;
  const next = await client.getChallenge({ params });
  assert.ok(next.ok);
  const { today, leftToday } = next.value.totals;
  assert.deepEqual([today, leftToday.amount], ['2026-11-24', 200_000]);
  nowMs += 7 * 24 * 60 * 60_000;
  const over = await client.getChallenge({ params });
  assert.ok(over.ok);
  assert.deepEqual([over.value.state, over.value.totals.leftToday.amount], ['ended', 0]);
  nowMs = before;
});

test('tells the stream of a challenge at once, and of each change', async () => {
  const made = await client.createChallenge({ body: createChallengeExample, idempotencyKey: '1' });
  assert.ok(made.ok);
  const { id } = made.value;
  const stream = await fetch(`${baseUrl}/v1/live?key=pk_test_1&challenges=${id}`);
  assert.ok(stream.body !== null);
  const told = heard(stream.body, 2);
  const change = { dailyBudget: null };
  const changed = await client.updateChallenge({ params: { challengeId: id }, body: change });
  assert.ok(changed.ok);
  const events = (await told).map((event) => /^event: (\w+)\ndata: (.*)$/m.exec(event));
  assert.deepEqual(
    events.map((event) => event?.[1]),
    ['challenge', 'challenge'],
  );
  assert.deepEqual(JSON.parse(events[1]?.[2] ?? ''), {
    challengeId: id,
    totals: changed.value.totals,
  });
});

test('adds what is left of it to the project, where it does not depend on deeds', async () => {
  const body = { ...createChallengeExample, startsOn: '2026-01-01', endsOn: '2026-01-31' };
  const made = await client.createChallenge({ body, idempotencyKey: '2' });
  assert.ok(made.ok);
  const own = { params: { challengeId: made.value.id } };
  const raised = async () => {
    const project = await client.getProject({ params: { projectId: body.projectId } });
    return project.ok ? project.value.totals.raised.amount : assert.fail();
  };
  const before = await raised();
  const { amount, reference, receivedOn } = fundingExample;
  const come = { amount, reference, receivedOn };
  assert.ok((await client.createFunding({ ...own, body: come, idempotencyKey: '3' })).ok);
  const closed = await client.closeChallenge(own);
  assert.deepEqual(closed.ok && closed.value.closed?.amount, amount);
  assert.equal((await raised()) - before, amount.amount);
});
