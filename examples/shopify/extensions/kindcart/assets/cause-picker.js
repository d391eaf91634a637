// What the shopper chose goes with the cart, and from there with the order.
document.addEventListener('kind-cause-chosen', async (event) => {
  const { projectId, target } = event;
  const response = await fetch(`${target.dataset.cart}.js`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ attributes: { kindcart_cause: projectId } }),
  });
  if (!response.ok) throw new Error(`The cart did not keep the cause: status ${response.status}.`);
  document.dispatchEvent(new CustomEvent('kindcart:cart-changed'));
});
