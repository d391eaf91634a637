import type { Appearance } from '@stripe/stripe-js';

/**
 * A colour as Stripe reads it, from a computed one; undefined for notations that Stripe does not
 * know, which leaves it its own.
 */
export function plainColour(computed: string): string | undefined {
  if (/^rgba?\(/.test(computed)) return computed;
  // What `color-mix()` and `color()` compute to.
  const parts = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/.exec(computed);
  const channels = parts?.slice(1).map((part) => Math.round(Number(part) * 255));
  return channels && `rgb(${channels.join(', ')})`;
}

/** Whether text of this colour is meant for a dark page. */
function isLight(colour: string | undefined): boolean {
  const [red = 0, green = 0, blue = 0] = colour?.match(/[\d.]+/g)?.map(Number) ?? [];
  return red * 0.299 + green * 0.587 + blue * 0.114 > 128;
}

/** The appearance of Stripe's fields, from the style of an element that has the form's colours. */
export function lookOf(probe: Element): Appearance {
  const style = getComputedStyle(probe);
  const text = plainColour(style.color);
  const wanted = {
    colorText: text,
    colorBackground: plainColour(style.backgroundColor),
    colorPrimary: plainColour(style.outlineColor),
    colorDanger: plainColour(style.borderTopColor),
    borderRadius: style.borderTopLeftRadius,
    fontFamily: style.fontFamily,
    fontSizeBase: style.fontSize,
  };
  const known = Object.entries(wanted).filter(([, value]) => value);
  return { theme: isLight(text) ? 'night' : 'stripe', variables: Object.fromEntries(known) };
}
