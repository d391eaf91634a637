/**
 * The token with which a shop's thank-you page asks what an order gives: HMAC-SHA-256 of merchant and
 * order, in hex. Made where the secret is, on the shop's server, and good for that order alone.
 */

/** The few things of the web platform that are used here. */
declare const crypto: {
  readonly subtle: {
    importKey(
      format: 'raw',
      key: Uint8Array,
      algorithm: { readonly name: 'HMAC'; readonly hash: 'SHA-256' },
      extractable: boolean,
      usages: readonly 'sign'[],
    ): Promise<object>;
    sign(algorithm: 'HMAC', key: object, data: Uint8Array): Promise<ArrayBuffer>;
  };
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/**
 * The token of one order.
 *
 * @param secret - the merchant's, `ots_…`, used as it is written
 * @param shopOrderId - the shop's own id of the order, as it is told to `recordOrder`
 */
export async function orderToken(
  secret: string,
  merchantId: string,
  shopOrderId: string,
): Promise<string> {
  const utf8 = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' } as const;
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['sign']);
  const text = utf8.encode(`${merchantId}.${shopOrderId}`);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, text));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
