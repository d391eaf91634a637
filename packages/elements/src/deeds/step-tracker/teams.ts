/** Teams of a challenge: joining one, making one. */
import { createDeedsClient, type Result } from '@kindcart/client';
import type { Team } from '@kindcart/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { numberSaid } from '../measures.ts';
import type { FoldScene } from './more.ts';

const nameMax = 40;

type Said = 'failed' | 'teamNameTaken' | 'teamJoined' | 'inTeam';

export class Teams {
  readonly #changed: () => void;
  #asked: string | undefined;
  #list: readonly Team[] | undefined;
  #isBusy = false;
  /** The team of which it is asked whether to join it, and the one of which it was asked last. */
  #candidate: string | undefined;
  #lastCandidate: string | undefined;
  #said: Said | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  forget(): void {
    this.#asked = this.#list = this.#said = undefined;
    this.#candidate = this.#lastCandidate = undefined;
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
    this.#candidate = undefined;
    this.#said = result.ok ? 'inTeam' : saidOf(result.error.code);
    this.#changed();
    await this.#read(scene);
  }

  render(scene: FoldScene): TemplateResult {
    const { challenge, words } = scene;
    if (this.#asked !== challenge.id) void this.#read(scene);
    return html`${this.#list ? this.#renderList(this.#list, scene) : this.#renderNone(scene)}
      <p role="status" part="said" id="team-said" tabindex="-1">${this.#said ? words.walker[this.#said] : ''}</p>`;
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
      ${own === undefined ? html`<p class="muted">${walker.oneTeam}</p>` : nothing}
      <ul>
        ${list.map((team) => {
          const { id, name, totals } = team;
          const { members, quantity } = totals;
          const said = [
            walker.members(members, numberSaid(members, locale)),
            deeds.steps(quantity, numberSaid(quantity, locale)),
            own === id ? walker.yourTeam : '',
          ];
          return html`<li part="team" class="team">
            <span><strong>${name}</strong><br /><span class="muted"
                >${said.filter((text) => text !== '').join(' · ')}</span
              ></span>
            ${own === undefined ? this.#renderJoin(team, scene) : nothing}
          </li>`;
        })}
      </ul>
      ${own === undefined ? this.#renderNew(scene) : nothing}`;
  }

  /** A way to join a team, which nobody can take back: so it is asked once more. */
  #renderJoin(team: Team, scene: FoldScene) {
    const { walker } = scene.words;
    if (this.#candidate === team.id) return this.#renderAsk(team, scene);
    return html`<button
      part="join-team"
      class="secondary"
      type="button"
      ?data-asked=${this.#lastCandidate === team.id}
      aria-label=${walker.joinTeam(team.name)}
      aria-disabled=${this.#isBusy ? 'true' : nothing}
      @click=${() => this.#isBusy || this.#ask(team.id)}
    >
      ${walker.joinShort}
    </button>`;
  }

  #ask(candidate: string | undefined): void {
    this.#candidate = candidate;
    this.#lastCandidate = candidate ?? this.#lastCandidate;
    this.#said = undefined;
    this.#changed();
  }

  #renderAsk({ id, name }: Team, scene: FoldScene) {
    const { walk, challenge, words } = scene;
    const { walker } = words;
    const join = () => this.#act(scene, () => walk.own.joinTeam(challenge.id, id));
    const busy = this.#isBusy ? 'true' : nothing;
    return html`<div class="ask" role="group" aria-labelledby="team-ask">
      <p id="team-ask" tabindex="-1">${walker.joinTeamAsk(`\u2068${name}\u2069`)}</p>
      <div class="line">
        <button
          part="join-now"
          class="primary"
          type="button"
          aria-describedby="team-ask"
          aria-disabled=${busy}
          @click=${() => void join()}
        >
          ${walker.joinShort}
        </button>
        <button
          part="not-now"
          class="link"
          type="button"
          aria-disabled=${busy}
          @click=${() => this.#isBusy || this.#ask(undefined)}
        >
          ${walker.notNow}
        </button>
      </div>
    </div>`;
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
