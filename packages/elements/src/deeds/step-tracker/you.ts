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
/** How long a code works; by this device's own time, since its clock may be wrong. */
const codeMs = 10 * 60_000;

type Said =
  | 'saved'
  | 'erased'
  | 'joined'
  | 'codeShown'
  | 'copied'
  | 'copyFailed'
  | 'failed'
  | 'moveInvalid'
  | 'devicesTooMany'
  | 'codeOver';

interface Code {
  readonly move: Move;
  readonly madeAtMs: number;
  readonly address: string;
  readonly qr: QrCode;
}

export class You {
  readonly #changed: () => void;
  #isBusy = false;
  #said: Said | undefined;
  #code: Code | undefined;
  #codeTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether this device has joined another on this page. */
  #hasJoined = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  forget(): void {
    clearTimeout(this.#codeTimer);
    this.#code = this.#said = undefined;
    this.#hasJoined = false;
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
      this.#code = { move: result.value, madeAtMs: Date.now(), address, qr: qrOf(address) };
      clearTimeout(this.#codeTimer);
      this.#codeTimer = setTimeout(this.#changed, codeMs);
      return 'codeShown';
    });
  }

  #copy(id: string): Promise<void> {
    return this.#act(async () => {
      try {
        await navigator.clipboard.writeText(id);
        return 'copied';
      } catch {
        // Refused, or a browser that has none.
        return 'copyFailed';
      }
    });
  }

  /** Takes away a code that works no longer. */
  #dropOldCode(): void {
    if (!this.#code || Date.now() - this.#code.madeAtMs < codeMs) return;
    this.#code = undefined;
    this.#said = 'codeOver';
  }

  #join({ walk }: FoldScene): Promise<void> {
    return this.#act(async () => {
      const token = moveIn(location);
      if (token === undefined) return undefined;
      const result = await walk.own.join(token);
      if (!result.ok) return saidOf(result.error);
      // The token is used: a reload must not try it again.
      history.replaceState(history.state, '', location.pathname + location.search);
      this.#hasJoined = true;
      return 'joined';
    });
  }

  /** Whether this page is about joining: until what came of it was said. */
  get #isJoining(): boolean {
    return this.#hasJoined || moveIn(location) !== undefined;
  }

  /** Asks whether this device is to join the one whose code brought it here, and says what came of it. */
  renderJoin(scene: FoldScene): TemplateResult | typeof nothing {
    if (!this.#isJoining) return nothing;
    const { walker } = scene.words;
    return html`<div class="note" role="group" aria-label=${walker.join}>
      ${this.#hasJoined ? nothing : this.#renderAsk(scene)} ${this.#renderSaid(scene.words)}
    </div>`;
  }

  #renderAsk(scene: FoldScene) {
    const { walker } = scene.words;
    const isSomebody = scene.walk.state.record.participantId !== null;
    return html`<p>${walker.joinAsk} ${isSomebody ? walker.joinWarning : nothing}</p>
      <button
        part="join"
        class="primary"
        type="button"
        aria-disabled=${this.#busy}
        @click=${() => void this.#join(scene)}
      >
        ${walker.join}
      </button>`;
  }

  /** Not `disabled`, which would take focus from the button that was pressed. */
  get #busy(): 'true' | typeof nothing {
    return this.#isBusy ? 'true' : nothing;
  }

  render(scene: FoldScene): TemplateResult {
    this.#dropOldCode();
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
          <button class="secondary" type="submit" aria-disabled=${this.#busy}>${walker.save}</button>
          ${
            name === null
              ? nothing
              : html`<button
                  part="erase"
                  class="link"
                  type="button"
                  aria-disabled=${this.#busy}
                  @click=${() => void this.#rename(scene, null)}
                >
                  ${walker.erase}
                </button>`
          }
        </div>
      </form>
      <h4>${walker.move}</h4>
      <p class="muted">${walker.moveHint}</p>
      ${this.#renderCode(scene)}
      <button
        part="make-code"
        class="secondary"
        type="button"
        aria-disabled=${this.#busy}
        @click=${() => void this.#makeCode(scene)}
      >
        ${this.#code ? walker.newCode : walker.makeCode}
      </button>
      ${this.#renderId(scene)}
      ${this.#isJoining ? nothing : this.#renderSaid(scene.words)}`;
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

  /** Whoever walks may have to name it to the charity, and finds it nowhere else. */
  #renderId({ walk, words: { walker } }: FoldScene) {
    const { participantId } = walk.state.record;
    if (participantId === null) return nothing;
    return html`<h4>${walker.id}</h4>
      <p class="muted">${walker.idHint}</p>
      <div class="line">
        <code part="participant-id" class="id" dir="ltr">${participantId}</code>
        <button
          part="copy-id"
          class="secondary"
          type="button"
          aria-disabled=${this.#busy}
          @click=${() => void this.#copy(participantId)}
        >
          ${walker.copyId}
        </button>
      </div>`;
  }

  #renderSaid({ walker }: WordsOfWalker) {
    return html`<p role="status" part="said" tabindex="-1">${this.#said ? walker[this.#said] : ''}</p>`;
  }
}

function saidOf({ code }: CallError): Said {
  if (code === 'move_invalid') return 'moveInvalid';
  return code === 'devices_too_many' ? 'devicesTooMany' : 'failed';
}
