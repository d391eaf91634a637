/** Tells the platform what a device has given, batch after batch. */
import type { CallError } from '@kindcart/client';
import type { Id } from '@kindcart/contract';
import { deedText } from '@kindcart/contract/signing';
import type { ParticipantOptions } from './ports.ts';
import { type NumberedTotal, type Told, withBatch, withOutcomes } from './record.ts';
import type { Self } from './self.ts';

/** How often a batch is numbered anew, before it waits for the next try. */
const roundsMax = 3;

/** What tells all that is waiting. To be run by one at a time. */
export function tellingOf(self: Self, { client, device }: ParticipantOptions): () => Promise<void> {
  async function tell(batch: readonly NumberedTotal[], participantId: Id<'participant'>) {
    const { device: id, sign } = await device.keys();
    const deeds = await Promise.all(
      batch.map(async (total) => {
        const deed = { ...total, participantId, device: id };
        return { ...deed, signature: await sign(deedText(deed)) };
      }),
    );
    return client.createDeeds({ body: { deeds } });
  }

  /** One batch: whether there may be another, or what went wrong. */
  async function tellNext(latest: Told[]): Promise<'more' | 'again' | 'done' | CallError> {
    const before = await self.update((record) => record);
    if (before.waiting.length === 0 && before.sending.length === 0) return 'done';
    if (before.participantId === null) {
      const introduced = await self.introduce();
      if (!introduced.ok) return introduced.error;
    }
    const { participantId, sending } = await self.update(withBatch);
    if (participantId === null) return 'again';
    const result = await tell(sending, participantId);
    if (!result.ok) return result.error;
    // A device that was interrupted asks for the change a second time.
    let settled: ReturnType<typeof withOutcomes> | undefined;
    await self.update((record) => {
      settled = withOutcomes(record, result.value.items);
      return settled.record;
    });
    latest.push(...(settled?.told ?? []));
    if (!settled?.mustAsk) return 'more';
    const introduced = await self.introduce();
    return introduced.ok ? 'again' : introduced.error;
  }

  return async () => {
    const { waiting, sending } = await self.update((record) => record);
    if (waiting.length === 0 && sending.length === 0) return self.show({ trouble: null });
    const latest: Told[] = [];
    let trouble: CallError | null = null;
    self.show({ isSending: true });
    try {
      for (let rounds = 0; rounds < roundsMax; ) {
        const next = await tellNext(latest);
        if (next === 'done') break;
        if (typeof next === 'object') {
          trouble = next;
          break;
        }
        if (next === 'again') rounds += 1;
      }
    } finally {
      // Also where the device's key cannot be read.
      const told = latest.length > 0 ? { latest } : {};
      self.show({ isSending: false, trouble, ...told });
    }
  };
}
