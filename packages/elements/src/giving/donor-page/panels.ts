import type { CardWay } from '@kindcart/store/donor-card';
import { CancelPanel } from './cancel-panel.ts';
import { CardPanel, shelfOf } from './card-panel.ts';
import { ChangePanel } from './change-panel.ts';
import type { Panel, PanelOf } from './panel.ts';
import type { PanelContext } from './panel-context.ts';
import { PausePanel } from './pause-panel.ts';

/**
 * The change of a card with which the donor comes back from a bank's own page, once; undefined where
 * nobody was led away from here, or it is the gift of somebody else who used this tab.
 */
export async function takeWay(
  connection: PanelContext['connection'],
  own: readonly { readonly id: string }[],
): Promise<CardWay | undefined> {
  // Fetched here, so that nobody else's page gets Stripe's part.
  const { returnUrl, setupSecretIn } = await import('../../payments/stripe/return-url.ts');
  const secret = setupSecretIn(location.href);
  const way = secret && shelfOf(connection).take(secret);
  if (!way) return undefined;
  history.replaceState(history.state, '', returnUrl(location.href));
  return own.some(({ id }) => id === way.id) ? way : undefined;
}

/** Makes what is opened on a gift. */
export function makePanel({ kind, id, way }: PanelOf, context: PanelContext): Panel {
  switch (kind) {
    case 'change':
      return new ChangePanel(id, context);
    case 'pause':
      return new PausePanel(id, context);
    case 'cancel':
      return new CancelPanel(id, context);
    case 'card':
      return new CardPanel(id, context, way);
  }
}
