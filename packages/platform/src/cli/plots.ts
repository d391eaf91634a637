/** `kindcart plots import|list|close|open|image`: land that is planted. */
import { readFileSync, statSync } from 'node:fs';
import {
  type ChangePlot,
  type CreatePlot,
  changePlotSchema,
  createPlotSchema,
  isId,
  newId,
  type Plot,
  parse,
  plotImageSchema,
} from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { readLandFile } from '../forest/plots/files/land-file.ts';
import { LandFileError, type LandShape, type LandShapes } from '../forest/plots/files/shapes.ts';
import { changePlot, makePlot } from '../forest/plots/making.ts';
import { allPlots, bookOfProject } from '../forest/plots/records.ts';
import { Refusal } from '../http/refusal.ts';
import type { Book } from '../ledger/rules.ts';
import { faultsOf, refusedInWords } from './refused.ts';
import { systemIds } from './session.ts';
import { CommandError, nameOf, type Terminal } from './words.ts';

/** What imported land is told with. */
export interface ImportFlags {
  readonly project?: string | undefined;
  /** Ids, parted by commas. */
  readonly species?: string | undefined;
  readonly country?: string | undefined;
  /** Metres from place to place within a row, and from row to row. */
  readonly spacing?: string | undefined;
  readonly rows?: string | undefined;
  readonly bearing?: string | undefined;
  readonly 'name-property'?: string | undefined;
}

export interface ImageFlags {
  readonly kind?: string | undefined;
  readonly url?: string | undefined;
  readonly taken?: string | undefined;
  readonly credit?: string | undefined;
  /** West, south, east and north, parted by commas. */
  readonly bounds?: string | undefined;
}

const importExample =
  '`kindcart plots import plots.geojson --project prj_… --species spc_… --country CN --spacing 2 --rows 4`';

/** Makes a plot of each polygon of a file: all of them, or none when one is refused. */
export async function importPlots(
  { db }: OpenDatabase,
  file: string | undefined,
  flags: ImportFlags,
  terminal: Terminal,
): Promise<number> {
  if (file === undefined) throw new CommandError(`Say which file: ${importExample}.`);
  const { project } = flags;
  const book =
    project !== undefined && isId('project', project)
      ? await bookOfProject(db, project)
      : undefined;
  if (book === undefined) {
    throw new CommandError(`There is no project ${project ?? 'named'}. Such as ${importExample}.`);
  }
  const { shapes, skipped } = readShapes(file);
  const told = shapes.map((shape, at) => toldOf(shape, at, flags));
  const made = await db.transaction().execute(async (transaction) => {
    const plots: Plot[] = [];
    const faults: string[] = [];
    for (const { shape, plot } of told) {
      try {
        const id = newId('plot', systemIds);
        const now = new Date(systemIds.nowMs());
        plots.push(await makePlot(transaction, book, id, plot, now));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        faults.push(`${shape.at} (${nameOf(plot)}): ${error.message}`, ...faultsOf(error));
      }
    }
    if (faults.length > 0) {
      throw new CommandError([`Nothing of ${file} was imported.`, ...faults].join('\n'));
    }
    return plots;
  });
  for (const plot of made) terminal.line(`${plot.id}  ${sizeOf(plot)}  ${nameOf(plot)}`);
  if (skipped > 0) terminal.line(`Passed over ${skipped} in the file that are no polygons.`);
  return 0;
}

function readShapes(file: string): LandShapes {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new CommandError(`There is no file ${file}.`);
  }
  try {
    return readLandFile(readFileSync(file));
  } catch (error) {
    if (!(error instanceof LandFileError)) throw error;
    throw new CommandError(`${file} ${error.message}.`, { cause: error });
  }
}

function toldOf(
  shape: LandShape,
  at: number,
  flags: ImportFlags,
): { readonly shape: LandShape; readonly plot: CreatePlot } {
  const name = shape.properties.get(flags['name-property'] ?? 'name')?.trim();
  const told = parse(createPlotSchema, {
    projectId: flags.project,
    names: { en: name === undefined || name === '' ? `Plot ${at + 1}` : name },
    country: flags.country,
    partner: null,
    season: null,
    speciesIds: flags.species?.split(',').map((id) => id.trim()),
    images: [],
    polygon: { type: 'Polygon', coordinates: shape.coordinates },
    exclusions: [],
    grid: {
      spacingCm: centimetresOf(flags.spacing),
      rowCm: centimetresOf(flags.rows),
      bearingDegrees: flags.bearing === undefined ? 0 : Number(flags.bearing),
    },
  });
  if (told.ok) return { shape, plot: told.value };
  const faults = told.fields.map(({ field, message }) => `  ${flagOf(field)} ${message}`);
  throw new CommandError(
    [`${shape.at} cannot be imported:`, ...faults, `Such as ${importExample}.`].join('\n'),
  );
}

function centimetresOf(metres: string | undefined): number | undefined {
  return metres === undefined ? undefined : Math.round(Number(metres) * 100);
}

const flags: Readonly<Record<string, string>> = {
  country: '--country',
  speciesIds: '--species',
  'grid.spacingCm': '--spacing, in centimetres,',
  'grid.rowCm': '--rows, in centimetres,',
  'grid.bearingDegrees': '--bearing',
};

function flagOf(field: string): string {
  return flags[field] ?? (field.startsWith('speciesIds') ? '--species' : field);
}

const hectares = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

function sizeOf({ places: { total }, areaM2 }: Plot): string {
  return `${total} places on ${hectares.format(areaM2 / 10_000)} ha`;
}

/** Lists all plots. */
export async function showPlots({ db }: OpenDatabase, terminal: Terminal): Promise<number> {
  const known = await allPlots(db, new Date(systemIds.nowMs()));
  if (known.length === 0) {
    terminal.line('No plots yet. Make some of a file with `kindcart plots import`.');
  }
  for (const { organizationId, plot } of known) {
    const { id, livemode, state, country, places } = plot;
    const mode = livemode ? 'live' : 'test';
    const free = `${places.free} of ${places.total} places free`;
    terminal.line([id, organizationId, mode, state, country, free, nameOf(plot)].join('  '));
  }
  return 0;
}

/** Closes a plot for adoption, or opens it again. */
export async function openPlot(
  database: OpenDatabase,
  id: string | undefined,
  state: Plot['state'],
  terminal: Terminal,
): Promise<number> {
  const name = nameOf(await changed(database, id, () => ({ state })));
  terminal.line(
    state === 'closed'
      ? `${name} is closed: no more trees are adopted there, and those that stand stay. \`kindcart plots open ${id}\` opens it.`
      : `${name} is open for adoption.`,
  );
  return 0;
}

/** Adds a picture of a plot. */
export async function addPlotImage(
  database: OpenDatabase,
  id: string | undefined,
  { kind, url, taken, credit, bounds }: ImageFlags,
  terminal: Terminal,
): Promise<number> {
  const image = parse(plotImageSchema, {
    ...{ kind, url, takenOn: taken, credit },
    bounds: bounds === undefined ? null : bounds.split(',').map(degreesOf),
  });
  if (!image.ok) {
    const faults = image.fields.map(
      ({ field, message }) => `  --${field === 'takenOn' ? 'taken' : field} ${message}`,
    );
    const example =
      '`kindcart plots image plt_… --kind satellite --url https://… --taken 2024-05-01 --credit "Copernicus Sentinel data 2024"`';
    throw new CommandError([...faults, `Such as ${example}.`].join('\n'));
  }
  const plot = await changed(database, id, ({ images }) => ({ images: [...images, image.value] }));
  terminal.line(`${nameOf(plot)} has ${plot.images.length} pictures now.`);
  return 0;
}

/** Nothing between two commas is no degree, and not zero. */
function degreesOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

async function changed(
  { db }: OpenDatabase,
  id: string | undefined,
  changeOf: (plot: Plot) => ChangePlot,
): Promise<Plot> {
  const now = new Date(systemIds.nowMs());
  const known = (await allPlots(db, now)).find(({ plot }) => plot.id === id);
  if (known === undefined) {
    throw new CommandError(
      `There is no plot ${id ?? 'without an id'}. \`kindcart plots list\` tells their ids.`,
    );
  }
  const { organizationId, plot } = known;
  const book: Book = { organizationId, livemode: plot.livemode };
  const checked = (before: Plot): ChangePlot => {
    const change = parse(changePlotSchema, changeOf(before));
    if (change.ok) return change.value;
    const faults = change.fields.map(({ field, message }) => `${field} ${message}`);
    throw new CommandError(`${plot.id} stays as it is: ${faults.join(', ')}.`);
  };
  return refusedInWords(() =>
    db.transaction().execute((transaction) => changePlot(transaction, book, plot.id, checked, now)),
  );
}
