/** A project's page as one visitor gets it, with the form as it stands. */
import { randomBytes } from 'node:crypto';
import type { Project } from '@kindcart/contract';
import { isId } from '@kindcart/contract/ids';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Headers } from '../../http/cors.ts';
import type { PageScript } from '../../pages/document.ts';
import type { Markup } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import type { PageNeeds } from '../../pages/policy.ts';
import { answerPage, type PageCall } from '../../pages/serve-page.ts';
import type { PaymentProvider } from '../../payments/port.ts';
import type { DonationParts } from '../donations/making.ts';
import { findProjects, toProject } from '../projects/records.ts';
import type { IssueParts } from '../receipts/issue.ts';
import { findOwner, findPageKey, type ProjectOwner } from './records.ts';
import type { Choice, Faults } from './rules.ts';
import { type ProjectModel, pathOf, pictureOf, projectView, sharingHead } from './view.ts';

export interface HostedPageParts extends DonationParts {
  readonly db: Kysely<Database>;
  /** Of the receipts that the thanks lead to. */
  readonly receipts: IssueParts;
  /** Origin under which browsers reach the platform; undefined takes the one they asked. */
  readonly publicUrl: string | undefined;
  readonly ownOrigins: () => readonly string[];
  /** The page script as it is served right now, where it is. */
  readonly pageScript: () => Promise<Omit<PageScript, 'key'> | undefined>;
  /** What the policy lets through for a provider's payments. */
  readonly needsOf: (provider: PaymentProvider) => PageNeeds;
}

/** A project with whose it is, as one visitor finds it. */
export interface Visit {
  readonly call: PageCall;
  readonly project: Project;
  readonly owner: ProjectOwner;
  readonly words: Words;
  /** Address of the platform as this visitor knows it. */
  readonly base: string;
}

/** What the form says beyond the project. */
export interface FormState {
  readonly status: number;
  readonly choice: Choice;
  readonly faults?: Faults;
  readonly alert?: string | Markup | undefined;
  readonly formKey?: string;
  readonly headers?: Headers;
}

/** The project that an address names; undefined when there is none. */
export async function visitOf(parts: HostedPageParts, call: PageCall): Promise<Visit | undefined> {
  const { projectId = '' } = call.params;
  if (!isId('project', projectId)) return undefined;
  const owner = await findOwner(parts.db, projectId);
  if (owner === undefined) return undefined;
  const [row] = await findProjects(parts.db, owner, [projectId]);
  if (row === undefined) return undefined;
  const fee = parts.providerFor(owner.livemode)?.feeTerms(row.currency);
  const project = toProject(row, fee ?? { basisPoints: 0, fixedAmount: 0 }, parts.now());
  const base = parts.publicUrl ?? new URL(call.exchange.request.url).origin;
  return { call, project, owner, words: call.wordsFor(project.language), base };
}

/** The page, with what was chosen and what is wrong with it. */
export async function projectPage(
  parts: HostedPageParts,
  { project, owner, words, base }: Visit,
  { status, choice, faults = {}, alert, formKey = newFormKey(), headers }: FormState,
): Promise<Response> {
  const provider = parts.providerFor(owner.livemode);
  const model: ProjectModel = {
    project,
    words,
    choice,
    faults,
    alert,
    formKey,
    action: `${pathOf(project)}?lang=${words.lang}#give`,
    organizationName: owner.organizationName,
    nowMs: parts.now().getTime(),
    address: `${base}${pathOf(project)}`,
    script: await scriptFor(parts, owner),
    payable: payableBy(provider),
    repeats: provider?.recurring?.startRedirect !== undefined,
  };
  const image = pictureOf(project);
  const needs = provider === undefined ? {} : parts.needsOf(provider);
  return answerPage({
    status,
    words,
    title: project.title,
    head: sharingHead(model),
    script: model.script,
    unlisted: !project.livemode || status !== 200,
    body: projectView(model),
    needs: { ...needs, images: image === undefined ? [] : [image.url] },
    // Kept for going back, with what was typed, and never for the next visitor.
    headers: { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Language', ...headers },
  });
}

function payableBy(provider: PaymentProvider | undefined): ProjectModel['payable'] {
  if (provider === undefined) return 'no';
  return provider.startRedirect === undefined ? 'scripts' : 'redirect';
}

/** The page script with the key that it asks with, where there are both. */
export async function scriptFor(
  parts: HostedPageParts,
  owner: ProjectOwner,
): Promise<PageScript | undefined> {
  const [script, key] = await Promise.all([parts.pageScript(), findPageKey(parts.db, owner)]);
  return script === undefined || key?.token === undefined
    ? undefined
    : { ...script, key: key.token };
}

/** A page was made for one visitor and has one key, so that sending it twice makes one gift. */
export function newFormKey(): string {
  return randomBytes(18).toString('base64url');
}
