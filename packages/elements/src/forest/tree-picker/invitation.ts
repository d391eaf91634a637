/** A page's address that invites to an adoption: `#adopt=adp_…`. */
const pattern = /^#adopt=(adp_[0-9a-z]{26})$/;

/** The adoption that a fragment invites to. */
export function invitedTo(fragment: string): string | undefined {
  return pattern.exec(fragment)?.[1];
}

/** The page's own address, with an invitation to an adoption. */
export function invitationTo(adoptionId: string): string {
  return `${location.href.replace(/#.*/, '')}#adopt=${adoptionId}`;
}

/** Takes the invitation out of the address, so that a reload does not follow it again. */
export function forgetInvitation(): void {
  if (!invitedTo(location.hash)) return;
  history.replaceState(history.state, '', location.pathname + location.search);
}
