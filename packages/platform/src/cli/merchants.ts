/** `kindcart merchants add|list`: shops whose orders give. */
import { createMerchantSchema, newId, parse } from '@kindcart/contract';
import { allMerchants, insertMerchant } from '../commerce/merchants/records.ts';
import type { OpenDatabase } from '../database/open.ts';
import { findOrganization } from './keys.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

/** What a new merchant is told with. */
export interface MerchantFlags {
  /** Name or id; may be left out where there is only one. */
  readonly organization?: string | undefined;
  readonly live: boolean;
  readonly currency?: string | undefined;
  readonly language?: string | undefined;
  /** Days after a delivery; left out, an order is complete once it is fulfilled. */
  readonly days?: string | undefined;
}

/** Adds a merchant. */
export async function addMerchant(
  database: OpenDatabase,
  name: string | undefined,
  { organization, live, currency, language = 'en', days }: MerchantFlags,
  terminal: Terminal,
): Promise<number> {
  const completes =
    days === undefined
      ? { when: 'fulfilled' }
      : { when: 'delivered', days: /^\d{1,3}$/.test(days) ? Number(days) : days };
  const told = parse(createMerchantSchema, { name, language, currency, completes });
  if (!told.ok) {
    const [fault] = told.fields;
    const flag = fault?.field === 'completes.days' ? 'days' : fault?.field;
    throw new CommandError(
      `${flag} ${fault?.message}. Such as \`kindcart merchants add "Tea house" --currency CNY --days 7\`.`,
    );
  }
  const organizationId = await findOrganization(database, organization);
  const id = newId('merchant', systemIds);
  const book = { organizationId, livemode: live };
  const now = new Date(systemIds.nowMs());
  const made = await insertMerchant(database.db, book, id, told.value, now);
  terminal.line(`${made.name} is ${id}, in ${live ? 'live' : 'test'} data of ${organizationId}.`);
  return 0;
}

/** Lists all merchants. */
export async function showMerchants({ db }: OpenDatabase, terminal: Terminal): Promise<number> {
  const known = await allMerchants(db);
  if (known.length === 0) terminal.line('No merchants yet. Add one with `kindcart merchants add`.');
  for (const { organizationId, merchant } of known) {
    const { id, name, currency, livemode, completes } = merchant;
    const complete =
      completes.when === 'fulfilled' ? 'once fulfilled' : `${completes.days} days after delivery`;
    terminal.line(
      [id, organizationId, livemode ? 'live' : 'test', currency, complete, name].join('  '),
    );
  }
  return 0;
}
