/** The live stream: totals at once, and again when they change. */
import { projectExample } from '../../giving/project.ts';
import type { Id } from '../../ids.ts';
import {
  type LiveChallenge,
  type LiveItem,
  type LiveProject,
  liveChallengeSchema,
  liveItemSchema,
  liveProjectSchema,
} from '../../live.ts';
import { type Parsed, parse } from '../../parse.ts';
import { testCards } from '../../payments.ts';
import { idsMax, livePath } from '../../routes.ts';
import { granted } from '../ask.ts';
import { fund, openChallenge, pastDays } from '../challenge.ts';
import { equal, fail, holds, matches } from '../check.ts';
import type { WireResponse } from '../context.ts';
import { later, openShop } from '../shop.ts';
import { type Case, type Stage, usd } from '../stage.ts';

/** One event of the stream. */
type LiveEvent = { readonly id: string } & (
  | { readonly name: 'project'; readonly data: LiveProject }
  | { readonly name: 'item'; readonly data: LiveItem }
  | { readonly name: 'challenge'; readonly data: LiveChallenge }
);

/** Reads events out of a stream, one after the other. */
class LiveReader {
  readonly #reader;
  #text = '';

  constructor(response: WireResponse) {
    this.#reader = (response.body ?? fail('The stream has no body')).getReader();
  }

  /** The next event about a project. */
  async nextProject(): Promise<{ readonly id: string; readonly data: LiveProject }> {
    const event = await this.next();
    return event.name === 'project'
      ? event
      : fail(`The stream told of ${JSON.stringify(event.data)}`);
  }

  /** The next event about a charity item. */
  async nextItem(): Promise<LiveItem> {
    const event = await this.next();
    return event.name === 'item'
      ? event.data
      : fail(`The stream told of ${JSON.stringify(event.data)}`);
  }

  /** The next event about a challenge. */
  async nextChallenge(): Promise<LiveChallenge> {
    const event = await this.next();
    return event.name === 'challenge'
      ? event.data
      : fail(`The stream told of ${JSON.stringify(event.data)}`);
  }

  /** The next event, comments and bare settings left out. */
  async next(): Promise<LiveEvent> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end === -1) {
        const { done, value } = await this.#reader.read();
        if (done || value === undefined)
          fail(`The stream ended after ${JSON.stringify(this.#text)}`);
        // Ids, numbers and times: every byte is one character.
        this.#text += String.fromCharCode(...value);
        continue;
      }
      const block = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 2);
      const event = eventIn(block);
      if (event !== undefined) return event;
    }
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }
}

function eventIn(block: string): LiveEvent | undefined {
  const field = (name: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
      .join('\n');
  const name = field('event');
  if (name !== 'project' && name !== 'item' && name !== 'challenge') return undefined;
  const id = field('id');
  matches(id, /^\S+$/, 'id of an event');
  const said: unknown = JSON.parse(field('data'));
  if (name === 'project') return { id, name, data: held(parse(liveProjectSchema, said), block) };
  if (name === 'item') return { id, name, data: held(parse(liveItemSchema, said), block) };
  return { id, name, data: held(parse(liveChallengeSchema, said), block) };
}

function held<Data>(result: Parsed<Data>, block: string): Data {
  return result.ok ? result.value : fail(`An event is not as the contract says: ${block}`);
}

/** Lists of what a stream is about besides projects. */
interface Lists {
  readonly items?: readonly string[];
  readonly challenges?: readonly string[];
}

async function open(
  stage: Stage,
  projects: readonly string[],
  options: Lists & { readonly lastEventId?: string; readonly key?: string } = {},
): Promise<WireResponse> {
  const { baseUrl, fetch, keys } = stage.context;
  const others = (['items', 'challenges'] as const).flatMap((name) => {
    const list = options[name];
    return list === undefined ? [] : [`${name}=${list.join(',')}`];
  });
  const asksProjects = others.length === 0 || projects.length > 0;
  const lists = [...(asksProjects ? [`projects=${projects.join(',')}`] : []), ...others];
  const query = `key=${options.key ?? keys.publishable}&${lists.join('&')}`;
  const headers: Record<string, string> =
    options.lastEventId === undefined ? {} : { 'Last-Event-ID': options.lastEventId };
  return fetch(`${baseUrl}${livePath}?${query}`, { method: 'GET', headers });
}

/** Opens the stream, does something with it, and closes it. */
async function listening(
  stage: Stage,
  projects: readonly Id<'project'>[],
  lastEventId: string | undefined,
  work: (reader: LiveReader) => Promise<void>,
  lists: Lists = {},
): Promise<void> {
  const response = await open(stage, projects, {
    ...(lastEventId !== undefined && { lastEventId }),
    ...lists,
  });
  equal(response.status, 200, 'status of the stream');
  matches(response.headers.get('Content-Type'), /^text\/event-stream\b/, 'type of the stream');
  const reader = new LiveReader(response);
  try {
    await work(reader);
  } finally {
    await reader.close();
  }
}

export const liveCases: readonly Case[] = [
  {
    name: 'the live stream begins with the totals of what was asked for',
    async run(stage) {
      const project = await stage.project();
      await listening(stage, [project.id], undefined, async (reader) => {
        const { data } = await reader.nextProject();
        equal(data, { projectId: project.id, totals: project.totals }, 'first event');
      });
    },
  },
  {
    name: 'the live stream tells of a gift and of a refund, and of no other project',
    needs: ['stream'],
    async run(stage) {
      const [project, another] = [await stage.project(), await stage.project()];
      await listening(stage, [project.id], undefined, async (reader) => {
        await reader.nextProject();
        await stage.gave(another, testCards.succeeds, 'succeeded');
        const created = await stage.gave(project, testCards.succeeds, 'succeeded');
        const gift = (await reader.nextProject()).data;
        equal(gift.projectId, project.id, 'project');
        equal([gift.totals.raised, gift.totals.donations], [usd(5_000), 1], 'after the gift');
        await stage.refund(created, null);
        const back = (await reader.nextProject()).data;
        equal([back.totals.raised, back.totals.donations], [usd(0), 0], 'after the refund');
        holds(back.totals.version > gift.totals.version, 'versions rise');
      });
    },
  },
  {
    name: 'a stream that goes on after a last event hears what was missed, and nothing old',
    needs: ['stream'],
    async run(stage) {
      const project = await stage.project();
      let lastEventId = '';
      await listening(stage, [project.id], undefined, async (reader) => {
        lastEventId = (await reader.nextProject()).id;
      });
      await listening(stage, [project.id], undefined, async (another) => {
        await another.nextProject();
        await stage.gave(project, testCards.succeeds, 'succeeded');
        // When another stream has heard of it, nobody will be told of it by itself any more.
        equal((await another.nextProject()).data.totals.raised, usd(5_000), 'another stream');
      });
      await listening(stage, [project.id], lastEventId, async (reader) => {
        equal((await reader.nextProject()).data.totals.raised, usd(5_000), 'what was missed');
      });
    },
  },
  {
    name: 'a stream that goes on and has missed nothing is told only what is new',
    needs: ['stream'],
    async run(stage) {
      const project = await stage.project();
      await stage.gave(project, testCards.succeeds, 'succeeded');
      let lastEventId = '';
      await listening(stage, [project.id], undefined, async (reader) => {
        lastEventId = (await reader.nextProject()).id;
      });
      await listening(stage, [project.id], lastEventId, async (reader) => {
        await stage.gave(project, testCards.succeeds, 'succeeded');
        equal((await reader.nextProject()).data.totals.donations, 2, 'gifts in the next event');
      });
    },
  },
  {
    name: 'the live stream tells of an order that is complete, and of its return, beside projects or alone',
    needs: ['stream'],
    async run(stage) {
      const shop = await openShop(stage);
      const item = await shop.item();
      const { createdAt } = item;
      const read = async () => (await shop.readItem(item))?.totals;
      const work = async (reader: LiveReader) => {
        equal((await reader.nextItem()).totals, await read(), 'totals at once');
        const paid = shop.orderBody(createdAt);
        await shop.tell(paid);
        await shop.tell({ ...paid, updatedAt: later(createdAt, 10), completedAt: createdAt });
        const given = await reader.nextItem();
        equal(given, { charityItemId: item.id, totals: await read() }, 'after the order');
        await shop.tell({ ...paid, updatedAt: later(createdAt, 20), cancelledAt: createdAt });
        const back = (await reader.nextItem()).totals;
        equal(back, await read(), 'after its return');
        holds(back.version > given.totals.version, 'versions rise');
      };
      await listening(stage, [], undefined, work, { items: [item.id] });
      const both = async (reader: LiveReader) => {
        const names = [(await reader.next()).name, (await reader.next()).name];
        equal(names.sort(), ['item', 'project'], 'events at once');
      };
      await listening(stage, [shop.project.id], undefined, both, { items: [item.id] });
    },
  },
  {
    name: 'the live stream tells of money that came for a challenge, beside projects or alone',
    needs: ['stream'],
    async run(stage) {
      const { project, challenge } = await openChallenge(stage);
      const challenges = [challenge.id];
      const told = { challengeId: challenge.id, totals: challenge.totals };
      const work = async (reader: LiveReader) => {
        equal(await reader.nextChallenge(), told, 'totals at once');
        await fund(stage, challenge, 5_000);
        const { left, version } = (await reader.nextChallenge()).totals;
        equal(left, usd(5_000), 'after the funding');
        holds(version > challenge.totals.version, 'versions rise');
      };
      await listening(stage, [], undefined, work, { challenges });
      const both = async (reader: LiveReader) => {
        const names = [(await reader.next()).name, (await reader.next()).name];
        equal(names.sort(), ['challenge', 'project'], 'events at once');
      };
      await listening(stage, [project.id], undefined, both, { challenges });
    },
  },
  {
    name: 'the live stream tells of what is left of a challenge, and of the project that gets it',
    needs: ['stream'],
    async run(stage) {
      const { project, challenge } = await openChallenge(stage, pastDays);
      await fund(stage, challenge, 5_000);
      const work = async (reader: LiveReader) => {
        await reader.next();
        await reader.next();
        const params = { challengeId: challenge.id };
        await granted(stage.ask('closeChallenge', { params }));
        const told = [await reader.next(), await reader.next()];
        const sums = told.map(({ name, data }) => {
          if (name === 'project') return `project has ${data.totals.raised.amount}`;
          return name === 'challenge' ? `challenge has ${data.totals.left.amount}` : name;
        });
        equal(sums.sort(), ['challenge has 0', 'project has 5000'], 'after it was closed');
      };
      await listening(stage, [project.id], undefined, work, { challenges: [challenge.id] });
    },
  },
  {
    name: 'the live stream refuses a list that is none, and a missing key',
    needs: ['stream'],
    async run(stage) {
      const badLists = [['nonsense'], [], Array(idsMax + 1).fill(projectExample.id)];
      for (const projects of badLists) {
        const response = await open(stage, projects);
        const text = await response.text();
        holds(response.status === 400 && /"field":"projects"/.test(text), `answered ${text}`);
      }
      for (const items of badLists) {
        const text = await (await open(stage, [projectExample.id], { items })).text();
        holds(/"field":"items"/.test(text), `answered ${text}`);
      }
      for (const challenges of badLists) {
        const text = await (await open(stage, [projectExample.id], { challenges })).text();
        holds(/"field":"challenges"/.test(text), `answered ${text}`);
      }
      const nobody = await open(stage, [projectExample.id], { key: '' });
      equal(nobody.status, 401, 'status without a key');
      await nobody.text();
    },
  },
];
