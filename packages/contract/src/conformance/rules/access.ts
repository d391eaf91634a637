/** Who may call what: keys, origins, and secrets that came to the wrong place. */
import { endpoints } from '../../endpoints.ts';
import type { ProblemCode } from '../../errors.ts';
import { donationExample } from '../../giving/donation.ts';
import { type EndpointName, endpointNames, livePath, routes } from '../../routes.ts';
import { type AskOptions, granted, refused } from '../ask.ts';
import { equal, matches } from '../check.ts';
import { type Case, donationBody, type Stage } from '../stage.ts';

const keyed = endpointNames.filter((name) =>
  ['public', 'page', 'secret'].includes(routes[name].access),
);

/** The endpoint's example, sent otherwise than it should be; access is decided before the rest. */
function askExample(stage: Stage, name: EndpointName, options: AskOptions) {
  return stage.ask(name, { ...endpoints[name].example }, options);
}

/** One refusal at every endpoint of a kind. */
function refusedAt(
  name: string,
  at: readonly EndpointName[],
  code: ProblemCode,
  options: (stage: Stage) => AskOptions,
  more: Pick<Case, 'needs'> = {},
): Case {
  return {
    name,
    ...more,
    async run(stage) {
      for (const endpoint of at) {
        await refused(askExample(stage, endpoint, options(stage)), code, endpoint);
      }
    },
  };
}

const forDonors = endpointNames.filter((name) => routes[name].access === 'donor');
const withAccess = (access: string) => keyed.filter((name) => routes[name].access === access);

/** Origins that look like a listed one and are none. */
function lookAlikes(origin: string): string[] {
  return [
    'null',
    `${origin}.evil.example`,
    origin.replace('https:', 'http:'),
    `${origin}:8443`,
    origin.replace('://', '://evil-'),
    origin.replace('://', '://www.'),
    origin.toUpperCase(),
    `${origin}/`,
  ];
}

export const accessCases: readonly Case[] = [
  refusedAt('every keyed endpoint asks for a key', keyed, 'key_missing', () => ({ key: null })),
  refusedAt(
    'every endpoint for servers refuses a publishable key',
    withAccess('secret'),
    'key_not_allowed',
    (stage) => ({
      key: stage.context.keys.publishable,
      headers: { Origin: stage.context.origin },
    }),
  ),
  refusedAt(
    'every endpoint for donors asks for a session',
    forDonors,
    'donor_session_missing',
    () => ({ key: null }),
  ),
  refusedAt('no key opens what is for donors', forDonors, 'donor_session_over', (stage) => ({
    key: stage.context.keys.secret,
  })),
  refusedAt(
    'a key with a typo is unknown everywhere',
    keyed,
    'key_unknown',
    (stage) => ({ key: `${stage.context.keys.secret.slice(0, -1)}~` }),
    { needs: ['keys'] },
  ),
  refusedAt(
    'a made-up key is unknown everywhere',
    keyed,
    'key_unknown',
    () => ({ key: 'sk_test_madeup' }),
    { needs: ['keys'] },
  ),
  refusedAt(
    'a revoked key is told so everywhere',
    keyed,
    'key_revoked',
    (stage) => ({ key: stage.given('revoked') }),
    { needs: ['keys'] },
  ),
  refusedAt(
    'a secret key from a page is refused everywhere, listed origin or not',
    keyed,
    'secret_key_in_browser',
    (stage) => ({ headers: { Origin: stage.context.origin } }),
    { needs: ['keys'] },
  ),
  refusedAt(
    'a secret key in an address is refused',
    withAccess('public'),
    'key_not_allowed',
    (stage) => ({ key: stage.context.keys.secret, keyInQuery: true }),
    { needs: ['keys'] },
  ),
  refusedAt(
    'a publishable key in an address begins no donation',
    withAccess('page'),
    'key_missing',
    (stage) => ({
      key: stage.context.keys.publishable,
      keyInQuery: true,
      headers: { Origin: stage.context.origin },
    }),
    { needs: ['keys'] },
  ),
  refusedAt(
    'a publishable key without an origin begins no donation',
    withAccess('page'),
    'origin_not_allowed',
    (stage) => ({ key: stage.context.keys.publishable }),
    { needs: ['keys'] },
  ),
  {
    name: 'a publishable key is refused on origins that only look like a listed one',
    needs: ['keys'],
    async run(stage) {
      const key = stage.context.keys.publishable;
      for (const origin of lookAlikes(stage.context.origin)) {
        const headers = { Origin: origin };
        for (const name of ['createDonation', 'listProjects', 'getDonationStatus'] as const) {
          const asked = askExample(stage, name, { key, headers });
          await refused(asked, 'origin_not_allowed', `${name} from ${origin}`);
        }
      }
      const { headers, body } = await openLive(stage, `key=${key}`, 'https://evil.example');
      matches(headers.get('Content-Type'), /problem/, 'the live stream on a foreign origin');
      await body?.getReader().cancel();
    },
  },
  {
    name: 'a publishable key reads public data in an address, with no header to ask leave for',
    async run(stage) {
      const project = await stage.project();
      const options = { key: stage.context.keys.publishable, keyInQuery: true };
      const call = { params: { projectId: project.id } };
      equal(await granted(stage.ask('getProject', call, options)), project, 'project');
      const query = `ids=${project.id}`;
      const list = await granted(stage.ask('listProjects', {}, { ...options, query }));
      equal(list.items, [project], 'list');
    },
  },
  {
    name: 'refusals of access do not say whether a thing exists',
    needs: ['keys'],
    async run(stage) {
      const { donation } = await stage.begin(await stage.project());
      const options = { key: stage.context.keys.publishable };
      const codes = [];
      for (const donationId of [donation.id, donationExample.id]) {
        const asked = stage.ask('getDonation', { params: { donationId } }, options);
        codes.push((await refused(asked, 'key_not_allowed', donationId)).problem.detail);
      }
      equal(codes[0], codes[1], 'what is said');
    },
  },
  {
    name: 'a donation refused for its key or origin is not made',
    needs: ['keys'],
    async run(stage) {
      const project = await stage.project();
      const body = donationBody(project);
      const key = stage.context.keys.publishable;
      await stage.ask(
        'createDonation',
        { body },
        { key, headers: { Origin: 'https://evil.example' } },
      );
      await stage.ask('createDonation', { body }, { key: null });
      const query = `projectId=${project.id}`;
      equal((await granted(stage.ask('listDonations', {}, { query }))).items, [], 'donations');
    },
  },
];

function openLive(stage: Stage, query: string, origin: string) {
  const url = `${stage.context.baseUrl}${livePath}?${query}&projects=${donationExample.projectId}`;
  return stage.context.fetch(url, { method: 'GET', headers: { Origin: origin } });
}
