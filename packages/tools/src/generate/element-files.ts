// The files of a new element: the smallest one that has every state, so that what is missing is
// only what it shows. They are templates with `__name__` and the like in place of names.
import { readFileSync } from 'node:fs';

/** What a new element is called, in every spelling. */
export interface NewElement {
  /** `giving` */
  readonly domain: string;
  /** `matching-bar` */
  readonly name: string;
  /** `kind-matching-bar` */
  readonly tag: string;
  /** `KindMatchingBar` */
  readonly className: string;
  /** `packages/elements/src/giving/matching-bar` */
  readonly folder: string;
}

/** Text by path of the five files in the element's own folder. */
export function elementFilesFor(element: NewElement): Readonly<Record<string, string>> {
  const { folder, name } = element;
  return {
    [`${folder}/${name}.ts`]: filled('element.ts.txt', element),
    [`${folder}/${name}.styles.ts`]: filled('styles.ts.txt', element),
    [`${folder}/${name}.states.ts`]: filled('states.ts.txt', element),
    [`${folder}/${name}.test.ts`]: filled('test.ts.txt', element),
    [`${folder}/define.ts`]: filled('define.ts.txt', element),
  };
}

/** What stands in the domain's guide about a new element. */
export function guideSection(element: NewElement): string {
  return filled('guide.md.txt', element);
}

function filled(template: string, { name, tag, className }: NewElement): string {
  return readFileSync(new URL(`templates/${template}`, import.meta.url), 'utf8')
    .replaceAll('__name__', name)
    .replaceAll('__tag__', tag)
    .replaceAll('__Class__', className);
}
