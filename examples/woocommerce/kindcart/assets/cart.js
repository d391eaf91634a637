/**
 * Tells the shop what the shopper chose in the cart, and the elements what the cart is now.
 * Set by the plugin: `kindcartCart` with the address to post to and a nonce.
 */
(() => {
  const { url, nonce } = window.kindcartCart;

  /** Posts, and shows the cart that comes back. What cannot be told is said, never swallowed. */
  async function tell(fields) {
    const body = new URLSearchParams({ action: 'kindcart_cart', nonce, ...fields });
    const response = await fetch(url, { method: 'POST', body, credentials: 'same-origin' });
    const answer = await response.json();
    if (!answer.success) throw new Error(answer.data.message);
    show(answer.data);
  }

  function show({ cart, total }) {
    for (const element of document.querySelectorAll('kind-cart-pledge')) {
      element.setAttribute('cart', JSON.stringify(cart));
    }
    for (const element of document.querySelectorAll('kind-round-up')) {
      element.setAttribute('total', String(total));
    }
  }

  /** The shop draws its totals anew, in classic carts and in those of blocks. */
  function refresh() {
    const { jQuery, wp } = window;
    if (document.querySelector('.woocommerce-cart-form')) {
      jQuery?.(document.body).trigger('wc_update_cart');
    }
    jQuery?.(document.body).trigger('update_checkout');
    wp?.data?.dispatch('wc/store/cart')?.invalidateResolutionForStoreSelector('getCartData');
  }

  const notes = new Map();

  function failed(element, error) {
    const note = document.createElement('p');
    notes.set(element, note);
    note.className = 'kindcart-note woocommerce-error';
    note.setAttribute('role', 'alert');
    note.textContent = error.message;
    element.after(note);
  }

  function choose(element, fields) {
    notes.get(element)?.remove();
    tell(fields).then(refresh, (error) => failed(element, error));
  }

  document.addEventListener('kind-round-up', (event) => {
    choose(event.target, { round_up: String(event.amount.amount) });
  });
  document.addEventListener('kind-cause-chosen', (event) => {
    choose(event.target, { cause: event.projectId });
  });
  // A changed quantity is none of ours, but what the cart gives follows it.
  window.jQuery?.(document.body).on('updated_wc_div updated_cart_totals', () => {
    const element = document.querySelector('kind-cart-pledge');
    if (!element) return;
    notes.get(element)?.remove();
    tell({}).catch((error) => failed(element, error));
  });
})();
