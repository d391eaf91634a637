/** What is promised of projects. */
import { projectExample } from '../../giving/project.ts';
import { granted, refused } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { projectBody, usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { projectId: projectExample.id } };

export const createProject: CasesOf<'createProject'> = {
  happy: [
    {
      name: 'createProject makes an open project with nothing raised, as it was told',
      async run(stage) {
        const body = projectBody({ closesAt: '2089-06-30T16:00:00.000Z', language: 'zh-CN' });
        const project = await granted(stage.ask('createProject', { body }));
        const { id, state, totals, feeSchedule, livemode, createdAt, updatedAt, ...told } = project;
        equal(told, body, 'what was told');
        equal([state, livemode, updatedAt], ['open', false, createdAt], 'what was not told');
        equal([totals.raised, totals.donations], [usd(0), 0], 'totals');
        equal(feeSchedule.fixed.currency, 'USD', 'currency of the fee');
        equal(await stage.readProject(id), project, 'the project when read again');
      },
    },
    {
      name: 'createProject takes a project without a goal, pictures or an end',
      async run(stage) {
        const project = await stage.project({ goal: null, images: [], closesAt: null });
        equal([project.goal, project.images, project.closesAt], [null, [], null], 'project');
      },
    },
  ],
  refuses: {},
};

export const listProjects: CasesOf<'listProjects'> = {
  happy: [
    {
      name: 'listProjects answers many ids in the order asked, each once, unknown ones left out',
      async run(stage) {
        const [a, b] = [await stage.project({ title: 'A' }), await stage.project({ title: 'B' })];
        const query = `ids=${[b.id, projectExample.id, a.id, b.id].join(',')}`;
        const page = await granted(stage.ask('listProjects', {}, { query }));
        equal(page, { items: [b, a], nextCursor: null }, 'page');
      },
    },
    {
      name: 'listProjects pages through all, newest first, none twice and none left out',
      async run(stage) {
        const made = [];
        for (let count = 0; count < 5; count += 1) made.unshift((await stage.project()).id);
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const query: string = cursor === null ? 'limit=2' : `limit=2&cursor=${cursor}`;
          const page = await granted(stage.ask('listProjects', {}, { query }));
          holds(page.items.length <= 2, `a page of 2 has ${page.items.length}`);
          seen.push(...page.items.map((project) => project.id));
          cursor = page.nextCursor;
        } while (cursor !== null && seen.length < 1_000);
        equal(seen.slice(0, 5), made, 'the newest five');
        equal(new Set(seen).size, seen.length, 'distinct ids');
      },
    },
  ],
  refuses: {},
};

export const getProject: CasesOf<'getProject'> = {
  happy: [
    {
      name: 'getProject says the totals of paid gifts',
      async run(stage) {
        const project = await stage.project();
        await stage.gave(project, '4242 4242 4242 4242', 'succeeded');
        const { totals } = await stage.readProject(project.id);
        equal([totals.raised, totals.donations], [usd(5_000), 1], 'totals');
        holds(totals.version > project.totals.version, 'the version of the totals has risen');
      },
    },
  ],
  refuses: {
    project_unknown: {
      name: 'getProject refuses an id that is no project',
      run: async (stage) =>
        void (await refused(stage.ask('getProject', unknown), 'project_unknown', 'unknown id')),
    },
  },
};

export const closeProject: CasesOf<'closeProject'> = {
  happy: [
    {
      name: 'closeProject closes for good: it stays readable, and closing twice is the same',
      async run(stage) {
        const { id } = await stage.project();
        const call = { params: { projectId: id } };
        const closed = await granted(stage.ask('closeProject', call));
        equal(closed.state, 'closed', 'state');
        equal(await granted(stage.ask('closeProject', call)), closed, 'closed twice');
        equal(await stage.readProject(id), closed, 'read after closing');
      },
    },
  ],
  refuses: {
    project_unknown: {
      name: 'closeProject refuses an id that is no project',
      run: async (stage) =>
        void (await refused(stage.ask('closeProject', unknown), 'project_unknown', 'unknown id')),
    },
  },
};
