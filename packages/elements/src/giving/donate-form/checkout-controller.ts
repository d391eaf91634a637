import type { Checkout, CheckoutState } from '@kindcart/store';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { ProjectController } from '../../internal/project-controller.ts';

const idle: CheckoutState = { status: 'idle' };

/** What a checkout tells the element at it. */
export interface CheckoutListener {
  /** It was under way already: begun before a reload of the page, or by another form for it. */
  readonly onResume: (now: CheckoutState) => void;
  readonly onChange: (now: CheckoutState, before: CheckoutState) => void;
}

/** Keeps an element at the checkout of its project, and goes on with one from before a reload. */
export class CheckoutController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #source: ProjectController;
  readonly #slot: () => string | undefined;
  readonly #listener: CheckoutListener;
  #checkout: Checkout | undefined;
  #last: CheckoutState = idle;
  #stop: (() => void) | undefined;

  /**
   * @param slot - tells apart checkouts of one project
   * @param listener - told before the element is drawn again
   */
  constructor(
    host: ReactiveElement,
    source: ProjectController,
    slot: () => string | undefined,
    listener: CheckoutListener,
  ) {
    this.#host = host;
    this.#source = source;
    this.#slot = slot;
    this.#listener = listener;
    host.addController(this);
  }

  /** How the checkout stands. */
  get state(): CheckoutState {
    return this.#checkout?.get() ?? idle;
  }

  /** The donor's requests; undefined while there is nothing to ask. */
  get requests(): Checkout | undefined {
    return this.#checkout;
  }

  hostUpdate(): void {
    const { store, id } = this.#source;
    const checkout = store && id && store.checkout(id, this.#slot());
    if (checkout === this.#checkout) return;
    this.#stop?.();
    this.#checkout = checkout;
    checkout?.resume();
    this.#last = this.state;
    this.#stop = checkout?.subscribe(() => this.#changed());
    if (this.#last.status !== 'idle') this.#listener.onResume(this.#last);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#checkout = this.#stop = undefined;
  }

  #changed(): void {
    const before = this.#last;
    const now = this.state;
    if (now === before) return;
    this.#last = now;
    this.#listener.onChange(now, before);
    this.#host.requestUpdate();
  }
}
