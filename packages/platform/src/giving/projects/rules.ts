/** What may be said of a project, and whether it takes a gift now. */
import type { CreateProject, Id, Money, ProblemCode } from '@kindcart/contract';

/** A project as the rules see it, without what is only shown. */
export interface ProjectTerms {
  readonly id: Id<'project'>;
  readonly version: number;
  readonly currency: string;
  readonly minimumAmount: number;
  readonly maximumAmount: number;
  readonly state: 'open' | 'closed';
  readonly closesAt: Date | null;
}

/** Why a gift is refused: the code, the field at fault, and what to say of it. */
export interface GiftRefusal {
  readonly code: ProblemCode;
  readonly field: string;
  readonly message: string;
}

/** Whether the project takes gifts at the time. */
export function isOpen(project: Pick<ProjectTerms, 'state' | 'closesAt'>, now: Date): boolean {
  return project.state === 'open' && (project.closesAt === null || now < project.closesAt);
}

/** Checks a gift in the documented order: open, currency, minimum, maximum. */
export function refuseGift(project: ProjectTerms, gift: Money, now: Date): GiftRefusal | null {
  if (!isOpen(project, now)) {
    return {
      code: 'project_closed',
      field: 'projectId',
      message: 'is closed and takes no more gifts',
    };
  }
  if (gift.currency !== project.currency) {
    const message = `is not ${project.currency}, the project's currency`;
    return { code: 'currency_mismatch', field: 'gift.currency', message };
  }
  if (gift.amount < project.minimumAmount) {
    const message = `is below ${project.minimumAmount}, the project's minimum in minor units`;
    return { code: 'amount_too_small', field: 'gift.amount', message };
  }
  if (gift.amount > project.maximumAmount) {
    const message = `is above ${project.maximumAmount}, the project's maximum in minor units`;
    return { code: 'amount_too_large', field: 'gift.amount', message };
  }
  return null;
}

/** Whether a new project can already be over when it is made. */
export function refuseProject(project: CreateProject, now: Date): GiftRefusal | null {
  if (project.closesAt !== null && new Date(project.closesAt) <= now) {
    return { code: 'request_invalid', field: 'closesAt', message: 'is in the past' };
  }
  return null;
}
