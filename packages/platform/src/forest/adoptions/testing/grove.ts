/** A plot of tests that can be adopted on, with hands on its adoptions. */
import {
  type Adoption,
  type CreateAdoption,
  type CreateDonation,
  type CreatedDonation,
  type Details,
  detailsExample,
  type Id,
  type ProblemCode,
  type Project,
  testCards,
} from '@kindcart/contract';
import { type TestPlatform, testId } from '../../../testing/platform.ts';
import { waitUntil } from '../../../testing/wait.ts';
import { seedLand } from '../../testing.ts';

type House = Pick<TestPlatform, 'stage' | 'context' | 'clock' | 'database' | 'a'>;

/** Whose key asks, and with which headers. */
type AskOptions = Parameters<House['stage']['ask']>[2];

export const yuan = (amount: number) => ({ amount, currency: 'CNY' });

/** What an adopter tells beside the gift. */
export const adopter: Details = {
  ...detailsExample,
  email: 'ada@example.org',
  language: 'en',
  dedication: null,
};

export interface Grove {
  readonly project: Project;
  readonly plotId: Id<'plot'>;
  readonly speciesId: Id<'species'>;
  /** Holds a place, any unless one is said. */
  hold(wish?: Partial<CreateAdoption>, options?: AskOptions): Promise<Adoption>;
  /** Why none is held. */
  refusal(wish?: Partial<CreateAdoption>, options?: AskOptions): Promise<ProblemCode | 'held'>;
  read(adoption: Pick<Adoption, 'id'>): Promise<Adoption>;
  /** Begins to pay the share, the first unless another is said. */
  begin(
    adoption: Adoption,
    share?: number,
    changes?: Partial<CreateDonation>,
  ): Promise<CreatedDonation>;
  /** Pays a donation that was begun by a card that succeeds. */
  pay(created: CreatedDonation): Promise<void>;
  /** Begins and pays it. */
  give(
    adoption: Adoption,
    share?: number,
    changes?: Partial<CreateDonation>,
  ): Promise<CreatedDonation>;
  /** Waits until it is in the state. */
  becomes(adoption: Pick<Adoption, 'id'>, state: Adoption['state']): Promise<Adoption>;
  /** Waits until the shares are in these states. */
  shares(adoption: Pick<Adoption, 'id'>, states: string): Promise<Adoption>;
  /** Waits until all of the donation has gone back. */
  wentBack(created: CreatedDonation): Promise<void>;
}

/** Land with so many places, in a project of its own. */
export async function openGrove(
  { stage, context, database, a }: House,
  places: number,
  priceAmount = 2_500,
): Promise<Grove> {
  const bounds = { minimum: yuan(100), maximum: yuan(1_000_000) };
  const money = { currency: 'CNY', goal: null, suggestedAmounts: [yuan(2_500)], ...bounds };
  const project = await stage.project(money);
  const [plotId, speciesId] = [testId('plot'), testId('species')];
  const land = { plotId, speciesId, projectId: project.id, places, priceAmount };
  await seedLand(database.db, a.book, land);

  const body = (wish: Partial<CreateAdoption>) => {
    const plain = { placeNumber: null, shares: 1, teamName: null, gift: null };
    return { body: { plotId, speciesId, ...plain, ...wish } };
  };
  const ask = (wish: Partial<CreateAdoption>, options?: AskOptions) =>
    stage.ask('createAdoption', body(wish), options);
  const grove: Grove = {
    project,
    plotId,
    speciesId,
    async hold(wish = {}, options) {
      const answer = await ask(wish, options);
      if (answer.ok) return answer.value;
      throw new Error(`No place was held: ${answer.problem.code}`);
    },
    async refusal(wish = {}, options) {
      const answer = await ask(wish, options);
      return answer.ok ? 'held' : answer.problem.code;
    },
    async read({ id }) {
      const answer = await stage.ask('getAdoption', { params: { adoptionId: id } });
      if (answer.ok) return answer.value;
      throw new Error(`The adoption was not read: ${answer.problem.code}`);
    },
    begin(adoption, share = 1, changes = {}) {
      const gift = adoption.shares[share - 1]?.amount ?? yuan(0);
      const own = { gift, adoptionId: adoption.id, details: adopter };
      return stage.begin(project, { ...own, ...changes });
    },
    async pay(created) {
      await stage.pay(created, testCards.succeeds);
    },
    async give(adoption, share, changes) {
      const created = await grove.begin(adoption, share, changes);
      await grove.pay(created);
      return created;
    },
    becomes: (adoption, state) =>
      waitUntil(`the adoption to be ${state}`, async () => {
        const read = await grove.read(adoption);
        return read.state === state ? read : undefined;
      }),
    shares: (adoption, states) =>
      waitUntil(`its shares to be ${states}`, async () => {
        const read = await grove.read(adoption);
        return read.shares.map(({ state }) => state).join(' ') === states ? read : undefined;
      }),
    async wentBack({ donation }) {
      await context.waitUntil('the gift to go back', async () =>
        (await stage.readDonation(donation.id)).state === 'refunded' ? true : undefined,
      );
    },
  };
  return grove;
}
