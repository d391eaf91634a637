/** Steps out of a file of another app: choosing it, reading it, and what was in it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { WordsOfWalking } from '../../locales/steps-words.ts';
import { numberSaid } from '../measures.ts';
import { importSteps } from '../sources/import/import-steps.ts';
import type { DayTotal, Imported } from '../sources/import/outcome.ts';

export interface ImportOptions {
  readonly changed: () => void;
  /** Gives the days that were found. */
  readonly give: (days: readonly { readonly day: string; readonly quantity: number }[]) => void;
}

/** The days that are wanted, and where the challenge is. */
export interface ImportWindow {
  readonly days: { readonly first: string; readonly last: string };
  readonly timeZone: string;
}

export class ImportPanel {
  readonly #options: ImportOptions;
  #reading: AbortController | undefined;
  #share = 0;
  #imported: Imported | undefined;
  #failed = false;

  constructor(options: ImportOptions) {
    this.#options = options;
  }

  async #read(files: readonly File[], window: ImportWindow): Promise<void> {
    this.cancel();
    if (files.length === 0) return;
    const reading = new AbortController();
    this.#reading = reading;
    this.#share = 0;
    this.#imported = undefined;
    this.#failed = false;
    this.#options.changed();
    try {
      const imported = await importSteps(
        { files, ...window },
        { ...this.#told, signal: reading.signal },
      );
      this.#imported = imported;
      const days = imported.days.filter(({ steps }) => steps > 0).map(toTotal);
      if (days.length > 0) this.#options.give(days);
    } catch {
      // Cancelled, or its worker broke off; only the latter is news.
      this.#failed = !reading.signal.aborted;
    }
    if (this.#reading === reading) this.#reading = undefined;
    this.#options.changed();
  }

  readonly #told = {
    onProgress: ({ bytesRead, bytesTotal }: { bytesRead: number; bytesTotal: number }) => {
      this.#share = bytesTotal > 0 ? bytesRead / bytesTotal : 0;
      this.#options.changed();
    },
  };

  /** Ends a reading that is under way. */
  cancel(): void {
    this.#reading?.abort();
    this.#reading = undefined;
  }

  render(window: ImportWindow, { walking }: WordsOfWalking, locale: string): TemplateResult {
    const chosen = ({ currentTarget }: Event) => {
      const input = currentTarget;
      if (!(input instanceof HTMLInputElement)) return;
      void this.#read([...(input.files ?? [])], window);
    };
    const cancel = () => {
      this.cancel();
      this.#options.changed();
    };
    return html`<div class="panel">
      <div class="kind-field">
        <label for="file">${walking.sources.import}</label>
        <input
          part="file"
          id="file"
          class="kind-input"
          type="file"
          multiple
          accept=".xml,.zip,.csv,.json"
          @change=${chosen}
        />
      </div>
      <div role="status">${this.#lines(walking, locale).map((line) => html`<p class="note">${line}</p>`)}</div>
      ${
        this.#reading
          ? html`<div class="line">
            <progress max="1" .value=${this.#share} aria-label=${walking.reading}></progress>
            <button class="link" type="button" @click=${cancel}>${walking.cancel}</button>
          </div>`
          : nothing
      }
    </div>`;
  }

  #lines(walking: WordsOfWalking['walking'], locale: string): readonly string[] {
    if (this.#reading) return [walking.reading];
    if (this.#failed) return [walking.refused];
    if (!this.#imported) return [];
    const { days, problems, typedRows } = this.#imported;
    const found = days.filter(({ steps }) => steps > 0).length;
    return [
      found > 0 ? walking.imported(found, numberSaid(found, locale)) : '',
      found === 0 && problems.length === 0 ? walking.nothingImported : '',
      typedRows > 0 ? walking.typedLeftOut : '',
      ...problems.map(({ file, problem }) => walking.problems[problem](file)),
    ].filter((line) => line !== '');
  }
}

const toTotal = ({ day, steps }: DayTotal) => ({ day, quantity: steps });
