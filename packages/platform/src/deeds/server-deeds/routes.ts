/** Addresses of deeds that servers tell of, with a secret key in the place of a signature. */
import {
  type CreateWerunDeeds,
  type DeedOutcomes,
  dayAt,
  type Id,
  type ProblemCode,
  refuseDeed,
  type Source,
} from '@kindcart/contract';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { type DeedGiving, giveDeeds } from '../deeds/giving.ts';
import { isParticipant } from '../deeds/records.ts';
import { participantsOf, type ReferenceParts } from '../participants/references.ts';
import { readWerun, type WerunDay, type WerunFault } from '../werun/werun.ts';
import { findTerms } from './records.ts';

export interface ServerDeedParts extends ReferenceParts {
  readonly giving: DeedGiving;
}

/** Hangs them on the house. */
export function registerServerDeeds(api: Api, parts: ServerDeedParts): void {
  const { db } = parts;

  serve(api, 'createPartnerDeeds', async ({ body, caller }) => {
    const { challengeId, deeds } = body;
    await checkTaking(parts, caller, challengeId, 'partner');
    const references = deeds.map(({ reference }) => reference);
    const participants = await participantsOf(parts, caller, references);
    const told = deeds.map(({ reference, ...deed }) => ({
      ...deed,
      participantId: meant(participants, reference),
    }));
    return give(parts, caller, { challengeId, source: 'partner' }, told);
  });

  serve(api, 'createWerunDeeds', async ({ body, caller }) => {
    const { challengeId, participantId: told, reference } = body;
    if (told !== undefined && !(await isParticipant(db, caller, told)))
      refuse('participant_unknown');
    const terms = await checkTaking(parts, caller, challengeId, 'werun');
    // Read before anybody is made for it.
    const run = daysOf(body, parts.now());
    const participantId = told ?? (await participantOf(parts, caller, reference));
    // WeChat tells of its last 31 days, whatever days the challenge has.
    const days = run
      .filter(({ day }) => day >= terms.startsOn && day <= terms.endsOn)
      .map(({ day, steps: quantity }) => ({ participantId, day, quantity }));
    return give(parts, caller, { challengeId, source: 'werun' }, days);
  });
}

/** @throws Refusal `challenge_unknown`, `challenge_not_open`, `source_not_taken` */
async function checkTaking(
  { db, now }: ServerDeedParts,
  book: Book,
  challengeId: Id<'challenge'>,
  source: Source,
) {
  const terms = await findTerms(db, book, challengeId);
  if (terms === undefined) return refuse('challenge_unknown');
  const { startsOn: day, timeZone } = terms;
  const refused = refuseDeed(
    terms,
    { day, source, toldBy: 'server' },
    dayAt(now().getTime(), timeZone),
  );
  // Days are held against those of the challenge one by one.
  if (refused !== null && refused !== 'day_outside') refuse(refused);
  return terms;
}

const faultCodes: Readonly<Record<WerunFault, ProblemCode>> = {
  bad_key: 'werun_unreadable',
  bad_data: 'werun_unreadable',
  tampered: 'werun_unreadable',
  not_json: 'werun_unreadable',
  wrong_appid: 'werun_app_mismatch',
  too_old: 'werun_outdated',
};

/** @throws Refusal `werun_unreadable`, `werun_app_mismatch`, `werun_outdated` */
function daysOf(sealed: CreateWerunDeeds, now: Date): readonly WerunDay[] {
  const reading = readWerun(sealed, now.getTime());
  return reading.ok ? reading.days : refuse(faultCodes[reading.fault]);
}

/** Whom a reference means; somebody new the first time. */
async function participantOf(
  parts: ServerDeedParts,
  book: Book,
  reference: string | undefined,
): Promise<Id<'participant'>> {
  if (reference === undefined) throw new Error('The contract lets through what names nobody');
  return meant(await participantsOf(parts, book, [reference]), reference);
}

function meant(
  participants: ReadonlyMap<string, Id<'participant'>>,
  reference: string,
): Id<'participant'> {
  const id = participants.get(reference);
  if (id === undefined) throw new Error('Somebody was made for a reference and is not there');
  return id;
}

/** A day's total of somebody. */
interface ToldDay {
  readonly participantId: Id<'participant'>;
  readonly day: string;
  readonly quantity: number;
}

async function give(
  { giving }: ServerDeedParts,
  { organizationId, livemode }: Book,
  of: { readonly challengeId: Id<'challenge'>; readonly source: Source },
  days: readonly ToldDay[],
): Promise<DeedOutcomes> {
  const told = days.map((day) => ({ organizationId, livemode, ...of, ...day, signed: null }));
  return { items: await giveDeeds(giving, told) };
}
