/** The shared cache of projects. */
import type { PageClient } from '@kindcart/client';
import type { Project } from '@kindcart/contract';
import { isProjectId } from '@kindcart/contract/ids';
import { idsMax } from '@kindcart/contract/routes';
import { createEntries, type Entries, type EntriesOptions, type SharedOptions } from './entries.ts';

export function createProjects(
  options: SharedOptions &
    Pick<EntriesOptions<Project>, 'live'> & { readonly client: Pick<PageClient, 'listProjects'> },
): Entries<Project> {
  return createEntries<Project>({
    ...options,
    isId: isProjectId,
    list: (ids, call) => options.client.listProjects({ query: { ids } }, call),
    max: idsMax,
    unknown: 'project_unknown',
  });
}
