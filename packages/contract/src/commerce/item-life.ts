/** What may be promised, and whether it holds now. */
import type { ProblemCode } from '../errors.ts';
import type { Id } from '../ids.ts';
import type { CharityItemState } from './charity-item.ts';
import type { CharityItemTerms } from './item.ts';
import type { Merchant } from './merchant.ts';

/** A project as far as charity items look at it. */
export interface ProjectFacts {
  readonly id: Id<'project'>;
  readonly title: string;
  readonly currency: string;
  /** Since when it takes nothing any more; null while nothing says so. */
  readonly closesAt: Date | null;
}

/** Why terms are refused: the code, the field at fault, and what to say of it. */
export interface TermsRefusal {
  readonly code: Extract<
    ProblemCode,
    'project_unknown' | 'project_closed' | 'currency_mismatch' | 'request_invalid'
  >;
  readonly field: string;
  readonly message: string;
}

/** Every project that could get something, with the field that names it. */
export function projectsOfTerms({
  split,
  choices,
}: Pick<CharityItemTerms, 'split' | 'choices'>): readonly {
  readonly id: Id<'project'>;
  readonly field: string;
}[] {
  return [
    ...split.map(({ projectId: id }, at) => ({ id, field: `terms.split.${at}.projectId` })),
    ...choices.map((id, at) => ({ id, field: `terms.choices.${at}` })),
  ];
}

/** Checks that the projects are there, before anything is said of them. */
export function refuseUnknownProjects(
  terms: CharityItemTerms,
  projects: readonly ProjectFacts[],
): TermsRefusal | null {
  const known = new Set(projects.map(({ id }) => id));
  const stray = projectsOfTerms(terms).find(({ id }) => !known.has(id));
  if (stray === undefined) return null;
  return { code: 'project_unknown', field: stray.field, message: 'is no project of this key' };
}

/** Checks terms whose projects are there, in the documented order: time, closed, currencies. */
export function refuseTerms(
  terms: CharityItemTerms,
  merchant: Pick<Merchant, 'currency'>,
  projects: readonly ProjectFacts[],
  now: Date,
): TermsRefusal | null {
  if (terms.endsAt !== null && Date.parse(terms.endsAt) <= now.getTime()) {
    return { code: 'request_invalid', field: 'terms.endsAt', message: 'is in the past' };
  }
  const byId = new Map(projects.map((project) => [project.id, project]));
  for (const { id, field } of projectsOfTerms(terms)) {
    const project = byId.get(id);
    if (project !== undefined && isProjectClosed(project, now)) {
      return { code: 'project_closed', field, message: 'is closed and takes nothing any more' };
    }
  }
  if (terms.currency !== merchant.currency) {
    const message = `is not ${merchant.currency}, the merchant's currency`;
    return { code: 'currency_mismatch', field: 'terms.currency', message };
  }
  for (const { id, field } of projectsOfTerms(terms)) {
    const currency = byId.get(id)?.currency ?? terms.currency;
    if (currency === terms.currency) continue;
    const message = `takes ${currency}, and the charity item gives ${terms.currency}`;
    return { code: 'currency_mismatch', field, message };
  }
  return null;
}

/** Whether the project takes nothing any more at the time. */
export function isProjectClosed({ closesAt }: Pick<ProjectFacts, 'closesAt'>, at: Date): boolean {
  return closesAt !== null && closesAt <= at;
}

/** Whether terms are over at the time, so that they are not changed any more. */
export function areTermsOver({ endsAt }: Pick<CharityItemTerms, 'endsAt'>, now: Date): boolean {
  return endsAt !== null && Date.parse(endsAt) <= now.getTime();
}

/** What a page is told: whether an order that is paid now gives by it. */
export function charityItemStateOf(
  terms: CharityItemTerms,
  projects: readonly ProjectFacts[],
  now: Date,
): CharityItemState {
  if (areTermsOver(terms, now)) return 'ended';
  const split = new Set(terms.split.map(({ projectId }) => projectId));
  const waits = projects.some((project) => split.has(project.id) && isProjectClosed(project, now));
  if (waits) return 'project_closed';
  return Date.parse(terms.startsAt) > now.getTime() ? 'scheduled' : 'open';
}

/** The terms with their end now, or where it was if that is over already. */
export function endedTerms(terms: CharityItemTerms, now: Date): CharityItemTerms {
  const end = now.toISOString();
  const isLater = Date.parse(terms.startsAt) > now.getTime();
  return { ...terms, startsAt: isLater ? end : terms.startsAt, endsAt: end };
}
