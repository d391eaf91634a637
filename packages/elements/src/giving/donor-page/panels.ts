import type { CardWay } from '@kindcart/store/donor-card';
import { returnUrl, setupSecretIn } from '../../payments/stripe/return-url.ts';
import { CancelPanel } from './cancel-panel.ts';
import { CardPanel, shelfOf } from './card-panel.ts';
import { ChangePanel } from './change-panel.ts';
import type { Panel, PanelOf } from './panel.ts';
import type { PanelContext } from './panel-context.ts';
import { PausePanel } from './pause-panel.ts';

/** The change of a card with which the donor comes back, once; undefined where it is none of ours. */
export function takeWay(connection: PanelContext['connection']): CardWay | undefined {
  const secret = setupSecretIn(location.href);
  const way = secret && shelfOf(connection).take(secret);
  if (!way) return undefined;
  history.replaceState(history.state, '', returnUrl(location.href));
  return way;
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
