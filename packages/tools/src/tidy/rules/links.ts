// Links in Markdown lead somewhere: the file is there, and the heading of the anchor too.
import { resolveFrom } from '../paths.ts';
import type { Repository, RepositoryFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

/** Written by a tool when it is asked for, and not kept. */
const generated = /^docs\/reference\/api(\/|$)/;

/** Checks relative links, images and anchors of every Markdown file. */
export const links: Rule = {
  name: 'links and anchors in Markdown resolve',
  check: (repository) =>
    repository.matching(/\.md$/).flatMap((file) => checkFile(repository, file)),
};

function checkFile(repository: Repository, file: RepositoryFile): readonly Finding[] {
  return linksOf(file).flatMap(({ target, line }) => {
    const [path = '', anchor] = target.split('#', 2);
    const full = path === '' ? file.path : resolveFrom(path.startsWith('/') ? '' : file.path, path);
    if (generated.test(full)) return [];
    if (!repository.exists(full)) {
      return [
        {
          path: file.path,
          line,
          what: `links to ${target}; ${full} is not there.`,
          instead: 'Correct the path.',
        },
      ];
    }
    const there = repository.files.get(full);
    if (anchor === undefined || anchor === '' || there === undefined || !full.endsWith('.md'))
      return [];
    if (anchorsOf(there).has(anchor)) return [];
    return [
      {
        path: file.path,
        line,
        what: `links to ${target}; ${full} has no heading for #${anchor}.`,
        instead: `It has ${[...anchorsOf(there)].map((each) => `#${each}`).join(', ')}.`,
      },
    ];
  });
}

interface Link {
  readonly target: string;
  readonly line: number;
}

/** Relative links outside code: inline, reference definitions, and HTML in Markdown. */
function linksOf(file: RepositoryFile): readonly Link[] {
  return proseLines(file).flatMap(({ text, line }) => {
    const prose = text.replace(/`[^`]*`/g, '');
    const found = [
      ...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g),
      ...prose.matchAll(/^\[[^\]]+\]:\s+(\S+)/g),
      ...prose.matchAll(/\b(?:src|href|srcset)="([^"]+)"/g),
    ];
    return found
      .map(([, target]) => decodeURIComponent(target ?? ''))
      .filter((target) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target))
      .map((target) => ({ target, line }));
  });
}

/** The lines of a Markdown file outside code fences, with their numbers. */
function proseLines(file: RepositoryFile): readonly { text: string; line: number }[] {
  let fence: string | undefined;
  return file.lines.flatMap((text, index) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(text)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence)) fence = undefined;
      return [];
    }
    return fence === undefined ? [{ text, line: index + 1 }] : [];
  });
}

/** The anchors that a Markdown file offers: its headings, as forges write them, and `<a id>`. */
function anchorsOf(file: RepositoryFile): ReadonlySet<string> {
  const taken = new Map<string, number>();
  const anchors = new Set<string>();
  for (const { text } of proseLines(file)) {
    for (const [, id] of text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(id ?? '');
    const heading = /^#{1,6}\s+(.+?)\s*#*$/.exec(text)?.[1];
    if (heading === undefined) continue;
    const slug = slugOf(heading);
    const count = taken.get(slug) ?? 0;
    taken.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
