/** Teams of the made-up platform. */
import type { EndpointInput, EndpointOutput } from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { pageOf, type World } from '../world.ts';
import { keptOf } from './challenges.ts';

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
