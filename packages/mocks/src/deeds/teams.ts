/** Teams of the made-up platform. */
import {
  type EndpointInput,
  type EndpointOutput,
  type Id,
  joinTeamText,
  type Team,
  teamExample,
  teamText,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { pageOf, timeIn, type World } from '../world.ts';
import { keptOf } from './challenges.ts';
import { checkWish, keptOf as participantOf, takeWish } from './participants.ts';

/** That of the contract's example under another name, since the example makes one of that. */
export function seedTeams(world: World): void {
  world.teams.set(teamExample.id, { ...teamExample, name: '茶馆二队' });
}

export async function createTeam(
  world: World,
  { params, body }: EndpointInput<'createTeam'>,
): Promise<Team> {
  const { name, participantId, ...wish } = body;
  const { challenge } = keptOf(world, params.challengeId);
  const challengeId = challenge.id;
  if (challenge.closed !== null) refuse('challenge_closed');
  if (!challenge.teams) refuse('teams_not_offered');
  await checkWish(world, participantId, wish, (made) => teamText(made, challengeId, name));
  if (!takeWish(participantOf(world, participantId), wish)) refuse('wish_outdated');
  const isTaken = [...world.teams.values()].some(
    (team) => team.challengeId === challengeId && team.name.toLowerCase() === name.toLowerCase(),
  );
  const member = memberKey(challengeId, participantId);
  if (isTaken) refuse('team_name_taken');
  if (world.teamMembers.has(member)) refuse('team_joined');
  const given = { amount: 0, currency: challenge.budget.currency };
  const id = world.newId('team');
  const totals = { members: 1, quantity: 0, given };
  const team = { id, challengeId, name, totals, livemode: false, createdAt: timeIn(world) };
  world.teams.set(id, team);
  world.teamMembers.set(member, id);
  return team;
}

export async function joinTeam(
  world: World,
  { params, body }: EndpointInput<'joinTeam'>,
): Promise<Team> {
  const { participantId, ...wish } = body;
  const team = world.teams.get(params.teamId) ?? refuse('team_unknown');
  const { challengeId, totals } = team;
  if (keptOf(world, challengeId).challenge.closed !== null) refuse('challenge_closed');
  await checkWish(world, participantId, wish, (made) => joinTeamText(made, team.id));
  const isNew = takeWish(participantOf(world, participantId), wish);
  const member = memberKey(challengeId, participantId);
  const joined = world.teamMembers.get(member);
  if (joined === team.id) return team;
  if (!isNew) refuse('wish_outdated');
  if (joined !== undefined) refuse('team_joined');
  const grown = { ...team, totals: { ...totals, members: totals.members + 1 } };
  world.teams.set(team.id, grown);
  world.teamMembers.set(member, team.id);
  return grown;
}

function memberKey(challengeId: Id<'challenge'>, participantId: Id<'participant'>): string {
  return `${challengeId} ${participantId}`;
}

export function listTeams(
  world: World,
  { params, query = {} }: EndpointInput<'listTeams'>,
): EndpointOutput<'listTeams'> {
  const { id } = keptOf(world, params.challengeId).challenge;
  const own = [...world.teams.values()].filter(({ challengeId }) => challengeId === id);
  if (query.cursor !== undefined && !world.teams.has(query.cursor)) {
    refuse('request_invalid', [{ field: 'cursor', message: 'is not a cursor of this list' }]);
  }
  // Pages are read from the end of a list; of as many the older team is first.
  const least = own.reverse().sort((one, other) => one.totals.quantity - other.totals.quantity);
  return pageOf(least, query);
}
