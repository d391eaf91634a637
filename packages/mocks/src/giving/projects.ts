/** Projects of the made-up platform. */
import type { EndpointInput, Money, Project } from '@kindcart/contract';
import { add } from '@kindcart/contract/money';
import { refuse } from '../refusal.ts';
import { type News, pageOf, timeIn, type World } from '../world.ts';

export function createProject(world: World, { body }: EndpointInput<'createProject'>): Project {
  const { currency, closesAt } = body;
  const time = timeIn(world);
  if (closesAt !== null && closesAt <= time) {
    refuse('request_invalid', [{ field: 'closesAt', message: 'is in the past' }]);
  }
  const project: Project = {
    id: world.newId('project'),
    ...body,
    state: 'open',
    feeSchedule: { basisPoints: 290, fixed: { amount: 30, currency } },
    totals: { raised: { amount: 0, currency }, donations: 0, version: 0, asOf: time },
    livemode: false,
    createdAt: time,
    updatedAt: time,
  };
  world.projects.set(project.id, project);
  return project;
}

/** Ids that are not known are left out, as on the platform. */
export function listProjects(world: World, { query = {} }: EndpointInput<'listProjects'>) {
  if (!query.ids) return pageOf(world.projects.values(), query);
  const items = query.ids.flatMap((id) => world.projects.get(id) ?? []);
  return { items, nextCursor: null };
}

export function getProject(world: World, { params }: EndpointInput<'getProject'>): Project {
  return world.projects.get(params.projectId) ?? refuse('project_unknown');
}

export function closeProject(world: World, call: EndpointInput<'closeProject'>): Project {
  const project = getProject(world, call);
  if (project.state === 'closed') return project;
  const closed: Project = { ...project, state: 'closed', updatedAt: timeIn(world) };
  world.projects.set(project.id, closed);
  return closed;
}

/** Counts money that came, or went back, and tells whoever watches. */
export function countGift(
  world: World,
  projectId: string,
  raised: Money,
  donations: -1 | 0 | 1,
): void {
  const project = world.projects.get(projectId);
  if (!project) return;
  const { totals } = project;
  const counted: Project = {
    ...project,
    totals: {
      raised: add(totals.raised, raised),
      donations: totals.donations + donations,
      version: totals.version + 1,
      asOf: timeIn(world),
    },
  };
  world.projects.set(projectId, counted);
  for (const tell of world.watchers) tell(newsOfProject(counted));
}

/** What the live stream says of it. */
export function newsOfProject({ id, totals }: Project): News {
  return { name: 'project', id, version: totals.version, event: { projectId: id, totals } };
}
