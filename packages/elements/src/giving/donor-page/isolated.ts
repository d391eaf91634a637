/**
 * Words of somebody else within a sentence of ours: whichever way they run, and whatever marks of
 * direction they hold, the sentence around them runs as it should.
 */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
