import type { Dedication } from '@kindcart/contract';
import { html, nothing } from 'lit';
import { wordsNow } from '../../internal/words.ts';
import { dedication as english } from '../../locales/dedication.en.ts';
import { lengthMax } from './draft.ts';
import { emailExample, type FieldErrors, isEmail } from './field-errors.ts';
import { checkField, segments, textArea, textField } from './fields.ts';
import type { GiveActions, GiveModel } from './give-screen.ts';

const emptyCard = { recipientName: '', recipientEmail: '', message: null };

/** In whose honour or memory the gift is, and a card to somebody. In a file of its own, since few ask. */
export function dedicationFields(model: GiveModel, { edit }: GiveActions) {
  const { dedication } = model.draft;
  const words = wordsNow(model.locale, english)?.dedication;
  if (!dedication || !words) return nothing;
  const change = (part: Partial<Dedication>) => edit({ dedication: { ...dedication, ...part } });
  const kinds = [
    ['honour', words.inHonour],
    ['memory', words.inMemory],
  ] as const;
  const name = {
    id: 'dedication-name',
    label: words.name,
    error: model.errors['dedication.name'],
    value: dedication.name,
    lengthMax: lengthMax.name,
    autocomplete: 'off',
  } as const;
  const card = {
    id: 'dedication-card',
    label: words.card,
    hint: words.cardWhy,
    checked: dedication.card !== null,
  };
  return html`<fieldset class="kind-field">
      <legend class="visually-hidden">${words.kind}</legend>
      ${segments('dedication-kind', kinds, dedication.kind, (kind) => change({ kind }))}
    </fieldset>
    ${textField(name, (name) => change({ name }))}
    <div part="dedication-card">
      ${checkField(card, (wanted) => change({ card: wanted ? emptyCard : null }))}
    </div>
    ${dedication.card ? cardFields(model, dedication.card, (card) => change({ card })) : nothing}`;
}

type Card = NonNullable<Dedication['card']>;

function cardFields(model: GiveModel, card: Card, edit: (card: Card) => void) {
  const words = wordsNow(model.locale, english)?.dedication;
  if (!words) return nothing;
  const { errors, locale } = model;
  const to = {
    id: 'recipient-name',
    label: words.recipientName,
    error: errors['dedication.card.recipientName'],
    value: card.recipientName,
    lengthMax: lengthMax.name,
    autocomplete: 'off',
  } as const;
  const address = {
    id: 'recipient-email',
    label: words.recipientEmail,
    error: errors['dedication.card.recipientEmail'],
    value: card.recipientEmail,
    lengthMax: lengthMax.email,
    autocomplete: 'off',
  } as const;
  const message = {
    id: 'card-message',
    label: words.cardMessage,
    optional: model.words.common.optional,
    value: card.message ?? '',
    lengthMax: lengthMax.message,
    left: model.words.form.charactersLeft,
    locale,
  };
  return html`${textField(to, (recipientName) => edit({ ...card, recipientName }))}
    ${textField(address, (recipientEmail) => edit({ ...card, recipientEmail }))}
    ${textArea(message, (message) => edit({ ...card, message }))}`;
}

/** What is missing or wrong, by place. A dedication with nothing in it is none. */
export function dedicationErrors(dedication: Dedication | null, locale: string): FieldErrors {
  const words = wordsNow(locale, english)?.dedication;
  if (!dedication || !words) return {};
  const { name, card } = dedication;
  if (!card) return {};
  return {
    ...(!name.trim() && { 'dedication.name': words.nameMissing }),
    ...(!card.recipientName.trim() && { 'dedication.card.recipientName': words.recipientMissing }),
    ...(!isEmail(card.recipientEmail) && {
      'dedication.card.recipientEmail': words.recipientEmailWrong(emailExample),
    }),
  };
}
