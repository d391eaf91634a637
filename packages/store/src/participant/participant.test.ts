import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '@kindcart/client';
import {
  challengeExample,
  type DeedOutcomes,
  type DeedRefusal,
  joinText,
  moveExample,
  moveText,
  nameText,
  newId,
  participantExample,
  participantText,
  teamExample,
  teamText,
} from '@kindcart/contract';
import { handClock } from '../testing/clock.ts';
import { away, ok, testDevice, testPlatform } from '../testing/participant.ts';
import { createOwnParticipant, type OwnParticipant } from './participant.ts';
import type { ParticipantOptions } from './ports.ts';
import type { DayTotal } from './record.ts';

const { id: challengeId } = challengeExample;
const otherId = newId('challenge', { nowMs: () => 7, fillRandom: (bytes) => bytes.fill(7) });
const totalOf = (quantity: number, day = '2026-11-23'): DayTotal => ({
  challengeId,
  day,
  source: 'motion',
  quantity,
});

type Client = ParticipantOptions['client'];

/** A device before a platform that checks what it is told; `answers` stand in for what goes wrong. */
function walker(answers: Partial<Client> = {}) {
  const device = testDevice();
  const platform = testPlatform();
  const clock = handClock();
  const client: Client = {
    async createParticipant({ body: { publicKey, name, signature } }) {
      const keys = device.current();
      assert.ok(keys.isOwn(participantText(publicKey, name), signature));
      return ok(platform.introduce(keys.device, name));
    },
    async createDeeds({ body: { deeds } }) {
      return ok({ items: deeds.map((deed) => platform.take(deed, device.current())) });
    },
    async updateParticipant({ params: { participantId }, body: { signature, name, ...said } }) {
      const text = nameText({ participantId, ...said }, name);
      assert.ok(device.current().isOwn(text, signature));
      return ok({ ...participantExample, name });
    },
    async createMove({ params: { participantId }, body: { signature, ...said } }) {
      assert.ok(device.current().isOwn(moveText({ participantId, ...said }), signature));
      return ok(moveExample);
    },
    joinByMove: async () => away,
    async createTeam({ body: { signature, name, ...wish } }) {
      assert.ok(device.current().isOwn(teamText(wish, challengeId, name), signature));
      return ok({ ...teamExample, name });
    },
    joinTeam: async () => ok(teamExample),
    ...answers,
  };
  const options = { client, device, clock, newKey: () => 'key-1' };
  return { own: createOwnParticipant(options), options, device, platform, clock };
}

/** What the platform has, as quantities by counter. */
const quantities = ({ taken }: ReturnType<typeof testPlatform>) =>
  [...taken].map(([counter, { quantity }]) => [counter, quantity]);

test('reads the device once for all who open it at the same time, and anew afterwards', async () => {
  const { options, device } = walker();
  let reads = 0;
  const counted = {
    ...device,
    update: (change: Parameters<typeof device.update>[0]) => {
      reads += 1;
      return device.update(change);
    },
  };
  const own = createOwnParticipant({ ...options, device: counted });
  await own.open();
  const once = reads;
  await Promise.all([own.open(), own.open(), own.open()]);
  assert.equal(reads, 2 * once);
});

test('tells of each deed once where the device was interrupted and asked a second time', async () => {
  const { options, device } = walker();
  const interrupted = {
    ...device,
    update: (change: Parameters<typeof device.update>[0]) => {
      change(device.now());
      return device.update(change);
    },
  };
  const own = createOwnParticipant({ ...options, device: interrupted });
  await own.give([totalOf(300)]);
  assert.equal(own.get().latest.length, 1);
});

test('does not go on saying that it tells where the key cannot be read', async () => {
  const { options, device } = walker();
  const lost = { ...device, keys: () => Promise.reject(new Error('lost')) };
  const own = createOwnParticipant({ ...options, device: lost });
  await assert.rejects(own.give([totalOf(300)]), /lost/);
  assert.equal(own.get().isSending, false);
  assert.equal(device.now().waiting.length, 1);
});

test('gives what was counted, under a number and a signature of its own', async () => {
  const { own, platform, device } = walker();
  await own.count(totalOf(300));
  await own.count(totalOf(120));
  assert.deepEqual(platform.told, []);
  await own.give(device.now().counted);
  assert.deepEqual(quantities(platform), [[1, 420]]);
  const { latest, trouble, record } = own.get();
  assert.deepEqual([latest.length, trouble, record.counter], [1, null, 1]);
});

test('tells nothing twice that was told once', async () => {
  const { own, platform } = walker();
  await own.give([totalOf(420)]);
  await own.give([totalOf(420)]);
  await own.give([totalOf(400)]);
  assert.deepEqual(platform.told, [1]);
  await own.give([totalOf(500)]);
  assert.deepEqual(quantities(platform), [
    [1, 420],
    [2, 500],
  ]);
});

test('keeps what could not be told, and tells the newest total of it later, once', async () => {
  let isAway = true;
  const made = walker();
  const { platform, device } = made;
  const createDeeds: Client['createDeeds'] = (...call) =>
    isAway ? Promise.resolve(away) : made.options.client.createDeeds(...call);
  const own = createOwnParticipant({
    ...made.options,
    client: { ...made.options.client, createDeeds },
  });
  await own.give([totalOf(100)]);
  assert.equal(own.get().trouble?.code, 'network_error');
  await own.give([totalOf(250)]);
  isAway = false;
  await own.send();
  assert.deepEqual(quantities(platform), [
    [1, 100],
    [2, 250],
  ]);
  assert.deepEqual([device.now().waiting, device.now().sending], [[], []]);
  assert.equal(own.get().trouble, null);
});

test('doubles nothing when an answer is lost: the same is told under the same number', async () => {
  const made = walker();
  let lost = 1;
  const createDeeds: Client['createDeeds'] = async (...call) => {
    const answer = await made.options.client.createDeeds(...call);
    lost -= 1;
    return lost >= 0 ? away : answer;
  };
  const options = { ...made.options, client: { ...made.options.client, createDeeds } };
  const own = createOwnParticipant(options);
  await own.give([totalOf(100)]);
  // The page was closed meanwhile; another one goes on where it was.
  const later = createOwnParticipant(options);
  await later.open();
  assert.deepEqual(made.platform.told, [1, 1]);
  assert.deepEqual(quantities(made.platform), [[1, 100]]);
  await later.give([totalOf(130)]);
  assert.deepEqual(quantities(made.platform), [
    [1, 100],
    [2, 130],
  ]);
});

test('two tabs that give at once tell one number each', async () => {
  const { options, platform } = walker();
  const tabs = [createOwnParticipant(options), createOwnParticipant(options)];
  await Promise.all(tabs.map((tab, index) => tab.give([totalOf(100, `2026-11-2${index}`)])));
  assert.deepEqual([...platform.taken.keys()], [1, 2]);
});

test('asks where it stands when its number is taken, and tells the rest anew', async () => {
  const { own, platform, device } = walker();
  await own.give([totalOf(100)]);
  // As from a backup of the browser's storage: it has forgotten what it told.
  await device.update((record) => ({ ...record, counter: 0, told: [] }));
  await own.give([totalOf(180)]);
  assert.deepEqual(quantities(platform), [
    [1, 100],
    [2, 180],
  ]);
});

test('introduces itself again to a platform that does not know it any more', async () => {
  const { own, platform } = walker();
  await own.give([totalOf(100)]);
  platform.forget();
  await own.give([totalOf(200)]);
  assert.equal(platform.taken.get(2)?.quantity, 200);
});

test('is not at work where there is nothing to tell', async () => {
  const { own } = walker();
  await own.give([totalOf(100)]);
  const seen: boolean[] = [];
  own.subscribe(() => seen.push(own.get().isSending));
  await own.send();
  assert.ok(!seen.includes(true));
});

test('gives up for now where a platform refuses each number', async () => {
  const refused: DeedRefusal = 'counter_too_low';
  const { own, device } = walker({
    createDeeds: async (): Promise<Result<DeedOutcomes>> =>
      ok({ items: [{ deed: null, refused }] }),
  });
  await own.give([totalOf(100)]);
  assert.equal(own.get().isSending, false);
  assert.deepEqual(device.now().waiting, [totalOf(100)]);
});

test('lets a refused total go, says why, and may tell it again', async () => {
  let refused: DeedRefusal | null = 'challenge_not_open';
  const made = walker();
  const createDeeds: Client['createDeeds'] = async (...call) =>
    refused ? ok({ items: [{ deed: null, refused }] }) : made.options.client.createDeeds(...call);
  const own = createOwnParticipant({
    ...made.options,
    client: { ...made.options.client, createDeeds },
  });
  await own.give([totalOf(100)]);
  assert.deepEqual(
    own.get().latest.map((told) => told.refused),
    ['challenge_not_open'],
  );
  refused = null;
  await own.give([totalOf(100)]);
  // The number that was refused was never taken: there is no gap.
  assert.deepEqual(quantities(made.platform), [[1, 100]]);
});

test('tells deeds of each challenge by themselves, the earliest day first', async () => {
  const batches: string[][] = [];
  const made = walker();
  const createDeeds: Client['createDeeds'] = (input, ...rest) => {
    batches.push(
      input.body.deeds.map(({ challengeId: id, day }) => `${id === otherId ? 'b' : 'a'} ${day}`),
    );
    return made.options.client.createDeeds(input, ...rest);
  };
  const own = createOwnParticipant({
    ...made.options,
    client: { ...made.options.client, createDeeds },
  });
  await own.give([
    totalOf(2, '2026-11-22'),
    { ...totalOf(3), challengeId: otherId },
    totalOf(1, '2026-11-21'),
  ]);
  assert.deepEqual(batches, [['a 2026-11-21', 'a 2026-11-22'], ['b 2026-11-23']]);
});

test('takes a name and erases it, each wish later than the one before', async () => {
  const times: number[] = [];
  const made = walker();
  const updateParticipant: Client['updateParticipant'] = (input, ...rest) => {
    times.push(input.body.madeAtMs);
    return made.options.client.updateParticipant(input, ...rest);
  };
  const own = createOwnParticipant({
    ...made.options,
    client: { ...made.options.client, updateParticipant },
  });
  assert.ok((await own.rename('Lin')).ok);
  assert.equal(own.get().record.name, 'Lin');
  assert.ok((await own.rename(null)).ok);
  assert.equal(own.get().record.name, null);
  const [first = 0, second = 0] = times;
  assert.ok(second > first);
});

/** Joins by a token that the platform takes. */
function joiner() {
  const made = walker();
  const asked: string[] = [];
  const joinByMove: Client['joinByMove'] = async ({ body: { token, publicKey, signature } }) => {
    asked.push(publicKey);
    assert.equal(joinText(token, publicKey).includes(token), true);
    assert.equal(signature.length, 86);
    return ok({ ...participantExample, devices: [] });
  };
  const own = createOwnParticipant({
    ...made.options,
    client: { ...made.options.client, joinByMove },
  });
  return { ...made, own, asked };
}

test('joins with the key that it has where it is nobody yet', async () => {
  const { own, asked, device } = joiner();
  const before = device.current().publicKey;
  assert.ok((await own.join(moveExample.token)).ok);
  assert.deepEqual([asked, device.current().publicKey], [[before], before]);
  assert.equal(own.get().record.participantId, participantExample.id);
});

test('joins with a new key where it was somebody, and counts its deeds from one again', async () => {
  const { own, asked, device } = joiner();
  await own.give([totalOf(100)]);
  const before = device.current().publicKey;
  assert.ok((await own.join(moveExample.token)).ok);
  assert.notEqual(device.current().publicKey, before);
  assert.deepEqual(asked, [device.current().publicKey]);
  assert.equal(device.now().counter, 0);
  // What counted in the old name is not told in the new one.
  await own.give([totalOf(100)]);
  assert.deepEqual(device.now().waiting, []);
});

test('keeps its key where joining fails', async () => {
  const { own, device } = walker();
  await own.give([totalOf(100)]);
  const before = device.current();
  assert.equal((await own.join(moveExample.token)).ok, false);
  assert.equal(device.current(), before);
});

const wishes: readonly [string, (own: OwnParticipant) => Promise<Result<unknown>>][] = [
  ['a name', (own) => own.rename('Lin')],
  ['a move', (own) => own.createMove()],
  ['a team', (own) => own.createTeam(challengeId, 'Walkers')],
  ['to join a team', (own) => own.joinTeam(challengeId, teamExample.id)],
];
for (const [what, act] of wishes) {
  test(`wishes for ${what}, and says so where nobody answers`, async () => {
    assert.equal((await act(walker().own)).ok, true);
    const silent = walker({ createParticipant: async () => away });
    assert.deepEqual(await act(silent.own), away);
  });
}

test('remembers its team', async () => {
  const { own } = walker();
  await own.createTeam(challengeId, 'Walkers');
  assert.deepEqual(own.get().record.teams, { [challengeId]: teamExample.id });
});
