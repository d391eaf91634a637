/**
 * The way from a chosen tree to one of one's own: a place, whose it is, holding, paying, and what came of
 * it. In a file of its own, which is fetched while the person chooses.
 */
import { createForestClient } from '@kindcart/client';
import type { Adoption, CreateAdoption, Plot, Species } from '@kindcart/contract';
import type { ErrorCode } from '@kindcart/contract/errors';
import { isAdoptionId } from '@kindcart/contract/ids';
import {
  type Adopted,
  type Adopting,
  type AdoptingState,
  createAdopting,
} from '@kindcart/store/adoption';
import { html, nothing, type ReactiveController } from 'lit';
import { Source, type Wanted } from '../../commerce/source.ts';
import { KindTreeAdoptedEvent, KindTreeChosenEvent } from '../../events/tree.ts';
import type { KindElement } from '../../internal/base.ts';
import { focusIn } from '../../internal/focus.ts';
import { forestStoreFor } from '../../internal/forest-registry.ts';
import { forestFiles } from '../../internal/forest-words.ts';
import { onePerTarget } from '../../internal/live-registry.ts';
import type { SettingValues } from '../../internal/settings.ts';
import { storeFor } from '../../internal/store-registry.ts';
import { connectionOf } from '../../internal/surroundings.ts';
import { tabStorage } from '../../internal/tab-storage.ts';
import { adopting as english } from '../../locales/adopting.en.ts';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';
import { textIn } from '../named.ts';
import { rememberTree } from '../own-trees.ts';
import * as ends from './end-views.ts';
import { heldView } from './held-view.ts';
import { forgetInvitation, invitedTo } from './invitation.ts';
import { type Names, namesOf, type Things, watchThings } from './names.ts';
import { PayForm } from './pay-form.ts';
import { PlaceChoice } from './place-choice.ts';
import { refusalOf, type Step, stepAfter } from './refusal.ts';
import { TimeLeft } from './time-left.ts';
import { whoView } from './who-view.ts';
import { emptyWish, type WishDraft, type WishErrors, wishOf } from './wish.ts';

/** What the way needs of its element. */
export interface WayOwner {
  /** The settings on the element itself. */
  readonly own: () => SettingValues;
  readonly locale: () => string;
  /** Tells apart pickers of one tab that offer different things. */
  readonly slot: () => string;
  /** Defines the form in which is paid. */
  readonly form: () => Promise<unknown>;
  /** Opens the page on which a refusal can be mended. */
  readonly goTo: (step: Step) => void;
}

/** What was chosen before. */
export interface Chosen {
  readonly species: Species;
  readonly plot: Plot;
}

/** The page's adoptions of a platform and key, by the slots of their pickers. */
const adoptingsFor = onePerTarget((target) => {
  const all = new Map<string, Adopting>();
  return (slot: string) => {
    const known = all.get(slot);
    if (known) return known;
    const storage = tabStorage();
    const made = createAdopting({
      client: createForestClient(target),
      checkoutOf: (projectId, adoptionId) => storeFor(target).checkout(projectId, adoptionId),
      slot,
      ...(storage && { storage }),
    });
    made.resume();
    all.set(slot, made);
    return made;
  };
});

/** Keeps an element on that way, and draws each of its pages. */
export class Way implements ReactiveController {
  readonly #host: KindElement;
  readonly #owner: WayOwner;
  readonly #source: Source<AdoptingState, Adopting>;
  readonly #things: Source<Things, ReturnType<typeof watchThings>>;
  readonly #timeLeft: TimeLeft;
  readonly #form: PayForm;
  #choice: PlaceChoice | undefined;
  /** The place that was chosen; null for any. */
  #place: number | null = null;
  #draft: WishDraft = emptyWish;
  #errors: WishErrors = {};
  #last: AdoptingState = { status: 'idle' };
  /** The invitation that was followed last. */
  #followed: string | undefined;

  constructor(host: KindElement, owner: WayOwner) {
    this.#host = host;
    this.#owner = owner;
    this.#source = new Source(host, owner.own, () => this.#wanted());
    this.#things = new Source(host, owner.own, () => this.#wantedThings());
    this.#timeLeft = new TimeLeft(host);
    this.#form = new PayForm(host, owner.form, () => this.#source.entry?.check());
    host.addController(this);
  }

  /** How the adoption is; undefined until that is known. */
  get state(): AdoptingState | undefined {
    return this.#source.value;
  }

  /** Whether something is shown that has begun, in the place of what can be chosen. */
  get isUnderWay(): boolean {
    return !/^(idle|refused|holding)$/.test(this.state?.status ?? 'idle');
  }

  /** Whether it is known whether something is under way. */
  get isKnown(): boolean {
    return this.state !== undefined && (!invitedTo(location.hash) || !!this.#followed);
  }

  hostUpdate(): void {
    this.#follow();
    const now = this.state;
    if (!now || now === this.#last) return;
    const before = this.#last;
    this.#last = now;
    if (now.status === 'refused') this.#onRefused(now.error.code);
    if (now.status === 'adopted' && now.isOurs) this.#onAdopted(now, before);
  }

  hostUpdated(): void {
    const { state } = this;
    const held = state?.status === 'held' ? state : undefined;
    this.#timeLeft.follow(held?.untilMs);
    const words = this.#words;
    if (words) this.#form.show(held, held ? this.#titleOf(held.adoption, words) : '');
  }

  hostDisconnected(): void {
    this.#timeLeft.follow(undefined);
  }

  get #words(): WordsOfAdopting | undefined {
    return forestFiles.now(this.#owner.locale(), english);
  }

  get #names(): Names {
    return namesOf(this.#things.value, this.#owner.locale());
  }

  #wanted(): Wanted<Adopting> {
    const slot = this.#owner.slot();
    return { name: slot, open: (connection) => adoptingsFor(connection)(slot) };
  }

  #wantedThings(): Wanted<ReturnType<typeof watchThings>> {
    const { state } = this;
    if (!state || !('adoption' in state)) return 'nothing';
    const { speciesId, plotId, treeId } = state.adoption;
    return {
      name: [speciesId, plotId, treeId].join(' '),
      open: (connection) => watchThings(forestStoreFor(connection), { speciesId, plotId, treeId }),
    };
  }

  /** Follows the invitation in the page's address, once. */
  #follow(): void {
    const invited = invitedTo(location.hash);
    const { entry } = this.#source;
    if (!entry || !invited || invited === this.#followed || !isAdoptionId(invited)) return;
    this.#followed = invited;
    const state = entry.get();
    if ('adoption' in state && state.adoption.id === invited) return;
    entry.leave();
    entry.open(invited);
  }

  #onRefused(code: ErrorCode): void {
    const step = stepAfter(code);
    if (step === 'place') this.#choice?.open();
    this.#owner.goTo(step);
  }

  #onAdopted({ adoption }: Adopted, before: AdoptingState): void {
    const { id, treeId, treeNumber } = adoption;
    if (treeId === null || treeNumber === null) return;
    rememberTree(treeNumber);
    const isNews = before.status === 'settling' || before.status === 'gathering';
    if (isNews) this.#host.dispatchEvent(new KindTreeAdoptedEvent(treeNumber, treeId, id));
  }

  #edit(change: Partial<WishDraft>): void {
    this.#draft = { ...this.#draft, ...change };
    this.#errors = {};
    this.#host.requestUpdate();
  }

  #hold(event: Event, { species, plot }: Chosen): void {
    event.preventDefault();
    const { entry } = this.#source;
    const words = this.#words;
    const state = entry?.get();
    if (!entry || !words || state?.status === 'holding') return;
    const today = new Date().toLocaleDateString('sv');
    const wish = wishOf(this.#draft, { words, today, price: species.price });
    if ('errors' in wish) {
      this.#show(wish.errors);
      return;
    }
    const place = { plotId: plot.id, speciesId: species.id, placeNumber: this.#place };
    const body: CreateAdoption = { ...place, ...wish };
    this.#host.dispatchEvent(new KindTreeChosenEvent(species.id, plot.id, this.#place));
    const isSame = state?.status === 'refused' && isSameWish(state.request.body, body);
    if (isSame && state.error.retryable) entry.retry();
    else entry.hold(body);
  }

  #show(errors: WishErrors): void {
    this.#errors = errors;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => focusIn(this.#host, '[aria-invalid=true]'));
  }

  /** Leaves the adoption for another choice; a place that this page holds goes back. */
  leave(): void {
    const { state } = this;
    forgetInvitation();
    this.#source.entry?.leave();
    if (state?.status === 'unfulfilled') this.#owner.goTo('plot');
    if (state?.status !== 'adopted' && state?.status !== 'gathering') return;
    this.#place = null;
    this.#draft = emptyWish;
    this.#owner.goTo('species');
  }

  /** Forgets why no place was held, since the person chooses anew. */
  forget(): void {
    if (this.state?.status === 'refused') this.#source.entry?.leave();
  }

  /** Fetches what is needed to pay, ahead of it; whether that fails is of no matter yet. */
  prepare(): void {
    if (!this.#form.failed) this.#form.fetch();
  }

  /** The page on which a place of the plot is chosen. */
  placeView(plot: Plot, go: () => void) {
    const words = this.#words;
    const connection = connectionOf(this.#host, this.#owner.own());
    if (!words || !connection.ok) return nothing;
    if (this.#choice?.plot.id !== plot.id) {
      this.#choice?.close();
      this.#choice = new PlaceChoice(this.#host, createForestClient(connection), plot);
    }
    const take = (number: number | null) => {
      this.#place = number;
      this.forget();
      go();
    };
    return html`${this.#alert(words)} ${this.#choice.view(words, this.#owner.locale(), take)}`;
  }

  /** The page on which is asked whose tree it is. */
  whoView(chosen: Chosen) {
    const words = this.#words;
    if (!words) return nothing;
    const locale = this.#owner.locale();
    const species = textIn(chosen.species.names, locale).text;
    const plot = textIn(chosen.plot.names, locale).text;
    const what = this.#place === null ? species : words.adopting.tree(species, String(this.#place));
    const tree = `${what} · ${plot}`;
    const model = { words, locale, draft: this.#draft, errors: this.#errors, tree };
    const busy = this.state?.status === 'holding';
    const actions = {
      edit: (change: Partial<WishDraft>) => this.#edit(change),
      hold: (event: Event) => this.#hold(event, chosen),
    };
    return html`${this.#alert(words)}
    ${whoView({ ...model, price: chosen.species.price, busy }, actions)}`;
  }

  /** Why no place was held, above the page on which that can be mended. */
  alertView() {
    const words = this.#words;
    return words ? this.#alert(words) : nothing;
  }

  #alert(words: WordsOfAdopting) {
    const { state } = this;
    if (state?.status !== 'refused') return nothing;
    return html`<p part="alert" class="alert" role="alert">${refusalOf(state.error.code, words)}</p>`;
  }

  /** What a listener hears when something changes by itself. */
  get said(): string {
    const words = this.#words;
    const status = this.state?.status;
    if (!words) return '';
    const { minutesSaid } = this.#timeLeft;
    if (status === 'holding') return words.adopting.holding;
    if (status === 'settling') return `${words.adopting.paid}. ${words.adopting.paidHow}`;
    if (status !== 'held' || minutesSaid === undefined) return '';
    const written = new Intl.NumberFormat(this.#owner.locale()).format(minutesSaid);
    return words.adopting.minutesLeft(minutesSaid, written);
  }

  /** What is under way. The form says itself that it is one of a test. */
  view() {
    const { state } = this;
    const isTest = state && 'adoption' in state && !state.adoption.livemode;
    const words = this.#words;
    return html`${isTest && words && state.status !== 'held' ? testMark(words) : nothing}
    ${this.#view()}`;
  }

  #view() {
    const words = this.#words;
    const { state } = this;
    if (!words || !state) return nothing;
    const leave = () => this.leave();
    const model = { words, locale: this.#owner.locale(), names: this.#names };
    switch (state.status) {
      case 'held': {
        const { seconds: secondsLeft } = this.#timeLeft;
        const held = { ...model, state, secondsLeft, formFailed: this.#form.failed };
        return heldView(held, leave, () => this.#form.fetch());
      }
      case 'settling':
        return ends.settlingView(model, state);
      case 'gathering':
        return ends.gatheringView(model, state, leave);
      case 'adopted':
        return ends.adoptedView(model, state, leave);
      case 'unfulfilled':
        return ends.unfulfilledView(model, state, leave);
      case 'lapsed':
        return ends.lapsedView(model, leave);
      case 'unopened':
        return ends.unopenedView(model, state, () => this.#source.entry?.retry(), leave);
      default:
        return html`<div class="bone plan-bone" aria-busy="true"></div>`;
    }
  }

  #titleOf({ place, shares }: Adoption, { adopting }: WordsOfAdopting): string {
    const number = String(place.number);
    const { species } = this.#names;
    if (!species) return adopting.place(number);
    return shares.length > 1 ? adopting.share(species, number) : adopting.tree(species, number);
  }
}

function testMark({ forest }: WordsOfAdopting) {
  return html`<p part="test-mode" class="mark">${forest.test}</p>`;
}

/** Bodies are made in one place, so their fields stand in one order. */
function isSameWish(left: CreateAdoption, right: CreateAdoption): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
