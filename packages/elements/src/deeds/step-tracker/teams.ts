/** Teams of a challenge: joining one, making one. */
import { createDeedsClient, type Result } from '@kindcart/client';
import type { Team } from '@kindcart/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { numberSaid } from '../measures.ts';
import type { FoldScene } from './more.ts';

const nameMax = 40;

type Said = 'failed' | 'teamNameTaken' | 'teamJoined';

export class Teams {
  readonly #changed: () => void;
  #asked: string | undefined;
  #list: readonly Team[] | undefined;
  #isBusy = false;
  #said: Said | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  forget(): void {
    this.#asked = this.#list = this.#said = undefined;
  }

  async #read({ walk, challenge }: FoldScene): Promise<void> {
    this.#asked = challenge.id;
    const client = createDeedsClient(walk.target);
    const listed = await client.listTeams(
      { params: { challengeId: challenge.id }, query: {} },
      { fresh: true },
    );
    if (this.#asked !== challenge.id) return;
    if (listed.ok) this.#list = listed.value.items;
    else this.#said = 'failed';
    this.#changed();
  }

  async #act(scene: FoldScene, work: () => Promise<Result<Team>>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#said = undefined;
    this.#changed();
    const result = await work();
    this.#isBusy = false;
    if (!result.ok) this.#said = saidOf(result.error.code);
    await this.#read(scene);
  }

  render(scene: FoldScene): TemplateResult {
    const { challenge, words } = scene;
    if (this.#asked !== challenge.id) void this.#read(scene);
    return html`${this.#list ? this.#renderList(this.#list, scene) : this.#renderNone(scene)}
      <p role="status" part="said">${this.#said ? words.walker[this.#said] : ''}</p>`;
  }

  /** In the place of the list while it comes, and where it has not come. */
  #renderNone(scene: FoldScene) {
    if (!this.#said) return html`<div class="bone"></div>`;
    const again = () => {
      this.#said = undefined;
      this.#changed();
      void this.#read(scene);
    };
    return html`<button part="retry" class="link" type="button" @click=${again}>
      ${scene.words.deeds.tryAgain}
    </button>`;
  }

  #renderList(list: readonly Team[], scene: FoldScene) {
    const { walk, challenge, words, locale } = scene;
    const own = walk.state.record.teams[challenge.id];
    const { walker, deeds } = words;
    return html`${list.length === 0 ? html`<p class="muted">${walker.noTeams}</p>` : nothing}
      <ul>
        ${list.map(({ id, name, totals: { members, quantity } }) => {
          const said = [
            walker.members(members, numberSaid(members, locale)),
            deeds.steps(quantity, numberSaid(quantity, locale)),
            own === id ? walker.yourTeam : '',
          ];
          return html`<li part="team" class="team">
            <span><strong>${name}</strong><br /><span class="muted"
                >${said.filter((text) => text !== '').join(' · ')}</span
              ></span>
            ${
              own === undefined
                ? html`<button
                    class="secondary"
                    type="button"
                    aria-label=${walker.joinTeam(name)}
                    aria-disabled=${this.#isBusy ? 'true' : nothing}
                    @click=${() => void this.#act(scene, () => walk.own.joinTeam(challenge.id, id))}
                  >
                    ${walker.joinShort}
                  </button>`
                : nothing
            }
          </li>`;
        })}
      </ul>
      ${own === undefined ? this.#renderNew(scene) : nothing}`;
  }

  #renderNew(scene: FoldScene) {
    const { walk, challenge, words } = scene;
    const make = (event: SubmitEvent) => {
      event.preventDefault();
      const form = event.currentTarget;
      const field = form instanceof HTMLFormElement ? form.elements.namedItem('team') : null;
      const name = field instanceof HTMLInputElement ? field.value.trim() : '';
      if (name !== '') void this.#act(scene, () => walk.own.createTeam(challenge.id, name));
    };
    return html`<form class="more" @submit=${make}>
      <div class="kind-field">
        <label for="team">${words.walker.newTeam}</label>
        <input part="new-team" id="team" name="team" class="kind-input" maxlength=${nameMax} autocomplete="off" />
      </div>
      <button class="secondary" type="submit" aria-disabled=${this.#isBusy ? 'true' : nothing}>${words.walker.makeTeam}</button>
    </form>`;
  }
}

function saidOf(code: string): Said {
  if (code === 'team_name_taken') return 'teamNameTaken';
  return code === 'team_joined' ? 'teamJoined' : 'failed';
}
