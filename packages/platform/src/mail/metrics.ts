/** How mail fares, for whoever watches the platform. */
import type { Metrics } from '../http/metrics.ts';

/** What became of one try to send a mail. */
export type MailOutcome = 'sent' | 'put_off' | 'refused' | 'dropped';

export interface MailMetrics {
  readonly tried: (outcome: MailOutcome) => void;
  /** How many mails wait, and how many of them the mail server has refused for good. */
  readonly counted: (queue: { readonly waiting: number; readonly refused: number }) => void;
}

export function createMailMetrics(metrics: Metrics): MailMetrics {
  let queue = { waiting: 0, refused: 0 };
  const tries = metrics.counter({
    name: 'mail_tries_total',
    help: 'Tries to send a mail, by what became of them.',
    labels: ['outcome'],
  });
  metrics.gaugeOf('mail_waiting', 'Mails that have not gone out.', () => queue.waiting);
  metrics.gaugeOf(
    'mail_refused',
    'Mails that the mail server refused for good.',
    () => queue.refused,
  );
  return {
    tried: (outcome) => tries.add(1, outcome),
    counted(found) {
      queue = found;
    },
  };
}
