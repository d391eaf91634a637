// docs/reference/errors.md: every code of the closed union.
import { type ErrorCode, errors } from '@kindcart/contract/errors';
import { code, page, table } from '../markdown.ts';

const codes = Object.entries(errors);

/** The page of error codes. */
export function errorsPage(): string {
  const answers = codes.filter(([, { status }]) => status !== 0);
  const client = codes.filter(([, { status }]) => status === 0);
  return page('Errors', '`packages/contract/src/errors.ts`', [
    'Every failure that a program can meet has one of these codes; the union is closed, so a `switch`',
    'over it can be complete. An answer of the platform carries it in `code` of an',
    '`application/problem+json` body; the client hands it out as `error.code`.',
    '',
    '**Retry** means that the same request, with the same idempotency key, may succeed later by',
    'itself; the client does so. The order is the order in which a request is checked: of two things',
    'that are wrong, the first one is told.',
    '',
    '## Answers of the platform',
    '',
    ...table(['Code', 'Status', 'Retry', 'What happened, and what to do'], answers.map(row)),
    '## Made by the client',
    '',
    'No answer came, or none that can be used.',
    '',
    ...table(
      ['Code', 'Retry', 'What happened, and what to do'],
      client.map(row).map(withoutStatus),
    ),
  ]);
}

function row([name, { status, retryable, sentence }]: readonly [
  string,
  (typeof errors)[ErrorCode],
]): readonly string[] {
  return [code(name), `${status}`, retryable ? 'yes' : 'no', sentence];
}

function withoutStatus([name = '', , ...rest]: readonly string[]): readonly string[] {
  return [name, ...rest];
}
