// Reads the cart again when it changed on this page: Shopify's scripts count in hundredths of every
// currency, Kindcart in minor units (ISO 4217).
const hundredthsPerMinor = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
      .split(' ')
      .map((code) => [code, 100]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 0.1])),
};

document.addEventListener('kindcart:cart-changed', async () => {
  for (const element of document.querySelectorAll('kind-cart-pledge:not([preview])')) {
    const answer = await fetch(`${element.dataset.cart}.js`);
    if (!answer.ok) throw new Error(`The cart could not be read: status ${answer.status}.`);
    element.cart = cartOf(await answer.json());
  }
});

function cartOf({ currency, attributes, items }) {
  const lines = items.map((item) => ({
    id: item.key,
    productId: String(item.product_id),
    variantId: String(item.variant_id),
    sku: item.sku || null,
    collections: [],
    tags: [],
    quantity: item.quantity,
    amount: Math.round(item.final_line_price / (hundredthsPerMinor[currency] ?? 1)),
    title: item.product_title,
    kind: item.gift_card || item.properties?._kindcart_round_up ? 'other' : 'goods',
  }));
  return { currency, choice: attributes.kindcart_cause || null, lines };
}
