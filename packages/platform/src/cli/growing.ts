/** Commands of what grows in the forest. */
import type { OpenDatabase } from '../database/open.ts';
import { importObservations, type ObservationFlags, reviewObservations } from './observations.ts';
import { changeTreeState, plantedTrees, showTrees, type TreeFlags } from './trees.ts';
import type { Terminal } from './words.ts';

/** How they are written. */
export const growingUsage = `kindcart trees list --plot plt_…
kindcart trees state NUMBER planted|established|grown|lost|replaced --on 2027-04-05 --note TEXT [--photo https://…] [--organization NAME] [--live]
kindcart trees planted --plot plt_… --from 1 --to 500 --on 2027-04-05 --note TEXT [--photo https://…]   a whole planting day
kindcart observations import FILE.csv [--observer NAME] [--organization NAME] [--live]   heights, crowns and photos; the good lines, and why not the others
kindcart observations review [obs_… --keep | --set-aside]   odd observations; one counts, or for nothing`;

/** Flags that only they have. */
export const growingOptions = {
  plot: { type: 'string' },
  from: { type: 'string' },
  on: { type: 'string' },
  note: { type: 'string' },
  photo: { type: 'string' },
  observer: { type: 'string' },
  keep: { type: 'boolean', default: false },
  'set-aside': { type: 'boolean', default: false },
} as const;

/** Flags of one command only. */
export const growingFlags: Readonly<Record<string, readonly string[]>> = {
  'trees list': ['plot'],
  'trees state': ['organization', 'live', 'on', 'note', 'photo'],
  'trees planted': ['plot', 'from', 'to', 'on', 'note', 'photo'],
  'observations import': ['organization', 'live', 'observer'],
  'observations review': ['keep', 'set-aside'],
};

/** How many things each of them is about, at the most. */
export const growingArguments: Readonly<Record<string, number>> = {
  'trees state': 2,
  'observations import': 1,
  'observations review': 1,
};

type Values = TreeFlags &
  ObservationFlags & { readonly keep: boolean; readonly 'set-aside': boolean };

/** The work of a command of what grows; undefined for any other. */
export function growingCommandOf(
  command: string,
  rest: readonly string[],
  values: Values,
  terminal: Terminal,
): ((database: OpenDatabase) => Promise<number>) | undefined {
  const [argument] = rest;
  switch (command) {
    case 'trees list':
      return (database) => showTrees(database, values, terminal);
    case 'trees state':
      return (database) => changeTreeState(database, rest, values, terminal);
    case 'trees planted':
      return (database) => plantedTrees(database, values, terminal);
    case 'observations import':
      return (database) => importObservations(database, argument, values, terminal);
    case 'observations review': {
      const { keep, 'set-aside': aside } = values;
      return (database) => reviewObservations(database, argument, { keep, aside }, terminal);
    }
    default:
      return undefined;
  }
}
