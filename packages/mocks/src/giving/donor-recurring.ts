/** Monthly and yearly gifts on the donor's own page: those of others are as unknown as none. */
import type {
  DonorRecurringGift,
  EndpointInput,
  EndpointOutput,
  Id,
  RecurringGift,
  ReplaceCardStart,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { giftOf, pageOf, type World } from '../world.ts';
import { type Asked, visitor } from './donors.ts';
import { getProject } from './projects.ts';
import * as recurring from './recurring.ts';

type Named = { readonly params: { readonly recurringGiftId: Id<'recurringGift'> } };

export function listDonorRecurringGifts(
  world: World,
  call: EndpointInput<'listDonorRecurringGifts'> & Asked,
): EndpointOutput<'listDonorRecurringGifts'> {
  const email = visitor(call);
  const own = [...world.recurring.keys()].filter((id) => isOf(world, id, email));
  const gifts = own.map((id) => {
    const params = { recurringGiftId: world.recurring.get(id)?.id ?? refuse('internal') };
    return forDonor(world, recurring.getRecurringGift(world, { params }));
  });
  return pageOf(gifts, call.query ?? {});
}

export function changeDonorRecurringGift(
  world: World,
  call: EndpointInput<'changeDonorRecurringGift'> & Asked,
): DonorRecurringGift {
  checkOwn(world, call);
  return forDonor(world, recurring.changeRecurringGift(world, call));
}

export function pauseDonorRecurringGift(
  world: World,
  call: EndpointInput<'pauseDonorRecurringGift'> & Asked,
): DonorRecurringGift {
  checkOwn(world, call);
  return forDonor(world, recurring.pauseRecurringGift(world, call));
}

export function resumeDonorRecurringGift(world: World, call: Named & Asked): DonorRecurringGift {
  checkOwn(world, call);
  return forDonor(world, recurring.resumeRecurringGift(world, call));
}

export function cancelDonorRecurringGift(world: World, call: Named & Asked): DonorRecurringGift {
  checkOwn(world, call);
  return forDonor(world, recurring.cancelRecurringGift(world, call));
}

export function replaceDonorRecurringGiftCard(world: World, call: Named & Asked): ReplaceCardStart {
  checkOwn(world, call);
  return recurring.replaceRecurringGiftCard(world, call);
}

/** @throws Refusal `recurring_gift_unknown`, `donor_session_over` */
function checkOwn(world: World, call: Named & Asked): void {
  const email = visitor(call);
  if (!isOf(world, call.params.recurringGiftId, email)) refuse('recurring_gift_unknown');
}

function isOf(world: World, id: string, email: string): boolean {
  const first = world.recurring.get(id)?.firstDonationId;
  if (first === undefined) return false;
  return giftOf(world, first).donation.details?.email?.toLowerCase() === email;
}

function forDonor(world: World, { email, ...gift }: RecurringGift): DonorRecurringGift {
  const { projectId } = gift;
  const { title, minimum, maximum, feeSchedule } = getProject(world, { params: { projectId } });
  return { ...gift, project: { title, minimum, maximum, feeSchedule } };
}
