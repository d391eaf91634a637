// The lists of the page: plots, trees, and what was noted on this phone.
/** @import { FieldPlot, FieldTree, KeptPlot, Noted } from './types.ts' */
import { button, byId, dayOf, inLanguage, make, plain, say } from './dom.js';
import { here, metresBetween } from './location.js';

/** So many trees are listed at once; others are found by their number. */
const treesShown = 60;

/**
 * @param {readonly FieldPlot[] | null} offered null while the platform cannot be asked
 * @param {readonly KeptPlot[]} kept
 * @param {{ open: (plot: KeptPlot) => void, take: (plot: Pick<FieldPlot, 'id' | 'names'>) => void }} act
 */
export function showPlots(offered, kept, act) {
  const known = new Map(kept.map((plot) => [plot.id, plot]));
  /** @type {readonly Pick<FieldPlot, 'id' | 'names'>[]} */
  const all = [
    ...(offered ?? []),
    ...kept.filter(({ id }) => !offered?.some((one) => one.id === id)),
  ];
  const items = all.map((plot) => {
    const own = known.get(plot.id);
    const count = own?.trees.length ?? offered?.find(({ id }) => id === plot.id)?.trees ?? 0;
    const about = own
      ? say('takenOn', { n: count, date: dayOf(own.takenAt) })
      : say('treesCount', { n: count });
    return make(
      'li',
      'plot-item',
      make('strong', '', make('bdi', '', inLanguage(plot.names))),
      make('span', 'hint', about),
      make(
        'span',
        'actions',
        own ? button(say('open'), 'button', () => act.open(own)) : null,
        offered
          ? button(say(own ? 'renew' : 'takeAlong'), own ? 'button quiet' : 'button', () =>
              act.take(plot),
            )
          : null,
      ),
    );
  });
  const empty = make('li', 'hint', say(offered === null ? 'plotsUnreachable' : 'noPlots'));
  byId('plot-list', HTMLUListElement).replaceChildren(...(items.length > 0 ? items : [empty]));
}

/**
 * Trees of a plot, those that are asked for and the nearest first.
 *
 * @param {KeptPlot} plot
 * @param {{ order: string, find: string, noted: readonly Noted[], open: (tree: FieldTree) => void }} wish
 */
export function showTrees(plot, { order, find, noted, open }) {
  const from = order === 'near' ? here() : null;
  const digits = find.replaceAll(/\D/g, '');
  const away = (/** @type {FieldTree} */ tree) =>
    from === null ? null : metresBetween(from.position, tree.position);
  const found = plot.trees
    .filter(({ number }) => digits === '' || String(number).startsWith(digits))
    .map((tree) => ({ tree, metres: away(tree) }))
    .sort((one, other) =>
      one.metres !== null && other.metres !== null
        ? one.metres - other.metres
        : one.tree.number - other.tree.number,
    );
  const today = new Set(
    noted.filter(({ told }) => isToday(told.observedAt)).map(({ told }) => told.treeNumber),
  );
  const items = found
    .slice(0, treesShown)
    .map(({ tree, metres }) => treeItem(tree, metres, today.has(tree.number), open));
  const none = make('li', 'hint', say('noTree'));
  byId('trees', HTMLUListElement).replaceChildren(...(items.length > 0 ? items : [none]));
  byId('location-note', HTMLParagraphElement).hidden = order !== 'near' || from !== null;
}

/** @param {string} time */
function isToday(time) {
  return new Date(time).toDateString() === new Date().toDateString();
}

/** @param {FieldTree} tree @param {number | null} metres @param {boolean} isNoted @param {(tree: FieldTree) => void} open */
function treeItem(tree, metres, isNoted, open) {
  const { lastSeenOn, lastHeightCm } = tree;
  const seen =
    lastSeenOn === null ? say('neverSeen') : say('lastSeen', { date: dayOf(lastSeenOn) });
  const height = lastHeightCm === null ? null : say('lastHeight', { cm: lastHeightCm });
  const isDue = tree.nextOn <= new Date().toISOString().slice(0, 10);
  const made = button('', 'tree-item', () => open(tree));
  made.append(
    make('strong', '', say('tree', { number: plain(tree.number) })),
    make(
      'span',
      '',
      make('bdi', '', inLanguage(tree.speciesNames)),
      ` · ${say('place', { number: plain(tree.place) })}`,
    ),
    make('span', 'hint', [seen, height].filter((one) => one !== null).join(' · ')),
    make(
      'span',
      'marks',
      metres === null ? null : make('span', 'mark', say('away', { m: Math.round(metres) })),
      isNoted ? make('span', 'mark good', say('notedToday')) : null,
      isDue && !isNoted ? make('span', 'mark due', say('due')) : null,
    ),
  );
  return make('li', '', made);
}

/**
 * What was noted on this phone, the newest first.
 *
 * @param {readonly Noted[]} noted
 * @param {string | undefined} book
 * @param {(noted: Noted) => void} sendWithoutPhoto
 */
export function showNoted(noted, book, sendWithoutPhoto) {
  byId('noted', HTMLElement).hidden = noted.length === 0;
  const items = noted.slice(0, 100).map((one) => {
    const { told, state } = one;
    const isOther = book !== undefined && one.book !== book;
    const facts = [
      told.heightCm === null ? null : say('heightIs', { cm: told.heightCm }),
      told.crownCm === null ? null : say('crownIs', { cm: told.crownCm }),
      told.alive ? null : say('dead'),
      one.hasPhoto || told.photoUrl !== null ? say('withPhoto') : null,
    ];
    return make(
      'li',
      `noted-item ${state}`,
      make('strong', '', say('tree', { number: plain(told.treeNumber) })),
      make('span', 'state', say(isOther && state === 'waiting' ? 'otherCharity' : state)),
      make(
        'span',
        'hint',
        [timeOf(told.observedAt), ...facts].filter((fact) => fact !== null).join(' · '),
      ),
      whyOf(one),
      one.problem === 'photoRefused'
        ? button(say('sendWithoutPhoto'), 'button quiet', () => sendWithoutPhoto(one))
        : null,
    );
  });
  byId('noted-list', HTMLUListElement).replaceChildren(...items);
}

/** @param {string} time */
function timeOf(time) {
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(time));
}

/** Why it is looked at again or was not taken. @param {Noted} noted */
function whyOf({ state, flags, problem }) {
  if (state === 'review') return make('span', 'why', flags.map((flag) => say(flag)).join(' '));
  return problem === null ? null : make('span', 'why', say(problem));
}
