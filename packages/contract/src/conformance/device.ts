/** Devices of participants: each has a key of its own, as a page has. */
import type { Participant } from '../deeds/participant.ts';
import { participantText, type SignedWish, toBase64url } from '../deeds/signing.ts';
import { granted } from './ask.ts';
import type { Stage } from './stage.ts';

/** The few things of the web platform that are used here. */
declare const crypto: {
  readonly subtle: {
    generateKey(
      algorithm: { readonly name: 'ECDSA'; readonly namedCurve: 'P-256' },
      extractable: false,
      usages: readonly ['sign', 'verify'],
    ): Promise<{ readonly publicKey: object; readonly privateKey: object }>;
    exportKey(format: 'raw', key: object): Promise<ArrayBuffer>;
    sign(
      algorithm: { readonly name: 'ECDSA'; readonly hash: 'SHA-256' },
      key: object,
      data: Uint8Array,
    ): Promise<ArrayBuffer>;
    digest(algorithm: 'SHA-256', data: ArrayBuffer): Promise<ArrayBuffer>;
  };
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** What every wish of a device carries. */
export interface MadeWish {
  readonly device: string;
  readonly madeAtMs: number;
  readonly signature: string;
}

/** A device with a key that cannot be taken out of it. */
export class Device {
  /** The raw public key, as it is sent. */
  readonly publicKey: string;
  /** What it is called: the SHA-256 of that. */
  readonly id: string;
  readonly #privateKey: object;
  #madeAtMs = 0;

  private constructor(publicKey: string, id: string, privateKey: object) {
    this.publicKey = publicKey;
    this.id = id;
    this.#privateKey = privateKey;
  }

  static async make(): Promise<Device> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
    const id = base64url(await crypto.subtle.digest('SHA-256', raw));
    return new Device(base64url(raw), id, pair.privateKey);
  }

  /** Its signature of a text. */
  async sign(text: string): Promise<string> {
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;
    const bytes = new TextEncoder().encode(text);
    return base64url(await crypto.subtle.sign(algorithm, this.#privateKey, bytes));
  }

  /** A wish, later than that before unless said otherwise, signed as what `textOf` makes of it. */
  async wish(
    participantId: string,
    textOf: (wish: SignedWish) => string,
    madeAtMs = this.#madeAtMs + 1,
  ): Promise<MadeWish> {
    this.#madeAtMs = Math.max(this.#madeAtMs, madeAtMs);
    const { id: device } = this;
    const signature = await this.sign(textOf({ participantId, device, madeAtMs }));
    return { device, madeAtMs, signature };
  }
}

function base64url(bytes: ArrayBuffer): string {
  return toBase64url(new Uint8Array(bytes));
}

/** Somebody with one device. */
export interface Walker {
  readonly device: Device;
  readonly participant: Participant;
}

/** What makes a participant of a device's key. */
export async function participantBody(device: Device, name: string | null) {
  const { publicKey } = device;
  return { publicKey, name, signature: await device.sign(participantText(publicKey, name)) };
}

/** Makes a participant with one device. */
export async function makeWalker(stage: Stage, name: string | null = null): Promise<Walker> {
  const device = await Device.make();
  const body = await participantBody(device, name);
  return { device, participant: await granted(stage.ask('createParticipant', { body })) };
}
