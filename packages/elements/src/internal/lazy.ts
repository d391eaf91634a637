import type { ReactiveElement } from 'lit';

/** Fetches code that few need when it is first wanted, and draws the host again when it is there. */
export class Lazy<Module> {
  readonly #host: ReactiveElement;
  readonly #load: () => Promise<Module>;
  #coming = false;

  /** What was fetched. */
  module: Module | undefined;
  /** Whether it could not be fetched; wanting it again tries again. */
  failed = false;

  constructor(host: ReactiveElement, load: () => Promise<Module>) {
    this.#host = host;
    this.#load = load;
  }

  /** Fetches it, unless it is here or on its way. */
  fetch(): void {
    if (this.module || this.#coming) return;
    this.#coming = true;
    this.failed = false;
    this.#load().then(
      (module) => this.#settle(module),
      () => this.#settle(undefined),
    );
  }

  #settle(module: Module | undefined): void {
    this.#coming = false;
    this.module = module;
    this.failed = !module;
    this.#host.requestUpdate();
  }
}
