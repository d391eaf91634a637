/** Where a tab keeps which element has its form open, for a reload in mid-payment; '' for none. */
const name = 'kindcart:open';

/** Which element of which page this is: several may be for one project, and one is to open. */
function placeOf(element: HTMLElement & { readonly project?: string | undefined }): string {
  const alike: Element[] = [...document.querySelectorAll(element.localName)];
  return `${location.pathname} ${element.localName} ${element.project} ${alike.indexOf(element)}`;
}

function keep(place: string): void {
  try {
    sessionStorage.setItem(name, place);
  } catch {
    // A browser that forbids storage costs the memory of a reload and nothing else.
  }
}

/** Whether the element had its form open before a reload of the page. */
export function isOpenPlace(element: Parameters<typeof placeOf>[0]): boolean {
  try {
    return sessionStorage.getItem(name) === placeOf(element);
  } catch {
    return false;
  }
}

/** The element has its form open now. */
export function openPlace(element: Parameters<typeof placeOf>[0]): void {
  keep(placeOf(element));
}

/** No element has. */
export function leavePlace(): void {
  keep('');
}
