/** What land may be told of as a plot, and what becomes of it. */
import type { FieldError } from '../common.ts';
import type { ProblemCode } from '../errors.ts';
import type { Id } from '../ids.ts';
import { areaM2, boundsOf, centreOf, outlineOf } from './geometry/earth.ts';
import { placesEstimate, placesOf } from './geometry/grid.ts';
import { faultsOfLand, tidied } from './geometry/outline.ts';
import { doOverlap } from './geometry/overlap.ts';
import type { Bounds, Polygon, Position } from './land.ts';
import { type CreatePlot, type Plot, placesMax } from './plot.ts';
import type { Species } from './species.ts';

/** Why a plot is refused: the code, and what to say of which fields. */
export interface PlotRefusal {
  readonly code: Extract<
    ProblemCode,
    | 'project_unknown'
    | 'species_unknown'
    | 'currency_mismatch'
    | 'request_invalid'
    | 'polygon_invalid'
    | 'places_too_many'
    | 'plot_overlaps'
  >;
  readonly fields: readonly FieldError[];
}

/** Land that is fit for a plot, with all that follows from its outline. */
export interface Land {
  readonly polygon: Polygon;
  readonly exclusions: readonly Polygon[];
  readonly centre: Position;
  readonly bounds: Bounds;
  readonly areaM2: number;
  /** In the order of their numbers, from 1. */
  readonly places: readonly Position[];
}

function refusal(code: PlotRefusal['code'], field: string, message: string): PlotRefusal {
  return { code, fields: [{ field, message }] };
}

/** Checks the kinds of trees of a plot against those that are there, and against what its project takes. */
export function refusePlotSpecies(
  ids: readonly Id<'species'>[],
  known: readonly Pick<Species, 'id' | 'price'>[],
  currency: string,
): PlotRefusal | null {
  const byId = new Map(known.map(({ id, price }) => [id, price]));
  for (const [at, id] of ids.entries()) {
    const field = `speciesIds.${at}`;
    const price = byId.get(id);
    if (price === undefined) return refusal('species_unknown', field, 'is no species of this key');
    if (ids.indexOf(id) < at) return refusal('request_invalid', field, 'is named already');
    if (price.currency === currency) continue;
    const message = `costs ${price.currency}, and the plot's project takes ${currency}`;
    return refusal('currency_mismatch', field, message);
  }
  return null;
}

/** Checks a species' new price against what the projects of its plots take. */
export function refusePrice(
  currency: string,
  projectCurrencies: readonly string[],
): PlotRefusal | null {
  const other = projectCurrencies.find((each) => each !== currency);
  if (other === undefined) return null;
  const message = `is not ${other}, which a project takes that has it on a plot`;
  return refusal('currency_mismatch', 'price.currency', message);
}

/** Works out the land of a new plot, or says why it is none. */
export function landOf(told: CreatePlot): Land | PlotRefusal {
  const fields = faultsOfLand(told);
  if (fields.length > 0) return { code: 'polygon_invalid', fields };
  const [polygon, exclusions] = [tidied(told.polygon), told.exclusions.map(tidied)];
  const places = placesOf({ polygon, exclusions, grid: told.grid });
  if (places === null) {
    const message = `has about ${placesEstimate({ polygon, grid: told.grid })} places on this land, and a plot has ${placesMax} at the most`;
    return refusal('places_too_many', 'grid', message);
  }
  if (places.length === 0) {
    return refusal('polygon_invalid', 'grid', 'has no place that lies on this land');
  }
  const bounds = boundsOf(outlineOf(polygon));
  const area = Math.round(areaM2(polygon));
  return { polygon, exclusions, centre: centreOf(bounds), bounds, areaM2: area, places };
}

/** Whether land was refused. */
export function isRefused(made: Land | PlotRefusal): made is PlotRefusal {
  return 'code' in made;
}

/** Checks that no other plot has ground in common with this one. */
export function refuseOverlaps(
  polygon: Polygon,
  others: readonly Pick<Plot, 'id' | 'names' | 'polygon'>[],
): PlotRefusal | null {
  const fields = others
    .filter((other) => doOverlap(polygon, other.polygon))
    .map(({ id, names: { en } }) => ({ field: 'polygon', message: `overlaps ${id}, ${en}` }));
  return fields.length === 0 ? null : { code: 'plot_overlaps', fields };
}

/** How many of those that were ever planted still stand. */
export function survivalOf(trees: Plot['trees'], everPlanted: number): Plot['survival'] {
  if (everPlanted === 0) return null;
  const standing = trees.planted + trees.established + trees.grown;
  return { basisPoints: Math.floor((standing * 10_000) / everPlanted), of: everPlanted };
}
