/** Addresses at which a statement can be opened without a key. */
import type { Id, Statement } from '@kindcart/contract';
import { type DonorPasses, type Pass, passMs } from '../../access/donor-pass.ts';

/** What addresses of statements are made of. */
export interface StatementLinkParts {
  readonly passes: DonorPasses;
  /** Where browsers reach the platform, without a slash at the end. */
  readonly ownUrl: () => string;
}

/** Where statements are, as pages, PDF and CSV. */
export const statementsPath = '/statements';

/** Addresses of one statement; whoever has them may read it, and pay it. */
export function statementLinks(
  { passes, ownUrl }: StatementLinkParts,
  row: {
    readonly organization_id: Id<'organization'>;
    readonly livemode: boolean;
    readonly id: Id<'statement'>;
  },
  holdsMs: number = passMs.paper,
): Statement['links'] {
  const { organization_id: organizationId, livemode, id: statementId } = row;
  const pass: Pass = { organizationId, livemode, emailKey: null, receiptId: null, statementId };
  const { token, expiresAt } = passes.seal('paper', pass, holdsMs);
  const address = `${ownUrl()}${statementsPath}/${statementId}`;
  return {
    html: `${address}?pass=${token}`,
    pdf: `${address}.pdf?pass=${token}`,
    csv: `${address}.csv?pass=${token}`,
    until: expiresAt.toISOString(),
  };
}
