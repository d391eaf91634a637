/** A terminal that keeps what was said. */
import type { Terminal } from '../cli/words.ts';

/** Lines in order, progress among them. */
export function keptTerminal(): Terminal & { readonly lines: string[] } {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  return { lines, line, progress: line };
}
