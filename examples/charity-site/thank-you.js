// The gift to thank for stands behind the `#` of the address.
const gift = location.hash.slice(1);
if (gift !== '') document.querySelector('kind-thank-you')?.setAttribute('donation', gift);
