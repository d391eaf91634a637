/** How many steps somebody typed, with the digits and the separators that they are used to. Pure. */

/** More than anybody walks in a day is a slip of the finger, or worth a look in any case. */
const stepsMax = 1_000_000;

/** Signs that stand between groups of digits and never before a fraction, wherever a page is read. */
const alwaysBetween = [' ', '٬', "'", '’'];

const isDigit = (code: number) => code >= 0 && /\p{Nd}/u.test(String.fromCodePoint(code));

/** What a digit of any script is worth: ten of them follow each other, from nought on. */
function worthOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let worth = 0;
  while (worth < 9 && isDigit(code - worth - 1)) worth += 1;
  return worth;
}

/** The sign that a locale puts between groups of digits. */
function separatorOf(locale: string): string {
  const told = new Intl.NumberFormat(locale).formatToParts(1_234_567);
  return told.find(({ type }) => type === 'group')?.value.normalize('NFKC') ?? ' ';
}

/** Steps as a number; undefined where it is no whole number of them, or more than can be meant. */
export function typedSteps(text: string, locale: string): number | undefined {
  // Makes plain digits and commas of wide ones, and one kind of space of all.
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, ' ')
    .trim()
    .replace(/\p{Nd}/gu, (digit) => String(worthOf(digit)));
  const between = [...alwaysBetween, separatorOf(locale)].find((sign) => plain.includes(sign));
  const groups = between === undefined ? [plain] : plain.split(between);
  const [first = '', ...rest] = groups;
  // In India groups have two digits, but for the last.
  const isGrouped =
    /^\d{1,3}$/.test(first) &&
    rest.every((group, at) => (at === rest.length - 1 ? /^\d{3}$/ : /^\d{2,3}$/).test(group));
  if (rest.length > 0 ? !isGrouped : !/^\d+$/.test(first)) return undefined;
  const steps = Number(groups.join(''));
  return steps > 0 && steps <= stepsMax ? steps : undefined;
}
