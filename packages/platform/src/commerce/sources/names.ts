/** What merchants and their shoppers name in an order: tags, collections, and the project that was chosen. */
import { type Id, isId } from '@kindcart/contract';

/** Names in a text with commas, each once. */
export function namesOf(text: unknown): string[] {
  const names = typeof text === 'string' ? text.split(',').map((name) => name.trim()) : [];
  return [...new Set(names.filter((name) => name !== ''))];
}

/** The project that was chosen; null where the text names none. */
export function choiceOf(text: unknown): Id<'project'> | null {
  return typeof text === 'string' && isId('project', text) ? text : null;
}
