/** The shared cache of projects: one fetch for all who ask, kept fresh by live news. */
import type { CallError, Client } from '@kindcart/client';
import type { Id, LiveProject, Project, ProjectTotals } from '@kindcart/contract';
import { isId } from '@kindcart/contract/ids';
import { idsMax } from '@kindcart/contract/routes';
import { createBatch } from './batch.ts';
import { type Cell, createCell, type Watchable } from './cell.ts';
import type { Live } from './live.ts';
import type { Clock } from './ports.ts';

type ProjectId = Id<'project'>;

/** How one thing stands in the cache. */
export type Snapshot<Value> =
  | { readonly status: 'loading' }
  | {
      readonly status: 'ready';
      readonly value: Value;
      /** Older than the store's measure of fresh; a fetch is on its way. */
      readonly stale: boolean;
      /** When it was fetched, in milliseconds since the Unix epoch. */
      readonly asOf: number;
    }
  /** The platform could not be asked; the last known value, if there is one, may be shown. */
  | { readonly status: 'offline'; readonly value: Value | null; readonly error: CallError }
  | { readonly status: 'error'; readonly error: CallError };

/** One thing that elements share: read it, watch it, ask for it anew. */
export interface Entry<Value> extends Watchable<Snapshot<Value>> {
  /** Fetches again, after an error or for fresh numbers; what is shown stays meanwhile. */
  readonly reload: () => void;
}

interface Row {
  readonly cell: Cell<Snapshot<Project>>;
  readonly entry: Entry<Project>;
  watchers: number;
  fetching: boolean;
}

export interface ProjectsOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly schedule: (run: () => void) => void;
  readonly freshMs: number;
}

export interface Projects {
  readonly entry: (id: string) => Entry<Project>;
  /** Takes in totals told by the live stream; older ones than known are ignored. */
  readonly merge: (news: LiveProject) => void;
  /** Fetches all that is watched. */
  readonly reloadWatched: () => void;
}

/** `live` is told which ids are watched. */
export function createProjects(options: ProjectsOptions, live: Live<ProjectId>): Projects {
  const { client, clock, freshMs } = options;
  const rows = new Map<string, Row>();
  const ask = createBatch(options.schedule, idsMax, (ids: readonly ProjectId[]) => void load(ids));

  async function load(ids: readonly ProjectId[]): Promise<void> {
    const result = await client.listProjects({ query: { ids: [...ids] } });
    const found = new Map(result.ok ? result.value.items.map((item) => [item.id, item]) : []);
    for (const id of ids) {
      const row = rows.get(id);
      if (!row) continue;
      row.fetching = false;
      const project = found.get(id);
      if (project) row.cell.set(ready(newest(project, knownValue(row.cell.get())), clock.nowMs()));
      else row.cell.set(failed(row.cell.get(), result.ok ? unknownProject(id) : result.error));
    }
  }

  function fetch(id: string, row: Row): void {
    if (row.fetching || !isId('project', id)) return;
    row.fetching = true;
    const snapshot = row.cell.get();
    if (snapshot.status === 'ready') row.cell.set({ ...snapshot, stale: isOld(snapshot) });
    else if (snapshot.status === 'error') row.cell.set({ status: 'loading' });
    ask(id);
  }

  function isOld(snapshot: Snapshot<Project>): boolean {
    return snapshot.status !== 'ready' || clock.nowMs() - snapshot.asOf > freshMs;
  }

  function watch(id: string, row: Row, listener: () => void): () => void {
    const unsubscribe = row.cell.subscribe(listener);
    row.watchers += 1;
    if (isId('project', id)) live.want(id);
    if (isOld(row.cell.get())) fetch(id, row);
    let watching = true;
    return () => {
      if (!watching) return;
      watching = false;
      unsubscribe();
      row.watchers -= 1;
      if (row.watchers === 0 && isId('project', id)) live.release(id);
    };
  }

  function newRow(id: string): Row {
    // A text that cannot be an id would make the platform refuse all that is asked for with it.
    const cell = createCell<Snapshot<Project>>(
      isId('project', id) ? { status: 'loading' } : { status: 'error', error: unknownProject(id) },
    );
    const row: Row = {
      cell,
      entry: {
        get: cell.get,
        subscribe: (listener) => watch(id, row, listener),
        reload: () => fetch(id, row),
      },
      watchers: 0,
      fetching: false,
    };
    rows.set(id, row);
    return row;
  }

  return {
    entry: (id) => (rows.get(id) ?? newRow(id)).entry,
    merge({ projectId, totals }) {
      const row = rows.get(projectId);
      const snapshot = row?.cell.get();
      if (!row || snapshot?.status !== 'ready' || !isNewer(totals, snapshot.value.totals)) return;
      row.cell.set({ ...snapshot, value: { ...snapshot.value, totals } });
    },
    reloadWatched() {
      for (const [id, row] of rows) if (row.watchers > 0) fetch(id, row);
    },
  };
}

function isNewer(totals: ProjectTotals, known: ProjectTotals): boolean {
  return totals.version > known.version;
}

function knownValue(snapshot: Snapshot<Project>): Project | null {
  return 'value' in snapshot ? snapshot.value : null;
}

/** A cache on the way may answer with totals older than those told by the live stream. */
function newest(project: Project, known: Project | null): Project {
  if (!known || !isNewer(known.totals, project.totals)) return project;
  return { ...project, totals: known.totals };
}

function ready(value: Project, asOf: number): Snapshot<Project> {
  return { status: 'ready', value, stale: false, asOf };
}

function failed(before: Snapshot<Project>, error: CallError): Snapshot<Project> {
  const value = knownValue(before);
  const unreachable = error.code === 'network_error' || error.code === 'timeout';
  if (unreachable || (value && error.retryable)) return { status: 'offline', value, error };
  return { status: 'error', error };
}

function unknownProject(id: string): CallError {
  return {
    code: 'project_unknown',
    status: 404,
    message: `No project ${id} exists for this key.`,
    retryable: false,
    retryAfterMs: null,
    fields: [],
    requestId: null,
  };
}
