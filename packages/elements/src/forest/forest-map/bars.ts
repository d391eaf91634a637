/** The bars around the map: what is filtered, which view is shown, and which year. */
import type { Forest } from '@kindcart/contract';
import { html, nothing, svg } from 'lit';
import { textIn } from '../named.ts';
import { plantedUntil, Replay, type Years } from './replay.ts';
import { type Choice, nameSaid, numberSaid, type Telling } from './telling.ts';

/** What a visitor may turn to, where there is no room for both. */
export type Side = 'stage' | 'list';

export interface BarsOptions {
  readonly choice: Pick<Choice, 'species' | 'year'>;
  /** Undefined where there is only one of them. */
  readonly side: Side | undefined;
  readonly isMap: boolean;
  readonly choose: (change: Partial<Pick<Choice, 'species' | 'year'>>) => void;
  readonly turn: (side: Side) => void;
  readonly showMine: () => void;
}

export function filterBar({ years }: Forest, telling: Telling, options: BarsOptions) {
  const { words, locale, browsing } = telling;
  const { choice, choose } = options;
  const kinds = [...telling.kinds.values()].map(({ id, names }) => ({
    id,
    name: textIn(names, locale).text,
  }));
  kinds.sort((one, other) => one.name.localeCompare(other.name, locale));
  const value = (event: Event) =>
    event.target instanceof HTMLSelectElement ? event.target.value : '';
  const mine = browsing.mine.length;
  return html`<div part="filters" class="bar">
    <select
      class="pick"
      aria-label=${words.map.species}
      @change=${(event: Event) => choose({ species: value(event) })}
    >
      <option value="">${words.map.allSpecies}</option>
      ${kinds.map(
        ({ id, name }) =>
          html`<option value=${id} ?selected=${id === choice.species}>${name}</option>`,
      )}
    </select>
    <select
      class="pick"
      aria-label=${words.map.year}
      @change=${(event: Event) => choose({ year: Number(value(event)) })}
    >
      <option value="0">${words.map.allYears}</option>
      ${years.map(
        ({ year }) =>
          html`<option value=${year} ?selected=${year === choice.year}>${nameSaid(year, locale)}</option>`,
      )}
    </select>
    ${
      mine === 0
        ? nothing
        : html`<button part="mine" class="chip" type="button" @click=${options.showMine}>
            ${words.map.mine(numberSaid(mine, locale))}
          </button>`
    }
    ${options.side ? sidesView(telling, options) : nothing}
  </div>`;
}

/** On a narrow page one of the two is shown. */
function sidesView({ words }: Telling, { side, isMap, turn }: BarsOptions) {
  const stage = isMap ? words.map.showMap : words.map.showPlan;
  return html`<div class="sides">
    ${(['stage', 'list'] as const).map(
      (each) => html`<button
        class="side"
        type="button"
        aria-pressed=${each === side}
        @click=${() => turn(each)}
      >
        ${each === 'stage' ? stage : words.map.showList}
      </button>`,
    )}
  </div>`;
}

/** Which year is shown, how many trees had been planted by then, and the replay of all years. */
export function timeBar(years: Years, year: number, replay: Replay, telling: Telling) {
  const span = Replay.spanOf(years);
  if (!span) return html`<div class="time"></div>`;
  const { words, locale } = telling;
  const trees = (count: number) => words.forest.trees(count, numberSaid(count, locale));
  if (year > 0) {
    const count = years.find((each) => each.year === year)?.trees ?? 0;
    const said = words.map.plantedIn(trees(count), nameSaid(year, locale));
    return html`<div part="time" class="time"><p class="says">${said}</p></div>`;
  }
  const until = replay.until ?? span.last;
  const said = words.map.plantedUntil(trees(plantedUntil(years, until)), nameSaid(until, locale));
  const slide = (event: Event) => {
    if (event.target instanceof HTMLInputElement) replay.show(event.target.valueAsNumber, years);
  };
  return html`<div part="time" class="time">
    ${
      span.first === span.last
        ? nothing
        : html`<button
              part="play"
              class="icon"
              type="button"
              aria-label=${replay.isPlaying ? words.map.pause : words.map.play}
              @click=${() => (replay.isPlaying ? replay.pause() : replay.play(years))}
            >
              ${replay.isPlaying ? pauseMark : playMark}
            </button>
            <input
              part="year"
              class="slider"
              type="range"
              aria-label=${words.map.until}
              aria-valuetext=${said}
              min=${span.first}
              max=${span.last}
              step="1"
              .value=${String(until)}
              @input=${slide}
            />`
    }
    <p class="says">${said}</p>
  </div>`;
}

const mark = (path: string) =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
const playMark = mark('M8 5v14l11-7z');
const pauseMark = mark('M7 5h3.5v14H7zM13.5 5H17v14h-3.5z');

/** The buttons that lie on the map or plan. */
export function zoomButtons(
  { words }: Telling,
  { zoomBy, whole }: { readonly zoomBy: (steps: number) => void; readonly whole: () => void },
) {
  const button = (label: string, path: string, run: () => void) => html`<button
    class="icon"
    type="button"
    aria-label=${label}
    @click=${run}
  >
    ${mark(path)}
  </button>`;
  return html`<div part="zoom" class="zoom">
    ${button(words.map.zoomIn, 'M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z', () => zoomBy(1))}
    ${button(words.map.zoomOut, 'M5 11h14v2H5z', () => zoomBy(-1))}
    ${button(words.map.wholeForest, 'M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z', whole)}
  </div>`;
}
