/** `kindcart teams list|rename`: who does good deeds together, and what they are called. */
import { formatMoney, isId, parse, participantNameSchema } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { allTeams, renameTeam } from '../deeds/teams/records.ts';
import { findChallenge } from './challenges.ts';
import { CommandError, type Terminal } from './words.ts';

/** Lists the teams of a challenge. */
export async function showTeams(
  database: OpenDatabase,
  challengeId: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const { book, challenge } = await findChallenge(database, challengeId);
  const teams = await allTeams(database.db, book, challenge.id);
  if (teams.length === 0) terminal.line(`${challenge.id} has no teams.`);
  for (const { id, name, totals } of teams) {
    const { members, quantity, given } = totals;
    const gave = `gave ${formatMoney(given, 'en')} for ${quantity}`;
    terminal.line([id, `${members} members`, gave, name].join('  '));
  }
  return 0;
}

/** Calls a team otherwise than whoever made it. */
export async function renameTeamNow(
  { db }: OpenDatabase,
  [id, text]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (id === undefined || text === undefined) {
    throw new CommandError('Say which team and how: `kindcart teams rename tem_… "New name"`.');
  }
  const name = parse(participantNameSchema, text);
  if (!name.ok) {
    throw new CommandError(`The name ${name.fields.map(({ message }) => message).join(', ')}.`);
  }
  const became = isId('team', id) ? await renameTeam(db, id, name.value) : 'team_unknown';
  if (became === 'team_unknown') {
    throw new CommandError(
      `There is no team ${id}. \`kindcart teams list chl_…\` tells their ids.`,
    );
  }
  if (became === 'team_name_taken') {
    throw new CommandError(`Another team of its challenge is called ${name.value}.`);
  }
  terminal.line(`${id} is called ${name.value}.`);
  return 0;
}
