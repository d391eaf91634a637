/** The forest's part of the table of endpoints. */
import * as z from 'zod/mini';
import { idListSchema, idSchema, pageQuery, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import * as adoption from './adoption.ts';
import { forestExample, forestSchema } from './forest.ts';
import * as observation from './observation.ts';
import * as plot from './plot.ts';
import * as species from './species.ts';
import * as tree from './tree.ts';

const speciesParams = z.strictObject({ speciesId: idSchema('species') });
const plotParams = z.strictObject({ plotId: idSchema('plot') });
const adoptionParams = z.strictObject({ adoptionId: idSchema('adoption') });
const treeParams = z.strictObject({ treeId: idSchema('tree') });
const observationParams = z.strictObject({ observationId: idSchema('observation') });

const speciesExampleParams = { speciesId: species.speciesExample.id };
const plotExampleParams = { plotId: plot.plotExample.id };
const adoptionExampleParams = { adoptionId: adoption.adoptionExample.id };
const treeExampleParams = { treeId: tree.treeExample.id };

export const forestEndpoints = {
  createSpecies: endpoint({
    summary: 'Offer a kind of tree, with its facts, its price and how it grows.',
    params: undefined,
    query: undefined,
    body: species.createSpeciesSchema,
    status: 201,
    response: species.speciesSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: species.createSpeciesExample,
      response: species.speciesExample,
    },
  }),
  listSpecies: endpoint({
    summary: 'Read many kinds of trees at once by id, or page through all, newest first.',
    params: undefined,
    query: z.strictObject({ ids: z.optional(idListSchema('species')), ...pageQuery }),
    body: undefined,
    status: 200,
    response: pageSchema(species.speciesSchema),
    errors: [],
    example: {
      params: undefined,
      query: { ids: species.speciesExample.id },
      body: undefined,
      response: { items: [species.speciesExample], nextCursor: null },
    },
  }),
  changeSpecies: endpoint({
    summary: 'Change what is said of a kind of tree, its price, or whether it is offered.',
    params: speciesParams,
    query: undefined,
    body: species.changeSpeciesSchema,
    status: 200,
    response: species.speciesSchema,
    errors: ['species_unknown', 'currency_mismatch'],
    example: {
      params: speciesExampleParams,
      query: undefined,
      body: { state: 'retired' },
      response: { ...species.speciesExample, state: 'retired' },
    },
  }),
  createPlot: endpoint({
    summary: 'Tell of a piece of land; its places are numbered at once, and never change.',
    params: undefined,
    query: undefined,
    body: plot.createPlotSchema,
    status: 201,
    response: plot.plotSchema,
    errors: [
      'project_unknown',
      'species_unknown',
      'currency_mismatch',
      'polygon_invalid',
      'places_too_many',
      'plot_overlaps',
    ],
    example: {
      params: undefined,
      query: undefined,
      body: plot.createPlotExample,
      response: plot.createdPlotExample,
    },
  }),
  listPlots: endpoint({
    summary: 'Read many plots at once by id, or page through all, newest first.',
    params: undefined,
    query: z.strictObject({
      ids: z.optional(idListSchema('plot')),
      projectId: z.optional(idSchema('project')),
      ...pageQuery,
    }),
    body: undefined,
    status: 200,
    response: pageSchema(plot.plotSchema),
    errors: [],
    example: {
      params: undefined,
      query: { ids: plot.plotExample.id },
      body: undefined,
      response: { items: [plot.plotExample], nextCursor: null },
    },
  }),
  changePlot: endpoint({
    summary: 'Change what is said of a plot, add pictures, or close it for adoption.',
    params: plotParams,
    query: undefined,
    body: plot.changePlotSchema,
    status: 200,
    response: plot.plotSchema,
    errors: ['plot_unknown', 'species_unknown', 'currency_mismatch'],
    example: {
      params: plotExampleParams,
      query: undefined,
      body: { state: 'closed' },
      response: { ...plot.plotExample, state: 'closed' },
    },
  }),
  listPlaces: endpoint({
    summary: 'Read the places of a plot by number: where they are, and which are free.',
    params: plotParams,
    query: plot.listPlacesQuery,
    body: undefined,
    status: 200,
    response: plot.placesSchema,
    errors: ['plot_unknown'],
    example: {
      params: plotExampleParams,
      query: { after: '6', limit: '1' },
      body: undefined,
      response: { items: [plot.placeExample], nextAfter: 7 },
    },
  }),
  createAdoption: endpoint({
    summary:
      'Hold a place for a tree, so that it can be paid for by donations that name the adoption.',
    params: undefined,
    query: undefined,
    body: adoption.createAdoptionSchema,
    status: 201,
    response: adoption.adoptionSchema,
    errors: [
      'plot_unknown',
      'plot_closed',
      'species_unknown',
      'species_not_offered',
      'place_unknown',
      'place_taken',
      'plot_full',
      'project_closed',
      'adoptions_too_many',
    ],
    example: {
      params: undefined,
      query: undefined,
      body: adoption.createAdoptionExample,
      response: adoption.adoptionExample,
    },
  }),
  getAdoption: endpoint({
    summary:
      'Read an adoption: until when the place is held, who has paid, and which tree it became.',
    params: adoptionParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: adoption.adoptionSchema,
    errors: ['adoption_unknown'],
    example: {
      params: adoptionExampleParams,
      query: undefined,
      body: undefined,
      response: adoption.adoptionExample,
    },
  }),
  releaseAdoption: endpoint({
    summary: 'Give a held place back before anything is paid. Releasing twice is the same.',
    params: adoptionParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: adoption.adoptionSchema,
    errors: ['adoption_unknown', 'adoption_over'],
    example: {
      params: adoptionExampleParams,
      query: undefined,
      body: undefined,
      response: { ...adoption.adoptionExample, state: 'released', heldUntil: null },
    },
  }),
  getTree: endpoint({
    summary: 'Read one tree with its newest observations.',
    params: treeParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: tree.wholeTreeSchema,
    errors: ['tree_unknown'],
    example: {
      params: treeExampleParams,
      query: undefined,
      body: undefined,
      response: tree.wholeTreeExample,
    },
  }),
  listTrees: endpoint({
    summary: 'Read many trees at once by id or number, or page through those of a plot by number.',
    params: undefined,
    query: tree.listTreesQuery,
    body: undefined,
    status: 200,
    response: pageSchema(tree.treeSchema),
    errors: [],
    example: {
      params: undefined,
      query: { numbers: String(tree.treeExample.number) },
      body: undefined,
      response: { items: [tree.treeExample], nextCursor: null },
    },
  }),
  changeTreeState: endpoint({
    summary: 'Say what became of a tree, with evidence. Replacing a lost one makes its successor.',
    params: treeParams,
    query: undefined,
    body: tree.changeTreeStateSchema,
    status: 200,
    response: tree.wholeTreeSchema,
    errors: ['tree_unknown', 'tree_state_refused'],
    example: {
      params: treeExampleParams,
      query: undefined,
      body: { state: 'grown', on: '2026-11-20', note: 'Stands by itself', photoUrl: null },
      response: { ...tree.wholeTreeExample, state: 'grown' },
    },
  }),
  recordObservations: endpoint({
    summary: 'Tell what was seen of trees. Each has a key of its own, so telling twice is once.',
    params: undefined,
    query: undefined,
    body: observation.recordObservationsSchema,
    status: 200,
    response: observation.recordedObservationsSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: { observations: [observation.recordObservationExample] },
      response: {
        items: [
          {
            key: observation.recordObservationExample.key,
            outcome: 'recorded',
            observationId: observation.observationExample.id,
            flags: [],
          },
        ],
      },
    },
  }),
  listObservations: endpoint({
    summary: 'Page through observations, newest first: all, those of a tree, or those to look at.',
    params: undefined,
    query: z.strictObject({
      treeId: z.optional(idSchema('tree')),
      review: z.optional(z.enum(observation.reviewStates)),
      ...pageQuery,
    }),
    body: undefined,
    status: 200,
    response: pageSchema(observation.observationSchema),
    errors: [],
    example: {
      params: undefined,
      query: { review: 'clear' },
      body: undefined,
      response: { items: [observation.observationExample], nextCursor: null },
    },
  }),
  reviewObservation: endpoint({
    summary:
      'Decide on an odd observation: keep it, or set it aside so that it counts for nothing.',
    params: observationParams,
    query: undefined,
    body: observation.reviewObservationSchema,
    status: 200,
    response: observation.observationSchema,
    errors: ['observation_unknown'],
    example: {
      params: { observationId: observation.observationExample.id },
      query: undefined,
      body: { review: 'kept' },
      response: { ...observation.observationExample, review: 'kept' },
    },
  }),
  getForest: endpoint({
    summary: 'Read the whole forest in numbers.',
    params: undefined,
    query: undefined,
    body: undefined,
    status: 200,
    response: forestSchema,
    errors: [],
    example: { params: undefined, query: undefined, body: undefined, response: forestExample },
  }),
};
