/** What the suite demands of each endpoint; a table with less does not compile. */
import type { EndpointError } from '../../endpoints.ts';
import type { EndpointName } from '../../routes.ts';
import type { Case } from '../stage.ts';

/** The cases of one endpoint. */
export interface CasesOf<Name extends EndpointName> {
  /** What it does when all is well: at least one. */
  readonly happy: readonly [Case, ...Case[]];
  /** One for each code that the contract names for this endpoint in particular. */
  readonly refuses: { readonly [Code in EndpointError<Name>]: Case };
}
