// docs/reference/configuration.md: every setting that the platform reads.
import { flagVariables, variables } from '../../../../platform/src/config.ts';
import { code, page, table } from '../markdown.ts';

/** The page of settings. */
export function configurationPage(): string {
  const flags = new Map(
    Object.entries(flagVariables).map(([flag, name]) => [`${name}`, `--${flag}`]),
  );
  const rows = Object.entries(variables).map(([name, sentence]) => [
    code(name),
    code(flags.get(name) ?? ''),
    sentence,
  ]);
  return page('Configuration', '`packages/platform/src/config.ts`', [
    'The platform runs without any of these. A flag of the command line goes before the variable; an',
    'empty variable counts as absent. A value that cannot be used stops the start with a sentence for',
    'each, and a variable that begins with `KINDCART_` and is not here is warned about.',
    '',
    'A limit such as `100 per 1 s, burst 200` lets 200 requests through at once after a quiet time, and',
    '100 a second in the long run.',
    '',
    ...table(['Variable', 'Flag', 'What it sets'], rows),
  ]);
}
