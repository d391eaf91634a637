import type { ReactiveElement } from 'lit';
import { Lazy } from '../../internal/lazy.ts';
import type { SettingValues } from '../../internal/settings.ts';
import type { After } from '../thank-you/after.ts';
import type { Fetched, ScreenName } from './screen.ts';

/** The code behind the form's first page, fetched before it is needed. */
export class Ahead {
  /** Asking for the gift and paying it: fetched while the donor fills in the first page. */
  readonly paying: Lazy<typeof import('./paying.ts')>;
  /** What follows a gift: fetched while the payment is on its way. */
  readonly after: Lazy<After>;
  /** Whether the donor wants to go on, and waits for that code. */
  #waiting = false;

  /** @param own - the settings on the host itself */
  constructor(host: ReactiveElement, own: () => SettingValues) {
    this.paying = new Lazy(host, () => import('./paying.ts'));
    this.after = new Lazy(host, async () => {
      const found = await import('../thank-you/after.ts');
      return new found.After(host, own);
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
   * Fetches what comes after this screen. What could not be fetched is tried again when the donor
   * says so; true once, when the donor who waited for it can go on.
   *
   * @param begun - whether the donor has chosen or asked for anything
   */
  updated(screen: ScreenName, begun: boolean): boolean {
    if (begun && !this.paying.failed) this.paying.fetch();
    if (/^(processing|done)$/.test(screen) && !this.after.failed) this.after.fetch();
    const goesOn = this.#waiting && !!this.paying.module;
    if (goesOn) this.#waiting = false;
    return goesOn;
  }
}
