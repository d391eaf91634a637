/** The plan of a plot, drawn where no map can be: outline, places, and crowns to scale. */
import type { Place, Plot, Tree } from '@kindcart/contract';
import { sizeCm, yearsBetween } from '@kindcart/contract/growth';
import { html, nothing, type ReactiveElement, svg } from 'lit';
import { textIn } from '../named.ts';
import {
  dots,
  type Frame,
  flatten,
  frameAround,
  isArrow,
  nextTowards,
  outline,
  type Spot,
  zoomed,
} from './plan-geometry.ts';
import { isShown, nameSaid, numberSaid, type Telling } from './telling.ts';

/** A crown on the plan. */
interface Crown extends Spot {
  readonly tree: Tree;
  readonly radius: number;
}

/** A tree that is hardly to be seen yet is drawn as wide as this, in metres. */
const crownMin = 0.4;
const dayMs = 86_400_000;

/** How near the plan is looked at, and what it draws. */
export class Plan {
  readonly #host: ReactiveElement;
  #zoom = 1;
  #plotId = '';
  /** Where the middle is, in metres from the plot's own. */
  #middle: Spot | undefined;
  #dragged: { readonly from: Spot; readonly middle: Spot } | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
  }

  zoomBy(steps: number): void {
    this.#zoom = Math.min(Math.max(this.#zoom * 2 ** steps, 1), 256);
    if (this.#zoom === 1) this.#middle = undefined;
    this.#host.requestUpdate();
  }

  /** Shows the whole plot again. */
  reset(): void {
    this.#zoom = 1;
    this.#middle = undefined;
    this.#host.requestUpdate();
  }

  render(plot: Plot, telling: Telling) {
    if (plot.id !== this.#plotId) this.reset();
    this.#plotId = plot.id;
    const flat = flatten(plot.centre);
    const whole = frameAround(plot.polygon.coordinates.flatMap((ring) => ring.map(flat)));
    const crowns = crownsOf(telling, flat);
    const chosen = crowns.find(({ tree }) => tree.number === telling.browsing.number);
    const frame = this.#frame(whole, chosen);
    const name = textIn(plot.names, telling.locale).text;
    const { words, locale, browsing } = telling;
    const { items, hasMore } = browsing.places;
    return html`<svg
        part="plan"
        class="plan"
        role="img"
        tabindex="0"
        aria-label=${words.map.plan(name)}
        viewBox="${frame.x - frame.width / 2} ${frame.y - frame.height / 2} ${frame.width} ${frame.height}"
        @keydown=${(event: KeyboardEvent) => this.#press(event, crowns, chosen, telling)}
        @pointerdown=${(event: PointerEvent) => this.#grip(event, frame)}
        @pointermove=${(event: PointerEvent) => this.#drag(event, frame)}
        @pointerup=${() => this.#release()}
        @pointercancel=${() => this.#release()}
      >
        <path class="land" d=${outline(plot.polygon.coordinates, flat)} fill-rule="evenodd"></path>
        ${plot.exclusions.map(
          ({ coordinates }) => svg`<path class="left-out" d=${outline(coordinates, flat)}></path>`,
        )}
        ${placesView(items, flat, plot)} ${crowns.map((crown) => crownView(crown, telling))}
        ${scaleView(frame, locale)}
      </svg>
      ${
        hasMore && items.length > 0
          ? html`<p class="muted plan-note">
              ${words.map.firstOnly(numberSaid(items.length, locale))}
            </p>`
          : nothing
      }`;
  }

  #frame(whole: Frame, chosen: Crown | undefined): Frame {
    const near = zoomed(whole, this.#zoom);
    const middle = this.#middle ?? (this.#zoom > 1 ? chosen : undefined);
    return { ...near, ...(middle && { x: middle.x, y: middle.y }) };
  }

  #press(
    event: KeyboardEvent,
    crowns: readonly Crown[],
    chosen: Crown | undefined,
    telling: Telling,
  ) {
    const { key } = event;
    if (key === '+' || key === '=') this.zoomBy(1);
    else if (key === '-') this.zoomBy(-1);
    else if (isArrow(key)) {
      const next = chosen ? nextTowards(chosen, crowns, key) : crowns[0];
      if (next) telling.chooseTree(next.tree.number);
      if (next && this.#middle) this.#middle = next;
    } else return;
    event.preventDefault();
  }

  /** Only what is looked at from near can be moved: else a finger scrolls the page. */
  #grip(event: PointerEvent, { x, y }: Frame): void {
    if (this.#zoom === 1 || event.pointerType === 'touch') return;
    this.#dragged = { from: { x: event.clientX, y: event.clientY }, middle: { x, y } };
  }

  #drag(event: PointerEvent, { width, height }: Frame): void {
    const { currentTarget, clientX, clientY } = event;
    if (!this.#dragged || !(currentTarget instanceof SVGElement)) return;
    const { from, middle } = this.#dragged;
    const room = currentTarget.getBoundingClientRect();
    const metres = Math.max(width / room.width, height / room.height);
    this.#middle = {
      x: middle.x - (clientX - from.x) * metres,
      y: middle.y - (clientY - from.y) * metres,
    };
    this.#host.requestUpdate();
  }

  #release(): void {
    this.#dragged = undefined;
  }
}

function crownsOf(
  { browsing, filter, kinds, day }: Telling,
  flat: (at: Plot['centre']) => Spot,
): readonly Crown[] {
  const drawn = new Date(day * dayMs);
  const { tree } = browsing;
  const chosen = tree.status === 'ready' ? [tree.value] : [];
  const trees = new Map([...browsing.trees.items, ...chosen].map((each) => [each.number, each]));
  return [...trees.values()].flatMap((each) => {
    if (!isShown(each, filter) && each.number !== browsing.number) return [];
    const curve = kinds.get(each.speciesId)?.growth.crown;
    const age = each.plantedOn === null ? 0 : yearsBetween(each.plantedOn, drawn);
    const width = curve ? sizeCm(curve, age) / 100 : 0;
    return [{ tree: each, ...flat(each.place.position), radius: Math.max(width / 2, crownMin) }];
  });
}

function placesView(places: readonly Place[], flat: (at: Plot['centre']) => Spot, { grid }: Plot) {
  const wide = Math.min(grid.spacingCm, grid.rowCm) / 100 / 2.5;
  return (['free', 'held'] as const).map((state) => {
    const spots = places.flatMap((place) => (place.state === state ? flat(place.position) : []));
    return svg`<path class="place ${state}" stroke-width=${wide} d=${dots(spots)}></path>`;
  });
}

function crownView(
  { tree, x, y, radius }: Crown,
  { words, locale, browsing, chooseTree }: Telling,
) {
  const { number, state } = tree;
  const isMine = browsing.mine.some((each) => each.number === number);
  const isChosen = browsing.number === number;
  const ring = isChosen || isMine;
  return svg`<g class="crown ${state} ${isMine ? 'mine' : ''} ${isChosen ? 'chosen' : ''}"
      @click=${() => chooseTree(number)}>
      <title>${words.forest.tree(nameSaid(number, locale))}</title>
      <circle cx=${x} cy=${y} r=${radius}></circle>
      ${ring ? svg`<circle class="ring" cx=${x} cy=${y} r=${radius + 0.8}></circle>` : nothing}
    </g>`;
}

/** A line as long as a round number of metres. */
function scaleView({ x, y, width, height }: Frame, locale: string) {
  const wanted = width / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const metres = [5, 2, 1].map((each) => each * power).find((each) => each <= wanted) ?? power;
  const said = new Intl.NumberFormat(locale, { style: 'unit', unit: 'meter' }).format(metres);
  const [left, low] = [x - width / 2 + width / 40, y + height / 2 - width / 40];
  return svg`<path class="scale" d="M${left} ${low}h${metres}"></path>
    <text class="scale-text" font-size=${width / 26} x=${left} y=${low - width / 60}>${said}</text>`;
}
