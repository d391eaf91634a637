/** `kindcart merchants add|list|suspend|resume`: shops whose orders give. */
import { createMerchantSchema, type Merchant, newId, parse } from '@kindcart/contract';
import { allMerchants, changeMerchant, insertMerchant } from '../commerce/merchants/records.ts';
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
    const { id, name, currency, livemode, completes, state } = merchant;
    const complete =
      completes.when === 'fulfilled' ? 'once fulfilled' : `${completes.days} days after delivery`;
    terminal.line(
      [
        ...[id, organizationId, livemode ? 'live' : 'test', currency, complete, name],
        ...(state === 'active'
          ? []
          : [`suspended; \`kindcart merchants resume ${id}\` lets it give`]),
      ].join('  '),
    );
  }
  return 0;
}

/** Suspends a merchant, or lets it give again. */
export async function changeState(
  { db }: OpenDatabase,
  id: string | undefined,
  state: Merchant['state'],
  terminal: Terminal,
): Promise<number> {
  const known = (await allMerchants(db)).find(({ merchant }) => merchant.id === id);
  if (known === undefined) {
    throw new CommandError(
      `There is no merchant ${id ?? 'without an id'}. \`kindcart merchants list\` tells their ids.`,
    );
  }
  const { organizationId, merchant } = known;
  const book = { organizationId, livemode: merchant.livemode };
  await changeMerchant(db, book, merchant.id, { state }, new Date(systemIds.nowMs()));
  terminal.line(
    state === 'suspended'
      ? `${merchant.name} is suspended: orders paid from now on give nothing. What was pledged before stays and is stated; \`kindcart statements run --merchant ${merchant.id}\` does so now.`
      : `${merchant.name} gives again by orders paid from now on. Those paid while it was suspended gave nothing.`,
  );
  return 0;
}
