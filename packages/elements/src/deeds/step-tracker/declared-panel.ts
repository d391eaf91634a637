/** Steps of today that somebody types in. */
import { html, nothing, type TemplateResult } from 'lit';
import { typedSteps } from './typed-steps.ts';
import type { WalkScene } from './walk-view.ts';

export function declaredPanel(scene: WalkScene): TemplateResult {
  const { walk, words } = scene;
  const { walking } = words;
  const edit = () => {
    if (walk.isMistyped) walk.mistype(false);
  };
  const wrong = walk.isMistyped ? walking.notANumber : undefined;
  return html`<form class="panel" novalidate @submit=${(event: SubmitEvent) => give(event, scene)}>
    <div class="kind-field">
      <label for="declared">${walking.howMany}</label>
      <input
        part="declared"
        id="declared"
        name="steps"
        class="kind-input"
        inputmode="numeric"
        autocomplete="off"
        aria-required="true"
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby=${wrong ? 'declared-error declared-hint' : 'declared-hint'}
        @input=${edit}
      />
      <p class="kind-hint" id="declared-hint">${mostSaid(scene)}</p>
      <p class="kind-error" id="declared-error" role="status">${wrong}</p>
    </div>
    <button class="secondary" type="submit">${walking.giveThese}</button>
  </form>`;
}

/** How much of a day typed steps are believed to be. */
function mostSaid({ challenge, words, steps }: WalkScene): string {
  const { sources, perPerson } = challenge;
  const { maxPerDay = perPerson.maxPerDay } =
    sources.find(({ source }) => source === 'declared') ?? {};
  return words.walking.declaredMost(steps(Math.min(maxPerDay, perPerson.maxPerDay)));
}

function give(event: SubmitEvent, { walk, locale }: WalkScene): void {
  event.preventDefault();
  const form = event.currentTarget;
  const field = form instanceof HTMLFormElement ? form.elements.namedItem('steps') : null;
  if (!(field instanceof HTMLInputElement)) return;
  const quantity = typedSteps(field.value, locale);
  if (quantity === undefined) {
    walk.mistype(true);
    field.focus();
    return;
  }
  walk.panel = undefined;
  walk.mistype(false);
  void walk.giveTotals('declared', [{ day: walk.today, quantity }]);
}
