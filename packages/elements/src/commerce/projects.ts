import type { Project } from '@kindcart/contract';
import type { Snapshot, Store, Watchable } from '@kindcart/store';

/** Several projects at once, as the page's store has them. */
export interface ProjectsEntry extends Watchable<readonly Snapshot<Project>[]> {
  /** Asks for all of them again. */
  readonly reload: () => void;
}

/** Watches the projects with these ids, in this order. */
export function watchProjects(store: Store, ids: readonly string[]): ProjectsEntry {
  const entries = ids.map((id) => store.project(id));
  return {
    get: () => entries.map((entry) => entry.get()),
    subscribe(listener) {
      const stops = entries.map((entry) => entry.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    reload() {
      for (const entry of entries) entry.reload();
    },
  };
}

/** The project that a snapshot knows. */
export function projectOf(snapshot: Snapshot<Project>): Project | undefined {
  return 'value' in snapshot ? (snapshot.value ?? undefined) : undefined;
}
