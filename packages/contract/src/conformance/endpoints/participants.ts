/** What is promised of participants and their devices. */
import { moveMs } from '../../deeds/participant.ts';
import { joinText, moveText, nameText } from '../../deeds/signing.ts';
import { granted, refused } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { Device, makeWalker, participantBody, type Walker } from '../device.ts';
import type { Stage } from '../stage.ts';
import { refusesWishes, wrongSignature } from '../wishes.ts';
import type { CasesOf } from './cases-of.ts';

/** Asks to be called so. */
async function rename(
  stage: Stage,
  { device, participant }: Walker,
  name: string | null,
  madeAtMs?: number,
) {
  const wish = await device.wish(participant.id, (made) => nameText(made, name), madeAtMs);
  return stage.ask('updateParticipant', {
    params: { participantId: participant.id },
    body: { name, ...wish },
  });
}

/** Asks that another device may join. */
async function move(stage: Stage, { device, participant }: Walker, madeAtMs?: number) {
  const body = await device.wish(participant.id, moveText, madeAtMs);
  return stage.ask('createMove', { params: { participantId: participant.id }, body });
}

/** Joins by a token, with the device's own key. */
async function join(stage: Stage, device: Device, token: string) {
  const { publicKey } = device;
  const signature = await device.sign(joinText(token, publicKey));
  return stage.ask('joinByMove', { body: { token, publicKey, signature } });
}

/** As many devices as there may be. */
async function fillDevices(stage: Stage, walker: Walker): Promise<void> {
  for (let devices = 1; devices < 10; devices += 1) {
    const { token } = await granted(move(stage, walker));
    await granted(join(stage, await Device.make(), token));
  }
}

export const createParticipant: CasesOf<'createParticipant'> = {
  happy: [
    {
      name: 'createParticipant makes somebody of a key, once, whatever the name is said to be later',
      async run(stage) {
        const device = await Device.make();
        const ask = async (name: string | null) =>
          granted(
            stage.ask(
              'createParticipant',
              { body: await participantBody(device, name) },
              {
                key: stage.context.keys.publishable,
                headers: { Origin: stage.context.origin },
              },
            ),
          );
        const made = await ask('小林');
        const { createdAt } = made;
        equal(made.devices, [{ device: device.id, counter: 0, createdAt }], 'devices');
        equal([made.name, made.livemode], ['小林', false], 'what was told');
        equal(await ask('小林'), made, 'the same again');
        equal(await ask(null), made, 'another name with the same key');
        const other = await makeWalker(stage);
        holds(other.participant.id !== made.id, 'another key is somebody else');
      },
    },
  ],
  refuses: {
    device_signature_invalid: {
      name: 'createParticipant refuses a key of which the private one is not shown, and one that is none',
      async run(stage) {
        const [device, other] = [await Device.make(), await Device.make()];
        const body = await participantBody(device, null);
        const noPoint = `BA${'A'.repeat(85)}`;
        for (const [what, wrong] of [
          ['a signature of nothing', { ...body, signature: wrongSignature }],
          ['another name', { ...body, name: 'Mallory' }],
          ['another key', { ...body, publicKey: other.publicKey }],
          ['a key that is on no curve', { ...body, publicKey: noPoint }],
        ] as const) {
          const asked = stage.ask('createParticipant', { body: wrong });
          await refused(asked, 'device_signature_invalid', what);
        }
      },
    },
  },
};

export const updateParticipant: CasesOf<'updateParticipant'> = {
  happy: [
    {
      name: 'updateParticipant gives another name and erases it; the same again changes nothing',
      async run(stage) {
        const walker = await makeWalker(stage, '小林');
        const named = await granted(rename(stage, walker, 'Lin', 10));
        equal(named, { ...walker.participant, name: 'Lin' }, 'renamed');
        equal(await granted(rename(stage, walker, 'Lin', 10)), named, 'the same wish again');
        const erased = await granted(rename(stage, walker, null, 11));
        equal(erased, { ...named, name: null }, 'erased');
        await refused(rename(stage, walker, 'Lin', 11), 'wish_outdated', 'another of that time');
      },
    },
  ],
  refuses: refusesWishes('updateParticipant', async (stage) => ({
    textOf: (wish) => nameText(wish, null),
    ask: (participantId, wish) =>
      stage.ask('updateParticipant', { params: { participantId }, body: { name: null, ...wish } }),
  })),
};

export const createMove: CasesOf<'createMove'> = {
  happy: [
    {
      name: 'createMove makes a token of ten minutes, and no second one of the same wish',
      async run(stage) {
        const walker = await makeWalker(stage);
        const first = await granted(move(stage, walker, 10));
        const leftMs = Date.parse(first.expiresAt) - Date.parse(walker.participant.createdAt);
        holds(leftMs >= moveMs && leftMs < 2 * moveMs, `${leftMs} ms`);
        await refused(move(stage, walker, 10), 'wish_outdated', 'the same wish again');
        const second = await granted(move(stage, walker));
        const device = await Device.make();
        await refused(join(stage, device, first.token), 'move_invalid', 'the one before');
        await granted(join(stage, device, second.token));
      },
    },
  ],
  refuses: {
    ...refusesWishes('createMove', async (stage) => ({
      textOf: moveText,
      ask: (participantId, body) => stage.ask('createMove', { params: { participantId }, body }),
    })),
    devices_too_many: {
      name: 'createMove refuses an eleventh device',
      async run(stage) {
        const walker = await makeWalker(stage);
        await fillDevices(stage, walker);
        await refused(move(stage, walker), 'devices_too_many', 'one more');
      },
    },
  },
};

export const joinByMove: CasesOf<'joinByMove'> = {
  happy: [
    {
      name: 'joinByMove gives a participant one more device with a counter of its own, once',
      async run(stage) {
        const walker = await makeWalker(stage, '小林');
        const device = await Device.make();
        const { token } = await granted(move(stage, walker));
        const joined = await granted(join(stage, device, token));
        equal([joined.id, joined.name], [walker.participant.id, '小林'], 'who it is');
        const devices = joined.devices.map((each) => [each.device, each.counter]);
        const wanted = [
          [walker.device.id, 0],
          [device.id, 0],
        ];
        equal(devices, wanted, 'devices');
        equal(await granted(join(stage, device, token)), joined, 'the same again');
        const body = await participantBody(device, null);
        equal(await granted(stage.ask('createParticipant', { body })), joined, 'whose key it is');
        await granted(rename(stage, { device, participant: joined }, 'Lin'));
      },
    },
    {
      name: 'joinByMove takes no token after ten minutes',
      needs: ['clock'],
      async run(stage) {
        const walker = await makeWalker(stage);
        const { token } = await granted(move(stage, walker));
        await stage.given('advance')(moveMs);
        await refused(join(stage, await Device.make(), token), 'move_invalid', 'a late device');
      },
    },
  ],
  refuses: {
    move_invalid: {
      name: 'joinByMove refuses a token that is of no move, or was used by another device',
      async run(stage) {
        const device = await Device.make();
        const unknown = `mvt_${'A'.repeat(43)}`;
        await refused(join(stage, device, unknown), 'move_invalid', 'a made-up token');
        const { token } = await granted(move(stage, await makeWalker(stage)));
        await granted(join(stage, await Device.make(), token));
        await refused(join(stage, device, token), 'move_invalid', 'a token that was used');
      },
    },
    device_signature_invalid: {
      name: 'joinByMove refuses a key of which the private one is not shown',
      async run(stage) {
        const [device, other] = [await Device.make(), await Device.make()];
        const { token } = await granted(move(stage, await makeWalker(stage)));
        const signature = await other.sign(joinText(token, device.publicKey));
        const body = { token, publicKey: device.publicKey, signature };
        await refused(stage.ask('joinByMove', { body }), 'device_signature_invalid', 'another key');
      },
    },
    device_taken: {
      name: 'joinByMove refuses the device of another participant, and leaves the token good',
      async run(stage) {
        const { token } = await granted(move(stage, await makeWalker(stage)));
        const { device } = await makeWalker(stage);
        await refused(join(stage, device, token), 'device_taken', 'a device in use');
        await granted(join(stage, await Device.make(), token));
      },
    },
  },
};
