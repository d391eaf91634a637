/** What the map is to show, out of what the element knows. */
import type { Tree } from '@kindcart/contract';
import type { Aim } from './canvas.ts';
import type { Mark } from './layers.ts';
import type { MapWish } from './map-controller.ts';
import type { Telling } from './telling.ts';

type Bounds = readonly [number, number, number, number];

/** What a wish is made from. */
export interface WishOptions
  extends Pick<MapWish, 'dark' | 'mapStyle' | 'tiles' | 'onTree' | 'onPlot' | 'onMoved'> {
  readonly target: { readonly baseUrl: string; readonly key: string };
  readonly telling: Telling;
  readonly bounds: Bounds;
}

export function mapWish({ target, telling, bounds, ...rest }: WishOptions): MapWish {
  const { words, locale, filter, day, kinds, browsing } = telling;
  const { scrollWith, twoFingers, name } = words.map;
  return {
    ...rest,
    ...target,
    locale,
    aim: aimOf(bounds),
    scene: {
      filter,
      day,
      kinds: [...kinds.values()].map(({ id, growth }) => ({ id, crown: growth.crown })),
      marks: marksOf(browsing),
    },
    said: {
      'Map.Title': name,
      'CooperativeGesturesHandler.WindowsHelpText': scrollWith('Ctrl'),
      'CooperativeGesturesHandler.MacHelpText': scrollWith('⌘'),
      'CooperativeGesturesHandler.MobileHelpText': twoFingers,
    },
  };
}

function marksOf({ mine, tree, number }: Telling['browsing']): readonly Mark[] {
  const chosen = tree.status === 'ready' ? [tree.value] : [];
  const others = mine.filter((each) => each.number !== number);
  return [...others, ...chosen].map((each) => ({
    number: each.number,
    position: each.place.position,
    chosen: each.number === number,
  }));
}

export function aimOf(bounds: Bounds): Aim {
  return { bounds };
}

/** So that all of them are seen at once. */
export function aimOfTrees(trees: readonly Tree[]): Aim {
  const positions = trees.map(({ place }) => place.position);
  const longitudes = positions.map(([longitude]) => longitude);
  const latitudes = positions.map(([, latitude]) => latitude);
  const [west, south] = [Math.min(...longitudes), Math.min(...latitudes)];
  const [east, north] = [Math.max(...longitudes), Math.max(...latitudes)];
  return { bounds: [west, south, east, north] };
}

/** Whether what lies behind the element's bars is dark, whoever made it so. */
export function isDark(host: Element): boolean {
  const ground = host.shadowRoot?.querySelector('.stage');
  const colour = ground ? getComputedStyle(ground).backgroundColor : '';
  const [red = 255, green = 255, blue = 255] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
}
