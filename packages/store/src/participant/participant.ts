/**
 * The participant of this device: who it is, what it has counted, and what is still to be told. What is given
 * is written down first and told under a number that it keeps, so that a lost connection or a closed page
 * loses nothing and doubles nothing.
 */
import type { Result } from '@kindcart/client';
import type { Id, Move, Participant, Team } from '@kindcart/contract';
import { joinTeamText, moveText, nameText, teamText } from '@kindcart/contract/signing';
import type { Watchable } from '../cell.ts';
import { joiningOf } from './joining.ts';
import type { OwnState, ParticipantOptions } from './ports.ts';
import { type DayTotal, leftOut, withCounted, withGiven } from './record.ts';
import { createSelf, type Self } from './self.ts';
import { tellingOf } from './telling.ts';

export interface OwnParticipant extends Watchable<OwnState> {
  /** Reads what the device keeps, and tells what is waiting. */
  readonly open: () => Promise<void>;
  /** Adds to a day's total on this device. Nothing is told yet. */
  readonly count: (more: DayTotal) => Promise<void>;
  /**
   * Writes totals down and tells them. Of a day that this device told in the name of a participant whom it left,
   * only what it counted since is given: a whole day's total is left out.
   *
   * @returns what was left out, whole or in part, as it was given before
   */
  readonly give: (totals: readonly DayTotal[]) => Promise<readonly DayTotal[]>;
  /** Tells what is waiting, as when a connection has come back. */
  readonly send: () => Promise<void>;
  /** Gives the participant another name; null erases it. */
  readonly rename: (name: string | null) => Promise<Result<Participant>>;
  /** Lets another device join. */
  readonly createMove: () => Promise<Result<Move>>;
  /**
   * Joins the participant who made the move, with a new key where this device was somebody already. What it gave
   * so far stays in the old name.
   */
  readonly join: (token: string) => Promise<Result<Participant>>;
  readonly createTeam: (challengeId: Id<'challenge'>, name: string) => Promise<Result<Team>>;
  readonly joinTeam: (challengeId: Id<'challenge'>, teamId: Id<'team'>) => Promise<Result<Team>>;
}

/** Makes the participant of a device; nothing happens before it is opened. */
export function createOwnParticipant(options: ParticipantOptions): OwnParticipant {
  const self = createSelf(options);
  const tellAll = tellingOf(self, options);
  const send = () => options.device.alone(tellAll);
  let opening: Promise<void> | undefined;
  const openOnce = async () => {
    await self.update((record) => record);
    await send();
  };
  return {
    get: self.get,
    subscribe: self.subscribe,
    open() {
      // Elements that come together, or come and go, do not queue up to read the same.
      opening ??= openOnce().finally(() => {
        opening = undefined;
      });
      return opening;
    },
    async count(more) {
      await self.update((record) => withCounted(record, more));
    },
    async give(totals) {
      let left: readonly DayTotal[] = [];
      await self.update((record) => {
        const given = withGiven(record, totals);
        left = leftOut(record, given, totals);
        return given;
      });
      await send();
      return left;
    },
    send,
    ...wishesOf(self, options),
    join: joiningOf(self, options, tellAll),
    ...teamsOf(self, options),
  };
}

function wishesOf(
  self: Self,
  { client }: ParticipantOptions,
): Pick<OwnParticipant, 'rename' | 'createMove'> {
  return {
    async rename(name) {
      const result = await self.wish(async (wish, sign) => {
        const { participantId, ...said } = wish;
        const signature = await sign(nameText(wish, name));
        return client.updateParticipant({
          params: { participantId },
          body: { name, ...said, signature },
        });
      });
      if (result.ok) await self.update((record) => ({ ...record, name: result.value.name }));
      return result;
    },
    createMove: () =>
      self.wish(async (wish, sign) => {
        const { participantId, ...said } = wish;
        const signature = await sign(moveText(wish));
        return client.createMove({ params: { participantId }, body: { ...said, signature } });
      }),
  };
}

function teamsOf(
  self: Self,
  { client, newKey }: ParticipantOptions,
): Pick<OwnParticipant, 'createTeam' | 'joinTeam'> {
  const remember = async (challengeId: Id<'challenge'>, result: Result<Team>) => {
    if (!result.ok) return result;
    const { id } = result.value;
    await self.update((record) => ({ ...record, teams: { ...record.teams, [challengeId]: id } }));
    return result;
  };
  return {
    async createTeam(challengeId, name) {
      const idempotencyKey = newKey();
      const result = await self.wish(async (wish, sign) => {
        const signature = await sign(teamText(wish, challengeId, name));
        const body = { ...wish, name, signature };
        return client.createTeam({ params: { challengeId }, body, idempotencyKey });
      });
      return remember(challengeId, result);
    },
    async joinTeam(challengeId, teamId) {
      const result = await self.wish(async (wish, sign) => {
        const signature = await sign(joinTeamText(wish, teamId));
        return client.joinTeam({ params: { teamId }, body: { ...wish, signature } });
      });
      return remember(challengeId, result);
    },
  };
}
