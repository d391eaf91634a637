/** What a card says of a tree, part by part. */
import type { Plot, WholeTree } from '@kindcart/contract';
import { html, nothing } from 'lit';
import { safeUrl } from '../../internal/safe-url.ts';
import type { WordsOfTree } from '../../locales/forest-words.ts';
import {
  ageSaid,
  daySaid,
  lengthSaid,
  listSaid,
  monthName,
  monthSaid,
  numberSaid,
} from '../measures.ts';
import { habitOf, personCm, silhouette } from './silhouette.ts';
import type { TreeOnLand } from './tree-on-land.ts';

/** How a card speaks, and when. */
export interface Telling {
  readonly words: WordsOfTree;
  readonly locale: string;
  readonly now: Date;
}

/** Most pictures on a card. */
const photosMax = 4;

/** The tree beside a person, while it stands. */
export function sceneOf({ tree, species }: TreeOnLand, { words, locale }: Telling) {
  if (tree.size === null) return nothing;
  const { heightCm, crownCm } = tree.size;
  const label = words.tree.drawn(lengthSaid(heightCm, locale), lengthSaid(personCm, locale));
  const drawing = { habit: habitOf(species), heightCm, crownCm: Math.max(crownCm, 1) };
  return html`<div class="scene">${silhouette(drawing, label)}</div>`;
}

/** The day in UTC, as dates of the platform are. */
const dayOf = (now: Date) => now.toISOString().slice(0, 10);

/** How tall, how wide, how old, and when somebody looks at it next. */
export function figuresOf({ tree }: TreeOnLand, { words, locale, now }: Telling) {
  const { size, plantedOn, nextObservationOn } = tree;
  const stands = size !== null;
  return html`<dl part="figures" class="figures">
      ${
        size &&
        html`<div>
          <dt>${words.tree.height}</dt>
          <dd part="height">
            <span class="height">${lengthSaid(size.heightCm, locale)}</span>
            <span class="range">
              ${words.tree.range(lengthSaid(size.heightLowCm, locale), lengthSaid(size.heightHighCm, locale))}
            </span>
          </dd>
        </div>
        <div><dt>${words.tree.crown}</dt><dd>${lengthSaid(size.crownCm, locale)}</dd></div>`
      }
      ${
        stands && plantedOn !== null
          ? html`<div><dt>${words.tree.age}</dt><dd>${ageSaid(plantedOn, now, locale)}</dd></div>`
          : nothing
      }
      ${
        nextObservationOn === null
          ? nothing
          : html`<div>
            <dt>${nextObservationOn < dayOf(now) ? words.tree.visitWasDue : words.tree.nextVisit}</dt>
            <dd part="next">${words.tree.about(monthSaid(nextObservationOn, locale))}</dd>
          </div>`
      }
    </dl>
    ${size && html`<p part="basis" class="muted">${basisOf(size, words, locale)} ${words.tree.rangeMeans}</p>`}`;
}

function basisOf(
  { basis, measurements }: NonNullable<WholeTree['size']>,
  { tree }: WordsOfTree,
  locale: string,
): string {
  if (basis === 'species') return tree.bySpecies;
  return tree.byMeasurements(measurements, numberSaid(measurements, locale));
}

/** Who gave it; whom it is for is said only from the day on which that may be known. */
export function giverOf({ adopter }: WholeTree, { words, locale }: Telling): string {
  const { kind, names, shares, teamName } = adopter;
  if (kind === 'points') return words.tree.byPoints;
  if (kind === 'team' && teamName !== null) return words.tree.byTeam(teamName);
  const [first] = names;
  if (first === undefined) return words.tree.byUnnamed;
  if (kind === 'shop') return words.tree.byShop(first);
  const unnamed = shares - names.length;
  const others = unnamed > 0 ? [words.tree.others(unnamed, numberSaid(unnamed, locale))] : [];
  return words.tree.by(listSaid([...names, ...others], locale));
}

/** What there is to know of a tree that does not stand, or that stands for another. */
export function fateOf(tree: WholeTree, { season }: Plot, { words, locale }: Telling): string[] {
  const { state, replaces, replacedBy, stages } = tree;
  const said = replaces === null ? [] : [words.tree.replaces(String(replaces))];
  if (state === 'planned') {
    said.push(words.tree.notPlanted);
    if (season !== null) {
      const [from, to] = [season.fromMonth, season.toMonth].map((month) =>
        monthName(month, locale),
      );
      said.push(words.tree.plantedFrom(from ?? '', to ?? ''));
    }
  }
  if (state !== 'lost' && state !== 'replaced') return said;
  const ended = stages.findLast((stage) => stage.state === 'lost') ?? stages.at(-1);
  if (ended !== undefined) said.push(words.tree.lost(daySaid(ended.on, locale)));
  said.push(
    replacedBy === null ? words.tree.notReplaced : words.tree.replacedBy(String(replacedBy)),
  );
  return said;
}

/** Pictures, newest first, each once; what is no address of a picture is left out. */
function photosOf({ latestPhoto, observations }: WholeTree) {
  const all = [
    ...(latestPhoto === null ? [] : [{ url: latestPhoto.url, at: latestPhoto.takenAt }]),
    ...observations.map(({ photoUrl, observedAt }) => ({ url: photoUrl, at: observedAt })),
  ];
  const found = new Map<string, string>();
  for (const { url, at } of all) {
    const safe = safeUrl(url);
    if (safe !== undefined && !found.has(safe)) found.set(safe, at);
  }
  return [...found].map(([url, at]) => ({ url, at })).slice(0, photosMax);
}

export function renderPhotos(tree: WholeTree, { words, locale }: Telling) {
  const photos = photosOf(tree);
  if (photos.length === 0) return nothing;
  return html`<ul part="photos" class="photos">
    ${photos.map(
      ({ url, at }) =>
        html`<li><img
          src=${url}
          alt=${words.tree.photo(String(tree.number), daySaid(at, locale))}
          width="320"
          height="240"
          loading="lazy"
          decoding="async"
          referrerpolicy="no-referrer"
        ></li>`,
    )}
  </ul>`;
}

/** What became of it and when, with what shows it. */
export function renderStages({ stages }: WholeTree, { words, locale }: Telling) {
  return html`<details>
    <summary>${words.tree.story}</summary>
    <ol part="stages" class="stages">
      ${stages.map(({ state, on, note, photoUrl }) => {
        const picture = safeUrl(photoUrl);
        return html`<li>
          <strong>${words.forest.states[state]}</strong>
          <time datetime=${on} class="muted">${daySaid(on, locale)}</time>
          ${note && html`<p>${note}</p>`}
          ${picture && html`<a href=${picture} rel="noreferrer">${words.tree.evidence}</a>`}
        </li>`;
      })}
    </ol>
  </details>`;
}
