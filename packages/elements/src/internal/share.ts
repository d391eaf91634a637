/** Hands it to the device, or else to the clipboard; answers with what there is to say of it. */
export async function shareOrCopy(
  shared: Required<Pick<ShareData, 'title' | 'text' | 'url'>>,
  words: { readonly copied: string; readonly copyThis: string },
): Promise<string> {
  if (navigator.canShare?.(shared)) {
    try {
      await navigator.share(shared);
      return '';
    } catch (error) {
      // Whoever changed their mind wants no copy, either.
      if (error instanceof DOMException && error.name === 'AbortError') return '';
    }
  }
  try {
    await navigator.clipboard.writeText(shared.url);
    return words.copied;
  } catch {
    return `${words.copyThis} ${shared.url}`;
  }
}
