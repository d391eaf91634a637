import { html, nothing } from 'lit';
import { actNote, isBusy } from './act-note.ts';
import { dayOf } from './dates.ts';
import { isolated } from './isolated.ts';
import type { VisitActions, VisitModel } from './visit-view.ts';

/** Languages that letters are written in, each by its own name. */
const languages = {
  ar: 'العربية',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  'pt-BR': 'Português (Brasil)',
  'zh-CN': '简体中文',
} as const;

/** Language of letters, news, erasure, and leaving. */
export function settingsView(model: VisitModel, actions: VisitActions) {
  const { words } = model;
  return html`<section part="settings" aria-labelledby="settings-title">
    <h3 id="settings-title">${words.visit.settings}</h3>
    ${languageOf(model, actions)} ${newsOf(model, actions)} ${erasureOf(model, actions)}
    <div class="setting">
      <button class="secondary" type="button" @click=${() => actions.page.leave()}>
        ${words.visit.leave}
      </button>
      <p class="muted">${words.visit.leaveWhy}</p>
    </div>
  </section>`;
}

function languageOf(model: VisitModel, { page }: VisitActions) {
  const { visit, words } = model;
  const { language } = visit.donor;
  const known = language !== null && Object.hasOwn(languages, language);
  const choose = ({ target }: Event) => {
    if (!(target instanceof HTMLSelectElement)) return;
    page.setLanguage(target.value);
    // What is chosen is shown once it is confirmed.
    target.value = known ? language : '';
  };
  return html`<div class="setting kind-field">
    <label for="language">${words.visit.language}</label>
    <select
      class="kind-input"
      id="language"
      ?disabled=${isBusy(model, 'language')}
      .value=${known ? language : ''}
      @change=${choose}
    >
      ${known ? nothing : html`<option value="" disabled ?selected=${!known}>${words.visit.noLanguage}</option>`}
      ${Object.entries(languages).map(
        ([tag, name]) =>
          html`<option value=${tag} lang=${tag} ?selected=${tag === language}>${name}</option>`,
      )}
    </select>
    ${actNote(model, 'language')}
  </div>`;
}

function newsOf(model: VisitModel, { page }: VisitActions) {
  const { visit, words, locale } = model;
  const { updatesConsent, organizationName } = visit.donor;
  const busy = isBusy(model, 'news');
  // What is recorded is the sentence alone, without marks of direction.
  const agreed = words.visit.news(organizationName);
  return html`<div class="setting">
    <button
      class="switch"
      type="button"
      role="switch"
      aria-checked=${updatesConsent !== null}
      aria-describedby="news-now"
      aria-disabled=${busy ? 'true' : nothing}
      @click=${() => page.setNews(updatesConsent ? null : agreed)}
    >
      <span class="track" aria-hidden="true"></span><span>${words.visit.news(isolated(organizationName))}</span>
    </button>
    <p class="muted" id="news-now">
      ${
        updatesConsent
          ? words.visit.newsSince(
              dayOf(updatesConsent.since, locale),
              isolated(updatesConsent.words),
            )
          : words.visit.newsOff
      }
    </p>
    ${actNote(model, 'news')}
  </div>`;
}

function erasureOf(model: VisitModel, { page }: VisitActions) {
  const { visit, words, locale } = model;
  const { erasureAskedAt, organizationName } = visit.donor;
  const busy = isBusy(model, 'erasure');
  return html`<details class="setting" ?open=${erasureAskedAt !== null}>
    <summary class="kind-summary">${words.visit.erasure}</summary>
    <p>${words.visit.erasureWhat(isolated(organizationName))}</p>
    <p>${words.visit.erasureStays}</p>
    ${
      erasureAskedAt
        ? html`<p class="box">${words.visit.erasureAsked(dayOf(erasureAskedAt, locale))}</p>`
        : html`<button
            class="secondary"
            type="button"
            aria-disabled=${busy ? 'true' : nothing}
            @click=${() => page.askErasure()}
          >
            ${busy ? words.visit.oneMoment : words.visit.askErasure}
          </button>`
    }
    ${actNote(model, 'erasure')}
  </details>`;
}
