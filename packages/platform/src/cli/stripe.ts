/** `kindcart stripe account`. */
import type { OpenDatabase } from '../database/open.ts';
import { keepAccount, listAccounts } from '../payments/stripe/records.ts';
import { findOrganization } from './keys.ts';
import { CommandError, type Terminal } from './words.ts';

/** Which account of Stripe's is paid for which charity. */
export interface AccountFlags {
  /** Name or id; may be left out where there is only one. */
  readonly organization: string | undefined;
  readonly live: boolean;
}

/** Sets the connected account that a charity's gifts are paid to from now on; without one, lists all. */
export async function stripeAccount(
  database: OpenDatabase,
  account: string | undefined,
  { organization, live }: AccountFlags,
  terminal: Terminal,
): Promise<number> {
  const { db } = database;
  if (account === undefined) {
    const known = await listAccounts(db);
    if (known.length === 0) {
      terminal.line("No connected accounts: all gifts are paid to the keys' own account.");
    }
    for (const row of known) {
      terminal.line([row.organization_id, row.livemode ? 'live' : 'test', row.account].join('  '));
    }
    return 0;
  }
  if (!/^acct_\w{6,}$/.test(account)) {
    throw new CommandError(`${account} is not a connected account of Stripe's, such as acct_….`);
  }
  const organizationId = await findOrganization(database, organization);
  await keepAccount(db, { organizationId, livemode: live }, account);
  terminal.line(`New ${live ? 'live' : 'test'} gifts to ${organizationId} are paid to ${account}.`);
  return 0;
}
