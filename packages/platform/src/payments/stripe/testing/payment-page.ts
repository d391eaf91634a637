/** The little page that stands in for Stripe's own: it shows what is to be paid, and pays it by a button. */
import type { ServerResponse } from 'node:http';
import { subscribeOnPage } from './billing.ts';
import { type Facts, type World, wholeOf } from './world.ts';

const escaped = (text: unknown) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function pageOf({ description, amount_total, currency, cancel_url }: Facts): string {
  return `<!doctype html><html lang="en"><title>Stand-in of Stripe's page</title><link rel="icon" href="data:,">
<h1>${escaped(description)}</h1>
<p>${wholeOf(amount_total)} ${escaped(currency)} in Stripe's units. No money moves: this stands in for Stripe.</p>
<form method="post"><button name="outcome" value="succeeded">Pay</button></form>
<p><a href="${escaped(cancel_url)}">Go back</a></p></html>`;
}

/** Shows the page of a session, or pays it and sends the donor back. */
export function paymentPage(
  world: World,
  method: string,
  { pathname }: URL,
  { outcome }: Facts,
  response: ServerResponse,
): void {
  const id = pathname.slice('/pay/'.length);
  const session = world.objects.get(id);
  if (session?.status !== 'open') {
    response.writeHead(404, { 'content-type': 'text/plain' });
    return void response.end('There is nothing to pay here.');
  }
  if (method === 'POST') {
    if (session.mode === 'subscription') subscribeOnPage(world, id, outcome !== 'succeeded');
    else world.paySession(id, { status: String(outcome) });
    response.writeHead(303, { location: String(session.success_url) });
    return void response.end();
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(pageOf(session));
}
