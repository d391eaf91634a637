/** What a participant is made of, and what is known of it. */
import type { CallError, DeedsClient } from '@kindcart/client';
import type { Clock } from '../ports.ts';
import type { ParticipantRecord, Told } from './record.ts';

/** A device's key: whoever holds it is the participant. */
export interface DeviceKeys {
  /** The raw point as base64url. */
  readonly publicKey: string;
  /** SHA-256 of those bytes as base64url. */
  readonly device: string;
  /** Signs a text; the signature as base64url. */
  readonly sign: (text: string) => Promise<string>;
}

/** Where a device keeps its key and its record. */
export interface DevicePort {
  /** The device's key, made when there is none. */
  readonly keys: () => Promise<DeviceKeys>;
  /** A key that is not kept yet. */
  readonly newKeys: () => Promise<DeviceKeys>;
  /** Keeps a key of `newKeys` in the place of the one before. */
  readonly adopt: (keys: DeviceKeys) => Promise<void>;
  /** Changes the record in one go, whatever other tabs do. @returns the record as it is then */
  readonly update: (
    change: (record: ParticipantRecord) => ParticipantRecord,
  ) => Promise<ParticipantRecord>;
  /** Runs one at a time, over all tabs. */
  readonly alone: <Done>(work: () => Promise<Done>) => Promise<Done>;
}

export interface ParticipantOptions {
  readonly client: Pick<
    DeedsClient,
    | 'createParticipant'
    | 'updateParticipant'
    | 'createMove'
    | 'joinByMove'
    | 'createDeeds'
    | 'createTeam'
    | 'joinTeam'
  >;
  readonly device: DevicePort;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Makes idempotency keys. */
  readonly newKey: () => string;
}

export interface OwnState {
  /** False until the device has been read. */
  readonly isRead: boolean;
  readonly record: ParticipantRecord;
  readonly isSending: boolean;
  /** Why the last try to tell came to nothing; null while all went well. */
  readonly trouble: CallError | null;
  /** What the platform made of the last that was told. */
  readonly latest: readonly Told[];
}
