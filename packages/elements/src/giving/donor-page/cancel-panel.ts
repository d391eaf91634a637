import type { Id } from '@kindcart/contract';
import { html } from 'lit';
import type { Panel } from './panel.ts';
import {
  closeByEscape,
  isBusyWith,
  type PanelContext,
  panelButtons,
  panelWords,
} from './panel-context.ts';

/** Says once what cancelling does, and does it: no reason is asked for, and nobody is talked round. */
export class CancelPanel implements Panel {
  readonly #id: Id<'recurringGift'>;
  readonly #context: PanelContext;

  constructor(id: Id<'recurringGift'>, context: PanelContext) {
    this.#id = id;
    this.#context = context;
  }

  updated(): void {}

  stop(): void {}

  render() {
    const context = this.#context;
    const { visit } = panelWords(context);
    const texts = { act: visit.doCancel, back: visit.keep, busy: isBusyWith(context, this.#id) };
    return html`<div part="panel" class="panel" @keydown=${closeByEscape(context)}>
      <h5 id="panel" tabindex="-1">${visit.cancelTitle}</h5>
      <p>${visit.cancelWhat}</p>
      ${panelButtons(context, texts, () => context.page.cancel(this.#id))}
    </div>`;
  }
}
