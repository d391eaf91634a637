import type { ReactiveController, ReactiveElement } from 'lit';
import type { Aim, Canvas, CanvasOptions, Scene } from './canvas.ts';

/** What stands of the map. */
export type MapState =
  /** Nobody has scrolled to it yet, or it is on its way. */
  | 'coming'
  | 'ready'
  /** The browser cannot draw it. */
  | 'no-webgl'
  /** MapLibre could not be loaded or did not start. */
  | 'missing';

/** Everything a map is opened with, but for where. */
export type MapWish = Omit<CanvasOptions, 'container' | 'onTrouble' | 'onDrawn'>;

/** Opens the map when its room comes into view, keeps it to what is wanted, and closes it with the host. */
export class MapController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #wish: () => MapWish | undefined;
  #observer: IntersectionObserver | undefined;
  #isSeen = false;
  #state: MapState = 'coming';
  #canvas: Canvas | undefined;
  /** With what the map was opened. */
  #name = '';
  /** Changes with every opening and closing, so that one that comes late is known. */
  #opening: object = {};
  #isTrouble = false;
  /** Where to look as soon as the map is there. */
  #aim: Aim | undefined;

  /** @param wish - what to show; undefined where no map is wanted now. Asked after each drawing */
  constructor(host: ReactiveElement, wish: () => MapWish | undefined) {
    this.#host = host;
    this.#wish = wish;
    host.addController(this);
  }

  get state(): MapState {
    return this.#state;
  }

  /** Whether something of the map could not be loaded. */
  get isTrouble(): boolean {
    return this.#isTrouble;
  }

  get credits(): readonly string[] {
    return this.#canvas?.credits() ?? [];
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.#isSeen = true;
        this.#observer?.disconnect();
        this.#host.requestUpdate();
      },
      { rootMargin: '200px' },
    );
    this.#observer.observe(this.#host);
  }

  hostUpdated(): void {
    const wish = this.#host.isConnected ? this.#wish() : undefined;
    const container = this.#host.renderRoot.querySelector<HTMLElement>('.canvas');
    if (!wish || !container) {
      this.#close();
      return;
    }
    const { scene, aim: _aim, onTree, onPlot, onMoved, ...rest } = wish;
    const name = JSON.stringify(rest);
    if (name === this.#name) this.#canvas?.show(scene);
    if (name === this.#name || !this.#isSeen) return;
    this.#close();
    this.#name = name;
    if (!hasWebGl2()) {
      this.#settle('no-webgl');
      return;
    }
    const onDrawn = () => this.#host.requestUpdate();
    void this.#open({ ...wish, container, onTrouble: (is) => this.#trouble(is), onDrawn });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#close();
  }

  /** Looks somewhere, now or as soon as the map is there. */
  look(aim: Aim): void {
    if (this.#canvas) this.#canvas.look(aim);
    else this.#aim = aim;
  }

  zoomBy(steps: number): void {
    this.#canvas?.zoomBy(steps);
  }

  /** Asks again for what could not be loaded, be it the map itself. */
  reload(): void {
    if (this.#state === 'missing') this.#settle('coming');
    this.#canvas?.reload();
  }

  async #open(options: CanvasOptions): Promise<void> {
    const opening = this.#opening;
    try {
      const { openCanvas } = await import('./canvas.ts');
      const canvas = await openCanvas({ ...options, aim: this.#aim ?? options.aim });
      if (opening !== this.#opening) return canvas.close();
      this.#canvas = canvas;
      this.#aim = undefined;
      this.#settle('ready');
      const scene: Scene | undefined = this.#wish()?.scene;
      if (scene) canvas.show(scene);
    } catch {
      // The list and the plan say all of it, and the element says why they stand there.
      if (opening === this.#opening) this.#settle('missing');
    }
  }

  #settle(state: MapState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }

  #trouble(isTrouble: boolean): void {
    this.#isTrouble = isTrouble;
    this.#host.requestUpdate();
  }

  #close(): void {
    this.#canvas?.close();
    this.#canvas = undefined;
    this.#name = '';
    this.#opening = {};
    if (this.#state === 'ready') this.#state = 'coming';
  }
}

/** Whether the browser can draw a map at all. */
function hasWebGl2(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  // Browsers keep few of them.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
