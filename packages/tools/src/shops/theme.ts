/** Draws the blocks of the theme app extension as a shop would, by a Liquid that is not Shopify's. */
import { fileURLToPath } from 'node:url';
import { type Context, Liquid, Tag, type TagToken, type TopLevelToken } from 'liquidjs';

export const themeFolder = fileURLToPath(
  new URL('../../../../examples/shopify/extensions/kindcart/', import.meta.url),
);

/** A block whose content is for editors and says nothing in a page. */
class Unsaid extends Tag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    while (remaining.length > 0) {
      const next = remaining.shift();
      if (next !== undefined && 'name' in next && next.name === `end${token.name}`) return;
    }
    throw new Error(`${token.getText()} does not end`);
  }
  override *render(_context: Context): Generator<unknown, void, unknown> {}
}

const liquid = new Liquid({
  root: `${themeFolder}blocks`,
  partials: `${themeFolder}snippets`,
  extname: '.liquid',
});
liquid.registerTag('schema', Unsaid);
liquid.registerTag('doc', Unsaid);

export interface Scene {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly cart?: object;
  readonly inEditor?: boolean;
}

/** The block's markup as a page has it. */
export async function markupOf(
  block: string,
  { settings = {}, cart = {}, inEditor = false }: Scene,
) {
  const markup: string = await liquid.renderFile(block, {
    block: { settings, shopify_attributes: 'data-shopify-editor-block="{}"' },
    cart,
    request: { design_mode: inEditor },
    routes: { cart_url: '/cart', cart_update_url: '/cart/update' },
  });
  return markup.trim();
}
