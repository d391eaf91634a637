import { html, nothing } from 'lit';
import { safeUrl } from './safe-url.ts';

/** A link to a paper, in a tab of its own so that this page stays; plain text where it is no address. */
export function paperLink(address: string, text: string, label?: string) {
  const href = safeUrl(address);
  if (!href) return html`<span>${text}</span>`;
  return html`<a
    class="link"
    href=${href}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${label ?? nothing}
    >${text}</a
  >`;
}
