import { isPlotId, isProjectId, isSpeciesId } from '@kindcart/contract/ids';
import type { OfferScope } from '@kindcart/store/adoption';

/** What the page's author narrows the offer to, as written. */
interface Narrowed {
  readonly plot?: string | undefined;
  readonly species?: string | undefined;
  readonly project?: string | undefined;
}

/** The same as ids, or what the author has to mend: one that is none would spoil the request. */
export function scopeOf({
  plot = '',
  species = '',
  project = '',
}: Narrowed): { readonly scope: OfferScope } | { readonly fault: string } {
  const wrong = (name: string, text: string, example: string) => ({
    fault: `the attribute ${name} is "${text}", and no id such as ${example}_….`,
  });
  if (plot && !isPlotId(plot)) return wrong('plot', plot, 'plt');
  if (species && !isSpeciesId(species)) return wrong('species', species, 'spc');
  if (project && !isProjectId(project)) return wrong('project', project, 'prj');
  return {
    scope: {
      plotId: isPlotId(plot) ? plot : undefined,
      speciesId: isSpeciesId(species) ? species : undefined,
      projectId: isProjectId(project) ? project : undefined,
    },
  };
}
