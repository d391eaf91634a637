/** The map itself: MapLibre with our layers, told what to show and telling what was touched. */

import type { View } from './deep-link.ts';
import { type EngineMap, loadEngine, type Style } from './engine.ts';
import {
  crownRadius,
  type Filter,
  fontsOf,
  forestLayers,
  isArchive,
  type Kind,
  type Mark,
  marksData,
  sourceOf,
  sources,
  tilesAddress,
  touchable,
  treeFilter,
  withForest,
} from './layers.ts';

type Bounds = readonly [number, number, number, number];

/** What the map shows. */
export interface Scene {
  readonly filter: Filter;
  /** As which day crowns are drawn, in days since 1970. */
  readonly day: number;
  readonly kinds: readonly Kind[];
  readonly marks: readonly Mark[];
}

/** Where to look. */
export type Aim =
  | { readonly bounds: Bounds }
  | { readonly position: readonly [number, number]; readonly zoom: number }
  | { readonly view: View };

export interface CanvasOptions {
  readonly container: HTMLElement;
  readonly baseUrl: string;
  readonly key: string;
  readonly locale: string;
  readonly dark: boolean;
  /** Address of a MapLibre style, or the style itself as JSON; the platform's own when left out. */
  readonly mapStyle: string | undefined;
  /** A template, a TileJSON or a PMTiles file; the platform's own when left out. */
  readonly tiles: string | undefined;
  readonly scene: Scene;
  readonly aim: Aim;
  /** What MapLibre says itself, by its own names. */
  readonly said: Readonly<Record<string, string>>;
  readonly onTree: (number: number) => void;
  readonly onPlot: (id: string) => void;
  readonly onMoved: (view: View) => void;
  /** Whether something of the map could not be loaded. */
  readonly onTrouble: (isTrouble: boolean) => void;
  /** All that is in view is drawn. */
  readonly onDrawn: () => void;
}

/** A map that is open. */
export interface Canvas {
  readonly show: (scene: Scene) => void;
  readonly look: (aim: Aim) => void;
  readonly zoomBy: (steps: number) => void;
  /** Asks again for what could not be loaded. */
  readonly reload: () => void;
  /** Whom to name for what is drawn. */
  readonly credits: () => readonly string[];
  readonly close: () => void;
}

/** What stands beneath where a style cannot be had: trees on plain ground. */
const plain: Style = { version: 8, sources: {}, layers: [] };

/** Room around what is looked at, in pixels: on one side are buttons. */
const around = { top: 48, bottom: 48, left: 80, right: 80 };

/** Near a pole a crown would fill the map. */
const cosineMin = 0.01;

/** Opens the map. Rejects where MapLibre is missing or cannot draw here. */
export async function openCanvas(options: CanvasOptions): Promise<Canvas> {
  const { baseUrl, key, scene, tiles } = options;
  const [engine, base] = await Promise.all([loadEngine(), readStyle(options)]);
  const source = sourceOf(tiles ?? tilesAddress(baseUrl, key, scene.filter));
  if (isArchive(source)) await (await import('./archive.ts')).readArchives(engine);
  const look = {
    ...options,
    fonts: fontsOf(base.style),
    radius: crownRadius(scene.kinds, scene.day, cosineAt(options.aim)),
    filter: treeFilter(scene.filter),
  };
  const style = withForest(base.style, source, marksData(scene.marks), forestLayers(look));
  const map = new engine.Map({
    ...{ container: options.container, style, locale: { ...options.said } },
    ...startOf(options.aim),
    ...{ attributionControl: false, cooperativeGestures: true, maplibreLogo: false },
    ...{ maxZoom: 22, pitchWithRotate: false, dragRotate: false, fadeDuration: 150 },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  options.onTrouble(base.failed);
  return new MapCanvas(map, options, base.failed);
}

class MapCanvas implements Canvas {
  readonly #map: EngineMap;
  readonly #options: CanvasOptions;
  #scene: Scene;
  #cosine: number;
  #isTrouble: boolean;

  constructor(map: EngineMap, options: CanvasOptions, isTrouble: boolean) {
    this.#map = map;
    this.#options = options;
    this.#scene = options.scene;
    this.#cosine = cosineAt(options.aim);
    this.#isTrouble = isTrouble;
    map.on('click', ({ point }) => this.#touch(point));
    map.on('moveend', () => this.#moved());
    map.on('error', () => this.#trouble(true));
    map.once('idle', () => options.onDrawn());
  }

  show(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    if (!this.#map.isStyleLoaded()) {
      // Once the style is there, all of what is wanted by then is set.
      this.#map.once('idle', () => this.#apply(undefined));
      return;
    }
    this.#apply(before);
  }

  #apply(before: Scene | undefined): void {
    const { filter, marks, kinds, day } = this.#scene;
    const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
    if (!isSame(before?.filter, filter)) this.#refilter(filter);
    if (before?.day !== day || !isSame(before?.kinds, kinds)) this.#redraw();
    if (isSame(before?.marks, marks)) return;
    const source = this.#map.getSource(sources.marks);
    if (source && 'setData' in source && typeof source.setData === 'function') {
      source.setData(marksData(marks));
    }
  }

  #refilter(filter: Filter): void {
    const { tiles, baseUrl, key } = this.#options;
    for (const layer of ['kindcart-stems', 'kindcart-crowns']) {
      this.#map.setFilter(layer, treeFilter(filter));
    }
    // What others count is theirs; the platform counts clusters anew.
    if (!tiles) this.#setTiles(tilesAddress(baseUrl, key, filter));
  }

  #setTiles(address: string): void {
    const source = this.#map.getSource(sources.forest);
    if (source && 'setTiles' in source && typeof source.setTiles === 'function') {
      source.setTiles([address]);
    }
  }

  #redraw(): void {
    const { kinds, day } = this.#scene;
    const radius = crownRadius(kinds, day, this.#cosine);
    this.#map.setPaintProperty('kindcart-crowns', 'circle-radius', radius);
  }

  look(aim: Aim): void {
    if ('bounds' in aim) {
      const [west, south, east, north] = aim.bounds;
      this.#map.fitBounds([west, south, east, north], { padding: around, maxZoom: 18 });
    } else if ('view' in aim) {
      this.#map.jumpTo(startOf(aim));
    } else {
      const [longitude, latitude] = aim.position;
      this.#map.flyTo({ center: [longitude, latitude], zoom: aim.zoom });
    }
  }

  zoomBy(steps: number): void {
    this.#map.zoomTo(this.#map.getZoom() + steps);
  }

  reload(): void {
    const { tiles, baseUrl, key } = this.#options;
    this.#trouble(false);
    if (tiles) this.#map.refreshTiles(sources.forest);
    else this.#setTiles(tilesAddress(baseUrl, key, this.#scene.filter));
  }

  credits(): readonly string[] {
    const all = Object.keys(this.#map.getStyle()?.sources ?? {}).flatMap((id) => {
      const credit = this.#map.getSource(id)?.attribution;
      // Some come as markup, of which the words are enough.
      return credit ? [credit.replace(/<[^>]*>/g, '').trim()] : [];
    });
    return [...new Set(all)];
  }

  close(): void {
    this.#map.remove();
  }

  #trouble(isTrouble: boolean): void {
    if (isTrouble === this.#isTrouble) return;
    this.#isTrouble = isTrouble;
    this.#options.onTrouble(isTrouble);
  }

  #moved(): void {
    const { lat, lng } = this.#map.getCenter();
    const zoom = this.#map.getZoom();
    this.#options.onMoved({ zoom, latitude: lat, longitude: lng });
    const cosine = cosineOf(lat);
    // Two hundredths of a crown cannot be seen, and every new radius is worked out for each tree.
    if (Math.abs(cosine / this.#cosine - 1) < 0.02) return;
    this.#cosine = cosine;
    if (this.#map.isStyleLoaded()) this.#redraw();
  }

  #touch(point: { readonly x: number; readonly y: number }): void {
    // A finger is wider than a dot.
    const reach = 8;
    const found = this.#map.queryRenderedFeatures(
      [
        [point.x - reach, point.y - reach],
        [point.x + reach, point.y + reach],
      ],
      // Before the style is there, none of them is.
      { layers: touchable.filter((id) => this.#map.getLayer(id)) },
    );
    const order: readonly string[] = touchable;
    const rank = ({ layer }: { readonly layer: { readonly id: string } }) =>
      order.indexOf(layer.id);
    const [hit] = found.sort((one, other) => rank(one) - rank(other));
    if (!hit) return;
    const { id } = hit.layer;
    if (id === 'kindcart-clusters') {
      const { lng, lat } = this.#map.unproject([point.x, point.y]);
      this.look({ position: [lng, lat], zoom: this.#map.getZoom() + 2.5 });
    } else if (id.startsWith('kindcart-plot')) {
      this.#options.onPlot(String(hit.properties.id));
    } else {
      this.#options.onTree(Number(hit.id ?? hit.properties.number));
    }
  }
}

function cosineOf(latitude: number): number {
  return Math.max(cosineMin, Math.cos((latitude * Math.PI) / 180));
}

function cosineAt(aim: Aim): number {
  if ('view' in aim) return cosineOf(aim.view.latitude);
  if ('position' in aim) return cosineOf(aim.position[1]);
  return cosineOf((aim.bounds[1] + aim.bounds[3]) / 2);
}

/** How a map is opened that looks there. */
function startOf(aim: Aim) {
  if ('bounds' in aim) {
    const [west, south, east, north] = aim.bounds;
    const bounds: [number, number, number, number] = [west, south, east, north];
    return { bounds, fitBoundsOptions: { padding: around, maxZoom: 17 } };
  }
  if ('view' in aim) {
    const { zoom, latitude, longitude } = aim.view;
    return { zoom, center: { lng: longitude, lat: latitude } };
  }
  const [lng, lat] = aim.position;
  return { zoom: aim.zoom, center: { lng, lat } };
}

/** The style beneath the trees; plain ground where it cannot be had, since the trees are what matters. */
async function readStyle({
  mapStyle,
  baseUrl,
  locale,
  dark,
}: CanvasOptions): Promise<{ readonly style: Style; readonly failed: boolean }> {
  const own = new URLSearchParams({ lang: locale, scheme: dark ? 'dark' : 'light' });
  try {
    if (mapStyle?.trimStart().startsWith('{'))
      return { style: JSON.parse(mapStyle), failed: false };
    const answer = await fetch(mapStyle || `${baseUrl}/v1/forest/style.json?${own}`);
    if (!answer.ok) return { style: plain, failed: true };
    return { style: await answer.json(), failed: false };
  } catch {
    return { style: plain, failed: true };
  }
}
