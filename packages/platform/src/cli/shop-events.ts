/** `kindcart events list|replay`: what shops told, and what became of it. */
import { isId } from '@kindcart/contract';
import { listEvents, replayEvents } from '../commerce/sources/event-records.ts';
import type { OpenDatabase } from '../database/open.ts';
import { type ShopEventState, shopEventStates } from '../database/tables/shop-sources.ts';
import { CommandError, type Terminal } from './words.ts';

export interface EventFlags {
  readonly state?: string | undefined;
  readonly merchant?: string | undefined;
  readonly dead?: boolean | undefined;
}

/** As many as a person reads. */
const shownMax = 100;

/** Lists the newest events, without their bodies. */
export async function showEvents(
  { db }: OpenDatabase,
  { state, merchant }: EventFlags,
  terminal: Terminal,
): Promise<number> {
  const events = await listEvents(db, {
    state: stateOf(state),
    merchantId: merchantIdOf(merchant),
    limit: shownMax,
  });
  if (events.length === 0) terminal.line('There are no such events.');
  for (const event of events) {
    terminal.line(
      [
        event.id,
        event.received_at.toISOString(),
        event.source_id,
        event.topic ?? '-',
        event.order_key ?? '-',
        event.state,
        `${event.tries} tries`,
        event.fault ?? '-',
      ].join('  '),
    );
  }
  if (events.length === shownMax) terminal.line(`These are the newest ${shownMax}.`);
  return 0;
}

function stateOf(text: string | undefined): ShopEventState | undefined {
  const state = shopEventStates.find((each) => each === text);
  if (text === undefined || state !== undefined) return state;
  throw new CommandError(`--state is one of ${shopEventStates.join(', ')}, not ${text}.`);
}

function merchantIdOf(text: string | undefined) {
  if (text === undefined || isId('merchant', text)) return text;
  throw new CommandError('--merchant takes an id from `kindcart merchants list`, such as mer_….');
}

/** Has an event that was given up tried again, or all of them. */
export async function replayShopEvents(
  { db }: OpenDatabase,
  id: string | undefined,
  { dead = false }: EventFlags,
  terminal: Terminal,
): Promise<number> {
  if (dead === (id !== undefined)) {
    throw new CommandError('Say which: `kindcart events replay she_…`, or all with --dead.');
  }
  if (id !== undefined && !isId('shopEvent', id)) {
    throw new CommandError(`${id} is no event. Take an id from \`kindcart events list\`.`);
  }
  const count = await replayEvents(db, id, new Date());
  if (id !== undefined && count === 0) {
    throw new CommandError(
      `There is no event ${id} that was given up and still has its body. Bodies are erased after 90 days.`,
    );
  }
  terminal.line(`${count} events are applied again by the running platform.`);
  return 0;
}
