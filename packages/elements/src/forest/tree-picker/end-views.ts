import type { Adopted, Gathering, Settling, Unfulfilled, Unopened } from '@kindcart/store/adoption';
import { html, nothing } from 'lit';
import { safeUrl } from '../../internal/safe-url.ts';
import { shareOrCopy } from '../../internal/share.ts';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';
import { treePage } from '../tree-page.ts';
import { monthName } from './choose.ts';
import { teamView } from './held-view.ts';
import { invitationTo } from './invitation.ts';
import type { Names } from './names.ts';

/** What all ends are told with. */
interface EndModel {
  readonly words: WordsOfAdopting;
  readonly locale: string;
  readonly names: Names;
}

function title(text: string) {
  return html`<h2 part="title" id="title" class="title" tabindex="-1">${text}</h2>`;
}

/** The payment has arrived; the platform's word on the tree has not. */
export function settlingView({ words }: EndModel, state: Settling) {
  const { adopting, forest } = words;
  return html`<div class="stack centre">
    <span class="spinner large"></span>
    ${title(adopting.paid)}
    <p>${state.connection === 'offline' ? forest.noConnection : adopting.paidHow}</p>
  </div>`;
}

/** The own share is paid: how many are missing, and the link for them. */
export function gatheringView(model: EndModel, { adoption }: Gathering, leave: () => void) {
  const { words, locale, names } = model;
  const { adopting } = words;
  const url = invitationTo(adoption.id);
  const until = adoption.heldUntil
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(adoption.heldUntil))
    : null;
  const text = adopting.inviteText(names.species);
  return html`${title(adopting.shareIsPaid)} ${teamView(adoption, words, locale)}
    ${until ? html`<p>${adopting.keptUntil(until)}</p>` : nothing}
    <div class="kind-field">
      <label for="invitation">${adopting.inviteHow}</label>
      <input part="invitation" class="kind-input" id="invitation" readonly dir="ltr" .value=${url} />
    </div>
    <div class="act">
      <button
        part="invite"
        class="secondary"
        type="button"
        @click=${sharing({ title: names.species, text, url }, words)}
      >
        ${adopting.invite}
      </button>
      <p class="muted" role="status"></p>
    </div>
    ${anotherButton(words, leave)}`;
}

/** The tree has its number. */
export function adoptedView(model: EndModel, { adoption, isOurs }: Adopted, leave: () => void) {
  const { words, locale, names } = model;
  const { adopting } = words;
  const number = String(adoption.treeNumber);
  const place = String(adoption.place.number);
  const page = treePage(names.certificateUrl, locale);
  const { season } = names;
  const told = { title: names.species, text: adopting.tellText(names.species) };
  return html`<div part="done" class="stack centre">
    ${leaf()} ${title(adoptedTitle(model, adoption, isOurs, number))}
    <p>${names.species ? adopting.tree(names.species, place) : adopting.place(place)}${names.plot ? html` · ${names.plot}` : nothing}</p>
    ${isOurs && adoption.movedFrom ? html`<p part="moved">${adopting.moved(String(adoption.movedFrom), place)}</p>` : nothing}
    <p class="muted">
      ${season ? adopting.plantedIn(monthName(season.fromMonth, locale), monthName(season.toMonth, locale)) : adopting.plantedNext}
    </p>
    ${page ? html`<a part="certificate" class="primary" href=${page}>${adopting.watch}</a>` : nothing}
    ${isOurs ? tellButton({ ...told, url: safeUrl(names.certificateUrl) ?? location.href }, words) : nothing}
    ${anotherButton(words, leave)}
  </div>`;
}

function adoptedTitle(
  { words: { adopting } }: EndModel,
  { gift, teamName }: Adopted['adoption'],
  isOurs: boolean,
  number: string,
): string {
  if (!isOurs) return adopting.adoptedByOthers(number);
  if (gift) return adopting.adoptedFor(number, `\u2068${gift.to}\u2069`);
  return teamName
    ? adopting.adoptedBy(number, `\u2068${teamName}\u2069`)
    : adopting.adopted(number);
}

/** What was paid goes back. */
export function unfulfilledView({ words }: EndModel, { adoption }: Unfulfilled, leave: () => void) {
  const { adopting } = words;
  const isTeam = adoption.shares.length > 1;
  return html`<div class="stack centre">
    ${title(isTeam ? adopting.unfulfilledTeam : adopting.unfulfilled)}
    <p>${adopting.unfulfilledHow}</p>
    ${againButton(adopting.chooseAgain, leave)}
  </div>`;
}

/** Nobody paid in time. */
export function lapsedView({ words }: EndModel, leave: () => void) {
  const { adopting } = words;
  return html`<div class="stack centre">
    ${title(adopting.lapsed)}
    <p>${adopting.lapsedHow}</p>
    ${againButton(adopting.chooseAgain, leave)}
  </div>`;
}

/** A link that could not be followed. */
export function unopenedView(
  { words }: EndModel,
  { error }: Unopened,
  retry: () => void,
  leave: () => void,
) {
  const { adopting, forest } = words;
  const isUnknown = error.code === 'adoption_unknown';
  const isOffline = error.code === 'network_error' || error.code === 'timeout';
  const why = isOffline ? forest.noConnection : forest.loadFailed;
  return html`<div class="stack centre">
    <p part="note" role="status">${isUnknown ? adopting.linkUnknown : why}</p>
    ${isUnknown ? nothing : html`<button part="retry" class="primary" type="button" @click=${retry}>${forest.tryAgain}</button>`}
    ${againButton(adopting.chooseAgain, leave)}
  </div>`;
}

function againButton(label: string, leave: () => void) {
  return html`<button part="again" class="secondary" type="button" @click=${leave}>${label}</button>`;
}

function anotherButton({ adopting }: WordsOfAdopting, leave: () => void) {
  return againButton(adopting.another, leave);
}

function tellButton(shared: Shared, words: WordsOfAdopting) {
  return html`<div class="act">
    <button part="share" class="secondary" type="button" @click=${sharing(shared, words)}>
      ${words.adopting.tell}
    </button>
    <p class="muted" role="status"></p>
  </div>`;
}

type Shared = Required<Pick<ShareData, 'title' | 'text' | 'url'>>;

/** Shares something, and says below the button what became of it. */
function sharing(shared: Shared, { adopting }: WordsOfAdopting) {
  return async ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement)) return;
    const said = await shareOrCopy(shared, adopting);
    const place = currentTarget.nextElementSibling;
    if (place) place.textContent = said;
  };
}

function leaf() {
  return html`<svg class="leaf" viewBox="0 0 48 48" aria-hidden="true">
    <path d="M24 45V20" />
    <path d="M24 26C10 26 7 15 8 7C19 7 24 14 24 26Z" />
    <path d="M24 33C34 33 39 26 40 17C30 17 24 23 24 33Z" />
  </svg>`;
}
