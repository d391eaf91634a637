/** The form of the hosted page, complete without scripts. */
import type { Project } from '@kindcart/contract';
import { formatMoney, grossUp, isZero, type Money } from '@kindcart/contract/money';
import { type Filling, html, type Markup } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import { faultView, personView } from './person-view.ts';
import type { AmountFault, Choice, Faults } from './rules.ts';
import { markEntries } from './telling/rules.ts';

/** What the form shows. */
export interface FormModel {
  readonly project: Project;
  readonly words: Words;
  readonly choice: Choice;
  readonly faults: Faults;
  /** Whether gifts may come again by the month or year. */
  readonly repeats: boolean;
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
  const { words, faults, alert, action } = model;
  const said = alert ?? (Object.keys(faults).length > 0 ? words.form.check : undefined);
  return html`${said && html`<p class="alert" role="alert">${said}</p>`}
    <form method="post" action="${action}" accept-charset="utf-8" aria-labelledby="give-title">
      ${hiddenFields(model)} ${howOften(model)} ${amounts(model)} ${coverFee(model)} ${personView(model)}
      <div>
        <button class="button wide" type="submit">${words.form.continue}</button>
        <p class="hint">${words.form.continueWhy}</p>
      </div>
    </form>`;
}

/** What nobody types, kept from how the donor came. */
function hiddenFields({ choice, formKey }: FormModel): Markup {
  const kept: readonly (readonly [name: string, value: string])[] = [
    ['formKey', formKey],
    ...(choice.referrer === '' ? [] : [['referrer', choice.referrer] as const]),
    ...markEntries(choice.utm),
  ];
  return html`${kept.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}`;
}

/** Once is chosen until the donor chooses otherwise. */
function howOften({ words, choice, repeats }: FormModel): Filling {
  if (!repeats) return null;
  const { once, monthly, yearly } = words.form;
  const choices = [
    [null, 'once', once],
    ['month', 'month', monthly],
    ['year', 'year', yearly],
  ] as const;
  return html`<fieldset class="often">
        <legend class="visually-hidden">${words.form.howOften}</legend>
        ${choices.map(
          ([interval, value, label]) => html`<label class="tile">
            <input type="radio" name="interval" value="${value}"${choice.interval === interval && html` checked`}>
            <span>${label}</span>
          </label>`,
        )}
      </fieldset>`;
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
        ${faultView('amount-error', said)}
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
