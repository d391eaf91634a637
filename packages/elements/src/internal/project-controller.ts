import type { Project } from '@kindcart/contract';
import { type Id, isProjectId } from '@kindcart/contract/ids';
import type { Store } from '@kindcart/store';
import type { ReactiveElement } from 'lit';
import { EntryController, type EntryView } from './entry-controller.ts';
import type { SettingValues } from './settings.ts';
import { storeFor } from './store-registry.ts';

/** What an element knows of its project. */
export type ProjectView =
  | Exclude<EntryView<Project>, { status: 'ready' }>
  /** Known; `offline` when what is known cannot be refreshed. */
  | { readonly status: 'ready'; readonly project: Project; readonly offline: boolean };

/** An element that shows a project. */
export interface ProjectHost extends ReactiveElement {
  /** Id of the project, `prj_…`. */
  project?: string | undefined;
}

/** Finds the host's store and project, keeps to them while it is on the page, and redraws it. */
export class ProjectController extends EntryController<Project, Store, Id<'project'>> {
  /** @param own - the settings on the element itself */
  constructor(host: ProjectHost, own: () => SettingValues) {
    const kind = {
      isId: isProjectId,
      missing: 'project_missing',
      unknown: 'project_unknown',
      storeFor,
      entryOf: (store: Store, id: string) => store.project(id),
    } as const;
    super(host, own, kind, () => host.project);
  }

  get view(): ProjectView {
    const { entry } = this;
    if (entry.status !== 'ready') return entry;
    return { status: 'ready', project: entry.value, offline: entry.offline };
  }
}
