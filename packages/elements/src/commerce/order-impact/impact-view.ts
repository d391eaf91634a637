import type { ImpactPledge, ImpactRoundUp, OrderImpact } from '@kindcart/contract';
import { html, nothing } from 'lit';
import type { WordsOfImpact } from '../../locales/cart-words.ts';
import {
  amountSaid,
  exactSaid,
  reasonSaid,
  ruleSaid,
  sharesOf,
  sumOf,
  type Tongue,
} from '../figures.ts';
import { heart } from '../marks.ts';

/** How it is said. */
interface Manner {
  readonly words: WordsOfImpact;
  readonly locale: string;
  /** What marks test data and samples. */
  readonly marks: unknown;
}

/** Pledges that were not taken back. */
const standing = ({ pledges }: OrderImpact) => pledges.filter(({ state }) => state !== 'reversed');

/** Whether nothing of it waits: all is confirmed, on a statement, or paid. */
const isSure = (given: readonly ImpactPledge[]) => given.every(({ state }) => state !== 'pending');

/** What an order gives, in one sentence. */
export function sumSaid(impact: OrderImpact, words: WordsOfImpact, locale: string): string {
  const said = words.orderImpact;
  const given = standing(impact);
  const currency = given[0]?.currency;
  if (currency === undefined) {
    if (impact.state === 'unpaid') return said.unpaid;
    const isBack = impact.pledges.length > 0 || impact.state === 'cancelled';
    return isBack ? said.reversed : said.nothing;
  }
  const sum = amountSaid(sumOf(given.map(({ exact }) => exact)), { words, locale, currency });
  return isSure(given) ? said.confirmed(sum) : said.pending(sum);
}

/** What an order gives, as far as the platform has it. */
export function impactView(impact: OrderImpact, manner: Manner) {
  const { words, locale, marks } = manner;
  const given = standing(impact);
  const currency = given[0]?.currency;
  const tongue = currency === undefined ? undefined : { words, locale, currency };
  return html`<div class="box">
    <p part="sum" class="says">
      ${heart(tongue !== undefined && isSure(given))}
      <span>${sumSaid(impact, words, locale)}</span>
    </p>
    <div class="under">
      ${tongue ? givenView(given, impact, manner, tongue) : html`<div class="counted">${reasonsView(impact.none, words)}</div>`}
      ${impact.roundUp && roundUpView(impact.roundUp, impact.merchantName, manner)}
      ${marks}
    </div>
  </div>`;
}

function givenView(
  given: readonly ImpactPledge[],
  impact: OrderImpact,
  manner: Manner,
  tongue: Tongue,
) {
  const { confirmedHow, part } = manner.words.orderImpact;
  const when = isSure(given) ? confirmedHow(impact.merchantName) : whenSaid(impact, manner);
  return html`${sharesView(given, tongue)}
    <p part="when" class="muted">${when}</p>
    ${given.length < impact.pledges.length ? html`<p class="muted">${part}</p>` : nothing}
    ${countedView(given, impact, tongue)}`;
}

function whenSaid({ confirmsAt }: OrderImpact, { words, locale }: Manner): string {
  const { pendingHow, confirmsAt: from } = words.orderImpact;
  if (confirmsAt === null) return pendingHow;
  return from(new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(confirmsAt)));
}

function sharesView(given: readonly ImpactPledge[], tongue: Tongue) {
  const { to } = tongue.words.sums;
  const parts = given.flatMap((each) => each.parts);
  const shares = sharesOf(parts.map(({ project, exact }) => ({ ...project, exact })));
  const [only, ...more] = shares;
  if (only && more.length === 0) return html`<p part="project">${to(only.title)}</p>`;
  return html`<ul class="rows" role="list">
    ${shares.map(
      ({ title, exact }) => html`<li part="project" class="row">
        <span>${to(title)}</span> <span><bdi>${exactSaid(exact, tongue)}</bdi></span>
      </li>`,
    )}
  </ul>`;
}

/** What the shopper added, which is a gift of their own and nothing of the shop's. */
function roundUpView(roundUp: ImpactRoundUp, merchant: string, { words, locale }: Manner) {
  const said = words.orderImpact;
  const { amount, currency } = roundUp.amount;
  const sum = amountSaid(String(amount), { words, locale, currency });
  const { receiptUrl, state } = roundUp;
  const isTaken = state !== 'reversed' && state !== 'refused';
  return html`<div part="round-up" class="rows">
    ${isTaken ? html`<p>${said.yours(sum, roundUp.project.title)}</p>` : nothing}
    <p class="muted">${becameSaid(roundUp, merchant, { words, locale })}</p>
    ${
      receiptUrl && /^https?:/.test(receiptUrl)
        ? html`<p>
            <a part="receipt" class="link" href=${receiptUrl} target="_blank" rel="noopener noreferrer"
              >${said.receipt}</a
            >
          </p>`
        : nothing
    }
  </div>`;
}

function becameSaid(
  { state, passedOnAt }: ImpactRoundUp,
  merchant: string,
  { words, locale }: Pick<Manner, 'words' | 'locale'>,
): string {
  const said = words.orderImpact;
  if (state === 'reversed') return said.yoursReversed;
  if (state === 'refused') return said.yoursRefused(merchant);
  if (state === 'pending') return said.yoursPending;
  if (state !== 'passed_on' || passedOnAt === null) return said.yoursConfirmed(merchant);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(passedOnAt));
  return said.yoursPassedOn(date);
}

function countedView(given: readonly ImpactPledge[], { none }: OrderImpact, tongue: Tongue) {
  const { sums } = tongue.words;
  return html`<details part="how">
    <summary>${sums.how}</summary>
    <div class="counted">
      ${given.map(
        (pledge) => html`<div class="rows">
          <p class="row">
            <b>${pledge.name}</b> <b><bdi>${exactSaid(pledge.exact, tongue)}</bdi></b>
          </p>
          <p class="muted">${ruleSaid(pledge, tongue)}</p>
          ${pledge.bound ? html`<p class="muted">${sums[pledge.bound]}</p>` : nothing}
        </div>`,
      )}
      ${reasonsView(none, tongue.words)}
    </div>
  </details>`;
}

function reasonsView(none: OrderImpact['none'], words: Tongue['words']) {
  return none.map(
    ({ name, because }) => html`<p>
      <b>${name}</b><br /><span class="muted">${reasonSaid(because, words)}</span>
    </p>`,
  );
}
