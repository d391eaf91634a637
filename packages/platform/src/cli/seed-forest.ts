/** The demo's forest: land, trees of several ages, and what was measured of some of them. */
import {
  type ChangeTreeState,
  type Id,
  type IdSource,
  newId,
  type RecordObservation,
} from '@kindcart/contract';
import { type GrowthCurve, sizeCm, yearsBetween } from '@kindcart/contract/growth';
import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import { recordObservations } from '../forest/observations/recording.ts';
import { makePlot } from '../forest/plots/making.ts';
import { catalogueEntry } from '../forest/species/catalogue/catalogue.ts';
import { growthOf } from '../forest/species/catalogue/entry.ts';
import { findSpecies, insertSpecies } from '../forest/species/records.ts';
import { type NewTree, plantTrees } from '../forest/trees/planting.ts';
import { holdTrees, writeChange, writeSuccessors } from '../forest/trees/records.ts';
import { insertProject } from '../giving/projects/records.ts';
import type { Book } from '../ledger/rules.ts';
import { demoIds } from './demo-data.ts';
import {
  type DemoPlot,
  type DemoSpecies,
  type DemoStand,
  demoForestProject,
  demoPlots,
  demoPrices,
} from './demo-forest-data.ts';

/** The forest as the demo knows it. */
export interface SeededForest {
  readonly projectId: Id<'project'>;
  readonly plotIds: readonly Id<'plot'>[];
}

/** What it is made with. */
interface Making {
  readonly db: Transaction<Database>;
  readonly book: Book;
  /** Drawn in the same order in every demo, so that pages can name what there is. */
  readonly fixed: IdSource;
  readonly ids: IdSource;
  readonly now: Date;
  readonly species: ReadonlyMap<DemoSpecies, Id<'species'>>;
}

const dayMs = 86_400_000;

/** Makes the forest unless it is there. Its ids are drawn apart, so that those of the charity stay. */
export async function seedForest(
  db: Transaction<Database>,
  ids: IdSource,
  book: Book,
): Promise<SeededForest> {
  const fixed = demoIds('forest');
  const projectId = newId('project', fixed);
  const species = new Map(slugs.map((slug) => [slug, newId('species', fixed)]));
  const plotIds = demoPlots.map(() => newId('plot', fixed));
  const seeded = { projectId, plotIds };
  if ((await findSpecies(db, book, [...species.values()])).length > 0) return seeded;
  const now = new Date(ids.nowMs());
  const making: Making = { db, book, fixed, ids, now, species };
  await insertProject(db, book, projectId, demoForestProject, new Date(fixed.nowMs()));
  for (const [slug, id] of species) await seedSpecies(making, slug, id);
  for (const [at, plotId] of plotIds.entries()) {
    const plot = demoPlots[at];
    if (plot !== undefined) await seedPlot(making, projectId, plotId, plot);
  }
  return seeded;
}

const slugs = Object.keys(demoPrices) as readonly DemoSpecies[];

function entryOf(slug: DemoSpecies) {
  const entry = catalogueEntry(slug);
  if (entry === undefined) throw new Error(`The catalogue has no ${slug}.`);
  return entry;
}

async function seedSpecies(
  { db, book, now }: Making,
  slug: DemoSpecies,
  id: Id<'species'>,
): Promise<void> {
  const entry = entryOf(slug);
  const { latinName, names, nativeRange, needs } = entry;
  const told = { latinName, names, nativeRange, needs, growth: growthOf(entry) };
  await insertSpecies(db, book, id, { ...told, ...demoPrices[slug] }, now);
}

async function seedPlot(
  making: Making,
  projectId: Id<'project'>,
  plotId: Id<'plot'>,
  { species: slugs, plantingDay, stands, ...land }: DemoPlot,
): Promise<void> {
  const { db, book, now } = making;
  const speciesIds = slugs.map((slug) => speciesOf(making, slug));
  await makePlot(db, book, plotId, { ...land, projectId, speciesIds }, now);
  let place = 1;
  for (const stand of stands) {
    await seedStand(making, plotId, stand, { place, plantingDay });
    place += stand.standing + stand.lost + stand.replaced;
  }
}

function speciesOf({ species }: Making, slug: DemoSpecies): Id<'species'> {
  const id = species.get(slug);
  if (id === undefined) throw new Error(`The demo has no ${slug}.`);
  return id;
}

/** The day of the calendar, so many years before the last time it came. */
function dayBefore(now: Date, monthDay: string, yearsAgo: number): Date {
  const onDay = (year: number) => new Date(`${year}-${monthDay}T08:00:00Z`);
  const year = now.getUTCFullYear();
  return onDay((onDay(year) <= now ? year : year - 1) - yearsAgo);
}

/** Trees that were planted together, on places in a row: first those that stand, then the lost. */
async function seedStand(
  making: Making,
  plotId: Id<'plot'>,
  stand: DemoStand,
  { place, plantingDay }: { readonly place: number; readonly plantingDay: string },
): Promise<void> {
  const { db, book, fixed, now } = making;
  const { standing, lost, replaced, yearsAgo } = stand;
  const planted = yearsAgo === null ? null : dayBefore(now, plantingDay, yearsAgo - 1);
  const seeds = Array.from({ length: standing + lost + replaced }, (_, at) => ({
    plotId,
    placeNumber: place + at,
    speciesId: speciesOf(making, stand.species),
    adoptionId: null,
    replaces: null,
  }));
  const told = planted === null ? after(now, -40) : after(planted, -60);
  const parts = { now: told, newTreeId: () => newId('tree', fixed) };
  const trees = await plantTrees(db, book, seeds, parts);
  if (planted === null) return;
  await become(making, trees, 'planted', planted, 'Planted in the demo');
  const alive = trees.slice(0, standing);
  await become(making, alive, 'established', after(planted, 540), 'Through its second summer');
  await become(making, alive, 'grown', after(planted, 7 * 365), 'Stands without care');
  const gone = trees.slice(standing);
  await become(making, gone, 'lost', after(planted, 130), 'Withered in its first summer');
  await replace(making, gone.slice(lost), after(planted, 365));
  await observe(making, alive, stand.species, planted);
}

function after(day: Date, days: number): Date {
  return new Date(day.getTime() + days * dayMs);
}

/** Says what trees with numbers in a row became, unless that day is still to come. */
async function become(
  { db, book, now }: Making,
  trees: readonly NewTree[],
  state: ChangeTreeState['state'],
  on: Date,
  note: string,
): Promise<void> {
  const [first, last] = [trees[0], trees.at(-1)];
  if (first === undefined || last === undefined || on > now) return;
  const range = { plotId: first.plotId, from: first.number, to: last.number };
  const held = await holdTrees(db, book, range);
  const change = { state, on: on.toISOString().slice(0, 10), note, photoUrl: null };
  await writeChange(db, book, held, change, on);
}

/** Plants others in the places of lost ones. */
async function replace(making: Making, lost: readonly NewTree[], on: Date): Promise<void> {
  const { db, book, fixed, now } = making;
  if (lost.length === 0 || on > now) return;
  await become(making, lost, 'replaced', on, 'Planted anew');
  const seeds = lost.map((tree) => ({ ...tree, replaces: tree.number }));
  const parts = { now: on, newTreeId: () => newId('tree', fixed) };
  const successors = await plantTrees(db, book, seeds, parts);
  await writeSuccessors(db, book, successors);
  await become(making, successors, 'planted', on, 'Planted in the demo');
  await become(making, successors, 'established', after(on, 540), 'Through its second summer');
}

/** How far apart visits are, and how many of the trees they measure. */
const visitDays = 400;
const visitsMax = 3;
const everyNth = 3;

/** What somebody measured of some of them: each as much above or below the usual as it always is. */
async function observe(
  { db, book, ids, now }: Making,
  trees: readonly NewTree[],
  slug: DemoSpecies,
  planted: Date,
): Promise<void> {
  const { height, crown } = entryOf(slug).curves;
  const days = Array.from({ length: visitsMax }, (_, at) => after(planted, (at + 1) * visitDays));
  const told = trees
    .filter((_, at) => at % everyNth === 0)
    .flatMap(({ number }) =>
      days.filter((day) => day <= now).map((day) => seen(number, day, planted, { height, crown })),
    );
  if (told.length === 0) return;
  const newObservationId = () => newId('observation', ids);
  await recordObservations({ db, now: () => now, newObservationId }, book, told);
}

function seen(
  treeNumber: number,
  day: Date,
  planted: Date,
  { height, crown }: { readonly height: GrowthCurve; readonly crown: GrowthCurve },
): RecordObservation {
  const age = yearsBetween(planted, day);
  const vigour = 0.82 + ((treeNumber * 37) % 31) / 100;
  const measured = (curve: GrowthCurve) => Math.max(1, Math.round(sizeCm(curve, age) * vigour));
  return {
    key: `demo-forest-${treeNumber}-${day.toISOString().slice(0, 10)}`,
    treeNumber,
    observedAt: day.toISOString(),
    heightCm: measured(height),
    crownCm: measured(crown),
    alive: true,
    photoUrl: null,
    location: null,
    observer: 'Demo observer',
    note: null,
  };
}
