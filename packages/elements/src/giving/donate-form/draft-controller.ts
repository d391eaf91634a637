import type { CreateDonation, Project } from '@kindcart/contract';
import type { Money } from '@kindcart/contract/money';
import type { ReactiveElement } from 'lit';
import { focusIn } from '../../internal/focus.ts';
import { Lazy } from '../../internal/lazy.ts';
import type { WordsOfForm } from '../../locales/words.ts';
import {
  choiceOf,
  type Draft,
  draftOf,
  emptyDedication,
  emptyDraft,
  type SettledGift,
  wishOf,
} from './draft.ts';
import { emailErrors, errorsAfter, type FieldErrors } from './field-errors.ts';

/** What a donor has chosen before the form: how often, and how much if that is clear already. */
export interface Beginning {
  readonly interval: 'month' | 'year' | null;
  readonly gift?: Money | undefined;
}

interface Context {
  readonly project: Project;
  readonly words: WordsOfForm;
  readonly locale: string;
  readonly settled?: SettledGift | undefined;
}

/** Keeps what the donor has typed, and what is wrong in it. */
export class DraftController {
  readonly #host: ReactiveElement;
  readonly dedication: Lazy<typeof import('./dedication.ts')>;
  #resumed: CreateDonation | undefined;
  #begun: Beginning | undefined;

  value: Draft = emptyDraft;
  errors: FieldErrors = {};

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.dedication = new Lazy(host, () => import('./dedication.ts'));
  }

  /** Whether the donor has chosen or typed anything. */
  get isBegun(): boolean {
    return this.value !== emptyDraft;
  }

  edit(change: Partial<Draft>): void {
    this.value = { ...this.value, ...change };
    this.errors = errorsAfter(this.errors, change);
    this.#host.requestUpdate();
  }

  /** The donor opened or closed the fold of the dedication. */
  dedicate({ target }: Event): void {
    if (!(target instanceof HTMLDetailsElement && target.open)) return;
    if (!this.value.dedication) this.edit({ dedication: emptyDedication });
    this.dedication.fetch();
  }

  /** Makes room for another gift of the same donor. */
  clear(): void {
    const { name, anonymous, email } = this.value;
    this.edit({ ...emptyDraft, name, anonymous, email });
  }

  /** Goes on with a gift that was asked for before a reload of the page. */
  resume(asked: CreateDonation): void {
    this.#resumed = asked;
  }

  /** Goes on with what was chosen elsewhere on the page. */
  begin(chosen: Beginning): void {
    this.#begun = chosen;
    this.#host.requestUpdate();
  }

  /** Fills that in, once the project's amounts are known; true when the donor begins with it now. */
  restore(project: Project | undefined, locale: string): boolean {
    if (!project) return false;
    const begun = this.#begun;
    if (this.#resumed) this.value = draftOf(this.#resumed, project, locale);
    if (begun) {
      const { gift, interval } = begun;
      this.value = { ...this.value, interval, ...(gift && choiceOf(gift, project, locale)) };
    }
    this.#resumed = this.#begun = undefined;
    return !!begun;
  }

  /** The amount to give; undefined after it has said beside the fields what is wrong. */
  read(context: Context): Money | undefined {
    const { words, locale } = context;
    const draft = this.value;
    const wish = wishOf(draft, context);
    this.show({
      ...('error' in wish && { choice: wish.error }),
      ...emailErrors(draft, words),
      ...this.dedication.module?.dedicationErrors(draft.dedication, locale),
    });
    return 'error' in wish || Object.keys(this.errors).length > 0 ? undefined : wish.gift;
  }

  /** Says beside the fields what is wrong, and goes to the first. */
  show(errors: FieldErrors): void {
    this.errors = errors;
    this.#host.requestUpdate();
    if (Object.keys(errors).length === 0) return;
    const amount = this.value.choice === 'own' ? '#own-amount' : '[name=amount]';
    this.focus(errors.choice ? amount : '[aria-invalid=true]');
  }

  /** Goes to a field once it is drawn. */
  focus(selector: string): void {
    void this.#host.updateComplete.then(() => focusIn(this.#host, selector));
  }
}
