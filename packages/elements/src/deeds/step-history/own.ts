/** Who this device is, for an element that only reads it. */
import type { Id } from '@kindcart/contract';
import type { OwnState } from '@kindcart/store/participant';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { Target } from '../../internal/live-registry.ts';
import { type Own, ownFor } from '../device/registry.ts';

/** Follows the device's participant on the platform that the host asks. */
export class OwnController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #target: () => Target | undefined;
  readonly #onTold: () => void;
  #own: Own | undefined;
  #stop: (() => void) | undefined;
  #latest: OwnState['latest'] | undefined;

  /**
   * @param target - the platform; undefined while nobody is to be asked
   * @param onTold - runs when the platform has answered to more of this device's deeds
   */
  constructor(host: ReactiveElement, target: () => Target | undefined, onTold: () => void) {
    this.#host = host;
    this.#target = target;
    this.#onTold = onTold;
    host.addController(this);
  }

  /** What the device keeps; undefined until it has been read. */
  get record(): OwnState['record'] | undefined {
    const state = this.#own?.get();
    return state?.isRead ? state.record : undefined;
  }

  /** Totals of a challenge that the platform has not answered to, the latest day first. */
  waitingFor(challengeId: Id<'challenge'>): OwnState['record']['waiting'] {
    const { waiting = [], sending = [] } = this.record ?? {};
    return [...waiting, ...sending]
      .filter((total) => total.challengeId === challengeId)
      .sort((one, other) => other.day.localeCompare(one.day));
  }

  hostUpdate(): void {
    // A drawing may still be due when the host leaves the page.
    if (!this.#host.isConnected) return;
    const target = this.#target();
    const own = target && ownFor(target);
    if (own === this.#own) return;
    this.hostDisconnected();
    if (own) this.#follow(own);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = this.#own = this.#latest = undefined;
  }

  #follow(own: Own): void {
    this.#own = own;
    this.#latest = own.get().latest;
    this.#stop = own.subscribe(() => {
      const { latest } = own.get();
      if (latest !== this.#latest) this.#onTold();
      this.#latest = latest;
      this.#host.requestUpdate();
    });
    // Reads what is kept, and tells what is waiting: a page of days is as good a moment as any.
    if (!own.get().isRead) void own.open();
  }
}
