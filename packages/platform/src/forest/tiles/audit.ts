/** What is promised of counted trees: they are those that were counted, each once, at every level. */
import { sql } from 'kysely';
import type { Check } from '../../ledger/audit.ts';
import { countedLevels } from './counts.ts';
import { curveOrder } from './curve.ts';

const levels = sql`unnest(${countedLevels}::smallint[]) as level`;

export const tileChecks: readonly Check[] = [
  {
    invariant: 'I4',
    promise: 'trees are counted by cell, kind and year as they were when they were last looked at',
    query: sql`
      select coalesce(kept.organization_id, trees.organization_id)
          || ' level ' || coalesce(kept.level, trees.level) || ' cell ' || coalesce(kept.cell, trees.cell)
          || ' ' || coalesce(kept.species_id, trees.species_id) || ' ' || coalesce(kept.year, trees.year)
          as subject,
        'counts ' || coalesce(kept.trees, 0) || ' trees; there are ' || coalesce(trees.trees, 0) as message
      from tree_count as kept
      full join (
        select organization_id, livemode, level, curve_key >> (2 * (${curveOrder} - level)) as cell,
          species_id, folded_year as year, count(*)::integer as trees
        from tree, ${levels} where folded_year is not null
        group by 1, 2, 3, 4, 5, 6
      ) as trees using (organization_id, livemode, level, cell, species_id, year)
      where coalesce(kept.trees, 0) <> coalesce(trees.trees, 0)`,
  },
  {
    invariant: 'I4',
    promise: 'the middle of the counted trees is the same at every level',
    query: sql`
      select organization_id || case when livemode then ' live' else ' test' end as subject,
        'has sums of places that differ from level to level' as message
      from (
        select organization_id, livemode, level, sum(across) as across, sum(down) as down
        from tree_count group by 1, 2, 3
      ) as sums
      group by organization_id, livemode
      having min(across) <> max(across) or min(down) <> max(down)`,
  },
  {
    invariant: 'I4',
    promise: 'a tree whose count is up to date is counted under the year in which it was planted',
    query: sql`
      select id as subject, 'is ' || state || coalesce(', planted on ' || planted_on, '')
        || ', and counted under ' || coalesce(folded_year::text, 'no year') as message
      from tree
      where not unfolded and folded_year is distinct from case
        when state in ('lost', 'replaced') then null
        when state = 'planned' or planted_on is null then 0
        else extract(year from planted_on)::smallint end`,
  },
];
