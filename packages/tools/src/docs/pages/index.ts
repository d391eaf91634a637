// docs/reference/README.md: the way to the other pages.
import { page, table } from '../markdown.ts';

/** The index of the reference. */
export function indexPage(): string {
  return page('Reference', '`packages/tools/src/docs`', [
    'Every page here is written from the sources, and a test fails when one of them is out of date.',
    '',
    ...table(
      ['Page', 'What it tells'],
      [
        ['[Elements](elements.md)', 'attributes, events, slots, parts and custom properties'],
        ['[Theming](theming.md)', 'every custom property and every part, by name'],
        ['[Endpoints](endpoints.md)', 'requests and answers of the platform, with examples'],
        ['[Errors](errors.md)', 'every code, whether to retry, and what to do'],
        ['[Configuration](configuration.md)', 'settings of the platform'],
        ['[API](api/index.html)', 'types and functions of the packages; `npm run docs` makes it'],
      ],
    ),
  ]);
}
