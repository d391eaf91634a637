/**
 * WeChat's run data, as `wx.getWeRunData` hands it to a mini-program and its server hands it on: AES-128-CBC
 * with PKCS#7 under the user's session key, over JSON of the last 31 days.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html
 * https://developers.weixin.qq.com/miniprogram/dev/api/open-api/werun/wx.getWeRunData.html
 *
 * CBC carries no seal of its own, so whoever holds the session key could write what they like; it is the
 * secret of the mini-program's server. What was changed on the way, or sealed by a session key that has
 * been renewed since, comes out as garbage and is refused as one of the two.
 */
import { createDecipheriv } from 'node:crypto';
import { quantityMax } from '@kindcart/contract';

/** What a mini-program's server hands on. All but `appId` is base64, as WeChat gives it. */
export interface SealedRun {
  readonly appId: string;
  readonly sessionKey: string;
  readonly encryptedData: string;
  readonly iv: string;
}

/** Steps of a day of China's calendar. */
export interface WerunDay {
  /** `YYYY-MM-DD`, in UTC+8, which WeChat counts days in wherever its user is. */
  readonly day: string;
  readonly steps: number;
}

/**
 * Why run data was not taken.
 *
 * - `bad_key`: session key or iv are not 16 bytes in base64
 * - `bad_data`: the data is no whole number of blocks in base64, or far longer than 31 days need
 * - `tampered`: it does not open under this session key: changed on the way, or the key has expired
 * - `not_json`: it opened, and says no steps in the way WeChat does
 * - `wrong_appid`: it is of another mini-program
 * - `too_old`: WeChat sealed it longer ago than is taken, or in a future that no clock explains
 */
export type WerunFault =
  | 'bad_key'
  | 'bad_data'
  | 'tampered'
  | 'not_json'
  | 'wrong_appid'
  | 'too_old';

export type WerunReading =
  | { readonly ok: true; readonly days: readonly WerunDay[]; readonly sealedAt: Date }
  | { readonly ok: false; readonly fault: WerunFault };

const blockBytes = 16;
/** 31 days are some 1,300 bytes; what is longer by far is not from WeChat. */
const dataBytesMax = 16 * 1_024;
const daysMax = 31;
/** How long after WeChat sealed it a server may still hand it on. */
const ageMsMax = 60 * 60_000;
/** By how much WeChat's clock may be ahead of ours. */
const aheadMsMax = 5 * 60_000;
const chinaAheadMs = 8 * 60 * 60_000;

/** Opens run data and checks whose it is and how old. Never throws for what is in it. */
export function readWerun(sealed: SealedRun, nowMs: number): WerunReading {
  const key = bytesOf(sealed.sessionKey);
  const iv = bytesOf(sealed.iv);
  if (key?.length !== blockBytes || iv?.length !== blockBytes) return refused('bad_key');
  if (sealed.encryptedData.length > dataBytesMax) return refused('bad_data');
  const data = bytesOf(sealed.encryptedData);
  if (!data?.length || data.length % blockBytes !== 0) return refused('bad_data');
  const text = unsealed(data, key, iv);
  if (text === null) return refused('tampered');
  const run = parsed(text);
  if (run === null) return refused('not_json');
  if (run.appId !== sealed.appId) return refused('wrong_appid');
  const ageMs = nowMs - run.sealedAtMs;
  if (ageMs > ageMsMax || ageMs < -aheadMsMax) return refused('too_old');
  return { ok: true, days: run.days, sealedAt: new Date(run.sealedAtMs) };
}

function refused(fault: WerunFault): WerunReading {
  return { ok: false, fault };
}

/** Node's own reader of base64 skips what is none, so what it read is held against what was said. */
function bytesOf(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '') ? bytes : null;
}

/** The text inside; null where the padding does not fit or bytes come out that are no UTF-8. */
function unsealed(data: Buffer, key: Buffer, iv: Buffer): string | null {
  const decipher = createDecipheriv('aes-128-cbc', key, iv);
  try {
    const bytes = Buffer.concat([decipher.update(data), decipher.final()]);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Another key or changed bytes: which of both, nobody can tell.
    return null;
  }
}

interface Run {
  readonly appId: string;
  readonly sealedAtMs: number;
  readonly days: readonly WerunDay[];
}

function parsed(text: string): Run | null {
  const run = fieldsOf(jsonOf(text));
  const watermark = fieldsOf(run?.watermark);
  const list = run?.stepInfoList;
  const sealedAtMs = msOf(watermark?.timestamp);
  if (typeof watermark?.appid !== 'string' || sealedAtMs === null || !Array.isArray(list)) {
    return null;
  }
  if (list.length > daysMax) return null;
  const days = daysOf(list);
  return days && { appId: watermark.appid, sealedAtMs, days };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A wrong key leaves a padding that fits once in 256 times, and garbage before it.
    return null;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

/** The instant of a Unix time in seconds; null where it is none. */
function msOf(seconds: unknown): number | null {
  const isTime = typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds > 0;
  return isTime && seconds <= 253_402_300_799 ? seconds * 1_000 : null;
}

/** Each day once, the earliest first; of a day that is told twice the larger number. */
function daysOf(list: readonly unknown[]): readonly WerunDay[] | null {
  const stepsByDay = new Map<string, number>();
  for (const item of list) {
    const told = fieldsOf(item);
    const midnightMs = msOf(told?.timestamp);
    const steps = told?.step;
    if (midnightMs === null || typeof steps !== 'number') return null;
    if (!Number.isSafeInteger(steps) || steps < 0 || steps > quantityMax) return null;
    const day = new Date(midnightMs + chinaAheadMs).toISOString().slice(0, 10);
    stepsByDay.set(day, Math.max(steps, stepsByDay.get(day) ?? 0));
  }
  return [...stepsByDay]
    .map(([day, steps]) => ({ day, steps }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
