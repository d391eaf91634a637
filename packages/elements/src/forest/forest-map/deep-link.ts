/** What stands behind the `#` of an address: a tree, a plot, or how the map lies. Pure. */

/** Where a map is looked at. */
export interface View {
  readonly zoom: number;
  readonly latitude: number;
  readonly longitude: number;
}

export type Link = { readonly tree: number } | { readonly plot: string } | { readonly map: View };

/** Reads a fragment; undefined where it is none of ours. */
export function readLink(fragment: string): Link | undefined {
  const [, name, value = ''] = /^#?(tree|plot|map)=(.+)$/.exec(fragment) ?? [];
  if (name === 'tree') return /^[1-9]\d{0,14}$/.test(value) ? { tree: Number(value) } : undefined;
  if (name === 'plot') return /^plt_\w+$/.test(value) ? { plot: value } : undefined;
  const parts = value.split('/').map(Number);
  const [zoom, latitude, longitude] = parts;
  if (name !== 'map' || parts.length !== 3 || !parts.every(Number.isFinite)) return undefined;
  if (zoom === undefined || latitude === undefined || longitude === undefined) return undefined;
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth && zoom >= 0 && zoom <= 24 ? { map: { zoom, latitude, longitude } } : undefined;
}

/** The fragment of a link; places to about a metre. */
export function writeLink(link: Link): string {
  if ('tree' in link) return `#tree=${link.tree}`;
  if ('plot' in link) return `#plot=${link.plot}`;
  const { zoom, latitude, longitude } = link.map;
  const round = (number: number, digits: number) =>
    Math.round(number * 10 ** digits) / 10 ** digits;
  return `#map=${round(zoom, 2)}/${round(latitude, 5)}/${round(longitude, 5)}`;
}
