/** An image of today's result, drawn in the page: nothing is uploaded to make it. */
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing, type TemplateResult } from 'lit';
import { textIn } from '../../forest/named.ts';
import { daySaid, numberSaid } from '../measures.ts';
import type { FoldScene } from './more.ts';
import { drawPicture } from './picture.ts';

export class Image {
  readonly #changed: () => void;
  #file: File | undefined;
  #address: string | undefined;
  #said: 'imageMade' | 'imageFailed' | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  forget(): void {
    if (this.#address !== undefined) URL.revokeObjectURL(this.#address);
    this.#file = this.#address = this.#said = undefined;
  }

  async #make({ walk, challenge, words, locale }: FoldScene): Promise<void> {
    this.forget();
    const { steps, given } = walk.standing;
    const { currency } = challenge.rate.amount;
    const blob = await drawPicture({
      title: textIn(challenge.names, locale).text,
      number: numberSaid(steps, locale),
      unit: words.walker.stepsToday(steps),
      given:
        given > 0 ? words.tracker.givenToday(formatMoney({ amount: given, currency }, locale)) : '',
      foot: `${challenge.sponsor.name} · ${daySaid(walk.today, locale)}`,
      share: steps / challenge.perPerson.maxPerDay,
      isRightToLeft: words.deeds.lang === 'ar',
    });
    this.#said = blob ? 'imageMade' : 'imageFailed';
    if (blob) {
      this.#file = new File([blob], `steps-${walk.today}.png`, { type: blob.type });
      this.#address = URL.createObjectURL(blob);
    }
    this.#changed();
  }

  async #share(file: File): Promise<void> {
    await navigator.share({ files: [file] }).catch(() => {
      // Whoever closes the list of the device has changed their mind; the image is still there to save.
    });
  }

  render(scene: FoldScene): TemplateResult {
    const { walker } = scene.words;
    const file = this.#file;
    const canShare = file !== undefined && navigator.canShare?.({ files: [file] });
    return html`<p class="muted">${walker.imageHint}</p>
      <button
        part="make-image"
        class="secondary"
        type="button"
        @click=${() => void this.#make(scene)}
      >
        ${walker.makeImage}
      </button>
      ${
        file && this.#address
          ? html`<div class="line" part="picture">
              <a href=${this.#address} download=${file.name}>${walker.saveImage}</a>
              ${
                canShare
                  ? html`<button class="link" type="button" @click=${() => void this.#share(file)}>
                      ${walker.shareImage}
                    </button>`
                  : nothing
              }
            </div>`
          : nothing
      }
      <p role="status">${this.#said ? walker[this.#said] : ''}</p>`;
  }
}
