/** The shared cache of projects: one fetch for all who ask, kept fresh by live news. */
import type { CallError, PageClient } from '@kindcart/client';
import type { Id, LiveProject, Project } from '@kindcart/contract';
import { isProjectId } from '@kindcart/contract/ids';
import { idsMax } from '@kindcart/contract/routes';
import { createBatch } from './batch.ts';
import { type Cell, createCell, type Watchable } from './cell.ts';
import type { Live } from './live.ts';
import type { Clock } from './ports.ts';
import { failed, fetched, fetching, knownValue, type Snapshot, told } from './snapshot.ts';

type ProjectId = Id<'project'>;

/** One thing that elements share: read it, watch it, ask for it anew. */
export interface Entry<Value> extends Watchable<Snapshot<Value>> {
  /** Fetches again, after an error or for fresh numbers; what is shown stays meanwhile. */
  readonly reload: () => void;
}

interface Row extends Cell<Snapshot<Project>> {
  readonly id: ProjectId;
  watchers: number;
  busy: boolean;
}

export interface ProjectsOptions {
  readonly client: Pick<PageClient, 'listProjects'>;
  readonly clock: Clock;
  readonly schedule: (run: () => void) => void;
  /** For how long a fetched project is fresh, in milliseconds. */
  readonly freshMs: number;
  /** Is told which projects are watched. */
  readonly live: Live<ProjectId>;
}

export interface Projects {
  readonly entry: (id: string) => Entry<Project>;
  /** Takes in totals told by the live stream; older ones than known are ignored. */
  readonly merge: (news: LiveProject) => void;
  /** Fetches all that is watched. */
  readonly reloadWatched: () => void;
}

export function createProjects(options: ProjectsOptions): Projects {
  const { clock, live, schedule, freshMs } = options;
  const rows = new Map<string, Row>();
  const entries = new Map<string, Entry<Project>>();
  const ask = createBatch(schedule, idsMax, (batch: readonly Row[]) => void load(options, batch));

  function refresh(row: Row): void {
    if (row.busy) return;
    row.busy = true;
    row.set(fetching(row.get(), isOld(row.get())));
    ask(row);
  }

  function isOld(snapshot: Snapshot<Project>): boolean {
    return snapshot.status !== 'ready' || clock.nowMs() - snapshot.asOf > freshMs;
  }

  function watch(row: Row, listener: () => void): () => void {
    if (isOld(row.get())) refresh(row);
    row.watchers += 1;
    live.want(row.id);
    const unsubscribe = row.subscribe(listener);
    return once(() => {
      unsubscribe();
      row.watchers -= 1;
      if (row.watchers === 0) live.release(row.id);
    });
  }

  function newEntry(id: string): Entry<Project> {
    // A text that cannot be an id would make the platform refuse all that is asked for with it.
    if (!isProjectId(id)) return noEntry(id);
    const row: Row = {
      ...createCell<Snapshot<Project>>({ status: 'loading' }),
      id,
      watchers: 0,
      busy: false,
    };
    rows.set(id, row);
    return {
      get: row.get,
      subscribe: (listener) => watch(row, listener),
      reload: () => refresh(row),
    };
  }

  return {
    entry(id) {
      const entry = entries.get(id) ?? newEntry(id);
      entries.set(id, entry);
      return entry;
    },
    merge({ projectId, totals }) {
      const row = rows.get(projectId);
      row?.set(told(row.get(), totals));
    },
    reloadWatched() {
      for (const row of rows.values()) if (row.watchers > 0) refresh(row);
    },
  };
}

async function load({ client, clock }: ProjectsOptions, batch: readonly Row[]): Promise<void> {
  const ids = batch.map(({ id }) => id);
  // Whoever asks again wants to know better than the browser's cache.
  const fresh = batch.some((row) => knownValue(row.get()));
  const result = await client.listProjects({ query: { ids } }, { fresh });
  const found = new Map(result.ok ? result.value.items.map((item) => [item.id, item]) : []);
  for (const row of batch) {
    const project = found.get(row.id);
    const error = result.ok ? unknownProject(row.id) : result.error;
    row.busy = false;
    row.set(project ? fetched(row.get(), project, clock.nowMs()) : failed(row.get(), error));
  }
}

function noEntry(id: string): Entry<Project> {
  const snapshot = { status: 'error', error: unknownProject(id) } as const;
  return { get: () => snapshot, subscribe: () => () => {}, reload: () => {} };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
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
