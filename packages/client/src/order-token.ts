/** Tokens of orders, for a shop's own server: anywhere with WebCrypto. */
export { orderToken } from '@kindcart/contract/order-token';
