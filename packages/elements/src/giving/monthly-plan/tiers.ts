import type { Project } from '@kindcart/contract';
import { compare, type Money, parseAmount } from '@kindcart/contract/money';

/** One tier, as its child says it. */
export interface Tier {
  /** Of the slot that its child is in. */
  readonly name: string;
  /** As written: a decimal number in the project's currency. */
  readonly amount: string;
}

/** The tiers among an element's children, each put into a slot of its own. */
export function tiersOf(element: Element): Tier[] {
  const found = [...element.querySelectorAll<HTMLElement>(':scope > [data-amount]')];
  return found.map((child, place) => {
    const name = `tier-${place}`;
    child.slot = name;
    return { name, amount: child.dataset.amount ?? '' };
  });
}

/** The amount of a tier; undefined where it is none, or none that the project takes. */
export function amountOfTier(text: string, project: Project): Money | undefined {
  const { currency, minimum, maximum } = project;
  const parsed = parseAmount(text, currency);
  if (!parsed.ok) return undefined;
  const { value } = parsed;
  return compare(value, minimum) >= 0 && compare(value, maximum) <= 0 ? value : undefined;
}
