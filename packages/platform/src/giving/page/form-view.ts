/** The form of the hosted page, complete without scripts. */
import type { Project } from '@kindcart/contract';
import { formatMoney, grossUp, isZero, type Money } from '@kindcart/contract/money';
import { type Filling, html, type Markup } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import { type AmountFault, type Choice, type Faults, lengthMax } from './rules.ts';

/** What the form shows. */
export interface FormModel {
  readonly project: Project;
  readonly words: Words;
  readonly choice: Choice;
  readonly faults: Faults;
  /** Where it posts to. */
  readonly action: string;
  /** Makes one gift of a form that is sent twice. */
  readonly formKey: string;
  /** What went wrong with the whole of it. */
  readonly alert?: string | Markup | undefined;
}

const plain = (value: Money, { lang }: Words) =>
  formatMoney(value, lang, { withoutZeroFraction: true });

/** The whole form. A further field is one more line here, and one in the rules. */
export function formView(model: FormModel): Markup {
  const { words, faults, alert, action, formKey } = model;
  const said = alert ?? (Object.keys(faults).length > 0 ? words.form.check : undefined);
  return html`${said && html`<p class="alert" role="alert">${said}</p>`}
    <form method="post" action="${action}" accept-charset="utf-8" aria-labelledby="give-title">
      <input type="hidden" name="formKey" value="${formKey}">
      ${amounts(model)} ${coverFee(model)} ${donorName(model)} ${anonymous(model)} ${message(model)}
      <div>
        <button class="button wide" type="submit">${words.form.continue}</button>
        <p class="hint">${words.form.continueWhy}</p>
      </div>
    </form>`;
}

function fault(id: string, said: string | undefined): Filling {
  return said !== undefined && html`<p class="error" id="${id}">${said}</p>`;
}

function amounts(model: FormModel): Markup {
  const { project, words, choice, faults } = model;
  const said = faults.amount && amountWords(faults.amount, project, words);
  return html`<fieldset${said && html` aria-describedby="amount-error"`}>
        <legend>${words.form.amount}</legend>
        <div class="tiles">${project.suggestedAmounts.map((amount) => tile(amount, model))}</div>
        <div class="own">
          <label>
            <input type="radio" name="amount" value="own"${choice.amount === 'own' && html` checked`}>
            <span>${words.form.otherAmount}</span>
          </label>
          <input name="ownAmount" value="${choice.ownAmount}" inputmode="decimal" autocomplete="off" maxlength="64" aria-label="${words.form.yourAmount} (${project.currency})" aria-describedby="range${said && ' amount-error'}" placeholder="${project.currency}"${said && html` aria-invalid="true"`}>
        </div>
        <p class="hint" id="range">${words.form.range(plain(project.minimum, words), plain(project.maximum, words))}</p>
        ${fault('amount-error', said)}
      </fieldset>`;
}

function tile(amount: Money, { project, words, choice }: FormModel): Markup {
  const checked = choice.amount === String(amount.amount);
  const charge = formatMoney(grossUp(amount, project.feeSchedule), words.lang);
  return html`<label class="tile">
            <input type="radio" name="amount" value="${amount.amount}"${checked && html` checked`}>
            <bdi>${plain(amount, words)}</bdi>
            <span class="with-fee"><bdi>${words.form.withFee(charge)}</bdi></span>
          </label>`;
}

/** The share and the fixed sum that a payment costs, as one text. */
function feeText({ feeSchedule: { basisPoints, fixed } }: Project, words: Words): string {
  const share = new Intl.NumberFormat(words.lang, { style: 'percent', maximumFractionDigits: 2 });
  const parts = [
    ...(basisPoints === 0 ? [] : [share.format(basisPoints / 10_000)]),
    ...(isZero(fixed) ? [] : [formatMoney(fixed, words.lang)]),
  ];
  return parts.join(' + ');
}

function coverFee({ project, words, choice }: FormModel): Filling {
  const fee = feeText(project, words);
  if (fee === '') return null;
  return html`<label class="check">
        <input type="checkbox" name="coverFee" value="1" aria-describedby="fee-why"${choice.coverFee && html` checked`}>
        <span>${words.form.coverFee}
          <span class="hint" id="fee-why">${words.form.feeIs(fee)} ${words.form.coverFeeWhy}</span></span>
      </label>`;
}

function optional(words: Words): Markup {
  return html`<span class="optional">(${words.common.optional})</span>`;
}

function countText(count: number, { lang }: Words): string {
  return new Intl.NumberFormat(lang).format(count);
}

function donorName({ words, choice, faults }: FormModel): Markup {
  const said = faults.donorName && words.form.tooLong(countText(lengthMax.donorName, words));
  return html`<div>
        <label class="label" for="donor-name">${words.form.name} ${optional(words)}</label>
        <input class="field" id="donor-name" name="donorName" value="${choice.donorName}" autocomplete="name" dir="auto" maxlength="${lengthMax.donorName}"${said && html` aria-invalid="true" aria-describedby="name-error"`}>
        ${fault('name-error', said)}
      </div>`;
}

function anonymous({ words, choice }: FormModel): Markup {
  return html`<label class="check">
        <input type="checkbox" name="anonymous" value="1" aria-describedby="anonymous-why"${choice.anonymous && html` checked`}>
        <span>${words.form.anonymous}
          <span class="hint" id="anonymous-why">${words.form.anonymousWhy}</span></span>
      </label>`;
}

function message({ words, choice, faults }: FormModel): Markup {
  const count = countText(lengthMax.message, words);
  const said = faults.message && words.form.tooLong(count);
  // Browsers leave out a line break right behind the tag, so that one of the donor's own would be lost.
  return html`<div>
        <label class="label" for="message">${words.form.message} ${optional(words)}</label>
        <textarea class="field" id="message" name="message" rows="3" dir="auto" maxlength="${lengthMax.message}" aria-describedby="message-max${said && ' message-error'}"${said && html` aria-invalid="true"`}>
${choice.message}</textarea>
        <p class="hint" id="message-max">${words.form.charactersMax(count)}</p>
        ${fault('message-error', said)}
      </div>`;
}

function amountWords(fault: AmountFault, project: Project, words: Words): string {
  const { amount } = words;
  const example = plain(project.suggestedAmounts[0] ?? project.minimum, words);
  switch (fault) {
    case 'missing':
    case 'empty':
      return amount.missing;
    case 'both':
      return amount.both;
    case 'negative':
    case 'too_small':
      return amount.tooSmall(plain(project.minimum, words));
    case 'too_large':
      return amount.tooLarge(plain(project.maximum, words));
    case 'other_currency':
      return amount.otherCurrency(project.currency);
    case 'unclear_separator':
      return amount.unclear(example);
    case 'too_many_decimals':
      return amount.tooManyDecimals(example);
    case 'too_long':
    case 'not_a_number':
    case 'foreign_digits':
      return amount.notANumber(example);
  }
}
