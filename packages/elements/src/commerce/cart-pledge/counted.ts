import type { CharityItem, PledgePreview } from '@kindcart/contract';
import type { CartBody } from '@kindcart/store/cart';
import { html, nothing } from 'lit';
import type { WordsOfPledge } from '../../locales/cart-words.ts';
import { exactSaid, reasonSaid, shareSaid, type Tongue, unitsSaid } from '../figures.ts';

type Step = PledgePreview['pledges'][number]['steps'][number];

/** What the arithmetic is about. */
export interface Counting {
  readonly cart: Omit<CartBody, 'merchantId'>;
  readonly titles: ReadonlyMap<string, string>;
  readonly preview: PledgePreview;
  readonly items: ReadonlyMap<string, CharityItem>;
  readonly words: WordsOfPledge;
  readonly tongue: Tongue;
}

/** The arithmetic line by line, and why nothing is given by other promises. */
export function countedView(counting: Counting) {
  const { preview, items, words, tongue } = counting;
  return html`<details part="how">
    <summary>${words.sums.how}</summary>
    <div class="counted">
      ${preview.pledges.map((pledge) => {
        const item = items.get(pledge.charityItemId);
        return html`<div class="rows">
          <p class="row">
            <b>${item?.name}</b> <b><bdi>${exactSaid(pledge.exact, tongue)}</bdi></b>
          </p>
          <ul class="rows muted" role="list">
            ${pledge.steps.map((step) => stepView(step, item, counting))}
          </ul>
        </div>`;
      })}
      ${preview.none.map(
        ({ charityItemId, because }) => html`<p>
          <b>${items.get(charityItemId)?.name}</b><br /><span class="muted"
            >${reasonSaid(because, words)}</span
          >
        </p>`,
      )}
    </div>
  </details>`;
}

function stepView(step: Step, item: CharityItem | undefined, counting: Counting) {
  if (!item) return nothing;
  return html`<li class="row">
    <span>${stepSaid(step, item, counting)}</span>
    <span><bdi>${exactSaid(step.exact, counting.tongue)}</bdi></span>
  </li>`;
}

function stepSaid(step: Step, { gives }: CharityItem, counting: Counting): string {
  const { sums } = counting.words;
  const { tongue } = counting;
  switch (step.what) {
    case 'line': {
      const rule = lineRule(step.lineId, step.base, gives, counting);
      return `${titleOf(step.lineId, counting)}: ${rule}`;
    }
    case 'order':
      return gives.kind === 'order_share'
        ? shareSaid(gives.basisPoints, step.base, tongue)
        : sums.perOrder;
    case 'tier':
      return sums.fromTier(unitsSaid(step.reached ?? step.base, tongue));
    default:
      return sums[step.what];
  }
}

function lineRule(
  lineId: string,
  base: number,
  gives: CharityItem['gives'],
  { cart, words, tongue }: Counting,
): string {
  if (gives.kind === 'item_share') return shareSaid(gives.basisPoints, base, tongue);
  if (gives.kind !== 'item_fixed') return words.sums.perItem;
  const quantity = cart.lines.find(({ id }) => id === lineId)?.quantity ?? 1;
  const count = new Intl.NumberFormat(tongue.locale).format(quantity);
  return words.sums.times(count, unitsSaid(gives.amount, tongue));
}

function titleOf(lineId: string, { cart, titles, words, tongue }: Counting): string {
  const place = cart.lines.findIndex(({ id }) => id === lineId) + 1;
  const said = new Intl.NumberFormat(tongue.locale).format(place);
  return titles.get(lineId) ?? words.cartPledge.line(said);
}
