/** What a map of the world shows at a zoom, from the files of Natural Earth. */
import type { Thing } from './cut.ts';
import { placeNameZh } from './names.ts';
import { relief } from './relief.ts';
import type { Shape, Spot } from './shapefile.ts';

/** The files that are read: of each scale, and places at the finest. */
export interface NaturalEarth {
  readonly land: readonly Shape[];
  /** Ocean and, in this edition, the lakes. */
  readonly water: readonly Shape[];
  readonly rivers: readonly Shape[];
  readonly borders: readonly Shape[];
  readonly places: readonly Shape[];
}

/** Whole numbers of the tables, which may be written as 3.00000; a great one where there is none. */
function rankOf(text: string | undefined): number {
  const rank = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(rank) ? Math.round(rank) : 99;
}

/** All of it at a zoom: the lesser the thing, the nearer the map has to be. */
export function thingsAt(zoom: number, earth: NaturalEarth): Thing[] {
  return [
    ...earth.land.flatMap(({ parts }) => areas('land', parts, {})),
    ...lakesAt(zoom, earth.water),
    ...riversAt(zoom, earth.rivers),
    ...borders(earth.borders),
    ...relief
      .filter(({ rank }) => zoom >= 2 * rank)
      .map(({ kind, rank, longitude, latitude, en, zh }) =>
        spot('relief', [longitude, latitude], { k: kind, r: rank, name_en: en, name_zh: zh }),
      ),
    ...countriesAt(zoom, earth.places),
    ...placesAt(zoom, earth.places),
  ];
}

/** Outlines with the holes that lie in them: an outline runs clockwise, as one looks at the map. */
function areas(layer: string, parts: Shape['parts'], properties: Thing['properties']): Thing[] {
  const outlines = parts.filter((ring) => turn(ring) > 0);
  const holes = parts.filter((ring) => turn(ring) <= 0);
  return outlines.map((outline) => ({
    layer,
    kind: 'area',
    parts: [outline, ...holes.filter(([first]) => first !== undefined && isWithin(first, outline))],
    properties,
  }));
}

/** Positive for a ring that runs clockwise; latitude grows upward. */
function turn(ring: readonly Spot[]): number {
  let sum = 0;
  let [left, below] = ring.at(-1) ?? [0, 0];
  for (const [x, y] of ring) {
    sum += (x - left) * (y + below);
    [left, below] = [x, y];
  }
  return sum;
}

function isWithin([x, y]: Spot, ring: readonly Spot[]): boolean {
  let inside = false;
  let [beforeX, beforeY] = ring.at(-1) ?? [0, 0];
  for (const [atX, atY] of ring) {
    if (atY > y !== beforeY > y) {
      const meets = beforeX + ((y - beforeY) / (atY - beforeY)) * (atX - beforeX);
      if (x < meets) inside = !inside;
    }
    [beforeX, beforeY] = [atX, atY];
  }
  return inside;
}

function lakesAt(zoom: number, water: readonly Shape[]): Thing[] {
  return water
    .filter(({ facts }) => facts.featurec_2 !== 'Ocean' && facts.featurecla !== 'Ocean')
    .filter(({ facts }) => rankOf(facts.scaleran_2) <= zoom + 2)
    .flatMap(({ parts }) => areas('lakes', parts, {}));
}

function riversAt(zoom: number, rivers: readonly Shape[]): Thing[] {
  return rivers
    .map(({ facts, parts }) => ({ rank: rankOf(facts.scalerank), parts }))
    .filter(({ rank }) => rank <= zoom + 2)
    .map(({ rank, parts }) => ({ layer: 'rivers', kind: 'line', parts, properties: { r: rank } }));
}

function borders(lines: readonly Shape[]): Thing[] {
  return lines
    .filter(({ facts }) => facts.featurecla !== 'ForgetMagics')
    .map(({ facts, parts }) => {
      const isAgreed = /^International/.test(facts.featurecla ?? '');
      const properties = { d: isAgreed ? undefined : 1 };
      return { layer: 'borders', kind: 'line', parts, properties };
    });
}

function spot(layer: string, at: Spot, properties: Thing['properties']): Thing {
  return { layer, kind: 'spot', parts: [[at]], properties };
}

/** Languages in which the names of countries are known, from the Unicode CLDR that Node carries. */
const tongues = {
  en: 'en',
  zh: 'zh-CN',
  ar: 'ar',
  de: 'de',
  es: 'es',
  fr: 'fr',
  ja: 'ja',
  pt: 'pt-BR',
};

function namesOf(country: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tongues).flatMap(([key, tag]) => {
      const name = new Intl.DisplayNames([tag], { type: 'region', fallback: 'none' }).of(country);
      return name === undefined ? [] : [[`name_${key}`, name]];
    }),
  );
}

const spotOf = ({ parts }: Shape): Spot => parts[0]?.[0] ?? [0, 0];

/** A country's name stands in the middle of its places, and counts by how many of them are known. */
function countriesAt(zoom: number, places: readonly Shape[]): Thing[] {
  const byCountry = Map.groupBy(places, ({ facts }) => facts.iso_a2 ?? '');
  return [...byCountry].flatMap(([iso, own]) => {
    const names = /^[A-Z]{2}$/.test(iso) ? namesOf(iso) : {};
    const rank = [150, 50, 20, 6, 0].findIndex((least) => own.length > least) + 1;
    if (names.name_en === undefined || rank > zoom + 1) return [];
    const middle = ([0, 1] as const).map((axis) => {
      const sorted = own.map((place) => spotOf(place)[axis]).sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] ?? 0;
    });
    const at: Spot = [middle[0] ?? 0, middle[1] ?? 0];
    return [spot('countries', at, { iso, r: rank, ...names })];
  });
}

/** The lowest rank of a place that is shown at each zoom. */
const placeRankMax = [0, 0, 1, 2, 4, 6, 10];

function placesAt(zoom: number, places: readonly Shape[]): Thing[] {
  return places.flatMap((place) => {
    const { name = '', iso_a2: iso = '', adm1name: province = '' } = place.facts;
    const rank = rankOf(place.facts.scalerank);
    if (rank > (placeRankMax[zoom] ?? 10)) return [];
    const isCapital = place.facts.featurecla === 'Admin-0 capital';
    const zh = placeNameZh(iso, name, province);
    const facts = { name_en: name, name_zh: zh, r: rank, c: isCapital ? 1 : undefined };
    return [spot('places', spotOf(place), facts)];
  });
}
