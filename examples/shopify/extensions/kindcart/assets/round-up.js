// Keeps one line of the cart at what the shopper rounds up: a product of one cent, so many times.
document.addEventListener('kind-round-up', async ({ amount: { amount }, projectId, target }) => {
  const { variant, cart } = target.dataset;
  const known = await (await fetch(`${cart}.js`)).json();
  const line = known.items.find(({ properties }) => properties?._kindcart_round_up !== undefined);
  const kept = line
    ? await post(`${cart}/change.js`, { id: line.key, quantity: amount })
    : await post(`${cart}/add.js`, {
        id: variant,
        quantity: amount,
        properties: { _kindcart_round_up: projectId },
      });
  if (!kept.ok) throw new Error(`The cart did not take the round-up: status ${kept.status}.`);
  document.dispatchEvent(new CustomEvent('kindcart:cart-changed'));
});

function post(url, body) {
  const headers = { 'Content-Type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}
