/**
 * How the world and the forest on it are drawn, in the style language of MapLibre:
 * https://maplibre.org/maplibre-style-spec. Text is drawn from fonts of the reader's machine: MapLibre 6 does
 * so where a style names no `glyphs`.
 */

export type Scheme = 'light' | 'dark';

/** What a style is to be like. */
export interface StyleWish {
  /** Origin under which the tiles are. */
  readonly base: string;
  readonly language: string;
  readonly scheme: Scheme;
  /** The page's key; without it there is the world alone. */
  readonly key: string | null;
}

interface Palette {
  readonly water: string;
  readonly land: string;
  readonly river: string;
  readonly border: string;
  readonly relief: string;
  readonly place: string;
  readonly country: string;
  readonly halo: string;
  readonly plot: string;
  readonly tree: string;
  readonly seedling: string;
  readonly onTree: string;
}

const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    water: '#d3e3e6',
    land: '#f6f3ea',
    river: '#bcd6dc',
    border: '#b8b09e',
    relief: '#8d7f63',
    place: '#57564c',
    country: '#6c675a',
    halo: '#f6f3ea',
    plot: '#7fa05a',
    tree: '#2f7d46',
    seedling: '#b8892b',
    onTree: '#ffffff',
  },
  dark: {
    water: '#0f1c1f',
    land: '#1c2622',
    river: '#24383c',
    border: '#4a5650',
    relief: '#8a8468',
    place: '#b9c0b6',
    country: '#9aa59c',
    halo: '#161f1c',
    plot: '#6f9a58',
    tree: '#5fb878',
    seedling: '#d9ac4c',
    onTree: '#0c1512',
  },
};

/** The part of a language's tag by which names are kept, for those that are: `pt` of `pt-BR`. */
const primary = (language: string) => language.toLowerCase().replace(/[-_].*/, '');

const fonts = ['system-ui', 'sans-serif'];

/** The whole style. */
export function styleOf({ base, language, scheme, key }: StyleWish): object {
  const palette = palettes[scheme];
  const name = ['coalesce', ['get', `name_${primary(language)}`], ['get', 'name_en']];
  const forest = key === null ? [] : forestLayers(palette);
  return {
    version: 8,
    name: 'Kindcart',
    sources: {
      world: {
        type: 'vector',
        tiles: [`${base}/v1/forest/world/{z}/{x}/{y}`],
        maxzoom: 6,
        attribution: 'Natural Earth',
      },
      ...(key === null
        ? {}
        : {
            forest: {
              type: 'vector',
              tiles: [`${base}/v1/forest/tiles/{z}/{x}/{y}?key=${key}`],
              maxzoom: 20,
            },
          }),
    },
    layers: [...landLayers(palette), ...forest, ...labelLayers(palette, name)],
  };
}

function landLayers({ water, land, river, border }: Palette): object[] {
  const world = { source: 'world' };
  const wider = (from: number, to: number) => [
    'interpolate',
    ['linear'],
    ['zoom'],
    2,
    from,
    12,
    to,
  ];
  const rounded = { 'line-join': 'round', 'line-cap': 'round' };
  return [
    { id: 'world-background', type: 'background', paint: { 'background-color': water } },
    {
      ...world,
      id: 'world-land',
      'source-layer': 'land',
      type: 'fill',
      paint: { 'fill-color': land },
    },
    {
      ...world,
      id: 'world-lakes',
      'source-layer': 'lakes',
      type: 'fill',
      paint: { 'fill-color': water },
    },
    {
      ...world,
      id: 'world-rivers',
      'source-layer': 'rivers',
      type: 'line',
      layout: rounded,
      paint: { 'line-color': river, 'line-width': wider(0.4, 3) },
    },
    {
      ...world,
      id: 'world-borders',
      'source-layer': 'borders',
      type: 'line',
      filter: ['!', ['has', 'd']],
      layout: rounded,
      paint: { 'line-color': border, 'line-width': wider(0.6, 1.6) },
    },
    {
      ...world,
      id: 'world-borders-disputed',
      'source-layer': 'borders',
      type: 'line',
      filter: ['has', 'd'],
      paint: { 'line-color': border, 'line-width': wider(0.6, 1.6), 'line-dasharray': [3, 3] },
    },
  ];
}

function labelLayers({ relief, place, country, halo }: Palette, name: unknown): object[] {
  const text = { 'text-field': name, 'text-font': fonts, 'text-max-width': 8 };
  const paint = (color: string) => ({
    'text-color': color,
    'text-halo-color': halo,
    'text-halo-width': 1.2,
  });
  const label = { type: 'symbol', source: 'world' };
  const sized = (from: number, to: number) => [
    'interpolate',
    ['linear'],
    ['zoom'],
    2,
    from,
    10,
    to,
  ];
  return [
    {
      ...label,
      id: 'world-relief',
      'source-layer': 'relief',
      layout: { ...text, 'text-size': sized(10, 15), 'text-letter-spacing': 0.15 },
      paint: { ...paint(relief), 'text-opacity': 0.8 },
    },
    {
      ...label,
      id: 'world-places',
      'source-layer': 'places',
      minzoom: 3,
      filter: ['<=', ['get', 'r'], ['step', ['zoom'], 1, 4, 3, 5, 5, 6, 7, 7, 8, 8, 10]],
      layout: {
        ...text,
        'text-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          3,
          10,
          12,
          ['case', ['<=', ['get', 'r'], 2], 17, 13],
        ],
        'symbol-sort-key': ['-', ['get', 'r'], ['*', 2, ['coalesce', ['get', 'c'], 0]]],
      },
      paint: paint(place),
    },
    {
      ...label,
      id: 'world-countries',
      'source-layer': 'countries',
      maxzoom: 7,
      layout: {
        ...text,
        'text-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          1,
          10,
          6,
          ['case', ['<=', ['get', 'r'], 2], 20, 14],
        ],
        'symbol-sort-key': ['get', 'r'],
      },
      paint: { ...paint(country), 'text-halo-width': 1.6 },
    },
  ];
}

/** The forest plainly, for maps that draw it no other way. */
function forestLayers({ plot, tree, seedling, onTree }: Palette): object[] {
  const forest = { source: 'forest' };
  const growth = ['match', ['get', 't'], 0, seedling, tree];
  const near = (from: number, to: number) => [
    'interpolate',
    ['exponential', 2],
    ['zoom'],
    12,
    from,
    20,
    to,
  ];
  return [
    {
      ...forest,
      id: 'forest-plots',
      'source-layer': 'plots',
      type: 'fill',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': plot, 'fill-opacity': 0.18 },
    },
    {
      ...forest,
      id: 'forest-plot-lines',
      'source-layer': 'plots',
      type: 'line',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': plot, 'line-width': 1.5 },
    },
    {
      ...forest,
      id: 'forest-plot-points',
      'source-layer': 'plots',
      type: 'circle',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-color': plot, 'circle-radius': 3 },
    },
    {
      ...forest,
      id: 'forest-trees',
      'source-layer': 'trees',
      type: 'circle',
      paint: { 'circle-color': growth, 'circle-radius': near(1.5, 14), 'circle-opacity': 0.85 },
    },
    {
      ...forest,
      id: 'forest-clusters',
      'source-layer': 'clusters',
      type: 'circle',
      paint: {
        'circle-color': tree,
        'circle-opacity': 0.8,
        'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'n']], 0, 5, 6, 26],
      },
    },
    {
      ...forest,
      id: 'forest-cluster-counts',
      'source-layer': 'clusters',
      type: 'symbol',
      layout: {
        'text-field': ['number-format', ['get', 'n'], {}],
        'text-font': fonts,
        'text-size': 11,
      },
      paint: { 'text-color': onTree },
    },
  ];
}
