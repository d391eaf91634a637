/** What cases play on: an implementation, and test data made through its API alone. */
import type { EndpointInput } from '../endpoints.ts';
import type { CreateDonation, CreatedDonation, DonationStatus } from '../giving/donation.ts';
import { type CreateProject, createProjectExample, type Project } from '../giving/project.ts';
import type { Refund } from '../giving/refund.ts';
import type { Money } from '../money/money.ts';
import type { SandboxPayment, testCards } from '../payments.ts';
import type { EndpointName } from '../routes.ts';
import { type Answer, type AskOptions, ask, granted } from './ask.ts';
import { fail } from './check.ts';
import type { ConformanceContext, Need } from './context.ts';

/** One promise, before it is bound to an implementation. */
export interface Case {
  readonly name: string;
  readonly needs?: readonly Need[];
  readonly run: (stage: Stage) => Promise<void>;
}

/** A card as typed in; good for long. */
function card(number: (typeof testCards)[keyof typeof testCards] | string) {
  return { number, expiry: '12/89', cvc: '123' };
}

/** Dollars and cents as they are sent. */
export function usd(amount: number): Money {
  return { amount, currency: 'USD' };
}

/** Makes and reads things, each request held against the contract. */
export class Stage {
  readonly context: ConformanceContext;

  constructor(context: ConformanceContext) {
    this.context = context;
  }

  ask<Name extends EndpointName>(
    name: Name,
    input: Parameters<typeof ask<Name>>[2],
    options?: AskOptions,
  ): Promise<Answer<Name>> {
    return ask(this.context, name, input, options);
  }

  /** A part of the context that a case said it needs. */
  given<Key extends keyof ConformanceContext>(key: Key): NonNullable<ConformanceContext[Key]> {
    return this.context[key] ?? fail(`The case needs ${key}, which the context does not have`);
  }

  /** A project of the first organization, in US dollars. */
  project(changes: Partial<CreateProject> = {}, options?: AskOptions): Promise<Project> {
    return granted(this.ask('createProject', { body: projectBody(changes) }, options));
  }

  readProject(projectId: Project['id']): Promise<Project> {
    return granted(this.ask('getProject', { params: { projectId } }));
  }

  /** An unpaid donation of 50 dollars, as a server makes it. */
  begin(
    project: Project,
    changes: Partial<CreateDonation> = {},
    options?: AskOptions,
  ): Promise<CreatedDonation> {
    return granted(this.ask('createDonation', { body: donationBody(project, changes) }, options));
  }

  /** Pays by card, as the page would. */
  pay(created: CreatedDonation, number: string): Promise<SandboxPayment> {
    return granted(this.ask('confirmSandboxPayment', confirmation(created, number)));
  }

  readDonation(donationId: DonationStatus['id']): Promise<DonationStatus> {
    return granted(this.ask('getDonationStatus', { params: { donationId } }));
  }

  /** Waits until the donation is in the state. */
  settled(created: CreatedDonation, state: DonationStatus['state']): Promise<DonationStatus> {
    return this.context.waitUntil(`donation to be ${state}`, async () => {
      const donation = await this.readDonation(created.donation.id);
      return donation.state === state ? donation : undefined;
    });
  }

  /** A donation that ended as the card makes it. */
  async gave(
    project: Project,
    number: string,
    state: DonationStatus['state'],
    changes: Partial<CreateDonation> = {},
  ): Promise<CreatedDonation> {
    const created = await this.begin(project, changes);
    await this.pay(created, number);
    await this.settled(created, state);
    return created;
  }

  refund(created: CreatedDonation, amount: Money | null): Promise<Refund> {
    return granted(this.ask('createRefund', refundOf(created, amount)));
  }

  /** Waits until the refund is in the state. */
  refunded(refund: Refund, state: Refund['state']): Promise<Refund> {
    return this.context.waitUntil(`refund to be ${state}`, async () => {
      const read = await granted(this.ask('getRefund', { params: { refundId: refund.id } }));
      return read.state === state ? read : undefined;
    });
  }
}

/** What makes a project that takes from 1 to 10,000 dollars. */
export function projectBody(changes: Partial<CreateProject> = {}): CreateProject {
  return {
    ...createProjectExample,
    currency: 'USD',
    goal: usd(1_000_000),
    suggestedAmounts: [usd(1_000), usd(5_000)],
    minimum: usd(100),
    maximum: usd(1_000_000),
    closesAt: null,
    ...changes,
  };
}

/** What makes a donation of 50 dollars. */
export function donationBody(
  project: Pick<Project, 'id'>,
  changes: Partial<CreateDonation> = {},
): CreateDonation {
  return {
    projectId: project.id,
    gift: usd(5_000),
    coverFee: false,
    donorName: 'Ada Lovelace',
    anonymous: false,
    message: null,
    ...changes,
  };
}

/** What pays a donation by card. */
export function confirmation(
  { payment: { reference, clientSecret } }: CreatedDonation,
  number: string,
): EndpointInput<'confirmSandboxPayment'> {
  return { params: { reference }, body: { clientSecret, card: card(number) } };
}

/** What answers the bank's question. */
export function answerOf(
  { payment: { reference, clientSecret } }: CreatedDonation,
  approve: boolean,
): EndpointInput<'authenticateSandboxPayment'> {
  return { params: { reference }, body: { clientSecret, approve } };
}

/** What gives a donation back; null for all that is left. */
export function refundOf({ donation }: CreatedDonation, amount: Money | null) {
  return { params: { donationId: donation.id }, body: { amount, reason: null } };
}
