import { CancelPanel } from './cancel-panel.ts';
import { CardPanel } from './card-panel.ts';
import { ChangePanel } from './change-panel.ts';
import type { Panel, PanelOf } from './panel.ts';
import type { PanelContext } from './panel-context.ts';
import { PausePanel } from './pause-panel.ts';

/** Makes what is opened on a gift. */
export function makePanel({ kind, id }: PanelOf, context: PanelContext): Panel {
  switch (kind) {
    case 'change':
      return new ChangePanel(id, context);
    case 'pause':
      return new PausePanel(id, context);
    case 'cancel':
      return new CancelPanel(id, context);
    case 'card':
      return new CardPanel(id, context);
  }
}
