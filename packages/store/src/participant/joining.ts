/** Has a device join another participant, so that no step is told in two names. */
import type { Result } from '@kindcart/client';
import type { Participant } from '@kindcart/contract';
import { joinText } from '@kindcart/contract/signing';
import type { DeviceKeys, ParticipantOptions } from './ports.ts';
import { withLeft } from './record.ts';
import { type Self, withIdentity } from './self.ts';

/**
 * What joins by the token of a move. No other tab tells anything meanwhile.
 *
 * @param tellAll - tells what is waiting, without waiting for its turn
 */
export function joiningOf(
  self: Self,
  { client, device }: ParticipantOptions,
  tellAll: () => Promise<void>,
): (token: string) => Promise<Result<Participant>> {
  // Where an answer was lost, the platform may know a new key already: another try brings the same one.
  const keysFor = new Map<string, DeviceKeys>();

  async function newKeysFor(token: string): Promise<DeviceKeys> {
    const keys = keysFor.get(token) ?? (await device.newKeys());
    keysFor.set(token, keys);
    return keys;
  }

  async function join(token: string): Promise<Result<Participant>> {
    const { participantId } = await self.update((record) => record);
    const isNobody = participantId === null;
    if (!isNobody) {
      // What was given in the old name counts there. Where that cannot be known, the device stays who it is.
      await tellAll();
      const { trouble } = self.get();
      if (trouble !== null) return { ok: false, error: trouble };
    }
    const keys = isNobody ? await device.keys() : await newKeysFor(token);
    const { publicKey } = keys;
    const signature = await keys.sign(joinText(token, publicKey));
    const result = await client.joinByMove({ body: { token, publicKey, signature } });
    if (!result.ok && isNobody && result.error.code === 'device_taken') {
      // It is somebody, and the answer that said so was lost.
      const introduced = await self.introduce();
      return introduced.ok ? join(token) : introduced;
    }
    if (!result.ok) return result;
    keysFor.delete(token);
    await self.update((before) => ({
      ...withIdentity({ ...withLeft(before), counter: 0 }, result.value, keys.device),
      teams: {},
    }));
    // Last: a page that closes before it goes on in the old name with too few steps, and tells none twice.
    if (!isNobody) await device.adopt(keys);
    await tellAll();
    return result;
  }

  return (token) => device.alone(() => join(token));
}
