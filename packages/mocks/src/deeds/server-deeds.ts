/** Deeds that servers tell the made-up platform of. */
import {
  type CreateWerunDeeds,
  type DeedOutcomes,
  dayAt,
  type EndpointInput,
  type Id,
  refuseDeed,
  type Source,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { timeIn, type World } from '../world.ts';
import { keptOf } from './challenges.ts';
import { takeDeed } from './deeds.ts';
import { keptOf as participantOf } from './participants.ts';

export function createPartnerDeeds(
  world: World,
  { body }: EndpointInput<'createPartnerDeeds'>,
): DeedOutcomes {
  const { challengeId, deeds } = body;
  checkTaking(world, challengeId, 'partner');
  const items = deeds.map(({ reference, ...told }) => {
    const participantId = meant(world, reference);
    return takeDeed(world, { challengeId, participantId, source: 'partner', ...told }, null);
  });
  return { items };
}

export async function createWerunDeeds(
  world: World,
  { body }: EndpointInput<'createWerunDeeds'>,
): Promise<DeedOutcomes> {
  const { challengeId, participantId: told, reference = '' } = body;
  const { startsOn, endsOn } = checkTaking(world, challengeId, 'werun');
  const run = await readRun(body);
  if (run.appId !== body.appId) refuse('werun_app_mismatch');
  if (Math.abs(world.now().getTime() - run.sealedMs) > 60 * 60_000) refuse('werun_outdated');
  if (told !== undefined) participantOf(world, told);
  const participantId = told ?? meant(world, reference);
  const items = run.days
    .filter(({ day }) => day >= startsOn && day <= endsOn)
    .map((day) => takeDeed(world, { challengeId, participantId, source: 'werun', ...day }, null));
  return { items };
}

/** @throws Refusal `challenge_unknown`, `challenge_not_open`, `source_not_taken` */
function checkTaking(world: World, challengeId: Id<'challenge'>, source: Source) {
  const { challenge, paused } = keptOf(world, challengeId);
  const { startsOn: day, timeZone, closed } = challenge;
  const terms = { ...challenge, paused, closed: closed !== null };
  const why = refuseDeed(
    terms,
    { day, source, toldBy: 'server' },
    dayAt(world.now().getTime(), timeZone),
  );
  if (why !== null && why !== 'day_outside') refuse(why);
  return challenge;
}

/** Who is meant by a server's reference; somebody new the first time. */
function meant(world: World, reference: string): Id<'participant'> {
  const known = world.references.get(reference);
  if (known !== undefined) return known;
  const id = world.newId('participant');
  world.references.set(reference, id);
  const createdAt = timeIn(world);
  world.participants.set(id, { name: null, createdAt, devices: new Map(), move: null });
  return id;
}

interface Run {
  readonly appId: string;
  readonly sealedMs: number;
  readonly days: readonly { readonly day: string; readonly quantity: number }[];
}

const chinaAheadMs = 8 * 60 * 60_000;

/** @throws Refusal `werun_unreadable` */
async function readRun({ sessionKey, encryptedData, iv }: CreateWerunDeeds): Promise<Run> {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(sessionKey), 'AES-CBC', false, [
      'decrypt',
    ]);
    const algorithm = { name: 'AES-CBC', iv: bytesOf(iv) };
    const bytes = await crypto.subtle.decrypt(algorithm, key, bytesOf(encryptedData));
    const { watermark, stepInfoList } = JSON.parse(new TextDecoder().decode(bytes));
    return {
      appId: watermark.appid,
      sealedMs: watermark.timestamp * 1_000,
      days: Array.from<{ timestamp: number; step: number }, Run['days'][number]>(
        stepInfoList,
        ({ timestamp, step: quantity }) => ({
          day: new Date(timestamp * 1_000 + chinaAheadMs).toISOString().slice(0, 10),
          quantity,
        }),
      ),
    };
  } catch {
    // Another key, changed bytes, or no run data: which of them, nobody can tell.
    return refuse('werun_unreadable');
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
