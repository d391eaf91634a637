/** What is counted of shops' events. */
import type { Metrics } from '../../http/metrics.ts';
import { type SourceKind, sourceKinds } from './port.ts';

const receipts = [
  'kept',
  'repeated',
  'ping',
  'unreadable',
  'signature_invalid',
  'signature_expired',
] as const;
export type Receipt = (typeof receipts)[number];

/** `wrong_mode` is an event of test data at live data, or the other way round. */
const ends = ['applied', 'parked', 'ignored', 'wrong_mode', 'retried', 'dead'] as const;
export type End = (typeof ends)[number];

const findings = ['missed', 'known'] as const;
export type Finding = (typeof findings)[number];

/** Counts by kind of shop. */
export interface ShopMetrics {
  readonly received: (kind: SourceKind, receipt: Receipt) => void;
  readonly ended: (kind: SourceKind, end: End) => void;
  readonly reconciled: (kind: SourceKind, found: Finding) => void;
}

/** Registers them, each at zero, so that an alarm on a rise sees the first. */
export function createShopMetrics(metrics: Metrics): ShopMetrics {
  function counted<Value extends string>(
    name: string,
    help: string,
    label: string,
    values: readonly Value[],
  ): (kind: SourceKind, value: Value) => void {
    const counter = metrics.counter({ name, help, labels: ['kind', label] });
    for (const kind of sourceKinds) for (const value of values) counter.add(0, kind, value);
    return (kind, value) => counter.add(1, kind, value);
  }
  return {
    received: counted(
      'shop_events_total',
      'Events that came in the name of a shop, by what became of them; the signatures are alarms.',
      'receipt',
      receipts,
    ),
    ended: counted(
      'shop_events_ended_total',
      'Events of shops after they were kept; dead and wrong_mode are alarms.',
      'end',
      ends,
    ),
    reconciled: counted(
      'shop_events_reconciled_total',
      'Orders that shops were asked for; missed ones came by no event.',
      'found',
      findings,
    ),
  };
}
