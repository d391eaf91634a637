/** Invoices that are no subscription's, as the stand-in of Stripe makes them. */
import { granted, invalid, type Said } from './answers.ts';
import { asFacts, type Facts, type World, wholeOf } from './world.ts';

/** An invoice to be sent, with nothing on it. */
export function draft(world: World, parameters: Facts): Said {
  const customer = world.objects.get(String(parameters.customer));
  const isSent = parameters.collection_method === 'send_invoice';
  if (isSent && typeof customer?.email !== 'string') {
    return invalid('Missing email. In order to create invoices that are sent to the customer.');
  }
  return granted(
    world.create('invoice', {
      ...parameters,
      days_until_due: wholeOf(parameters.days_until_due),
      amount_due: 0,
      total: 0,
      metadata: asFacts(parameters.metadata),
      payments: { object: 'list', data: [] },
      parent: null,
      status: 'draft',
      hosted_invoice_url: null,
    }),
  );
}

/** What is on an invoice. */
export function itemsOf(world: World, invoice: string): Facts[] {
  return [...world.objects.values()].filter(
    (found) => found.object === 'invoiceitem' && found.invoice === invoice,
  );
}

/** Puts something on a draft. */
export function addItem(world: World, parameters: Facts): Said {
  const invoice = String(parameters.invoice);
  if (world.get(invoice).status !== 'draft') return invalid('This invoice is no longer editable');
  const amount = wholeOf(parameters.amount);
  const made = world.create('invoiceitem', {
    ...parameters,
    amount,
    metadata: asFacts(parameters.metadata),
  });
  const total = itemsOf(world, invoice).reduce((sum, item) => sum + wholeOf(item.amount), 0);
  world.change(invoice, { amount_due: total, amount_remaining: total, total });
  return granted(made);
}

/** Makes a draft final: from then on it can be paid on its page. */
export function finalize(world: World, id: string, origin: string): Said {
  if (world.get(id).status !== 'draft') return invalid('This invoice is already finalized');
  world.change(id, { status: 'open', hosted_invoice_url: `${origin}/invoices/${id}` });
  return granted(world.get(id));
}

/** The merchant pays on the page, or somebody voids it in Stripe's own dashboard. */
export function close(world: World, id: string, status: 'paid' | 'void'): void {
  const { amount_due: due } = world.get(id);
  const left = status === 'paid' ? { amount_paid: due, amount_remaining: 0 } : {};
  world.change(id, { status, ...left });
}
