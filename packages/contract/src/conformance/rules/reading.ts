/** How lists are read, how long answers may be kept, and what other origins' pages may see. */
import { projectExample } from '../../giving/project.ts';
import { testCards } from '../../payments.ts';
import { idsMax, livePath } from '../../routes.ts';
import { granted, refusedField, send } from '../ask.ts';
import { equal, holds, matches } from '../check.ts';
import type { Case, Stage } from '../stage.ts';

const badQueries: readonly [query: string, field: string][] = [
  ['ids=nonsense', 'ids'],
  ['ids=', 'ids'],
  [
    `ids=${Array(idsMax + 1)
      .fill(projectExample.id)
      .join(',')}`,
    'ids',
  ],
  ['limit=0', 'limit'],
  ['limit=-1', 'limit'],
  ['limit=1e2', 'limit'],
  ['limit=%EF%BC%91', 'limit'],
  ['limit=1.5', 'limit'],
  [`cursor=${'x'.repeat(201)}`, 'cursor'],
  ['cursor=%00', 'cursor'],
  ['cursor=', 'cursor'],
  ['state=open', 'state'],
];

function operation(
  stage: Stage,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
) {
  return stage.context.fetch(`${stage.context.baseUrl}${path}`, { method, headers });
}

export const readingCases: readonly Case[] = [
  {
    name: 'a list refuses a query that it does not take, with the field named',
    needs: ['keys'],
    async run(stage) {
      for (const [query, field] of badQueries) {
        const asked = stage.ask('listProjects', {}, { query });
        await refusedField(asked, 'request_invalid', field, query.slice(0, 40));
      }
    },
  },
  {
    name: 'a list holds 20 rows when nothing is said, and more than 100 never',
    async run(stage) {
      const project = await stage.project();
      for (let count = 0; count < 21; count += 1) await stage.begin(project);
      const query = `projectId=${project.id}`;
      const page = await granted(stage.ask('listDonations', {}, { query }));
      equal(page.items.length, 20, 'rows');
      const most = await granted(stage.ask('listDonations', {}, { query: `${query}&limit=999` }));
      equal([most.items.length, most.nextCursor], [21, null], 'rows when 999 are asked for');
    },
  },
  {
    name: 'a hundred ids are read in one request',
    async run(stage) {
      const { id } = await stage.project();
      const query = `ids=${[...Array(idsMax - 1).fill(projectExample.id), id].join(',')}`;
      const page = await granted(stage.ask('listProjects', {}, { query }));
      equal(
        page.items.map((project) => project.id),
        [id],
        'ids',
      );
    },
  },
  {
    name: 'gifts made while a list is read appear on no page twice',
    async run(stage) {
      const project = await stage.project();
      const made = [];
      for (let count = 0; count < 3; count += 1)
        made.unshift((await stage.begin(project)).donation.id);
      const query = `projectId=${project.id}&limit=2`;
      const first = await granted(stage.ask('listDonations', {}, { query }));
      await stage.begin(project);
      const next = `${query}&cursor=${first.nextCursor}`;
      const second = await granted(stage.ask('listDonations', {}, { query: next }));
      equal(
        [...first.items, ...second.items].map(({ id }) => id),
        made,
        'rows',
      );
    },
  },
  {
    name: 'a project that did not change is not sent again',
    needs: ['caching'],
    async run(stage) {
      const call = { params: { projectId: (await stage.project()).id } };
      const options = { key: stage.context.keys.publishable, keyInQuery: true };
      const first = await stage.ask('getProject', call, options);
      const etag = first.header('ETag') ?? '';
      matches(etag, /^(W\/)?"[^"]+"$/, 'ETag');
      matches(first.header('Cache-Control'), /^public, max-age=\d+/, 'Cache-Control');
      const headers = { 'If-None-Match': etag };
      const same = await send(stage.context, 'getProject', call, { ...options, headers });
      equal([same.status, await same.text(), same.headers.get('ETag')], [304, '', etag], 'again');
      await granted(stage.ask('closeProject', call));
      const changed = await send(stage.context, 'getProject', call, { ...options, headers });
      equal(changed.status, 200, 'after it was closed');
      await changed.text();
    },
  },
  {
    name: 'a wall of gifts that did not change is not sent again',
    needs: ['caching'],
    async run(stage) {
      const project = await stage.project();
      const call = { params: { projectId: project.id } };
      const options = { key: stage.context.keys.publishable, keyInQuery: true };
      const first = await stage.ask('listGifts', call, options);
      matches(first.header('Cache-Control'), /^public, max-age=\d+/, 'Cache-Control');
      const headers = { 'If-None-Match': first.header('ETag') ?? '' };
      const same = await send(stage.context, 'listGifts', call, { ...options, headers });
      equal([same.status, await same.text()], [304, ''], 'again');
      await stage.gave(project, testCards.succeeds, 'succeeded');
      const changed = await send(stage.context, 'listGifts', call, { ...options, headers });
      equal(changed.status, 200, 'after a gift');
      await changed.text();
    },
  },
  {
    name: 'what a key in a header reads is kept by no shared cache, and what changes money by none',
    needs: ['caching'],
    async run(stage) {
      const project = await stage.project();
      const call = { params: { projectId: project.id } };
      const page = { key: stage.context.keys.publishable };
      const mine = await stage.ask('getProject', call, page);
      matches(mine.header('Cache-Control'), /^private/, 'with a publishable key in a header');
      const secret = await stage.ask('getProject', call);
      equal(secret.header('Cache-Control'), 'no-store', 'with a secret key');
      const unknown = { params: { projectId: projectExample.id } };
      const refused = await stage.ask('getProject', unknown, { ...page, keyInQuery: true });
      equal(refused.header('Cache-Control'), 'no-store', 'a refusal');
      const { donation } = await stage.begin(project);
      const status = { params: { donationId: donation.id } };
      const read = await stage.ask('getDonationStatus', status, { ...page, keyInQuery: true });
      equal(read.header('Cache-Control'), 'no-store', 'a donation');
    },
  },
  {
    name: 'pages of any origin may read answers and problems, and their headers',
    needs: ['cors'],
    async run(stage) {
      const { origin, keys } = stage.context;
      const call = { params: { projectId: (await stage.project()).id } };
      const options = { key: keys.publishable, keyInQuery: true, headers: { Origin: origin } };
      const read = await stage.ask('getProject', call, options);
      const foreign = { ...options, headers: { Origin: 'https://evil.example' } };
      const refused = await stage.ask('getProject', call, foreign);
      for (const answer of [read, refused]) {
        equal(answer.header('Access-Control-Allow-Origin'), '*', 'who may read');
        equal(answer.header('Access-Control-Allow-Credentials'), null, 'cookies');
        matches(answer.header('Access-Control-Expose-Headers'), /Retry-After/, 'headers');
      }
    },
  },
  {
    name: 'a page is told before it sends what it may send',
    needs: ['cors'],
    async run(stage) {
      const asked = {
        Origin: stage.context.origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
      };
      const { status, headers } = await operation(stage, '/v1/donations', asked, 'OPTIONS');
      equal(status, 204, 'status');
      equal(headers.get('Access-Control-Allow-Origin'), '*', 'origin');
      matches(headers.get('Access-Control-Allow-Methods'), /\bPOST\b/, 'methods');
      for (const name of ['authorization', 'content-type', 'idempotency-key']) {
        const allowed = headers.get('Access-Control-Allow-Headers') ?? '';
        holds(allowed.toLowerCase().includes(name), `${name} is not allowed: ${allowed}`);
      }
      matches(headers.get('Access-Control-Max-Age'), /^\d+$/, 'how long it is so');
    },
  },
  {
    name: 'answers are taken for data by every browser',
    needs: ['cors'],
    async run(stage) {
      const answer = await stage.ask('listProjects', {}, { query: 'limit=1' });
      equal(answer.header('X-Content-Type-Options'), 'nosniff', 'sniffing');
      matches(answer.header('Content-Security-Policy'), /default-src 'none'/, 'policy');
    },
  },
  {
    name: 'it says that it lives, that it is ready, how it fares, and what it takes',
    needs: ['operations'],
    async run(stage) {
      for (const path of ['/healthz', '/readyz', '/metrics']) {
        const response = await operation(stage, path);
        equal(response.status, 200, path);
        holds((await response.text()) !== '', `${path} says nothing`);
      }
      const described = await operation(stage, '/v1/openapi.json');
      const document: { openapi: string; paths: object } = JSON.parse(await described.text());
      matches(document.openapi, /^3\.1\./, 'version of OpenAPI');
      holds(livePath in document.paths, 'the live stream is described');
    },
  },
];
