import { createPageClient } from '@kindcart/client';
import type { CreateDonation, DonationStatus, PaymentStart, Project } from '@kindcart/contract';
import { isDonationId, isProjectId } from '@kindcart/contract/ids';
import type { Entry, Store } from '@kindcart/store';
import { createDonation } from '@kindcart/store/donation';
import type { ReactiveController, ReactiveElement } from 'lit';
import { isAuthorsMatter, reportToAuthor } from '../../internal/report.ts';
import { type SettingValues, watchSettings } from '../../internal/settings.ts';
import { storeFor } from '../../internal/store-registry.ts';
import { connectionOf, type Misconfiguration } from '../../internal/surroundings.ts';

/** What is known of the gift. */
export type DonationView =
  | { readonly status: 'loading' | 'none' | 'unknown' | 'error' | 'offline' | 'misconfigured' }
  | {
      readonly status: 'ready';
      readonly donation: DonationStatus;
      readonly project: Project | undefined;
      /** What was asked for; undefined where that was in another tab. */
      readonly request: CreateDonation | undefined;
      /** What was paid with, which opens the receipt; undefined where that was in another tab. */
      readonly payment: PaymentStart | undefined;
    };

/** An element that tells of a gift: the one that it names, or the one just made to its project. */
export interface DonationHost extends ReactiveElement {
  donation?: string | undefined;
  project?: string | undefined;
}

/** Finds the gift, asks for it until its outcome is known, and redraws the host. */
export class DonationController implements ReactiveController {
  readonly #host: DonationHost;
  readonly #own: () => SettingValues;
  #wanted = '';
  #problem: Misconfiguration | undefined;
  #store: Store | undefined;
  #entry: Entry<DonationStatus> | undefined;
  #stops: (() => void)[] = [];
  #stopSettings: (() => void) | undefined;
  #stopProject: (() => void) | undefined;
  /** Whether the first drawing is still to come over markup that a server made, which knows no gift. */
  #hydrating: boolean;

  /** @param own - the settings on the element itself */
  constructor(host: DonationHost, own: () => SettingValues) {
    this.#host = host;
    this.#own = own;
    this.#hydrating = host.shadowRoot !== null;
    host.addController(this);
  }

  get view(): DonationView {
    if (this.#problem) return { status: 'misconfigured' };
    if (this.#hydrating || !this.#store) return { status: 'loading' };
    return this.#entry ? this.#ofEntry(this.#entry) : this.#ofCheckout(this.#store);
  }

  hostConnected(): void {
    this.#stopSettings = watchSettings(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.#stopSettings) this.#follow();
  }

  hostUpdated(): void {
    if (this.#hydrating) this.#host.requestUpdate();
    this.#hydrating = false;
    this.#followProject();
  }

  hostDisconnected(): void {
    this.#stopSettings?.();
    this.#stopSettings = undefined;
    this.#leave();
  }

  /** Asks the platform again. */
  reload(): void {
    this.#entry?.reload();
  }

  #ofEntry(entry: Entry<DonationStatus>): DonationView {
    const snapshot = entry.get();
    if (snapshot.status === 'loading') return snapshot;
    if (snapshot.status !== 'error') {
      const { value: donation } = snapshot;
      return donation ? this.#ready(donation) : { status: 'offline' };
    }
    const { error } = snapshot;
    if (error.code === 'donation_unknown') return { status: 'unknown' };
    if (!isAuthorsMatter(error.code)) return { status: 'error' };
    reportToAuthor(this.#host.localName, error);
    return { status: 'misconfigured' };
  }

  #ofCheckout(store: Store): DonationView {
    const { project = '' } = this.#host;
    const made = isProjectId(project) ? madeIn(store, project) : undefined;
    // What is not paid yet is no gift, and the form that asks for the payment says so.
    if (!made || made.status === 'ready_to_pay') return { status: 'none' };
    return this.#ready(made.donation);
  }

  #ready(donation: DonationStatus): DonationView {
    const store = this.#store;
    const snapshot = store?.project(donation.projectId).get();
    const project = snapshot && 'value' in snapshot ? snapshot.value : undefined;
    const made = store && madeIn(store, donation.projectId);
    const mine = made?.donation.id === donation.id ? made : undefined;
    return {
      status: 'ready',
      donation,
      request: mine?.request.body,
      payment: mine?.payment ?? undefined,
      project: project ?? undefined,
    };
  }

  #follow(): void {
    const connection = connectionOf(this.#host, this.#own());
    const { donation = '', project = '' } = this.#host;
    const wanted = JSON.stringify([connection, donation, project]);
    if (wanted === this.#wanted) return;
    this.#leave();
    this.#wanted = wanted;
    if (!connection.ok) this.#misconfigured(connection.problem);
    else this.#watch(connection);
  }

  #watch(connection: Readonly<Record<'baseUrl' | 'key', string>>): void {
    const { donation = '', project = '' } = this.#host;
    const redraw = () => this.#host.requestUpdate();
    this.#store = storeFor(connection);
    if (isDonationId(donation)) {
      this.#entry = createDonation({ client: createPageClient(connection) }, donation);
      this.#stops.push(this.#entry.subscribe(redraw));
    } else if (isProjectId(project)) {
      const checkout = this.#store.checkout(project);
      checkout.resume();
      this.#stops.push(checkout.subscribe(redraw));
    }
  }

  /** The project's name is known once its id is: by the gift. */
  #followProject(): void {
    const { view } = this;
    if (view.status !== 'ready' || this.#stopProject || !this.#store) return;
    const { projectId } = view.donation;
    const redraw = () => this.#host.requestUpdate();
    this.#stopProject = this.#store.project(projectId).subscribe(redraw);
    if (!this.#entry) return;
    // A gift that is named may have been made in this tab, which then holds what opens its receipt.
    const checkout = this.#store.checkout(projectId);
    this.#stops.push(checkout.subscribe(redraw));
    checkout.resume();
  }

  #leave(): void {
    for (const stop of this.#stops) stop();
    this.#stopProject?.();
    this.#stops = [];
    this.#stopProject = this.#entry = this.#store = this.#problem = undefined;
    this.#wanted = '';
  }

  #misconfigured(problem: Misconfiguration): void {
    this.#problem = problem;
    reportToAuthor(this.#host.localName, problem);
  }
}

/** The gift that the tab's checkout of a project is about, with what was asked for and its payment. */
function madeIn(store: Store, projectId: DonationStatus['projectId']) {
  const state = store.checkout(projectId).get();
  if (!('donation' in state) || !state.donation) return undefined;
  const { status, donation, request, payment } = state;
  return { status, donation, request, payment };
}
