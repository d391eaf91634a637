// Participants of the made-up platform beyond what it shares with the real one: whoever writes a page can play
// the contract's examples one after the other, with their own signatures.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  challengeExample,
  createParticipantExample,
  devicesMax,
  endpoints,
  joinByMoveExample,
  joinTeamExample,
  joinText,
  movedParticipantExample,
  moveMs,
  moveText,
  nameText,
  type Participant,
  participantExample,
  teamExample,
} from '@kindcart/contract';
import { Device, participantBody, runDays, sealRun } from '@kindcart/contract/conformance';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
const beganMs = Date.parse(challengeExample.totals.asOf);
let nowMs = beganMs;
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
beforeEach(() => {
  nowMs = beganMs;
  server.use(...Object.values(createHandlers({ baseUrl, now: () => new Date(nowMs) })));
});
afterEach(() => server.resetHandlers());
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });

type Answered<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: string } };

async function granted<Value>(asked: Promise<Answered<Value>>): Promise<Value> {
  const answer = await asked;
  return answer.ok ? answer.value : assert.fail(answer.error.code);
}

async function refused(asked: Promise<Answered<unknown>>, code: string): Promise<void> {
  const answer = await asked;
  assert.equal(answer.ok ? 'granted' : answer.error.code, code);
}

const { updateParticipant, createMove, createTeam } = endpoints;

/** Somebody new, as a page makes them. */
async function come(name: string | null = null): Promise<[Device, Participant]> {
  const device = await Device.make();
  const body = await participantBody(device, name);
  return [device, await granted(client.createParticipant({ body }))];
}

test('has the example with both of its devices, whichever of their keys comes', async () => {
  const body = createParticipantExample;
  assert.deepEqual(await granted(client.createParticipant({ body })), movedParticipantExample);
  const joined = await granted(client.joinByMove({ body: joinByMoveExample }));
  assert.deepEqual(joined, movedParticipantExample);
});

test('erases the name of the example by its own signature, and takes no later wish of that time', async () => {
  const erased = await granted(client.updateParticipant(updateParticipant.example));
  assert.deepEqual([erased.id, erased.name], [participantExample.id, null]);
  const again = await granted(client.updateParticipant(updateParticipant.example));
  assert.deepEqual(again, erased);
  await refused(client.createMove(createMove.example), 'wish_outdated');
});

test('makes a move of the example by its own signature, good for ten minutes and one device', async () => {
  const { token, expiresAt } = await granted(client.createMove(createMove.example));
  assert.equal(Date.parse(expiresAt) - nowMs, moveMs);
  const [device, late] = [await Device.make(), await Device.make()];
  const join = async ({ publicKey }: Device, by: Device) => ({
    body: { token, publicKey, signature: await by.sign(joinText(token, publicKey)) },
  });
  await refused(client.joinByMove(await join(device, late)), 'device_signature_invalid');
  const joined = await granted(client.joinByMove(await join(device, device)));
  assert.deepEqual(
    joined.devices.map((each) => each.device),
    [...movedParticipantExample.devices.map((each) => each.device), device.id],
  );
  await refused(client.joinByMove(await join(late, late)), 'move_invalid');
});

test('ends a move when its time is over, by the clock of the test', async () => {
  const [device, { id: participantId }] = await come();
  const body = await device.wish(participantId, moveText);
  const { token } = await granted(client.createMove({ params: { participantId }, body }));
  nowMs += moveMs;
  const next = await Device.make();
  const { publicKey } = next;
  const signature = await next.sign(joinText(token, publicKey));
  await refused(client.joinByMove({ body: { token, publicKey, signature } }), 'move_invalid');
});

test('has the example join its team by its own signature, once', async () => {
  const request = { params: { teamId: teamExample.id }, body: joinTeamExample };
  const team = await granted(client.joinTeam(request));
  assert.equal(team.totals.members, teamExample.totals.members + 1);
  assert.deepEqual(await granted(client.joinTeam(request)), team);
  const { params, body } = createTeam.example;
  const idempotencyKey = 'a team of its own';
  await refused(client.createTeam({ params, body, idempotencyKey }), 'team_joined');
});

test('makes the team of the example by its own signature, and lists it with the other', async () => {
  const { params, body } = createTeam.example;
  const team = await granted(client.createTeam({ params, body, idempotencyKey: 'a team' }));
  assert.deepEqual([team.name, team.totals.members], [body.name, 1]);
  const { items } = await granted(client.listTeams({ params }));
  assert.deepEqual(items.map(({ id }) => id).sort(), [teamExample.id, team.id].sort());
});

test('takes the name that a key comes with, and keeps two worlds apart', async () => {
  const [device, participant] = await come('小林');
  assert.equal(participant.name, '小林');
  server.use(...Object.values(createHandlers({ baseUrl, empty: true })));
  const { id: participantId } = participant;
  const wish = await device.wish(participantId, (made) => nameText(made, null));
  const request = { params: { participantId }, body: { name: null, ...wish } };
  await refused(client.updateParticipant(request), 'participant_unknown');
});

test('counts what a server tells of somebody with a device before what the device tells', async () => {
  const [, { id: participantId }] = await come();
  const { id: challengeId } = challengeExample;
  const day = '2026-11-22';
  const run = await sealRun(runDays(day, 31, 9_000), nowMs);
  const body = { challengeId, participantId, ...run };
  const { items } = await granted(client.createWerunDeeds({ body }));
  assert.equal(items.length, 22, 'the days of the challenge so far');
  const params = { challengeId, participantId };
  const days = await granted(client.listDeeds({ params, query: { from: day } }));
  assert.deepEqual(
    days.items.map((each) => [each.day, each.counted, each.given.amount]),
    [[day, 9_000, 90]],
  );
});

test('keeps to one participant for a reference of a server, over partner deeds and run data', async () => {
  const { id: challengeId } = challengeExample;
  const [reference, day] = ['member 4711', '2026-11-22'];
  const deeds = [{ reference, day, quantity: 5_000 }];
  const told = await granted(client.createPartnerDeeds({ body: { challengeId, deeds } }));
  const run = await sealRun(runDays(day, 1, 9_000), nowMs);
  const body = { challengeId, reference, ...run };
  const more = await granted(client.createWerunDeeds({ body }));
  const [one, other] = [told.items[0]?.deed, more.items[0]?.deed];
  assert.equal(one?.participantId, other?.participantId);
  assert.deepEqual([one?.given.amount, other?.given.amount], [50, 40]);
});

test('opens no run data of another time, key or mini program', async () => {
  const { id: challengeId } = challengeExample;
  const run = await sealRun(runDays('2026-11-22', 31, 9_000), nowMs);
  const ask = (changes: Partial<typeof run>) =>
    client.createWerunDeeds({ body: { challengeId, reference: 'one', ...run, ...changes } });
  await refused(ask({ appId: 'wx0123456789abcdef' }), 'werun_app_mismatch');
  await refused(ask({ iv: run.sessionKey }), 'werun_unreadable');
  nowMs += 2 * 60 * 60_000;
  await refused(ask({}), 'werun_outdated');
});

test('lets no device of somebody join another, nor more devices join than there may be', async () => {
  const [device, { id: participantId }] = await come();
  const ask = async () => {
    const body = await device.wish(participantId, moveText);
    return client.createMove({ params: { participantId }, body });
  };
  const join = async (next: Device) => {
    const { token } = await granted(ask());
    const { publicKey } = next;
    const signature = await next.sign(joinText(token, publicKey));
    return client.joinByMove({ body: { token, publicKey, signature } });
  };
  const [taken] = await come();
  await refused(join(taken), 'device_taken');
  for (let devices = 1; devices < devicesMax; devices += 1) {
    await granted(join(await Device.make()));
  }
  await refused(ask(), 'devices_too_many');
});

test('lets no device speak for somebody whom a server told of, and lists the days', async () => {
  const { id: challengeId } = challengeExample;
  const deeds = [
    { reference: 'member 4711', day: '2026-11-21', quantity: 5_000 },
    { reference: 'member 4711', day: '2026-11-22', quantity: 7_000 },
    { reference: 'member 4711', day: '2026-12-01', quantity: 7_000 },
  ];
  const { items } = await granted(client.createPartnerDeeds({ body: { challengeId, deeds } }));
  assert.deepEqual(
    items.map((item) => item.refused ?? item.deed?.state),
    ['counted', 'counted', 'day_outside'],
  );
  const participantId = items[0]?.deed?.participantId ?? assert.fail();
  const [device] = await come();
  const wish = await device.wish(participantId, (made) => nameText(made, 'Mallory'));
  const request = { params: { participantId }, body: { name: 'Mallory', ...wish } };
  await refused(client.updateParticipant(request), 'device_unknown');
  const params = { challengeId, participantId };
  const days = await granted(client.listDeeds({ params }));
  assert.deepEqual(
    days.items.map(({ day, given }) => [day, given.amount]),
    [
      ['2026-11-22', 70],
      ['2026-11-21', 50],
    ],
  );
});
