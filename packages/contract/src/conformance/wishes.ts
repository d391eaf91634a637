/** What any wish of a device can meet, whatever it is for. */
import { participantExample } from '../deeds/participant.ts';
import type { SignedWish } from '../deeds/signing.ts';
import type { Id } from '../ids.ts';
import type { EndpointName } from '../routes.ts';
import { type Answer, granted, refused } from './ask.ts';
import { type MadeWish, makeWalker } from './device.ts';
import type { Case, Stage } from './stage.ts';

/** A signature of the right length and of nothing. */
export const wrongSignature = 'A'.repeat(86);

/** One wish that would be granted, as it is signed and asked. */
export interface Wishing<Name extends EndpointName> {
  textOf(wish: SignedWish): string;
  ask(participantId: Id<'participant'>, wish: MadeWish): Promise<Answer<Name>>;
}

/** A case for each code that all wishes have in common. */
export function refusesWishes<Name extends EndpointName>(
  name: Name,
  prepare: (stage: Stage) => Promise<Wishing<Name>>,
) {
  return {
    participant_unknown: {
      name: `${name} refuses a participant whom the key does not know`,
      async run(stage) {
        const { textOf, ask } = await prepare(stage);
        const { device } = await makeWalker(stage);
        const { id } = participantExample;
        await refused(ask(id, await device.wish(id, textOf)), 'participant_unknown', 'nobody');
      },
    },
    device_unknown: {
      name: `${name} refuses the device of somebody else`,
      async run(stage) {
        const { textOf, ask } = await prepare(stage);
        const [{ participant }, { device }] = [await makeWalker(stage), await makeWalker(stage)];
        const wish = await device.wish(participant.id, textOf);
        await refused(ask(participant.id, wish), 'device_unknown', "another's device");
      },
    },
    device_signature_invalid: {
      name: `${name} refuses what the device did not sign`,
      async run(stage) {
        const { textOf, ask } = await prepare(stage);
        const { device, participant } = await makeWalker(stage);
        const { id } = participant;
        const wish = await device.wish(id, textOf);
        for (const [what, wrong] of [
          ['another time', { ...wish, madeAtMs: wish.madeAtMs + 1 }],
          ['a signature of nothing', { ...wish, signature: wrongSignature }],
          ['another text', await device.wish(id, (made) => `${textOf(made)}.`)],
        ] as const) {
          await refused(ask(id, wrong), 'device_signature_invalid', what);
        }
      },
    },
    wish_outdated: {
      name: `${name} refuses a wish that was made before another one that came`,
      async run(stage) {
        const { textOf, ask } = await prepare(stage);
        const { device, participant } = await makeWalker(stage);
        const { id } = participant;
        const early = await device.wish(id, textOf, 1_000);
        await granted(ask(id, await device.wish(id, textOf, 2_000)));
        await refused(ask(id, early), 'wish_outdated', 'the earlier one');
      },
    },
  } satisfies Record<string, Case>;
}
