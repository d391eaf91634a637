let sheet: CSSStyleSheet | undefined;
let holders = 0;

/**
 * Keeps the page behind a dialog from scrolling; returns how to let it go. The room of a scrollbar
 * is kept, so that nothing moves sideways.
 */
export function lockScroll(): () => void {
  const scrollbar = window.innerWidth > document.documentElement.clientWidth;
  sheet ??= new CSSStyleSheet();
  if (holders === 0) {
    const gutter = scrollbar ? 'scrollbar-gutter:stable' : '';
    sheet.replaceSync(`:root{overflow:hidden!important;${gutter}}`);
    document.adoptedStyleSheets.push(sheet);
  }
  holders += 1;
  let held = true;
  return () => {
    if (held) holders -= 1;
    held = false;
    if (holders > 0) return;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}
