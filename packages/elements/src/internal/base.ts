import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { readTheme, type SettingValues } from './settings.ts';

/** What every element of Kindcart has: its own say on platform, key and language. */
export class KindElement extends LitElement {
  /** A publishable key, `pk_test_…` or `pk_live_…`. Left out, the nearest kit's, then the page's. */
  @property({ attribute: 'key' }) publishableKey?: string | undefined;

  /** Address of the platform. Left out, the nearest kit's, then the page's. */
  @property({ attribute: 'base-url' }) baseUrl?: string | undefined;

  /** Language as a BCP 47 tag, such as `zh-CN`. Left out, the kit's, the page's, the text's around it. */
  @property() locale?: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    readTheme();
  }

  /** What was said on this element itself. */
  protected get ownSettings(): SettingValues {
    return { key: this.publishableKey, baseUrl: this.baseUrl, locale: this.locale };
  }
}
