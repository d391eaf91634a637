const form = /^#kind-move=(mvt_[A-Za-z0-9_-]{43})$/;

/** The token by which the address lets this device join another; undefined where it has none. */
export function moveIn({ hash }: Pick<Location, 'hash'>): string | undefined {
  return form.exec(hash)?.[1];
}

/** The address that lets another device join. */
export function addressOf(
  token: string,
  { origin, pathname, search }: Pick<Location, 'origin' | 'pathname' | 'search'>,
): string {
  return `${origin}${pathname}${search}#kind-move=${token}`;
}
