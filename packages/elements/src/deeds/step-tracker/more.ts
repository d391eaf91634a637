/** The folds below the tracker: past days, name and devices, team, and an image to share. */
import type { Challenge } from '@kindcart/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { StepsWords, WordsOfTracker, WordsOfWalker } from '../../locales/steps-words.ts';
import { walker as english } from '../../locales/walker.en.ts';
import { daysView } from './days-view.ts';
import { Image } from './image.ts';
import { Teams } from './teams.ts';
import type { Walk } from './walk.ts';
import { You } from './you.ts';

/** What the folds are drawn of. */
export interface MoreScene {
  readonly walk: Walk;
  readonly challenge: Challenge;
  readonly words: WordsOfTracker | StepsWords;
  readonly locale: string;
}

/** The same with the words that the folds say. */
export interface FoldScene extends Omit<MoreScene, 'words'> {
  readonly words: WordsOfWalker;
}

type Fold = 'days' | 'you' | 'team' | 'image';

export class More {
  readonly #changed: () => void;
  readonly #opened = new Set<Fold>();
  readonly #you: You;
  readonly #teams: Teams;
  readonly #image: Image;

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#you = new You(changed);
    this.#teams = new Teams(changed);
    this.#image = new Image(changed);
    this.#opened.add('days');
  }

  /** Lets go of what belongs to one walk. */
  forget(): void {
    this.#you.forget();
    this.#teams.forget();
    this.#image.forget();
  }

  render({ walk, challenge, words: spoken, locale }: MoreScene): TemplateResult {
    const words: WordsOfWalker = 'walker' in spoken ? spoken : { ...spoken, ...english };
    const scene = { walk, challenge, words, locale };
    const { days, you, team, image } = words.walker;
    return html`<div class="folds">
      ${this.#you.renderJoin(scene)}
      ${this.#fold('days', days, () => daysView(scene))}
      ${this.#fold('you', you, () => this.#you.render(scene))}
      ${challenge.teams ? this.#fold('team', team, () => this.#teams.render(scene)) : nothing}
      ${this.#fold('image', image, () => this.#image.render(scene))}
    </div>`;
  }

  #fold(name: Fold, title: string, content: () => TemplateResult) {
    const toggle = ({ currentTarget }: Event) => {
      if (!(currentTarget instanceof HTMLDetailsElement)) return;
      if (currentTarget.open) this.#opened.add(name);
      else this.#opened.delete(name);
      this.#changed();
    };
    return html`<details part="more" ?open=${this.#opened.has(name)} @toggle=${toggle}>
      <summary>${title}</summary>
      ${this.#opened.has(name) ? html`<div class="more">${content()}</div>` : nothing}
    </details>`;
  }
}
