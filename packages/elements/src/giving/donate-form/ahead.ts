import type { ReactiveElement } from 'lit';
import { Lazy } from '../../internal/lazy.ts';
import type { SettingValues } from '../../internal/settings.ts';
import type { Fetched } from './screen.ts';

/** That code, with what follows a gift of this form. */
type Paying = typeof import('./paying.ts') & {
  readonly after: import('../thank-you/after.ts').After;
};

/** What that code needs of the form. */
export interface AheadOwner {
  /** The settings on the form itself. */
  readonly own: () => SettingValues;
  readonly load: () => Promise<typeof import('./paying.ts')>;
}

/** The code behind the form's first page, fetched before it is needed. */
export class Ahead {
  /** Asking for the gift and paying it: fetched while the donor fills in the first page. */
  readonly paying: Lazy<Paying>;
  /** Whether the donor wants to go on, and waits for that code. */
  #waiting = false;

  constructor(host: ReactiveElement, { own, load }: AheadOwner) {
    this.paying = new Lazy(host, async () => {
      const code = await load();
      return { ...code, after: new code.After(host, own) };
    });
  }

  /** How far the code behind the first page is. */
  get fetched(): Fetched {
    const { module, failed } = this.paying;
    if (module) return 'here';
    return failed ? 'failed' : 'coming';
  }

  /** That code; where it is not here yet, the donor goes on when it is. */
  wantPaying() {
    const { module } = this.paying;
    this.#waiting = !module;
    this.paying.fetch();
    return module;
  }

  /** Whether the donor waits for it, or it could not be fetched; undefined for neither. */
  get onward(): Exclude<Fetched, 'here'> | undefined {
    const { fetched } = this;
    return this.#waiting && fetched !== 'here' ? fetched : undefined;
  }

  /**
   * Fetches it once the donor has begun; where that failed, when the donor says so. True once, when
   * the donor who waited for it can go on.
   *
   * @param begun - whether the donor has chosen or asked for anything
   */
  updated(begun: boolean): boolean {
    if (begun && !this.paying.failed) this.paying.fetch();
    const goesOn = this.#waiting && !!this.paying.module;
    if (goesOn) this.#waiting = false;
    return goesOn;
  }
}
