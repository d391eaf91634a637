/** What our part of the map consists of: tiles of trees, and how they are drawn. Pure. */
import type { GrowthCurve } from '@kindcart/contract/growth';
import type { Expression, Layer, Source, Style } from './engine.ts';
import { stageColours, standingStates } from './stages.ts';

/** Which trees are shown. */
export interface Filter {
  /** Ids of species; empty for all. */
  readonly species: readonly string[];
  /** Years of planting, both included; null for no bound. */
  readonly from: number | null;
  readonly until: number | null;
}

/** A kind of tree as the map needs it. */
export interface Kind {
  readonly id: string;
  readonly crown: GrowthCurve;
}

/** A tree that is marked: one of the visitor's own, or the one that was chosen. */
export interface Mark {
  readonly number: number;
  readonly position: readonly [number, number];
  readonly chosen: boolean;
}

export const sources = { forest: 'kindcart-forest', marks: 'kindcart-marks' } as const;

/** Layers that a click may find something in, the topmost first. */
export const touchable = [
  'kindcart-marks',
  'kindcart-crowns',
  'kindcart-stems',
  'kindcart-clusters',
  'kindcart-plot-points',
  'kindcart-plots',
] as const;

/** Metres of one pixel on the equator at zoom 0, with tiles of 512 pixels. */
const metresPerPixel = 40_075_016.686 / 512;

/** A tree that is hardly to be seen yet is drawn as wide as this. */
const crownMinCm = 40;

/** Trees that have come so near are drawn by their crowns, and as mere dots before. */
const crownZoom = 17;

/** The address of the platform's tiles for a filter, as a template. */
export function tilesAddress(baseUrl: string, key: string, filter: Filter): string {
  const query = new URLSearchParams({ key });
  if (filter.species.length > 0) query.set('species', filter.species.join(','));
  if (filter.from !== null) query.set('from', String(filter.from));
  if (filter.until !== null) query.set('until', String(filter.until));
  return `${baseUrl}/v1/forest/tiles/{z}/{x}/{y}?${query}`;
}

/** A source of tiles by a template, by a TileJSON, or by one PMTiles file. */
export function sourceOf(address: string): Source {
  if (address.includes('{z}')) return { type: 'vector', tiles: [address], maxzoom: 20 };
  const isArchive = /\.pmtiles($|[?#])/.test(address) && !address.startsWith('pmtiles:');
  return { type: 'vector', url: isArchive ? `pmtiles://${address}` : address };
}

/** Whether trees of a source are counted anew by the platform when the filter changes. */
export function isArchive({ url = '' }: Source): boolean {
  return url.startsWith('pmtiles:');
}

/**
 * Radius of a crown in pixels of a zoom, as wide as it is on the land: the curve of its kind at its age on
 * a day. `cosine` is that of the latitude at which the map is looked at; over one screen of single trees it
 * hardly changes.
 */
export function crownRadius(kinds: readonly Kind[], day: number, cosine: number): Expression {
  const age: Expression = ['max', 0, ['/', ['-', day, ['coalesce', ['get', 'p'], day]], 365.2425]];
  const perCm = 1 / 200 / (metresPerPixel * cosine);
  const atZoom = (zoom: number): Expression => [
    '*',
    2 ** zoom * perCm,
    ['max', crownMinCm, widthCm(kinds, age)],
  ];
  return ['interpolate', ['exponential', 2], ['zoom'], 0, atZoom(0), 24, atZoom(24)];
}

/** Width of a crown at an age; of a kind that is not known yet as of a young tree. */
function widthCm(kinds: readonly Kind[], age: Expression): Expression {
  return kinds.reduceRight<Expression>(
    (others, { id, crown }) => {
      const grown: Expression = ['-', 1, ['^', ['e'], ['*', -crown.ratePerYear, age]]];
      const width: Expression = ['*', crown.maxCm, ['^', grown, crown.shape]];
      return ['case', ['==', ['get', 's'], id], width, others];
    },
    ['literal', 100],
  );
}

/** Which features of trees are shown. Tiles of an archive know nothing of the filter, so it stands here, too. */
export function treeFilter({ species, from, until }: Filter): Expression {
  const day = (year: number) => Math.floor(Date.UTC(year, 0, 1) / 86_400_000);
  const all: Expression[] = [];
  if (species.length > 0) all.push(['in', ['get', 's'], ['literal', [...species]]]);
  if (from !== null) all.push(['>=', ['coalesce', ['get', 'p'], 0], day(from)]);
  if (until !== null) all.push(['<', ['coalesce', ['get', 'p'], 1e9], day(until + 1)]);
  return ['all', ...all];
}

const stageColour: Expression = [
  'match',
  ['get', 't'],
  0,
  stageColours.planned,
  1,
  stageColours.planted,
  2,
  stageColours.established,
  stageColours[standingStates[3]],
];

/** By how many there are; from near they lie as close as the cells that they were counted in. */
const clusterRadius: Expression = [
  'interpolate',
  ['linear'],
  ['zoom'],
  8,
  ['interpolate', ['linear'], ['ln', ['get', 'n']], 0, 4, 14, 20],
  13,
  ['interpolate', ['linear'], ['ln', ['get', 'n']], 0, 2, 5, 7, 14, 12],
];

/** How the map looks, beyond the style beneath. */
export interface Look {
  readonly dark: boolean;
  readonly locale: string;
  readonly fonts: string[];
  readonly radius: Expression;
  readonly filter: Expression;
}

/** All of our layers, from the bottom to the top. */
export function forestLayers(look: Look): Layer[] {
  return [...plotLayers(look), ...treeLayers(look), ...clusterLayers(look), ...nameLayers(look)];
}

/** What is written and lined, and what lies around it, on light ground and on dark. */
const inks = {
  light: {
    ink: '#123a2b',
    halo: '#ffffff',
    line: '#17684c',
    cluster: '#17684c',
    chosen: '#b3261e',
  },
  dark: { ink: '#eef4ef', halo: '#10201a', line: '#7fd4b0', cluster: '#3f9c46', chosen: '#ffd866' },
} as const;
const inkOf = ({ dark }: Look) => inks[dark ? 'dark' : 'light'];

const plots = { source: sources.forest, 'source-layer': 'plots' } as const;
const isPoint: Expression = ['==', ['geometry-type'], 'Point'];
const isArea: Expression = ['==', ['geometry-type'], 'Polygon'];

function plotLayers(look: Look): Layer[] {
  const { line, halo } = inkOf(look);
  return [
    {
      ...{ id: 'kindcart-plots', type: 'fill', ...plots, filter: isArea },
      paint: { 'fill-color': line, 'fill-opacity': look.dark ? 0.16 : 0.1 },
    },
    {
      ...{ id: 'kindcart-plot-lines', type: 'line', ...plots, filter: isArea },
      paint: { 'line-color': line, 'line-width': 1.5, 'line-opacity': 0.8 },
    },
    {
      ...{ id: 'kindcart-plot-points', type: 'circle', ...plots, filter: isPoint },
      paint: {
        'circle-radius': 5,
        'circle-color': line,
        'circle-stroke-color': halo,
        'circle-stroke-width': 1.5,
      },
    },
  ];
}

/** Dots from afar, which give way to crowns. */
function treeLayers({ radius, filter }: Look): Layer[] {
  const stems = { source: sources.forest, 'source-layer': 'trees', filter };
  return [
    {
      ...{ id: 'kindcart-stems', type: 'circle', ...stems, maxzoom: crownZoom + 2 },
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 1.5, crownZoom, 3.5],
        'circle-color': stageColour,
        'circle-opacity': ['interpolate', ['linear'], ['zoom'], crownZoom, 0.9, crownZoom + 2, 0],
      },
    },
    {
      ...{ id: 'kindcart-crowns', type: 'circle', ...stems, minzoom: crownZoom },
      paint: {
        'circle-radius': radius,
        'circle-color': stageColour,
        'circle-opacity': 0.72,
        'circle-stroke-color': stageColour,
        'circle-stroke-width': 1,
        'circle-pitch-scale': 'map',
      },
    },
  ];
}

function clusterLayers(look: Look): Layer[] {
  const clusters = { source: sources.forest, 'source-layer': 'clusters' };
  const { halo, cluster } = inkOf(look);
  const digits = { locale: look.locale, 'max-fraction-digits': 0 } as const;
  return [
    {
      ...{ id: 'kindcart-clusters', type: 'circle', ...clusters },
      paint: {
        'circle-radius': clusterRadius,
        'circle-color': cluster,
        'circle-opacity': 0.85,
        'circle-stroke-color': halo,
        'circle-stroke-width': 1,
      },
    },
    {
      ...{ id: 'kindcart-counts', type: 'symbol', ...clusters, filter: ['>', ['get', 'n'], 20] },
      layout: {
        ...{ 'text-font': look.fonts, 'text-size': 11 },
        'text-field': ['number-format', ['get', 'n'], digits],
        'symbol-sort-key': ['-', 0, ['get', 'n']],
      },
      paint: { 'text-color': '#ffffff', 'text-halo-color': '#0d3b2a', 'text-halo-width': 1.25 },
    },
  ];
}

/** Names of plots, and rings around trees that are marked. */
function nameLayers(look: Look): Layer[] {
  const { ink, halo, chosen } = inkOf(look);
  const name: Expression = ['coalesce', ['get', `name_${look.locale}`], ['get', 'name']];
  return [
    {
      ...{ id: 'kindcart-plot-names', type: 'symbol', ...plots, filter: isPoint },
      layout: {
        ...{ 'text-font': look.fonts, 'text-size': 12, 'text-max-width': 8 },
        ...{ 'text-field': name, 'text-anchor': 'top', 'text-offset': [0, 0.8] },
      },
      paint: { 'text-color': ink, 'text-halo-color': halo, 'text-halo-width': 1.5 },
    },
    {
      ...{ id: 'kindcart-marks', type: 'circle', source: sources.marks },
      paint: {
        'circle-radius': ['case', ['get', 'chosen'], 11, 8],
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': ['case', ['get', 'chosen'], chosen, stageColours.planned],
        'circle-stroke-width': 3,
      },
    },
  ];
}

/** Our layers over a style, below its names where it has any. */
export function withForest(style: Style, source: Source, marks: object, layers: Layer[]): Style {
  const names = style.layers.findIndex(({ type }) => type === 'symbol');
  const at = names < 0 ? style.layers.length : names;
  return {
    ...style,
    sources: {
      ...style.sources,
      [sources.forest]: source,
      [sources.marks]: { type: 'geojson', data: Object(marks) },
    },
    layers: [...style.layers.slice(0, at), ...layers, ...style.layers.slice(at)],
  };
}

/** Fonts that the style has: a style with a server of its own for letters has no others. */
export function fontsOf(style: Style): string[] {
  if (style.glyphs === undefined) return ['system-ui', 'sans-serif'];
  for (const { type, ...layer } of style.layers) {
    const fonts: unknown =
      type === 'symbol' && Reflect.get(Object(Reflect.get(layer, 'layout')), 'text-font');
    if (Array.isArray(fonts) && fonts.every((font) => typeof font === 'string')) return fonts;
  }
  return ['Open Sans Regular', 'Arial Unicode MS Regular'];
}

/** The marks as the map takes them. */
export function marksData(marks: readonly Mark[]) {
  return {
    type: 'FeatureCollection',
    features: marks.map(({ number, position, chosen }) => ({
      type: 'Feature',
      id: number,
      properties: { number, chosen },
      geometry: { type: 'Point', coordinates: [...position] },
    })),
  } as const;
}
