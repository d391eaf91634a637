/** Run data as WeChat seals it, with keys of the suite's own. */
import type { CreateWerunDeeds } from '../deeds/deed.ts';

/** The few things of the web platform that are used here. */
declare const crypto: {
  readonly subtle: {
    importKey(
      format: 'raw',
      key: Uint8Array,
      algorithm: 'AES-CBC',
      extractable: false,
      usages: readonly ['encrypt'],
    ): Promise<object>;
    encrypt(
      algorithm: { readonly name: 'AES-CBC'; readonly iv: Uint8Array },
      key: object,
      data: Uint8Array,
    ): Promise<ArrayBuffer>;
  };
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const btoa: (text: string) => string;

const dayMs = 24 * 60 * 60_000;
const chinaAheadMs = 8 * 60 * 60_000;
const [sessionKey, iv] = [new Uint8Array(16).fill(7), new Uint8Array(16).fill(9)];

/** Steps of a day of China's calendar. */
interface RunDay {
  readonly day: string;
  readonly steps: number;
}

/** What a mini program's server hands on: steps of days, sealed at a time. */
export async function sealRun(
  days: readonly RunDay[],
  sealedMs: number,
): Promise<Pick<CreateWerunDeeds, 'appId' | 'sessionKey' | 'encryptedData' | 'iv'>> {
  const appId = 'wx4f4bc4dec97d474b';
  const seconds = (ms: number) => Math.floor(ms / 1_000);
  const run = {
    stepInfoList: days.map(({ day, steps }) => ({
      timestamp: seconds(Date.parse(day) - chinaAheadMs),
      step: steps,
    })),
    watermark: { appid: appId, timestamp: seconds(sealedMs) },
  };
  const key = await crypto.subtle.importKey('raw', sessionKey, 'AES-CBC', false, ['encrypt']);
  const text = new TextEncoder().encode(JSON.stringify(run));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, text);
  return {
    appId,
    sessionKey: base64(sessionKey),
    encryptedData: base64(new Uint8Array(sealed)),
    iv: base64(iv),
  };
}

/** The days that end with this one, each with so many steps. */
export function runDays(last: string, count: number, steps: number): RunDay[] {
  return Array.from({ length: count }, (_, back) => ({
    day: new Date(Date.parse(last) - back * dayMs).toISOString().slice(0, 10),
    steps,
  })).reverse();
}

/** Another key, as after the user logged in anew. */
export const renewedKey = base64(new Uint8Array(16).fill(8));

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
