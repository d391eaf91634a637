/** What a tile's address asks for. */
import { type FieldError, type Id, isId } from '@kindcart/contract';
import type { Cell } from './curve.ts';

/** The deepest tiles: some 38 m wide at the equator. */
export const zoomMax = 20;

/** From here on a plot is drawn as its land; below, as a point. */
export const outlineZoomMin = 8;

/** Most kinds that a tile can be asked to be of. */
const speciesMax = 20;

/** Which trees are to be seen. */
export interface Filters {
  readonly speciesIds: readonly Id<'species'>[] | null;
  /** First and last year of planting; with either, a tree that is not planted yet is not seen. */
  readonly from: number | null;
  readonly until: number | null;
}

/** The tile that a path names; undefined when there is none. */
export function tileOfPath(
  params: Readonly<Record<string, string>>,
  deepest: number,
): Cell | undefined {
  const { z = '', x = '', y = '' } = params;
  if (![z, x, y].every((part) => /^(0|[1-9]\d{0,6})$/.test(part))) return undefined;
  const [level, across, down] = [Number(z), Number(x), Number(y)];
  if (level > deepest || across >= 2 ** level || down >= 2 ** level) return undefined;
  return { level, x: across, y: down };
}

/** Reads the filters of a query, or says what is wrong with them. */
export function filtersOf(query: URLSearchParams): Filters | readonly FieldError[] {
  const faults: FieldError[] = [];
  const known = new Set(['key', 'species', 'from', 'until']);
  for (const name of new Set(query.keys())) {
    if (!known.has(name)) faults.push({ field: name, message: 'is not a field of this request' });
    else if (query.getAll(name).length > 1) faults.push({ field: name, message: 'is given twice' });
  }
  const year = (field: string): number | null => {
    const text = query.get(field);
    if (text === null) return null;
    if (!/^[1-9]\d{3}$/.test(text)) faults.push({ field, message: 'is not a year such as 2026' });
    return Number.parseInt(text, 10);
  };
  const ids = query.get('species')?.split(',') ?? null;
  const speciesIds = ids?.filter((id) => isId('species', id)) ?? null;
  if (ids !== null && (speciesIds?.length !== ids.length || ids.length > speciesMax)) {
    const message = `is not a list of up to ${speciesMax} ids such as spc_…, parted by commas`;
    faults.push({ field: 'species', message });
  }
  const filters = { speciesIds: sortedOnce(speciesIds), from: year('from'), until: year('until') };
  return faults.length > 0 ? faults : filters;
}

/** The same for all spellings of the same list, so that it is kept once. */
function sortedOnce<Each>(list: readonly Each[] | null): readonly Each[] | null {
  return list && [...new Set(list)].sort();
}

/** The level of the cells by which a tile's trees are shown together: 16 by 16 of them, or 32 by 32. */
export function clusterLevel(zoom: number): number {
  return Math.min(22, zoom + 4 + (zoom % 2));
}
