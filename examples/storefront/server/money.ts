/** Fen as people read them. Whole numbers and text only: nothing is rounded on the way. */

/** `¥1,288` or `¥12.50`. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '−' : '';
  const whole = Math.floor(Math.abs(fen) / 100);
  const rest = Math.abs(fen) % 100;
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}¥${grouped}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
}

/** The same of an exact amount as the platform says it: `158.5` fen are `¥1.585`. */
export function exactYuan(text: string): string {
  const [whole = '0', places = ''] = text.split('.');
  const digits = whole.padStart(3, '0');
  const fen = digits.slice(-2) + places;
  const rest = fen.replace(/0+$/, '');
  const grouped = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `¥${grouped}${rest === '' ? '' : `.${rest.padEnd(2, '0')}`}`;
}
