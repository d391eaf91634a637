import type { DonorPage, DonorState, Subject, Visit } from '@kindcart/store/donor';
import { html, type PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import { adopt } from '../../internal/adopt.ts';
import { KindElement } from '../../internal/base.ts';
import { fields } from '../../internal/fields.styles.ts';
import { holdsFocus } from '../../internal/focus.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { parts } from '../../internal/parts.styles.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { common } from '../../locales/common.en.ts';
import type { DonorWords, WordsOfDoor } from '../../locales/donor-words.ts';
import { door } from '../../locales/door.en.ts';
import { DonorController } from './donor-controller.ts';
import { styles } from './donor-page.styles.ts';
import { donorWordsNow, fetchDonorWords } from './donor-words.ts';
import { askedScreen, askScreen, noteScreen, skeleton } from './door-screens.ts';
import type { Panel, PanelOf } from './panel.ts';
import type { VisitModel } from './visit-view.ts';

/** Code that comes when somebody is in, and more of it when something is to be changed. */
type Later = typeof import('./visit-view.ts');

/**
 * @summary The donor's own page: gifts, receipts, monthly gifts and all changes to them, without an
 * account.
 *
 * Whoever comes by the link that was mailed is in; everybody else is asked for an address, to which
 * a link goes. The token of the link leaves the address bar at once, and the visit ends with the
 * tab. Nothing is shown as done before the platform has confirmed it.
 *
 * @slot - Shown where the page cannot be, such as the charity's own address for questions.
 * @slot payment - Where the element puts the payment provider's fields for another card.
 * @csspart title - The heading.
 * @csspart test-mode - Says that no real money moves.
 * @csspart note - Says what is wrong, or what has happened.
 * @csspart retry - The button to try again.
 * @csspart submit - The button that asks for a link.
 * @csspart recurring - One monthly or yearly gift.
 * @csspart panel - What opens on a monthly gift to change it.
 * @csspart gift - One gift.
 * @csspart receipt - One receipt of it.
 * @csspart more - The button for more gifts.
 * @csspart year - One year's summary.
 * @csspart settings - Language, news, erasure and leaving.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-on-accent - Text upon it.
 * @cssproperty --kind-danger - Colour of errors.
 * @cssproperty --kind-radius - Roundness of corners.
 * @cssproperty --kind-gap - Room between the parts.
 * @cssproperty --kind-field-background - Colour of the fields.
 */
export class KindDonorPage extends KindElement {
  static override styles = [tokens, parts, fields, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings, common);
  readonly #donor = new DonorController(
    this,
    () => this.ownSettings,
    (now, before) => this.#onChange(now, before),
  );
  #later: Later | undefined;
  #fetching = '';
  #panel: Panel | undefined;
  #hadFocus = false;
  /** The donor has pressed a button that opens something. */
  #pressed = false;
  /** Where focus goes after the next drawing. */
  #focusNext: string | undefined;

  /** What the live region says. */
  @state() private said = '';
  /** The address has been sent as no address is written. */
  @state() private emailWrong = false;
  /** A part of the code could not be fetched. */
  @state() private missing = false;
  /** What is open on which monthly gift. */
  @state() private opened: PanelOf | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closePanel();
  }

  override update(changed: PropertyValues): void {
    this.#hadFocus = this.hasUpdated && holdsFocus(this);
    super.update(changed);
  }

  override updated(): void {
    this.#panel?.updated();
    const wanted = this.#focusNext;
    this.#focusNext = undefined;
    // A button that was pressed may be gone by now, and the focus with it.
    const isLost = document.activeElement === document.body && this.#pressed;
    if (wanted && (this.#hadFocus || isLost))
      this.renderRoot.querySelector<HTMLElement>(wanted)?.focus();
  }

  get #words(): WordsOfDoor | undefined {
    const { words } = this.#locale;
    const own = words && donorWordsNow(words.lang, door);
    if (words && !own) this.#fetch(words.lang, fetchDonorWords(words.lang));
    return words && own && { ...words, ...own };
  }

  /** Waits for a part of the page, once, and draws it; says where it cannot be had. */
  #fetch(what: string, part: Promise<unknown>): void {
    if (this.#fetching === what) return;
    this.#fetching = what;
    part.then(
      () => this.requestUpdate(),
      () => {
        this.missing = true;
      },
    );
  }

  #onChange(now: DonorState, before: DonorState): void {
    if (now.status !== before.status) {
      this.#closePanel();
      this.emailWrong = false;
      this.said = '';
      // Focus goes to a new screen only from the one before it, never from elsewhere on the page.
      this.#focusNext = '#title';
      if (now.status === 'open' && location.search.includes('setup_intent')) this.#comeBack(now);
      return;
    }
    const failed = now.status === 'asking' && now.error !== null;
    if (failed) this.#focusNext = '#email';
    if (now.status === 'open' && now.done && before.status === 'open' && now.done !== before.done) {
      this.#onDone(now.done);
    }
  }

  #onDone({
    name,
    subject,
  }: {
    readonly name: keyof DonorWords['visit']['done'];
    readonly subject: Subject;
  }): void {
    this.said = this.#later?.saidOf(name, this.#locale.locale) ?? '';
    if (this.opened?.id !== subject) return;
    this.#closePanel();
    this.#focusNext = `#title-${subject}`;
  }

  /** Goes on where the donor was led to a bank's own page with another card. */
  #comeBack({ recurring }: Visit): void {
    const { connection } = this.#donor;
    import('./panels.ts')
      .then(({ takeWay }) => connection && takeWay(connection, recurring.items))
      .then(
        (way) => way && this.#openPanel({ kind: 'card', id: way.id, way }),
        // Nothing is lost: the platform hears of the card, and the gift shows it.
        () => {},
      );
  }

  #openPanel(wanted: PanelOf): void {
    this.#closePanel();
    this.opened = wanted;
    this.#pressed = holdsFocus(this);
    this.said = '';
    import('./panels.ts').then(
      ({ makePanel }) => this.#showPanel(makePanel, wanted),
      () => {
        this.missing = true;
      },
    );
  }

  #showPanel(make: typeof import('./panels.ts').makePanel, wanted: PanelOf): void {
    const { page, connection } = this.#donor;
    const { kind, id } = wanted;
    // Closed, or another was opened, while the code was on its way.
    if (!page || !connection || this.opened !== wanted) return;
    this.#panel = make(wanted, {
      host: this,
      page,
      connection,
      locale: () => this.#locale.locale,
      close: () => this.#closePanel(`[data-open="${kind} ${id}"]`),
      taken: () => this.#onDone({ name: 'card', subject: wanted.id }),
    });
    this.#focusNext = '#panel';
    this.requestUpdate();
  }

  /** @param focus - where it goes when the donor closes the panel */
  #closePanel(focus?: string): void {
    this.#panel?.stop();
    this.#panel = this.opened = undefined;
    this.#focusNext = focus;
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>('#email');
    const email = field?.value.trim() ?? '';
    this.emailWrong = !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
    if (this.emailWrong) field?.focus();
    else this.#donor.page?.askLink(email, this.#locale.words?.lang ?? null);
  }

  /** Asks the platform again, where the page could not be opened. */
  reload(): void {
    this.missing = false;
    this.#fetching = '';
    this.#donor.page?.retry();
  }

  #renderVisit(visit: Visit, page: DonorPage, words: WordsOfDoor) {
    const later = this.#later;
    const visitWords = later?.wordsOf(this.#locale.locale);
    if (!later || !visitWords) {
      this.#fetch(
        'visit',
        import('./visit-view.ts').then((part) => {
          this.#later = part;
          adopt(this.renderRoot, part.visitStyles);
        }),
      );
      return this.missing ? this.#renderNote(words.door.partMissing, words) : skeleton();
    }
    const model: VisitModel = {
      visit,
      words: { ...words, ...visitWords },
      locale: this.#locale.locale,
      opened: this.opened,
      panel: this.#panel,
      missing: this.missing,
    };
    return later.visitView(model, {
      page,
      open: (kind, id) => this.#openPanel({ kind, id }),
    });
  }

  #renderNote(text: string, words: WordsOfDoor) {
    return noteScreen(text, words, () => this.reload());
  }

  #renderScreen(words: WordsOfDoor) {
    const { state: now, page, connection } = this.#donor;
    const { noConnection, noConnectionHow, unavailable } = words.common;
    const isTest = connection?.key.startsWith('pk_test_') ?? false;
    switch (now.status) {
      case 'opening':
        return skeleton(words.door.opening);
      case 'open':
        return page ? this.#renderVisit(now, page, words) : skeleton();
      case 'asking':
        return askScreen({ now, words, isTest, emailWrong: this.emailWrong }, (event) =>
          this.#onSubmit(event),
        );
      case 'asked':
        return askedScreen(now.email, words, () => page?.askAgain());
      case 'failed': {
        const away = /^(network_error|timeout)$/.test(now.error.code);
        const why = away ? `${noConnection} ${noConnectionHow}` : words.door.failedHow;
        return this.#renderNote(`${words.door.failed} ${why}`, words);
      }
      case 'misconfigured':
        return html`<p part="note" class="muted">${unavailable}</p>
          <slot></slot>`;
    }
  }

  override render() {
    const words = this.#words;
    // Nothing of this depends on the language, so that it is the same on a server.
    if (!words) return html`<div class="page">${skeleton()}</div>`;
    return html`<div class="page" lang=${words.lang}>
      ${this.#renderScreen(words)}
      <p class="visually-hidden" role="status">${this.said}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-donor-page': KindDonorPage;
  }
}
