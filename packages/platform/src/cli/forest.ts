/** Commands of the forest. */
import type { OpenDatabase } from '../database/open.ts';
import {
  addPlotImage,
  type ImageFlags,
  type ImportFlags,
  importPlots,
  openPlot,
  showPlots,
} from './plots.ts';
import {
  addSpecies,
  offerSpecies,
  priceSpecies,
  type SpeciesFlags,
  showSpecies,
} from './species.ts';
import type { Terminal } from './words.ts';

/** How they are written. */
export const forestUsage = `kindcart species add --catalogue haloxylon-ammodendron --price 25.00 --currency CNY [--points 17900] [--organization NAME] [--live]   a kind of tree, with its facts
kindcart species list
kindcart species price spc_… --price 27.00 [--points 19000]
kindcart species retire|offer spc_…   not to be adopted any more; to be adopted again
kindcart plots import FILE --project prj_… --species spc_…,spc_… --country CN --spacing 2 --rows 4 [--bearing 0] [--name-property name]   land of a GeoJSON or KML file, with its places, in metres
kindcart plots list
kindcart plots close|open plt_…       for adoption
kindcart plots image plt_… --kind photo|drone|satellite --url https://… --taken 2024-05-01 --credit TEXT [--bounds w,s,e,n]`;

/** Flags that only they have. */
export const forestOptions = {
  catalogue: { type: 'string' },
  price: { type: 'string' },
  points: { type: 'string' },
  project: { type: 'string' },
  species: { type: 'string' },
  country: { type: 'string' },
  spacing: { type: 'string' },
  rows: { type: 'string' },
  bearing: { type: 'string' },
  'name-property': { type: 'string' },
  url: { type: 'string' },
  taken: { type: 'string' },
  credit: { type: 'string' },
  bounds: { type: 'string' },
} as const;

/** Which of them are about something. */
export const forestWithArgument: readonly string[] = [
  'species price',
  'species retire',
  'species offer',
  'plots import',
  'plots close',
  'plots open',
  'plots image',
];

/** Flags of one command only. */
export const forestFlags: Readonly<Record<string, readonly string[]>> = {
  'species add': ['organization', 'live', 'catalogue', 'price', 'currency', 'points'],
  'species price': ['price', 'currency', 'points'],
  'plots import': [
    ...['project', 'species', 'country', 'spacing', 'rows', 'bearing', 'name-property'],
  ],
  'plots image': ['kind', 'url', 'taken', 'credit', 'bounds'],
};

/** The work of a command of the forest; undefined for any other. */
export function forestCommandOf(
  command: string,
  argument: string | undefined,
  values: SpeciesFlags & ImportFlags & ImageFlags,
  terminal: Terminal,
): ((database: OpenDatabase) => Promise<number>) | undefined {
  switch (command) {
    case 'species add':
      return (database) => addSpecies(database, values, terminal);
    case 'species list':
      return (database) => showSpecies(database, terminal);
    case 'species price':
      return (database) => priceSpecies(database, argument, values, terminal);
    case 'species retire':
      return (database) => offerSpecies(database, argument, 'retired', terminal);
    case 'species offer':
      return (database) => offerSpecies(database, argument, 'offered', terminal);
    case 'plots import':
      return (database) => importPlots(database, argument, values, terminal);
    case 'plots list':
      return (database) => showPlots(database, terminal);
    case 'plots close':
      return (database) => openPlot(database, argument, 'closed', terminal);
    case 'plots open':
      return (database) => openPlot(database, argument, 'open', terminal);
    case 'plots image':
      return (database) => addPlotImage(database, argument, values, terminal);
    default:
      return undefined;
  }
}
