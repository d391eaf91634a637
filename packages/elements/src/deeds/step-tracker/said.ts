/** What came of giving, in words. Pure. */
import type { DeedRefusal } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import type { Told } from '@kindcart/store/participant';
import type { KnownRefusal, StepsWords } from '../../locales/steps-words.ts';

/** Minor units that deeds gave together. */
export function givenBy(told: readonly Told[]): number {
  return told.reduce((sum, { deed }) => sum + (deed?.given.amount ?? 0), 0);
}

const known: readonly KnownRefusal[] = ['challenge_not_open', 'source_not_taken', 'day_outside'];

function refusalSaid(refused: DeedRefusal, { walking }: Pick<StepsWords, 'walking'>): string {
  const code = known.find((each) => each === refused);
  return code ? `${walking.refused} ${walking.refusals[code]}` : walking.refused;
}

/** Sentences about what was told last: each thing once. */
export function resultSaid(
  told: readonly Told[],
  words: Pick<StepsWords, 'walking'>,
  locale: string,
): readonly string[] {
  const { walking } = words;
  const currency = told.find(({ deed }) => deed)?.deed?.given.currency;
  const given = givenBy(told);
  const isCounted = told.some(({ deed }) => deed?.state === 'counted');
  const thanks =
    given > 0 && currency ? walking.thanks(formatMoney({ amount: given, currency }, locale)) : '';
  const lines = [
    thanks || (isCounted ? walking.taken : ''),
    ...told.flatMap(({ deed, refused }) => [
      deed?.limitedBy ? walking.limits[deed.limitedBy] : '',
      deed?.state === 'under_review' ? walking.underReview : '',
      deed?.state === 'under_review' && deed.reason ? walking.reasons[deed.reason] : '',
      refused ? refusalSaid(refused, words) : '',
    ]),
  ];
  return [...new Set(lines)].filter((line) => line !== '');
}
