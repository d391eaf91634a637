/** Where a tab keeps which element has its form open, for a reload in mid-payment; '' for none. */
const name = 'kindcart:open';

interface Opener extends HTMLElement {
  readonly project?: string | undefined;
}

/** Which element of which page this is: several may be for one project, and one is to open. */
function placeOf(element: Opener): string {
  const { localName, project } = element;
  const alike: Element[] = [...document.querySelectorAll(localName)];
  return `${location.pathname} ${localName} ${project} ${alike.indexOf(element)}`;
}

/** Whether the element had its form open before a reload of the page. */
export function isOpenPlace(element: Opener): boolean {
  try {
    return sessionStorage.getItem(name) === placeOf(element);
  } catch {
    return false;
  }
}

/** The element has its form open now; left out, none has. */
export function openPlace(element?: Opener): void {
  try {
    sessionStorage.setItem(name, element ? placeOf(element) : '');
  } catch {
    // A browser that forbids storage costs the memory of a reload and nothing else.
  }
}
