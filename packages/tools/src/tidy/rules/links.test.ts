import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { links } from './links.ts';

test('follows links to files, folders and headings', () =>
  assertTidy(links, {
    'README.md': [
      '[start](docs/start.md) ![logo](docs/logo.svg "Logo") [all](docs/)',
      '[pay](docs/start.md#take-a-gift-in-5-minutes) [second](docs/start.md#again-1) [id](docs/start.md#here)',
      '[self](#kindcart) [web](https://example.org/x#y) [mail](mailto:a@example.org) [api](docs/reference/api/index.html)',
      '<img src="docs/logo.svg">',
      '# Kindcart',
    ].join('\n'),
    'docs/start.md': '## Take a `gift` in 5 minutes!\n## Again\n## Again\n<a id="here"></a>',
    'docs/logo.svg': '',
  }));

test('finds files and headings that are not there', () =>
  assertFinds(
    links,
    {
      'docs/a.md':
        '# One thing\n\n[a](b.md) [c](#another) ![d](d.png)\n[e]: ../e.md\n<a href="f.md">',
    },
    'docs/a.md:3  links to b.md; docs/b.md is not there.',
    'docs/a.md:3  links to #another; docs/a.md has no heading for #another. It has #one-thing.',
    'docs/a.md:3  links to d.png; docs/d.png is not there.',
    'docs/a.md:4  links to ../e.md; e.md is not there.',
    'docs/a.md:5  links to f.md; docs/f.md is not there.',
  ));

test('reads no links in code', () =>
  assertTidy(links, {
    'docs/a.md': '`[a](b.md)`\n\n```md\n[a](b.md)\n# Not a heading\n```\n\n~~~\n[c](d.md)\n~~~\n',
  }));
