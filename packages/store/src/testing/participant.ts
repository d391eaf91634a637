/** A device in memory, with real keys, and a platform that keeps counters as the real one does. */
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { CallError, Result } from '@kindcart/client';
import {
  type CreateDeed,
  type Deed,
  type DeedRefusal,
  deedExample,
  deedText,
  type Participant,
  participantExample,
  toBase64url,
} from '@kindcart/contract';
import type { DeviceKeys, DevicePort } from '../participant/ports.ts';
import { emptyRecord, type ParticipantRecord } from '../participant/record.ts';

/** A key that signs, and what checks its signatures. */
export interface TestKeys extends DeviceKeys {
  readonly isOwn: (text: string, signature: string) => boolean;
}

function testKeys(): TestKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const raw = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(x, 'base64url'),
    Buffer.from(y, 'base64url'),
  ]);
  const options = { dsaEncoding: 'ieee-p1363' } as const;
  return {
    publicKey: toBase64url(raw),
    device: createHash('sha256').update(raw).digest('base64url'),
    sign: async (text) =>
      sign('sha256', Buffer.from(text), { key: privateKey, ...options }).toString('base64url'),
    isOwn: (text, signature) =>
      verify(
        'sha256',
        Buffer.from(text),
        { key: publicKey, ...options },
        Buffer.from(signature, 'base64url'),
      ),
  };
}

export interface TestDevice extends DevicePort {
  readonly now: () => ParticipantRecord;
  readonly current: () => TestKeys;
}

export function testDevice(): TestDevice {
  let record = emptyRecord;
  let keys = testKeys();
  const fresh = new Map<string, TestKeys>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    now: () => record,
    current: () => keys,
    keys: async () => keys,
    async newKeys() {
      const made = testKeys();
      fresh.set(made.device, made);
      return made;
    },
    async adopt({ device }) {
      keys = fresh.get(device) ?? keys;
    },
    async update(change) {
      record = change(record);
      return record;
    },
    alone(work) {
      const done = turn.then(work);
      turn = done.catch(() => {
        // Whoever asked for the turn hears of it; the next one begins all the same.
      });
      return done;
    },
  };
}

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value, requestId: null });

export const away: { readonly ok: false; readonly error: CallError } = {
  ok: false,
  error: {
    code: 'network_error',
    status: 0,
    message: 'no answer came',
    retryable: true,
    retryAfterMs: null,
    fields: [],
    requestId: null,
  },
};

/** What a platform knows of one participant. */
export interface TestPlatform {
  /** Deeds that were taken, by counter. */
  readonly taken: Map<number, CreateDeed>;
  /** How often each counter was told. */
  readonly told: number[];
  readonly isKnown: (device: string) => boolean;
  introduce(device: string, name: string | null): Participant;
  forget(): void;
  take(deed: CreateDeed, keys: TestKeys): { deed: Deed | null; refused: DeedRefusal | null };
}

/** A platform that takes deeds by the counters of one device, each once. */
export function testPlatform(): TestPlatform {
  const taken = new Map<number, CreateDeed>();
  const told: number[] = [];
  const devices = new Set<string>();
  const refuse = (refused: DeedRefusal) => ({ deed: null, refused });
  return {
    taken,
    told,
    isKnown: (device) => devices.has(device),
    introduce(device, name) {
      devices.add(device);
      const counter = Math.max(0, ...taken.keys());
      const { createdAt } = participantExample;
      return { ...participantExample, name, devices: [{ device, counter, createdAt }] };
    },
    forget: () => devices.clear(),
    take(deed, keys) {
      told.push(deed.counter);
      if (!devices.has(deed.device)) return refuse('participant_unknown');
      if (!keys.isOwn(deedText(deed), deed.signature)) return refuse('device_signature_invalid');
      const before = taken.get(deed.counter);
      const isSame = before?.day === deed.day && before.quantity === deed.quantity;
      if (before && !isSame) return refuse('counter_reused');
      taken.set(deed.counter, deed);
      const { day, quantity, source, counter } = deed;
      return { deed: { ...deedExample, day, quantity, source, counter }, refused: null };
    },
  };
}
