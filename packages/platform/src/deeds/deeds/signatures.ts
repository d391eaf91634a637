/** Whose signature a deed has: the keys of devices, and what they signed. */
import type { KeyObject } from 'node:crypto';
import { type CreateDeed, type DeedRefusal, deedText, type Id } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { createGroupCommit } from '../../ledger/group-commit.ts';
import type { Book } from '../../ledger/rules.ts';
import { isMadeBy, keyOf } from '../participants/signatures.ts';

/** Holds deeds against the keys of their devices. */
export interface DeedSignatures {
  /** Why a deed is not taken at all; null when its device signed just this. */
  refusal(book: Book, deed: CreateDeed): Promise<SignatureRefusal | null>;
}

type SignatureRefusal = Extract<
  DeedRefusal,
  'participant_unknown' | 'device_unknown' | 'device_signature_invalid'
>;

interface AskedDevice extends Book {
  readonly participantId: Id<'participant'>;
  readonly device: string;
}

/** Keys that are remembered. A device has one key for ever, and its name is the hash of it. */
const rememberedMax = 10_000;
/** Devices that are asked for in one statement, and statements at once. */
const reading = { batchMax: 256, concurrency: 2 } as const;

/** Reads keys of devices that are asked for together in one statement. */
export function createDeedSignatures(db: Kysely<Database>): DeedSignatures {
  const keys = new Map<string, KeyObject>();
  const devices = createGroupCommit({
    ...reading,
    write: (asked: readonly AskedDevice[]) => readKeys(db, asked),
    isRefusal: () => false,
  });

  async function findKey(asked: AskedDevice): Promise<KeyObject | SignatureRefusal> {
    const name = `${asked.organizationId} ${asked.livemode} ${asked.participantId} ${asked.device}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    const found = await devices.submit(asked);
    if (found === undefined) return 'participant_unknown';
    if (found === null) return 'device_unknown';
    const key = keyOf(found);
    if (key === null) throw new Error(`The key of the device ${asked.device} is none`);
    keys.set(name, key);
    const [oldest] = keys.keys();
    if (keys.size > rememberedMax && oldest !== undefined) keys.delete(oldest);
    return key;
  }

  return {
    async refusal({ organizationId, livemode }, deed) {
      const { participantId, device } = deed;
      const key = await findKey({ organizationId, livemode, participantId, device });
      if (typeof key === 'string') return key;
      const isOwn = await isMadeBy(key, deedText(deed), deed.signature);
      return isOwn ? null : 'device_signature_invalid';
    },
  };
}

/** The public key of each; null where the participant has no such device, undefined where there is none. */
async function readKeys(
  db: Kysely<Database>,
  asked: readonly AskedDevice[],
): Promise<(string | null | undefined)[]> {
  const rows = asked.map(({ organizationId, livemode, participantId, device }, place) => ({
    place,
    organization_id: organizationId,
    livemode,
    participant_id: participantId,
    device,
  }));
  const columns =
    'place integer, organization_id text, livemode boolean, participant_id text, device text';
  const found = await sql<{ place: number; public_key: string | null }>`
    select asked.place, device.public_key
    from json_to_recordset(${JSON.stringify(rows)}::json) as asked (${sql.raw(columns)})
    join participant on participant.organization_id = asked.organization_id
      and participant.id = asked.participant_id and participant.livemode = asked.livemode
    left join device on device.organization_id = asked.organization_id
      and device.livemode = asked.livemode and device.id = asked.device
      and device.participant_id = asked.participant_id`.execute(db);
  const keys = new Map(found.rows.map((row) => [row.place, row.public_key]));
  return asked.map((_, place) => keys.get(place));
}
