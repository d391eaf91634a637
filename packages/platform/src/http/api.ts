/** What a room gets to hang its addresses on. */
import type { Hono } from 'hono';
import type { Gate } from '../access/authenticate.ts';
import type { Drain } from './drain.ts';
import type { Exchange } from './exchange.ts';
import type { InFlight } from './idempotency.ts';
import type { Metrics } from './metrics.ts';
import type { Logger } from './request-log.ts';

/** Every request brings its exchange along. */
export interface AppEnv {
  Bindings: { readonly exchange: Exchange };
}

/** The house's services for the rooms. */
export interface Api {
  /** For addresses outside the contract's table, see `route`. */
  readonly hono: Hono<AppEnv>;
  readonly gate: Gate;
  readonly inFlight: InFlight;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly drain: Drain;
}

/** A room hangs its addresses on the house. */
export type Register = (api: Api) => void;
