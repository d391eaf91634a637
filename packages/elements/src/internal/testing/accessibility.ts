import 'axe-core';
import type axe from 'axe-core';
import { everything } from './stage.ts';

declare global {
  interface Window {
    /** axe-core puts itself here. */
    axe: typeof axe;
  }
}

const referring = [
  'aria-activedescendant',
  'aria-controls',
  'aria-describedby',
  'aria-details',
  'aria-errormessage',
  'aria-labelledby',
  'aria-owns',
  'for',
  'list',
];

/**
 * Ids that an attribute refers to and that are not in its tree. A checker of its own because axe
 * only asks to review them, and a reference out of a shadow root says nothing at all.
 */
export function brokenReferences(root: Element): string[] {
  return everything(root).flatMap((element) =>
    referring.flatMap((attribute) => {
      const ids = element.getAttribute(attribute)?.split(/\s+/) ?? [];
      return ids
        .filter((id) => id !== '' && !isBeside(element, id))
        .map((id) => `<${element.localName} ${attribute}="${id}">`);
    }),
  );
}

function isBeside(element: Element, id: string): boolean {
  const tree = element.getRootNode();
  return (
    (tree instanceof Document || tree instanceof ShadowRoot) && tree.getElementById(id) !== null
  );
}

/** Which of axe's rules to run; all when left out. */
interface Rules {
  readonly only?: readonly string[];
  readonly but?: readonly string[];
}

/** What axe finds wrong, each in a line. */
export async function violations(
  root: HTMLElement,
  { only, but = [] }: Rules = {},
): Promise<string[]> {
  // What belongs to a whole page, such as landmarks, is the page's matter.
  const off = ['region', ...but];
  const results = await window.axe.run(root, {
    rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
    ...(only && { runOnly: { type: 'rule', values: [...only] } }),
    resultTypes: ['violations'],
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
