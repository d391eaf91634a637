import { html, LitElement } from 'lit';
import { settingsChanged } from '../../internal/settings.ts';
import { styles } from './kit.styles.ts';

/** How a kit colours what is below it; `auto` follows the reader's own choice. */
export type KitTheme = 'light' | 'dark' | 'auto';

/**
 * @summary Sets platform, key, language and theme once for all elements of Kindcart below it.
 *
 * A kit has no look. Kits may stand in one another; the inner one's word counts. The attributes
 * are the truth and the properties only another way to them, so that an element below can read
 * them before the kit itself is defined.
 *
 * @slot - The part of the page that the settings are for.
 * @attr {string} key - A publishable key, `pk_test_…` or `pk_live_…`.
 * @attr {string} base-url - Address of the platform.
 * @attr {string} locale - Language as a BCP 47 tag, such as `zh-CN`.
 * @attr {'light'|'dark'|'auto'} theme - Colours; left out, the page's own colour scheme.
 */
export class KindKit extends LitElement {
  static override styles = styles;

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit's getter has to run for this very class.
    return [...super.observedAttributes, 'key', 'base-url', 'locale'];
  }

  /** A publishable key, `pk_test_…` or `pk_live_…`. */
  get publishableKey(): string | null {
    return this.getAttribute('key');
  }
  set publishableKey(value: string | null | undefined) {
    this.#write('key', value);
  }

  /** Address of the platform. */
  get baseUrl(): string | null {
    return this.getAttribute('base-url');
  }
  set baseUrl(value: string | null | undefined) {
    this.#write('base-url', value);
  }

  /** Language as a BCP 47 tag, such as `zh-CN`. */
  get locale(): string | null {
    return this.getAttribute('locale');
  }
  set locale(value: string | null | undefined) {
    this.#write('locale', value);
  }

  /** Colours of what is below; left out, the page's own colour scheme. */
  get theme(): KitTheme | null {
    const theme = this.getAttribute('theme');
    return theme === 'light' || theme === 'dark' || theme === 'auto' ? theme : null;
  }
  set theme(value: KitTheme | null | undefined) {
    this.#write('theme', value);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    settingsChanged();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    settingsChanged();
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
    if (before !== now) settingsChanged();
  }

  #write(attribute: string, value: string | null | undefined): void {
    if (value == null) this.removeAttribute(attribute);
    else this.setAttribute(attribute, value);
  }

  override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-kit': KindKit;
  }
}
