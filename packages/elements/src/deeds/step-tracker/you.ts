/** Who walks: the name, its erasure, and other devices. */
import type { CallError } from '@kindcart/client';
import type { Move } from '@kindcart/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { WordsOfWalker } from '../../locales/steps-words.ts';
import { hourSaid } from './figures.ts';
import { addressOf, moveIn } from './invitation.ts';
import type { FoldScene } from './more.ts';
import { type QrCode, qrOf } from './qr.ts';

/** Longest name of the contract. */
const nameMax = 40;

type Said = 'saved' | 'erased' | 'joined' | 'failed' | 'moveInvalid' | 'devicesTooMany';

export class You {
  readonly #changed: () => void;
  #isBusy = false;
  #said: Said | undefined;
  #code: { readonly move: Move; readonly address: string; readonly qr: QrCode } | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  forget(): void {
    this.#code = this.#said = undefined;
  }

  async #act(work: () => Promise<Said | undefined>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#said = undefined;
    this.#changed();
    try {
      this.#said = await work();
    } finally {
      this.#isBusy = false;
      this.#changed();
    }
  }

  #rename({ walk }: FoldScene, name: string | null): Promise<void> {
    return this.#act(async () => {
      const result = await walk.own.rename(name);
      if (!result.ok) return 'failed';
      return name === null ? 'erased' : 'saved';
    });
  }

  #makeCode({ walk }: FoldScene): Promise<void> {
    return this.#act(async () => {
      const result = await walk.own.createMove();
      if (!result.ok) return saidOf(result.error);
      const address = addressOf(result.value.token, location);
      this.#code = { move: result.value, address, qr: qrOf(address) };
      return undefined;
    });
  }

  #join({ walk }: FoldScene): Promise<void> {
    return this.#act(async () => {
      const token = moveIn(location);
      if (token === undefined) return undefined;
      const result = await walk.own.join(token);
      if (!result.ok) return saidOf(result.error);
      // The token is used: a reload must not try it again.
      history.replaceState(history.state, '', location.pathname + location.search);
      return 'joined';
    });
  }

  /** Asks whether this device is to join the one whose code brought it here. */
  renderJoin(scene: FoldScene): TemplateResult {
    const { walker } = scene.words;
    const isSomebody = scene.walk.state.record.participantId !== null;
    return html`<div class="note" role="group" aria-label=${walker.join}>
      <p>${walker.joinAsk} ${isSomebody ? walker.joinWarning : nothing}</p>
      <button
        part="join"
        class="primary"
        type="button"
        ?disabled=${this.#isBusy}
        @click=${() => void this.#join(scene)}
      >
        ${walker.join}
      </button>
      ${this.#renderSaid(scene.words)}
    </div>`;
  }

  render(scene: FoldScene): TemplateResult {
    const { walker } = scene.words;
    const { name } = scene.walk.state.record;
    const save = (event: SubmitEvent) => {
      event.preventDefault();
      const form = event.currentTarget;
      const field = form instanceof HTMLFormElement ? form.elements.namedItem('name') : null;
      const text = field instanceof HTMLInputElement ? field.value.trim() : '';
      if (text !== '' && text !== name) void this.#rename(scene, text);
    };
    return html`<form class="more" @submit=${save}>
        <div class="kind-field">
          <label for="name">${walker.name}</label>
          <input
            part="name"
            id="name"
            name="name"
            class="kind-input"
            maxlength=${nameMax}
            autocomplete="nickname"
            aria-describedby="name-hint"
            .value=${name ?? ''}
          />
          <p id="name-hint" class="kind-hint">${walker.nameHint}</p>
        </div>
        <div class="line">
          <button class="secondary" type="submit" ?disabled=${this.#isBusy}>${walker.save}</button>
          ${
            name === null
              ? nothing
              : html`<button
                  part="erase"
                  class="link"
                  type="button"
                  ?disabled=${this.#isBusy}
                  @click=${() => void this.#rename(scene, null)}
                >
                  ${walker.erase}
                </button>`
          }
        </div>
      </form>
      <h4>${walker.move}</h4>
      <p class="muted">${walker.moveHint}</p>
      ${this.#code ? this.#renderCode(scene) : this.#renderMake(scene)}
      ${moveIn(location) === undefined ? this.#renderSaid(scene.words) : nothing}`;
  }

  #renderMake(scene: FoldScene) {
    return html`<button
      part="make-code"
      class="secondary"
      type="button"
      ?disabled=${this.#isBusy}
      @click=${() => void this.#makeCode(scene)}
    >
      ${scene.words.walker.makeCode}
    </button>`;
  }

  #renderCode({ words, locale }: FoldScene) {
    if (!this.#code) return nothing;
    const { move, address, qr } = this.#code;
    // Four empty squares around it belong to a code.
    const box = `-4 -4 ${qr.size + 8} ${qr.size + 8}`;
    return html`<div part="code" class="code" role="img" aria-label=${words.walker.code}>
        <svg viewBox=${box} aria-hidden="true" focusable="false" shape-rendering="crispEdges">
          <path d=${qr.path} fill="currentcolor" />
        </svg>
      </div>
      <p class="muted">${words.walker.codeUntil(hourSaid(move.expiresAt, locale))}</p>
      <p><a href=${address}>${address}</a></p>`;
  }

  #renderSaid({ walker }: WordsOfWalker) {
    return html`<p role="status" part="said">${this.#said ? walker[this.#said] : ''}</p>`;
  }
}

function saidOf({ code }: CallError): Said {
  if (code === 'move_invalid') return 'moveInvalid';
  return code === 'devices_too_many' ? 'devicesTooMany' : 'failed';
}
