/** Who a device is: its record, its key, and what the platform says of both. */
import type { Result } from '@kindcart/client';
import type { Id, Participant } from '@kindcart/contract';
import { participantText, type SignedWish } from '@kindcart/contract/signing';
import { type Cell, createCell } from '../cell.ts';
import type { DeviceKeys, OwnState, ParticipantOptions } from './ports.ts';
import { emptyRecord, type ParticipantRecord, withBatchBack } from './record.ts';

type WishOf = Omit<SignedWish, 'participantId'> & { readonly participantId: Id<'participant'> };

/** What telling and wishing have in common. */
export interface Self extends Cell<OwnState> {
  readonly show: (changes: Partial<OwnState>) => void;
  readonly update: (
    change: (record: ParticipantRecord) => ParticipantRecord,
  ) => Promise<ParticipantRecord>;
  /** Asks the platform who this device is, and where its deeds stand. */
  readonly introduce: () => Promise<Result<Participant>>;
  /** Has a wish signed, once it is known who this device is. */
  readonly wish: <Value>(
    act: (wish: WishOf, sign: DeviceKeys['sign']) => Promise<Result<Value>>,
  ) => Promise<Result<Value>>;
}

export function createSelf({ client, device, clock }: ParticipantOptions): Self {
  const cell = createCell<OwnState>({
    isRead: false,
    record: emptyRecord,
    isSending: false,
    trouble: null,
    latest: [],
  });
  const show = (changes: Partial<OwnState>) => cell.set({ ...cell.get(), ...changes });

  async function update(change: (record: ParticipantRecord) => ParticipantRecord) {
    const record = await device.update(change);
    show({ record, isRead: true });
    return record;
  }

  async function introduce(): Promise<Result<Participant>> {
    const { publicKey, device: id, sign } = await device.keys();
    const { name } = await update((record) => record);
    const signature = await sign(participantText(publicKey, name));
    const result = await client.createParticipant({ body: { publicKey, name, signature } });
    if (result.ok) await update((record) => withIdentity(record, result.value, id));
    return result;
  }

  const wish: Self['wish'] = async (act) => {
    let { participantId } = await update((record) => record);
    if (participantId === null) {
      const introduced = await introduce();
      if (!introduced.ok) return introduced;
      participantId = introduced.value.id;
    }
    const { device: id, sign } = await device.keys();
    const { wishMs } = await update((record) => ({
      ...record,
      wishMs: Math.max(record.wishMs + 1, clock.nowMs()),
    }));
    return act({ participantId, device: id, madeAtMs: wishMs }, sign);
  };

  return { ...cell, show, update, introduce, wish };
}

/** The record once the platform has said who this device is, with unanswered deeds to be numbered anew. */
export function withIdentity(
  record: ParticipantRecord,
  { id, name, devices }: Participant,
  device: string,
): ParticipantRecord {
  const counter = devices.find((each) => each.device === device)?.counter ?? record.counter;
  return { ...withBatchBack(record), participantId: id, name, counter };
}
