/** The form's fields about the donor: name, address, and what may be told beside the gift, folded. */
import { type Filling, html, type Markup } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import type { FormModel } from './form-view.ts';
import { type Faults, lengthMax } from './rules.ts';

/** How an address looks, in an error. */
const emailExample = 'name@example.org';

type Model = Pick<FormModel, 'words' | 'choice' | 'faults' | 'repeats'>;

/** Asks from whom the gift is. All of it is the donor's choice; only a gift that repeats needs an address. */
export function personView(model: Model): Markup {
  return html`${donorName(model)} ${anonymous(model)} ${email(model)} ${news(model)}
      <div class="folds">${message(model)} ${dedication(model)}</div>`;
}

/** Says what is wrong with a field, tied to it by the id. */
export function faultView(id: string, said: string | undefined): Filling {
  return said !== undefined && html`<p class="error" id="${id}">${said}</p>`;
}

function countText(count: number, { lang }: Words): string {
  return new Intl.NumberFormat(lang).format(count);
}

interface Field {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly said: string | undefined;
  readonly lengthMax: number;
  readonly optional?: Markup;
  /** An address is written from the left in every language. */
  readonly isEmail?: boolean;
  readonly autocomplete?: 'name' | 'email';
  /** What is said below it beside an error: ids and markup. */
  readonly hint?: { readonly ids: string; readonly shown: Markup };
}

function field({ id, name, label, value, said, hint, ...rest }: Field): Markup {
  const described = [hint?.ids, said === undefined ? undefined : `${id}-error`].filter(Boolean);
  const inputMode =
    rest.isEmail && html` inputmode="email" autocapitalize="none" spellcheck="false"`;
  return html`<div>
        <label class="label" for="${id}">${label} ${rest.optional}</label>
        <input class="field" id="${id}" name="${name}" value="${value}" dir="${rest.isEmail ? 'ltr' : 'auto'}"${inputMode} autocomplete="${rest.autocomplete ?? 'off'}" maxlength="${rest.lengthMax}"${said !== undefined && html` aria-invalid="true"`}${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}>
        ${hint?.shown} ${faultView(`${id}-error`, said)}
      </div>`;
}

function area({ id, name, label, value, said, optional, ...rest }: Field, words: Words): Markup {
  // Browsers leave out a line break right behind the tag, so that one of the donor's own would be lost.
  return html`<div>
        <label class="label" for="${id}">${label} ${optional}</label>
        <textarea class="field" id="${id}" name="${name}" rows="3" dir="auto" maxlength="${rest.lengthMax}" aria-describedby="${id}-max${said !== undefined && ` ${id}-error`}"${said !== undefined && html` aria-invalid="true"`}>
${value}</textarea>
        <p class="hint" id="${id}-max">${words.form.charactersMax(countText(rest.lengthMax, words))}</p>
        ${faultView(`${id}-error`, said)}
      </div>`;
}

const optional = (words: Words) => html`<span class="optional">(${words.common.optional})</span>`;

/** What is wrong with a text: that it is too long, or, where it is needed, what to write. */
function textWords(
  fault: Faults['message'],
  max: number,
  words: Words,
  missing = '',
): string | undefined {
  if (fault === undefined) return undefined;
  return fault === 'missing' ? missing : words.form.tooLong(countText(max, words));
}

function donorName({ words, choice, faults }: Model): Markup {
  return field({
    id: 'donor-name',
    name: 'donorName',
    label: words.form.name,
    value: choice.donorName,
    said: textWords(faults.donorName, lengthMax.name, words),
    lengthMax: lengthMax.name,
    optional: optional(words),
    autocomplete: 'name',
  });
}

function anonymous({ words, choice }: Model): Markup {
  return html`<label class="check">
        <input type="checkbox" name="anonymous" value="1" aria-describedby="anonymous-why"${choice.anonymous && html` checked`}>
        <span>${words.form.anonymous}
          <span class="hint" id="anonymous-why">${words.form.anonymousWhy}</span></span>
      </label>`;
}

/** Which of the two hints holds follows the choice above it, by the style sheet alone. */
function email({ words, choice, faults, repeats }: Model): Markup {
  // What is needed is said once, as the error where it is one.
  const isHinted = repeats && faults.email !== 'needed';
  const needed = html`<p class="hint if-repeated" id="email-needed">${words.form.emailNeeded}</p>`;
  return field({
    id: 'email',
    name: 'email',
    label: words.form.email,
    value: choice.email,
    said: emailWords(faults.email, words),
    lengthMax: lengthMax.email,
    optional: html`<span class="if-single">${optional(words)}</span>`,
    isEmail: true,
    autocomplete: 'email',
    hint: {
      ids: isHinted ? 'email-why email-needed' : 'email-why',
      shown: html`<p class="hint if-single" id="email-why">${words.form.emailWhy}</p>
        ${isHinted && needed}`,
    },
  });
}

function emailWords(fault: Faults['email'], { form }: Words): string | undefined {
  switch (fault) {
    case undefined:
      return undefined;
    case 'needed':
      return form.emailNeeded;
    case 'needed_for_news':
      return form.newsNeedsEmail;
    case 'wrong':
      return form.emailWrong(emailExample);
  }
}

function news({ words, choice }: Model): Markup {
  return html`<label class="check">
        <input type="checkbox" name="news" value="1"${choice.news && html` checked`}>
        <span>${words.form.news}</span>
      </label>`;
}

/** Folded until there is something in it to see. */
function fold(summary: string, isOpen: boolean, inside: Markup): Markup {
  return html`<details class="fold"${isOpen && html` open`}>
        <summary>${summary}</summary>
        <div class="inside">${inside}</div>
      </details>`;
}

function message({ words, choice, faults }: Model): Markup {
  const inside = area(
    {
      id: 'message',
      name: 'message',
      label: words.form.message,
      value: choice.message,
      said: textWords(faults.message, lengthMax.message, words),
      lengthMax: lengthMax.message,
      optional: optional(words),
    },
    words,
  );
  return fold(words.form.addMessage, choice.message !== '', inside);
}

function dedication(model: Model): Markup {
  const { words, choice, faults } = model;
  const { dedicationKind: kind, dedicationName, recipientName, recipientEmail } = choice;
  const radio = (value: typeof kind, label: string) => html`<label class="check">
              <input type="radio" name="dedicationKind" value="${value}"${kind === value && html` checked`}>
              <span>${label}</span>
            </label>`;
  const name = field({
    id: 'dedication-name',
    name: 'dedicationName',
    label: words.dedication.name,
    value: dedicationName,
    said: textWords(faults.dedicationName, lengthMax.name, words, words.dedication.nameMissing),
    lengthMax: lengthMax.name,
  });
  const hasCard = [recipientName, recipientEmail, choice.cardMessage].some((text) => text !== '');
  const inside = html`<fieldset>
          <legend class="visually-hidden">${words.dedication.kind}</legend>
          <div class="row">${radio('honour', words.dedication.inHonour)} ${radio('memory', words.dedication.inMemory)}</div>
        </fieldset>
        ${name}
        ${fold(words.dedication.card, hasCard, card(model))}`;
  return fold(words.form.addDedication, dedicationName !== '' || hasCard, inside);
}

function card({ words, choice, faults }: Model): Markup {
  const said = words.dedication;
  const name = field({
    id: 'recipient-name',
    name: 'recipientName',
    label: said.recipientName,
    value: choice.recipientName,
    said: textWords(faults.recipientName, lengthMax.name, words, said.recipientMissing),
    lengthMax: lengthMax.name,
  });
  const address = field({
    id: 'recipient-email',
    name: 'recipientEmail',
    label: said.recipientEmail,
    value: choice.recipientEmail,
    said: faults.recipientEmail && said.recipientEmailWrong(emailExample),
    lengthMax: lengthMax.email,
    isEmail: true,
  });
  const message = area(
    {
      id: 'card-message',
      name: 'cardMessage',
      label: said.cardMessage,
      value: choice.cardMessage,
      said: textWords(faults.cardMessage, lengthMax.message, words),
      lengthMax: lengthMax.message,
      optional: optional(words),
    },
    words,
  );
  return html`<p class="hint">${said.cardWhy}</p>
          ${name} ${address} ${message}`;
}
