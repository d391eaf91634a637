/** Says that a donation form was opened over the page. */
export class KindOpenEvent extends Event {
  constructor() {
    super('kind-open', { bubbles: true, composed: true });
  }
}

/** Asks whether a dialog may close; `preventDefault()` keeps it open. */
export class KindCloseRequestEvent extends Event {
  constructor() {
    super('kind-close-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** Says that a donation form over the page was closed; what was typed is kept. */
export class KindCloseEvent extends Event {
  constructor() {
    super('kind-close', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kind-open': KindOpenEvent;
    'kind-close-request': KindCloseRequestEvent;
    'kind-close': KindCloseEvent;
  }
}
