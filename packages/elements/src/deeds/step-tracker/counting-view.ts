/** A count that runs, and why none does. */
import { html, nothing, type TemplateResult } from 'lit';
import type { WordsOfWalking } from '../../locales/steps-words.ts';
import type { Counting } from './counter.ts';
import type { Walk } from './walk.ts';

type Running = Extract<Counting, { readonly isAwake: boolean }>;

/** Why a count came to nothing; undefined where none did. */
export function troubleOf(state: Counting, walking: WordsOfWalking['walking']): string | undefined {
  if (state.status === 'denied') return walking.denied;
  if (state.status === 'no_sensor') return walking.noSensor;
  if (state.status === 'elsewhere') return walking.countsElsewhere;
  return state.status === 'no_pod' ? walking.pod[state.refusal] : undefined;
}

/** The count that runs. */
export function countingView(walk: Walk, { walking }: WordsOfWalking): TemplateResult {
  const { state } = walk.counter;
  const stop = () => walk.counter.stop();
  return html`<div part="counting" class="counting">
    <p class="live" aria-hidden="true">
      <span class=${'isWalking' in state && state.isWalking ? 'dot walking' : 'dot'}></span>
      ${headOf(state, walking)}
    </p>
    ${'isAwake' in state ? hints(state, walking) : nothing}
    <button part="stop" class="secondary" type="button" @click=${stop}>${walking.stop}</button>
  </div>`;
}

function hints({ source, isAwake }: Running, walking: WordsOfWalking['walking']) {
  return html`${source === 'motion' ? html`<p class="muted">${walking.walkOn}</p>` : nothing}
    <p class="muted">${walking.onlyWhileOpen} ${isAwake ? nothing : walking.mayGoDark}</p>`;
}

/** What a count is at, in a few words. */
export function headOf(state: Counting, walking: WordsOfWalking['walking']): string {
  if (state.status === 'away') return walking.podAway;
  if (state.status === 'starting') return walking.starting;
  if (state.status !== 'asking') return walking.counting;
  return state.source === 'motion' ? walking.asking : walking.askingPod;
}
