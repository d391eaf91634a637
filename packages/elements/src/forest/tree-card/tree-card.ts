import { isTreeId } from '@kindcart/contract/ids';
import { isTreeNumber } from '@kindcart/store/forest';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { EntryController } from '../../internal/entry-controller.ts';
import { failureView, noteView } from '../../internal/failure-view.ts';
import { forestStoreFor } from '../../internal/forest-registry.ts';
import { forestFiles } from '../../internal/forest-words.ts';
import { parts } from '../../internal/parts.styles.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfTree } from '../../locales/forest-words.ts';
import { tree as english } from '../../locales/tree.en.ts';
import { textIn } from '../named.ts';
import { treePage } from '../tree-page.ts';
import { styles } from './tree-card.styles.ts';
import { type TreeOnLand, treeOnLand } from './tree-on-land.ts';
import {
  fateOf,
  figuresOf,
  giverOf,
  renderPhotos,
  renderStages,
  sceneOf,
  type Telling,
} from './tree-view.ts';

const kind = {
  isId: (text: string): text is string => isTreeId(text) || isTreeNumber(text),
  missing: 'tree_missing',
  unknown: 'tree_unknown',
  storeFor: forestStoreFor,
  entryOf: treeOnLand,
} as const;

/**
 * @summary Shows one tree: its number, kind and place, how tall it is now and how that is known, what happened to it,
 * pictures, the next visit, and its certificate.
 *
 * The tree is named by its id or by its number. One that is lost or was replaced is told of as such. A gift is told of
 * from the day on which the giver wants it known. Where the tree cannot be shown, the element's own children are.
 *
 * @slot - Shown where the tree cannot be, such as a link to its page.
 * @csspart card - The card.
 * @csspart title - The number of the tree.
 * @csspart state - What became of it.
 * @csspart mark - Says that it is a test.
 * @csspart figures - Height, crown, age and next visit.
 * @csspart height - The height now, with its range.
 * @csspart basis - Says how the height is known.
 * @csspart next - The next visit.
 * @csspart fate - Says what a waiting, lost or replacing tree is.
 * @csspart giver - Who gave it.
 * @csspart gift - Whom it is for, and what the giver says.
 * @csspart photos - The list of pictures.
 * @csspart stages - What happened to it.
 * @csspart certificate - The link to its page.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 */
export class KindTreeCard extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #speech = new SpeechController<WordsOfTree>(
    this,
    () => this.ownSettings,
    english,
    forestFiles,
  );
  readonly #source = new EntryController(
    this,
    () => this.ownSettings,
    kind,
    () => this.tree ?? this.number,
  );

  /** Id of the tree, `tre_…`. */
  @property() tree?: string | undefined;

  /** Number of the tree, such as `1024`, where its id is not known. */
  @property() number?: string | undefined;

  /** Asks the platform for the tree again. */
  reload(): void {
    this.#source.reload();
  }

  #renderReady(known: TreeOnLand, offline: boolean, words: WordsOfTree) {
    const { tree, plot } = known;
    const { locale } = this.#speech;
    const telling: Telling = { words, locale, now: new Date() };
    const isGone = tree.state === 'lost' || tree.state === 'replaced';
    const page = treePage(tree.certificateUrl, locale);
    return html`<article part="card" class="card ${isGone ? 'gone' : ''}" lang=${words.forest.lang}>
      ${this.#renderHead(known, words)}
      ${sceneOf(known, telling)}
      ${fateOf(tree, plot, telling).map((said) => html`<p part="fate">${said}</p>`)}
      ${figuresOf(known, telling)}
      <p part="giver">${giverOf(tree, telling)}</p>
      ${this.#renderGift(tree.adopter, words)}
      ${renderPhotos(tree, telling)}
      ${renderStages(tree, telling)}
      ${page && html`<a part="certificate" class="certificate" href=${page}>${words.tree.certificate}</a>`}
      ${offline ? noteView(words.forest.noConnection, words.forest, () => this.reload()) : nothing}
    </article>`;
  }

  #renderHead({ tree, species, plot }: TreeOnLand, words: WordsOfTree) {
    const { locale } = this.#speech;
    const name = textIn(species.names, locale);
    const land = textIn(plot.names, locale);
    return html`<div class="head">
        <h3 part="title">${words.forest.tree(String(tree.number))}</h3>
        <span part="state" class="state">${words.forest.states[tree.state]}</span>
        ${tree.livemode ? nothing : html`<span part="mark" class="mark">${words.forest.test}</span>`}
      </div>
      <p class="kind">
        <strong lang=${name.lang}>${name.text}</strong> <i lang="la">${species.latinName}</i>
      </p>
      <p class="muted">${words.tree.place(String(tree.place.number), land.text)}</p>`;
  }

  #renderGift({ giftTo, giftMessage }: TreeOnLand['tree']['adopter'], words: WordsOfTree) {
    if (giftTo === null) return nothing;
    return html`<div part="gift">
      <p>${words.tree.giftFor(giftTo)}</p>
      ${giftMessage && html`<blockquote class="message">${giftMessage}</blockquote>`}
    </div>`;
  }

  override render() {
    const { words } = this.#speech;
    const view = this.#source.entry;
    if (!words || view.status === 'loading') {
      return html`<div class="card" aria-busy="true">
        <div class="bone"></div>
        <div class="bone tall"></div>
        <div class="bone"></div>
      </div>`;
    }
    if (view.status === 'ready') return this.#renderReady(view.value, view.offline, words);
    return failureView(view.status, words.forest, words.tree.unknown, () => this.reload());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-tree-card': KindTreeCard;
  }
}
