import type { Project } from '@kindcart/contract';
import type { ErrorCode } from '@kindcart/contract/errors';
import type { CheckoutState, Errored } from '@kindcart/store';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  KindDonatedEvent,
  KindDonateErrorEvent,
  KindDonateStartEvent,
} from '../../events/donate.ts';
import { KindElement } from '../../internal/base.ts';
import { fields } from '../../internal/fields.styles.ts';
import { focusIn, holdsFocus } from '../../internal/focus.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { parts } from '../../internal/parts.styles.ts';
import { ProjectController } from '../../internal/project-controller.ts';
import { isAuthorsMatter, reportToAuthor } from '../../internal/report.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { form } from '../../locales/form.en.ts';
import { fieldsOf } from '../../payments/providers.ts';
import { thanksStyles } from '../thank-you/thanks.styles.ts';
import { Ahead } from './ahead.ts';
import { CheckoutController } from './checkout-controller.ts';
import { styles } from './donate-form.styles.ts';
import type { SettledGift } from './draft.ts';
import { type Beginning, DraftController } from './draft-controller.ts';
import { refusedFields } from './field-errors.ts';
import { FieldsController } from './fields-controller.ts';
import { type FormActions, type FormModel, formView } from './form-view.ts';
import { asksOf } from './give-screen.ts';
import { failureOf, isBusy, isProving, type ScreenName, type Step, screenOf } from './screen.ts';
import { tellOnce } from './tell.ts';

/**
 * @summary A project's donation form: once or monthly, amount, fee, donor, payment, thanks.
 *
 * Nothing is chosen for the donor and nothing counts as given before the platform says so. What
 * was typed survives errors, and a payment under way survives a reload of the page.
 *
 * @slot - Shown where giving is not possible, such as a link to the charity's own page.
 * @slot payment - Where the element puts the payment provider's fields.
 * @slot next - What happens next, in the place of the form's own words.
 * @event kind-donate-start - The donor has chosen a gift and goes on to pay.
 * @event kind-donated - The gift was paid.
 * @event kind-donate-error - The gift was not made; the donor has been told.
 * @csspart title - What the gift is for.
 * @csspart test-mode - Says that no real money moves.
 * @csspart alert - Says what went wrong.
 * @csspart interval - The choice of once, monthly or yearly.
 * @csspart settled - What the gift is for and how much, where that is no question.
 * @csspart amounts - The choice of amounts.
 * @csspart amount - One suggested amount.
 * @csspart cover-fee - The choice to cover the fee.
 * @csspart message - The message, which opens on demand.
 * @csspart anonymous - The choice to give without a name in public.
 * @csspart news - The choice to hear of the project.
 * @csspart dedication - In whose honour or memory, which opens on demand.
 * @csspart dedication-card - The choice to tell somebody of it.
 * @csspart submit - The button that goes on, or pays.
 * @csspart summary - What is paid, and for what.
 * @csspart offer - Offers a monthly gift in the place of a single one.
 * @csspart challenge - The bank's question.
 * @csspart done - The thanks.
 * @csspart next - What happens next.
 * @csspart receipt - The button that asks for the receipt, or its links once it is there.
 * @csspart receipt-note - Says why there is no receipt.
 * @csspart share - The button to tell others.
 * @csspart again - The button to give again.
 * @csspart blocked - What is shown where giving is not possible.
 * @csspart retry - The button to try again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-on-accent - Text upon it.
 * @cssproperty --kind-danger - Colour of errors.
 * @cssproperty --kind-radius - Roundness of corners.
 * @cssproperty --kind-gap - Room between the parts.
 * @cssproperty --kind-field-background - Colour of the fields.
 */
export class KindDonateForm extends KindElement {
  static override styles = [tokens, parts, fields, thanksStyles, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings, form);
  readonly #source = new ProjectController(this, () => this.ownSettings);
  readonly #checkout = new CheckoutController(this, this.#source, () => this.settled?.adoptionId, {
    onResume: (now) => this.#onResume(now),
    onChange: (now, before) => this.#onCheckout(now, before),
  });
  readonly #draft = new DraftController(this);
  /** Fetches what the first page does without. */
  protected readonly loads = { paying: () => import('./paying.ts'), fields: fieldsOf };
  readonly #ahead = new Ahead(this, {
    own: () => this.ownSettings,
    load: () => this.loads.paying(),
  });
  readonly #fields = new FieldsController(this, {
    load: (provider) => this.loads.fields(provider),
    pay: () => this.#onPay(),
  });
  /** Whether the new donation is to be paid at once, with the card that is in the fields still. */
  #paysAnew = false;
  /** The donation and its payment, as last told. */
  #made: Pick<Errored, 'donation' | 'payment'> | undefined;
  #lastScreen: ScreenName = 'loading';
  #hadFocus = false;
  readonly #actions: FormActions = {
    edit: (change) => this.#draft.edit(change),
    submit: (event) => this.#submit(event),
    dedicate: (event) => this.#draft.dedicate(event),
    pay: () => this.#onPay(),
    change: () => {
      this.step = 'give';
      if (isProving(this.#checkout.state)) this.#checkout.requests?.reset();
    },
    takeOffer: (choice) => this.#onTakeOffer(choice),
    authenticate: (approve) => this.#checkout.requests?.authenticate(approve),
    again: () => this.#onAgain(),
    retry: () => this.#checkout.requests?.retry(),
    reload: () => this.#source.reload(),
  };

  @state() private step: Step = 'give';
  @state() private offered = false;
  /** The donor wanted to close the form while a payment was being confirmed. */
  @state() private staying = false;

  /** Id of the project, `prj_…`. */
  @property() project?: string | undefined;

  /**
   * What is asked beside the amount, parted by spaces: `repeat` (once, monthly or yearly), `upsell`
   * (a monthly gift in the place of a single one, offered once), `email` (a gift that repeats needs
   * it anyhow), `news` (only of who leaves an address) and `dedication`. Empty for none.
   */
  @property() ask = 'repeat upsell email news dedication';

  /** A gift whose amount is no question, with a checkout of its own: how a tree is paid for. */
  @property({ attribute: false }) settled?: SettledGift | undefined;

  override update(changed: PropertyValues): void {
    // Not in willUpdate, which comes before the controllers look for project and checkout.
    this.#hadFocus = this.hasUpdated && holdsFocus(this);
    if (this.#draft.restore(this.#project, this.#locale.locale)) this.step = 'give';
    super.update(changed);
  }

  override updated(): void {
    const screen = this.#screen;
    const { words } = this.#locale;
    const payment = this.#made?.payment;
    if (words && payment && screen === 'pay')
      this.#fields.show({ words, payment, locked: this.busy });
    const begun = this.#draft.isBegun || this.settled || this.#checkout.state.status !== 'idle';
    if (this.#ahead.updated(!!begun)) this.#submit();
    if (screen === this.#lastScreen) return;
    this.#lastScreen = screen;
    // Focus goes to the new screen only from the one before it, never from elsewhere on the page.
    if (this.#hadFocus) focusIn(this, '#title');
  }

  get #screen(): ScreenName {
    if (!this.#locale.words) return 'loading';
    return screenOf(this.#source.view, this.#checkout.state, this.step, this.#ahead.fetched);
  }

  get #project(): Project | undefined {
    const { view } = this.#source;
    return view.status === 'ready' ? view.project : undefined;
  }

  #onResume(now: CheckoutState): void {
    if ('donation' in now && now.donation) this.#made = now;
    if ('request' in now) this.#draft.resume(now.request.body);
    this.step = now.status === 'creating' || now.status === 'error' ? 'give' : 'pay';
  }

  #onCheckout(now: CheckoutState, before: CheckoutState): void {
    this.staying = false;
    if ('donation' in now && now.donation) this.#made = now;
    if (now.status === 'ready_to_pay') this.#onReady();
    if (now.status === 'succeeded') this.#onPaid(now);
    const failure = failureOf(now);
    if (failure && failure !== failureOf(before)) this.#onFailure(now, failure);
  }

  #onReady(): void {
    this.step = 'pay';
    if (this.#paysAnew) queueMicrotask(() => this.#onPay());
    this.#paysAnew = false;
  }

  #onPaid(now: Extract<CheckoutState, { status: 'succeeded' }>): void {
    this.#fields.drop();
    tellOnce(this, now, new KindDonatedEvent(now.donation));
  }

  #onFailure(now: CheckoutState, code: ErrorCode): void {
    this.#paysAnew = false;
    const { words } = this.#locale;
    const refused = now.status === 'error' && words ? refusedFields(now.error, words) : {};
    this.#draft.show(refused);
    if (now.status === 'error' && isAuthorsMatter(code) && Object.keys(refused).length === 0)
      reportToAuthor(this.localName, now.error);
    if (code === 'project_closed' || code === 'project_unknown') this.#source.reload();
    tellOnce(this, now, new KindDonateErrorEvent(this.project ?? '', code));
  }

  #submit(event?: Event): void {
    event?.preventDefault();
    const project = this.#project;
    const { words, locale } = this.#locale;
    const { settled } = this;
    if (!project || !words || this.busy) return;
    const amount = this.#draft.read({ project, words, locale, settled });
    const paying = amount && this.#ahead.wantPaying();
    this.requestUpdate();
    if (!paying) return;
    const gift = paying.giftHere(this.#draft.value, amount, { words, locale, settled });
    this.#paysAnew = false;
    this.dispatchEvent(new KindDonateStartEvent(project.id, gift.gift));
    this.#checkout.requests?.submit(gift);
    this.step = this.#checkout.state.status === 'ready_to_pay' ? 'pay' : 'give';
  }

  #onTakeOffer(choice: number): void {
    this.offered = true;
    this.#draft.edit({ choice, interval: 'month' });
    // A gift that repeats needs an address, which the first page asks for.
    this.step = 'give';
    if (this.#draft.value.email) this.#submit();
    else this.#draft.focus('#email');
  }

  #onPay(): void {
    if (this.busy) return;
    const details = this.#fields.read();
    if (!details) return;
    const { state, requests } = this.#checkout;
    if (state.status === 'ready_to_pay') requests?.pay(details);
    else if ('request' in state) {
      // The payment is finished: trying again is a new donation, and then the payment of it.
      this.#paysAnew = true;
      requests?.submit(state.request.body);
    }
  }

  #onAgain(): void {
    this.#fields.drop();
    this.#checkout.requests?.reset();
    this.#draft.clear();
    this.step = 'give';
  }

  /** Whether an answer on this gift is awaited, so that the form should not be taken away. */
  get busy(): boolean {
    return isBusy(this.#checkout.state);
  }

  /** Says why the form should stay while `busy`. */
  askToStay(): void {
    this.staying = true;
  }

  /** Begins with what the donor has chosen elsewhere on the page; a payment under way goes on. */
  begin(chosen: Beginning): void {
    this.#draft.begin(chosen);
  }

  /** Makes the form ready for another gift, if this one is finished. */
  leave(): void {
    if (/^(succeeded|expired)$/.test(this.#checkout.state.status)) this.#onAgain();
  }

  override render() {
    const { words, locale } = this.#locale;
    const model: FormModel = {
      screen: this.#screen,
      words,
      locale,
      project: this.#project,
      donation: this.#made?.donation,
      checkout: this.#checkout.state,
      draft: this.#draft.value,
      errors: this.#draft.errors,
      asks: asksOf(this.ask, this.settled),
      settled: this.settled,
      dedication: this.#draft.dedication,
      ahead: this.#ahead,
      offered: this.offered,
      staying: this.staying,
      fieldsFailed: this.#fields.failed,
      offline: this.#source.view.status === 'offline',
    };
    return formView(model, this.#actions);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-donate-form': KindDonateForm;
  }
}
