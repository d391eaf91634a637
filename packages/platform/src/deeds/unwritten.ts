/** Addresses of good deeds that nothing is behind yet: who may not call them is told so, all others find nothing. */
import type { EndpointName } from '@kindcart/contract';
import type { Api } from '../http/api.ts';
import { serve } from '../http/endpoint.ts';
import { refuse } from '../http/refusal.ts';

/** Whoever writes one takes it out of here; the file goes with the last. */
export const unwritten = [
  'createPartnerDeeds',
  'createWerunDeeds',
] as const satisfies readonly EndpointName[];

/** Hangs them on the house. */
export function registerUnwritten(api: Api): void {
  for (const name of unwritten) serve(api, name, () => refuse('not_found'));
}
