/**
 * What a page with a challenge knows: challenges, live, and the days of its participants, each shared by all
 * who show it. Apart from the store, so that neither carries the other.
 */
import type { DeedsClient, LiveId, Result } from '@kindcart/client';
import type { Challenge, Id, ParticipantDay, Team } from '@kindcart/contract';
import { isChallengeId, isParticipantId } from '@kindcart/contract/ids';
import { idsMax } from '@kindcart/contract/routes';
import { createEntries, type Entry } from './entries.ts';
import { type Live, silent } from './live.ts';
import { type Clock, platformClock } from './ports.ts';

export type { Entry } from './entries.ts';
export type { Snapshot } from './snapshot.ts';

/** What a store of challenges is made of. Everything but the client has a default. */
export interface DeedsStoreOptions {
  readonly client: Pick<
    DeedsClient,
    'listChallenges' | 'listDeeds' | 'listTeams' | 'readLiveChallenge'
  >;
  /** The page's live stream, see `createLive`; without it nothing is live. */
  readonly live?: Live<LiveId>;
  readonly clock?: Clock;
  /** Runs something once per frame; at the end of the task when left out. */
  readonly schedule?: (run: () => void) => void;
  /** For how long a fetched value is fresh; 60,000 ms when left out. */
  readonly freshMs?: number;
}

/** The latest days of a participant in a challenge, the last first. */
export interface ParticipantDays {
  /** Of both, with a space between. */
  readonly id: string;
  readonly days: readonly ParticipantDay[];
  /** Whether there are earlier ones. */
  readonly more: boolean;
}

/** The teams of a challenge, those first whose deeds count for most. */
export interface ChallengeTeams {
  /** Of the challenge. */
  readonly id: Id<'challenge'>;
  readonly teams: readonly Team[];
  /** Whether there are others. */
  readonly more: boolean;
}

export interface DeedsStore {
  /** The shared entry of a challenge; watching it fetches it and keeps it live. */
  readonly challenge: (id: string) => Entry<Challenge>;
  /** The shared entry of what a participant did in a challenge; `reload` it when more is given. */
  readonly days: (challengeId: string, participantId: string) => Entry<ParticipantDays>;
  /** The shared entry of the first teams of a challenge; `reload` it for newer numbers. */
  readonly teams: (challengeId: string) => Entry<ChallengeTeams>;
}

/** How many days are read: as many as a month can have. */
const daysRead = 31;
/** How many teams are read. */
const teamsRead = 5;

export function createDeedsStore(options: DeedsStoreOptions): DeedsStore {
  const { client, clock = platformClock, freshMs = 60_000, live = silent } = options;
  const schedule = options.schedule ?? ((run: () => void) => void clock.after(0, run));
  const shared = { clock, schedule, freshMs };
  const challenges = createEntries<Challenge>({
    ...shared,
    live,
    isId: isChallengeId,
    list: (ids, call) => client.listChallenges({ query: { ids } }, call),
    max: idsMax,
    unknown: 'challenge_unknown',
  });
  const days = createEntries<ParticipantDays>({
    ...shared,
    // The stream tells of challenges; a participant's days change by deeds of the page itself.
    live: silent,
    isId: (text): text is string => idsIn(text) !== undefined,
    list: ([id = ''], call) => listDays(client, id, call),
    max: 1,
    unknown: 'participant_unknown',
  });
  const teams = createEntries<ChallengeTeams>({
    ...shared,
    live: silent,
    isId: isChallengeId,
    list: ([id = nobody.challengeId], call) => listTeams(client, id, call),
    max: 1,
    unknown: 'challenge_unknown',
  });
  live.listen({
    onNews(name, data) {
      if (name !== 'challenge') return;
      const news = client.readLiveChallenge(data);
      if (news.ok) challenges.merge(news.value.challengeId, news.value.totals);
      else challenges.reloadWatched();
    },
    onMissed: challenges.reloadWatched,
  });
  return {
    challenge: challenges.entry,
    days: (challengeId, participantId) => days.entry(`${challengeId} ${participantId}`),
    teams: teams.entry,
  };
}

function idsIn(text: string) {
  const [challengeId = '', participantId = ''] = text.split(' ');
  if (!isChallengeId(challengeId) || !isParticipantId(participantId)) return undefined;
  return { challengeId, participantId };
}

const nobody: { challengeId: Id<'challenge'>; participantId: Id<'participant'> } = {
  challengeId: 'chl_',
  participantId: 'par_',
};

async function listDays(
  client: DeedsStoreOptions['client'],
  id: string,
  call: { readonly fresh: boolean },
): Promise<Result<{ readonly items: readonly ParticipantDays[] }>> {
  const params = idsIn(id) ?? nobody;
  const listed = await client.listDeeds({ params, query: { limit: daysRead } }, call);
  if (!listed.ok) return listed;
  const { items, nextCursor } = listed.value;
  return { ...listed, value: { items: [{ id, days: items, more: nextCursor !== null }] } };
}

async function listTeams(
  client: DeedsStoreOptions['client'],
  challengeId: Id<'challenge'>,
  call: { readonly fresh: boolean },
): Promise<Result<{ readonly items: readonly ChallengeTeams[] }>> {
  const listed = await client.listTeams(
    { params: { challengeId }, query: { limit: teamsRead } },
    call,
  );
  if (!listed.ok) return listed;
  const { items, nextCursor } = listed.value;
  return {
    ...listed,
    value: { items: [{ id: challengeId, teams: items, more: nextCursor !== null }] },
  };
}
