/** What adopting asks of the platform on entering a state, and when it asks again. */
import type { ForestClient, Result } from '@kindcart/client';
import type { Adoption, Id } from '@kindcart/contract';
import type { Clock } from '../ports.ts';
import type { AdoptingEvent, AdoptingState, AdoptionRequest } from './state.ts';

/** The part of the client that adopting calls. */
export type AdoptionClient = Pick<
  ForestClient,
  'createAdoption' | 'getAdoption' | 'releaseAdoption'
>;

const settleFirstMs = 400;
const settleMaxMs = 5_000;
const settleGrowth = 1.6;
/** How often a team is asked for, whose members pay on pages of their own. */
const teamMs = 10_000;
/** How long after a hold is over the platform is asked whether it is. */
const overMs = 500;
/** How often it is asked while a hold should be over, and is not yet. */
const overdueMs = 3_000;

export interface Effects {
  /** Does what a state asks for; the answers to what was asked before are void. */
  readonly enter: (state: AdoptingState, event: AdoptingEvent) => void;
  readonly read: (adoptionId: Id<'adoption'>) => Promise<void>;
  /** Gives a place back. Where it cannot be, the hold ends by itself. */
  readonly giveBack: (adoptionId: Id<'adoption'>) => void;
}

/** @param told - hears the platform's word */
export function createEffects(
  client: AdoptionClient,
  clock: Clock,
  told: (result: Result<Adoption>) => void,
): Effects {
  let turn = 0;
  let callOff: (() => void) | undefined;
  let settleMs = settleFirstMs;
  let released: Promise<unknown> = Promise.resolve();

  async function read(adoptionId: Id<'adoption'>): Promise<void> {
    const startedIn = turn;
    const call = { retriesMax: 0, fresh: true };
    const result = await client.getAdoption({ params: { adoptionId } }, call);
    if (turn === startedIn) told(result);
  }

  async function create(request: AdoptionRequest): Promise<void> {
    const startedIn = turn;
    // Whoever goes back and takes the same place again must not find it held by themselves.
    await released;
    const result = await client.createAdoption(request);
    if (turn === startedIn) told(result);
    // Somebody went away while the place was asked for.
    else if (result.ok) giveBack(result.value.id);
  }

  function giveBack(adoptionId: Id<'adoption'>): void {
    released = client.releaseAdoption({ params: { adoptionId } });
  }

  return {
    read,
    giveBack,
    enter(state, event) {
      turn += 1;
      callOff?.();
      if (state.status === 'holding') void create(state.request);
      if (state.status === 'opening') void read(state.adoptionId);
      if (!('connection' in state)) return;
      const grown = Math.min(settleMs * settleGrowth, settleMaxMs);
      settleMs = event.type === 'told' ? grown : settleFirstMs;
      const waitMs = event.type === 'resume' ? 0 : pauseMs(state, settleMs, clock.nowMs());
      callOff = clock.after(waitMs, () => void read(state.adoption.id));
    },
  };
}

/** How long to wait before the platform is asked how it is. */
function pauseMs(
  state: Extract<AdoptingState, { connection: string }>,
  settleMs: number,
  nowMs: number,
): number {
  if (state.status === 'settling') return settleMs;
  if (state.status === 'gathering') return teamMs;
  const leftMs = state.untilMs - nowMs;
  const restMs = leftMs < 0 ? overdueMs : leftMs + overMs;
  return state.adoption.shares.length > 1 ? Math.min(restMs, teamMs) : restMs;
}
