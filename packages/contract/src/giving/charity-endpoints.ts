/** The rows of what a charity keeps for itself about gifts, and of what it is alerted to. */
import * as z from 'zod/mini';
import * as alerts from '../alerts.ts';
import { idSchema, pageQuery, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import { donationExample } from './donation.ts';
import * as moderation from './moderation.ts';
import * as note from './note.ts';

const donationParams = z.strictObject({ donationId: idSchema('donation') });
const donationExampleParams = { donationId: donationExample.id };

export const charityEndpoints = {
  moderateDonation: endpoint({
    summary: "Hide or show a gift's name and message in public. The last decision counts.",
    params: donationParams,
    query: undefined,
    body: moderation.moderateDonationSchema,
    status: 200,
    response: moderation.moderationSchema,
    errors: ['donation_unknown'],
    example: {
      params: donationExampleParams,
      query: undefined,
      body: moderation.moderateDonationExample,
      response: moderation.moderationExample,
    },
  }),
  createNote: endpoint({
    summary: "Add a note to a donation, for the charity's own people.",
    params: donationParams,
    query: undefined,
    body: note.createNoteSchema,
    status: 201,
    response: note.noteSchema,
    errors: ['donation_unknown'],
    example: {
      params: donationExampleParams,
      query: undefined,
      body: note.createNoteExample,
      response: note.noteExample,
    },
  }),
  listNotes: endpoint({
    summary: 'Page through the notes on a donation, newest first.',
    params: donationParams,
    query: z.strictObject(pageQuery),
    body: undefined,
    status: 200,
    response: pageSchema(note.noteSchema),
    errors: ['donation_unknown'],
    example: {
      params: donationExampleParams,
      query: { limit: '20' },
      body: undefined,
      response: { items: [note.noteExample], nextCursor: null },
    },
  }),
  listAlerts: endpoint({
    summary:
      'Page through what the platform had to tell: keys paused for card testing, newest first.',
    params: undefined,
    query: z.strictObject(pageQuery),
    body: undefined,
    status: 200,
    response: pageSchema(alerts.alertSchema),
    errors: [],
    example: {
      params: undefined,
      query: { limit: '20' },
      body: undefined,
      response: { items: [alerts.alertExample], nextCursor: null },
    },
  }),
};
