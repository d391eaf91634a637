/** A tree's page: what it is and whose, how it fares and how that is known, and its certificate. */
import type { WholeTree } from '@kindcart/contract';
import { languageLinks } from '../../pages/document.ts';
import { type Filling, html, type Markup, safeUrl } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import { shapeMarkup } from '../../pages/paper/drawing-svg.ts';
import { hillShapes, treeShapes } from './artwork.ts';
import { donorsOf } from './certificate.ts';
import {
  coordinatesOf,
  dayIn,
  lengthIn,
  type Neighbour,
  numberIn,
  type TreeFacts,
  textIn,
} from './rules.ts';
import type { TreeWords } from './words.ts';

/** What the page shows. */
export interface TreeModel {
  readonly facts: TreeFacts;
  readonly words: TreeWords;
  /** The words of all pages. */
  readonly common: Words;
  /** The day in UTC. */
  readonly today: string;
  /** Origin of the platform: pictures of others are linked and not shown. */
  readonly origin: string;
}

/** Path of a tree's page. */
export const pathOfTree = ({ id }: Neighbour) => `/trees/${id}`;

export function titleOf({ facts, words }: Pick<TreeModel, 'facts' | 'words'>): string {
  const number = words.number(numberIn(words.language, facts.tree.number));
  return `${number} · ${textIn(facts.species.names, words.language)}`;
}

/** The page's body. */
export function treeView(model: TreeModel): Markup {
  const { facts, words, common } = model;
  const path = pathOfTree(facts.tree);
  return html`${!facts.tree.livemode && html`<aside class="test-note">${words.test}</aside>`}
    <main class="tree">
      <div class="head">
        ${sceneOf(facts.tree.number)}
        ${headOf(model)}
      </div>
      <div class="side">
        <section class="card">${certificateOf(model, path)}</section>
        <section class="card">${knownOf(model)}</section>
      </div>
      <div class="story">
        ${sizeOf(model)}
        <section class="card"><h2>${words.stages}</h2>${stagesOf(model)}</section>
        ${observationsOf(model)}
      </div>
    </main>
    <footer>${languageLinks(common, path)}</footer>`;
}

/** The same tree as on its certificate. */
function sceneOf(seed: number): Markup {
  const frame = { left: 0, top: 190, right: 840, bottom: 320 };
  return html`<svg class="scene" viewBox="0 0 840 320" role="presentation" aria-hidden="true">
          <path d="M0 0H840V320H0z" fill="#eaf2ee"/>
          <path d="M560 96a64 64 0 1 0 128 0a64 64 0 1 0 -128 0z" fill="#f6ebc8"/>
          ${hillShapes(seed, frame, [20, 820]).map(shapeMarkup)}
          ${treeShapes(seed, [420, 272], 250).map(shapeMarkup)}
        </svg>`;
}

function headOf({ facts, words }: TreeModel): Markup {
  const { tree, species, before, after } = facts;
  const { language } = words;
  const state = words.states[tree.state];
  const isOver = tree.state === 'lost' || tree.state === 'replaced';
  return html`<p class="no">${words.number(numberIn(language, tree.number))}</p>
        <h1><bdi>${textIn(species.names, language)}</bdi> <span class="latin" lang="la"><bdi>${species.latinName}</bdi></span></h1>
        <p class="state"><span class="badge ${isOver && 'over'}">${state.name}</span> <span>${state.meaning}</span></p>
        ${after && html`<p><a href="${linkTo(after, words)}">${words.replacedBy} (<bdi>${words.number(numberIn(language, after.number))}</bdi>)</a></p>`}
        ${before && html`<p>${words.replaces} <a href="${linkTo(before, words)}"><bdi>${words.number(numberIn(language, before.number))}</bdi></a></p>`}
        ${whoseOf(facts, words)}`;
}

const linkTo = (tree: Neighbour, { language }: TreeWords) => `${pathOfTree(tree)}?lang=${language}`;

function whoseOf({ tree, isGiftWaiting }: TreeFacts, words: TreeWords): Markup {
  const { kind, giftTo, giftMessage, teamName } = tree.adopter;
  const donors = donorsOf(tree, words);
  const giver = teamName ?? donors;
  return html`<div class="whose">
          <p class="label">${giftTo === null ? words.adopters[kind] : words.giftFor}</p>
          <p class="names"><bdi>${giftTo ?? giver}</bdi></p>
          ${giftTo !== null && giver !== words.somebody && html`<p>${words.from(giver)}</p>`}
          ${teamName !== null && donors !== words.somebody && html`<p><bdi>${donors}</bdi></p>`}
          ${giftMessage !== null && html`<blockquote><p dir="auto">${giftMessage}</p></blockquote>`}
          ${isGiftWaiting && html`<p class="label">${words.giftToCome}</p>`}
        </div>`;
}

function certificateOf({ words, facts }: TreeModel, path: string): Markup {
  const { language } = words;
  const file = (ending: string) => `${path}/certificate.${ending}?lang=${language}`;
  const alt = `${words.certificate}, ${words.number(numberIn(language, facts.tree.number))}`;
  return html`<h2 class="visually-hidden">${words.share}</h2>
          <a class="paper" href="${file('pdf')}"><img src="${file('svg')}" alt="${alt}" width="842" height="595"></a>
          <p class="actions"><a class="button" href="${file('pdf')}">${words.openPdf}</a> <a href="${file('svg')}">${words.openPicture}</a></p>`;
}

function knownOf({ facts, words }: TreeModel): Markup {
  const { tree, plotNames, organizationName } = facts;
  const { language } = words;
  const plot = textIn(plotNames, language);
  const planted = tree.plantedOn === null ? words.notPlantedYet : dayIn(language, tree.plantedOn);
  return html`<dl class="known">
            <div><dt>${words.place}</dt><dd><bdi>${words.placeIn(plot, numberIn(language, tree.place.number))}</bdi></dd></div>
            <div><dt>${words.coordinates}</dt><dd class="coordinates"><bdi dir="ltr">${coordinatesOf(tree.place.position)}</bdi></dd></div>
            <div><dt>${words.adoptedOn}</dt><dd>${dayIn(language, tree.createdAt)}</dd></div>
            <div><dt>${words.plantedOn}</dt><dd>${planted}</dd></div>
            <div><dt>${words.charity}</dt><dd><bdi>${organizationName}</bdi></dd></div>
          </dl>`;
}

/** When somebody looks at it next, or should have. */
function lookSaid(day: string, today: string, words: TreeWords): string {
  const said = dayIn(words.language, day);
  return day < today ? words.lookWasDue(said) : words.nextLook(said);
}

/** How big it is today, as far as anybody knows; nothing of a tree that does not stand. */
function sizeOf({ facts, words, today }: TreeModel): Filling {
  const { size, nextObservationOn } = facts.tree;
  const { language } = words;
  const next = nextObservationOn !== null && lookSaid(nextObservationOn, today, words);
  if (size === null) return next && html`<section class="card"><p>${next}</p></section>`;
  const range = words.range(
    lengthIn(language, size.heightLowCm),
    lengthIn(language, size.heightHighCm),
  );
  const why =
    size.basis === 'species'
      ? words.sizeBySpecies
      : words.sizeByMeasuring(size.measurements, numberIn(language, size.measurements));
  return html`<section class="card"><h2>${words.size}</h2>
          <dl class="sizes">
            <div><dt>${words.height}</dt><dd><bdi>${lengthIn(language, size.heightCm)}</bdi> <small>${range}</small></dd></div>
            <div><dt>${words.crown}</dt><dd><bdi>${lengthIn(language, size.crownCm)}</bdi></dd></div>
          </dl>
          <p>${why}</p>
          ${next && html`<p>${next}</p>`}
        </section>`;
}

function stagesOf(model: TreeModel): Markup {
  const { facts, words } = model;
  return html`<ol class="stages">${facts.tree.stages.map(
    ({ state, on, note, photoUrl }) => html`
            <li><p><strong>${words.states[state].name}</strong> <span class="when">${dayIn(words.language, on)}</span></p>
              ${note !== null && html`<p dir="auto">${note}</p>`}
              ${photoLink(model, photoUrl)}</li>`,
  )}
          </ol>`;
}

/** Led to, wherever it lies: nothing is loaded from there before somebody asks. */
function photoLink({ words, origin }: TreeModel, photoUrl: string | null): Filling {
  const url = absolute(photoUrl, origin);
  return url && html`<p><a href="${url}" rel="noopener noreferrer">${words.evidence}</a></p>`;
}

function absolute(address: string | null, origin: string): string | undefined {
  if (address === null || !URL.canParse(address, origin)) return undefined;
  return safeUrl(new URL(address, origin).href);
}

/** Whether a picture comes from the platform itself. */
function isOwn(url: string, origin: string): boolean {
  return new URL(url).origin === origin;
}

type Seen = WholeTree['observations'][number];

function observationsOf(model: TreeModel): Filling {
  const { facts, words } = model;
  const { observations } = facts.tree;
  if (observations.length === 0) return undefined;
  return html`<section class="card"><h2>${words.observations}</h2>
          <div class="seen">${observations.map((seen) => seenOf(seen, model))}</div>
        </section>`;
}

function seenOf(seen: Seen, model: TreeModel): Markup {
  const { words, origin } = model;
  const { language } = words;
  const day = dayIn(language, seen.observedAt);
  const url = absolute(seen.photoUrl, origin);
  const sizes: readonly (readonly [label: string, cm: number | null])[] = [
    [words.height, seen.heightCm],
    [words.crown, seen.crownCm],
  ];
  return html`<figure>
              ${url !== undefined && isOwn(url, origin) && html`<img src="${url}" alt="${words.photoOf(day)}" loading="lazy" decoding="async">`}
              <figcaption><span class="when">${words.seenOn(day)}</span>
                ${sizes.map(([label, cm]) => cm !== null && html`<br>${label}: <bdi>${lengthIn(language, cm)}</bdi>`)}
                ${!seen.alive && html`<br><strong>${words.dead}</strong>`}
                ${seen.note !== null && html`<br><bdi>${seen.note}</bdi>`}
                ${url !== undefined && !isOwn(url, origin) && html`<br><a href="${url}" rel="noopener noreferrer">${words.evidence}</a>`}
              </figcaption>
            </figure>`;
}
