/**
 * An adoption: a place is held for somebody who pays for the tree through `giving`, alone or together
 * with others, and when all of it is paid the tree is theirs.
 */
import * as z from 'zod/mini';
import { idSchema, positiveMoneySchema, textSchema, timeSchema } from '../common.ts';
import { positionSchema } from './land.ts';
import { placeExample, placesMax, plotExample } from './plot.ts';
import { speciesExample } from './species.ts';
import { daySchema } from './texts.ts';

/** How long a place is held for one who is about to pay. */
export const holdMs = 15 * 60_000;
/** How long it is held for a team once the first has paid. */
export const teamHoldMs = 7 * 24 * 60 * 60_000;
/** Most who adopt one tree together. */
export const sharesMax = 20;

/** A tree for somebody else: nobody is told of it before the day. */
export const treeGiftSchema = z.strictObject({
  to: textSchema(1, 80),
  message: z.nullable(textSchema(1, 500)),
  revealOn: z.nullable(daySchema).check(z.meta({ description: 'null reveals it at once' })),
});

export const createAdoptionSchema = z
  .strictObject({
    plotId: idSchema('plot'),
    speciesId: idSchema('species'),
    placeNumber: z
      .nullable(
        z
          .int()
          .check(
            z.positive('is not above zero'),
            z.maximum(placesMax, `is more than ${placesMax}, the most places of a plot`),
          ),
      )
      .check(z.meta({ description: 'null takes any place that is free' })),
    shares: z
      .int()
      .check(
        z.minimum(1, 'is below 1'),
        z.maximum(sharesMax, `is more than ${sharesMax}`),
        z.meta({ description: 'how many people pay for the tree together; 1 for one alone' }),
      ),
    teamName: z.nullable(textSchema(1, 80)),
    gift: z.nullable(treeGiftSchema),
  })
  .check((context) => {
    const { shares, teamName } = context.value;
    if (shares > 1 || teamName === null) return;
    const message = 'goes with two shares or more';
    context.issues.push({ code: 'custom', input: context.value, path: ['teamName'], message });
  });

/**
 * `held`: nobody has paid yet. `gathering`: some of a team have. `paid`: all is paid and the tree gets its
 * number in a moment. `adopted`: the tree is theirs. `lapsed`: the time was over before anything was paid.
 * `released`: given back before anything was paid. `unfulfilled`: what was paid goes back, since the place
 * was gone and no other was left, or since a team did not come together in time.
 */
export const adoptionStates = [
  'held',
  'gathering',
  'paid',
  'adopted',
  'lapsed',
  'released',
  'unfulfilled',
] as const;

/** `pending`: a donation for it was begun and is not paid. */
export const shareStates = ['open', 'pending', 'paid', 'refunded'] as const;

export const shareSchema = z.object({
  number: z.int().check(z.positive()),
  amount: positiveMoneySchema,
  state: z.enum(shareStates),
  name: z
    .nullable(z.string())
    .check(z.meta({ description: 'of the donor, once paid; null when anonymous' })),
});

export const adoptionSchema = z.object({
  id: idSchema('adoption'),
  plotId: idSchema('plot'),
  projectId: idSchema('project').check(
    z.meta({ description: 'to which the donations for it are made' }),
  ),
  speciesId: idSchema('species'),
  place: z.object({ number: z.int(), position: positionSchema }),
  movedFrom: z.nullable(z.int()).check(
    z.meta({
      description:
        'place that was chosen, where it was gone when the payment came and another was given',
    }),
  ),
  state: z.enum(adoptionStates),
  heldUntil: z
    .nullable(timeSchema)
    .check(z.meta({ description: 'until when the place is kept; null once that is settled' })),
  price: positiveMoneySchema,
  shares: z.array(shareSchema),
  teamName: z.nullable(z.string()),
  gift: z.nullable(treeGiftSchema),
  treeId: z.nullable(idSchema('tree')),
  treeNumber: z.nullable(z.int()),
  livemode: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export type TreeGift = z.infer<typeof treeGiftSchema>;
export type CreateAdoption = z.infer<typeof createAdoptionSchema>;
export type Adoption = z.infer<typeof adoptionSchema>;
export type AdoptionState = Adoption['state'];
export type AdoptionShare = z.infer<typeof shareSchema>;

export const createAdoptionExample: CreateAdoption = {
  plotId: plotExample.id,
  speciesId: speciesExample.id,
  placeNumber: placeExample.number - 1,
  shares: 1,
  teamName: null,
  gift: { to: '奶奶', message: '生日快乐！', revealOn: '2027-04-05' },
};

export const adoptionExample: Adoption = {
  id: 'adp_01k9p4n2c6fz3t6v8w0x2y4z7c',
  plotId: plotExample.id,
  projectId: plotExample.projectId,
  speciesId: speciesExample.id,
  place: { number: placeExample.number - 1, position: [103.09042, 38.78011] },
  movedFrom: null,
  state: 'held',
  heldUntil: '2026-11-23T08:15:00.000Z',
  price: speciesExample.price,
  shares: [{ number: 1, amount: speciesExample.price, state: 'open', name: null }],
  teamName: null,
  gift: createAdoptionExample.gift,
  treeId: null,
  treeNumber: null,
  livemode: false,
  createdAt: '2026-11-23T08:00:00.000Z',
  updatedAt: '2026-11-23T08:00:00.000Z',
};
