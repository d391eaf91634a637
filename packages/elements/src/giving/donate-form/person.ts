import { html, nothing } from 'lit';
import { lengthMax } from './draft.ts';
import { checkField, textArea, textField } from './fields.ts';
import type { GiveActions, GiveModel } from './give-screen.ts';

/** Asks from whom the gift is. All of it is the donor's choice, and most of it folded. */
export function person(model: GiveModel, actions: GiveActions) {
  const { words, draft } = model;
  const { edit } = actions;
  const anonymous = {
    id: 'anonymous',
    label: words.form.anonymous,
    hint: words.form.anonymousWhy,
    checked: draft.anonymous,
  };
  const news = { id: 'news', label: words.form.news, checked: draft.news };
  return html`<div class="person">${name(model, actions)} ${email(model, actions)}</div>
    ${draft.name || draft.anonymous ? html`<div part="anonymous">${checkField(anonymous, (anonymous) => edit({ anonymous }))}</div>` : nothing}
    ${draft.email && model.asks('news') ? html`<div part="news">${checkField(news, (news) => edit({ news }))}</div>` : nothing}
    <div class="folds">${message(model, actions)} ${dedication(model, actions)}</div>`;
}

function name({ words, draft }: GiveModel, { edit }: GiveActions) {
  const field = {
    id: 'name',
    label: words.form.name,
    optional: words.common.optional,
    error: undefined,
    value: draft.name,
    lengthMax: lengthMax.name,
    autocomplete: 'name',
  } as const;
  return textField(field, (name) => edit({ name }));
}

function email({ words, draft, errors, asks }: GiveModel, { edit }: GiveActions) {
  const { interval } = draft;
  if (!interval && !asks('email')) return nothing;
  const field = {
    id: 'email',
    label: words.form.email,
    optional: interval ? undefined : words.common.optional,
    // What is needed is said once, as the error where it is one.
    hint: interval ? !errors.email && words.form.emailNeeded : words.form.emailWhy,
    error: errors.email,
    value: draft.email,
    lengthMax: lengthMax.email,
    autocomplete: 'email',
  } as const;
  return textField(field, (email) => edit({ email }));
}

function message({ words, draft, locale }: GiveModel, { edit }: GiveActions) {
  const area = {
    id: 'message',
    label: words.form.message,
    value: draft.message,
    lengthMax: lengthMax.message,
    left: words.form.charactersLeft,
    locale,
  };
  return html`<details part="message" ?open=${draft.message !== ''}>
    <summary class="kind-summary">${words.form.addMessage}</summary>
    ${textArea(area, (message) => edit({ message }))}
  </details>`;
}

function dedication(model: GiveModel, actions: GiveActions) {
  const { words, draft, asks, dedication } = model;
  if (!asks('dedication')) return nothing;
  const fields = () => {
    if (dedication.failed) return html`<p class="kind-error">${words.form.partFailed}</p>`;
    return (
      dedication.module?.dedicationFields(model, actions) ?? html`<span class="spinner"></span>`
    );
  };
  return html`<details
    part="dedication"
    ?open=${draft.dedication !== null}
    @toggle=${actions.dedicate}
  >
    <summary class="kind-summary">${words.form.addDedication}</summary>
    ${draft.dedication ? html`<div class="fold">${fields()}</div>` : nothing}
  </details>`;
}
