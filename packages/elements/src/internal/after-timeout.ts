/** Runs something after so many milliseconds; the function it returns calls that off. */
export function afterTimeout(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
