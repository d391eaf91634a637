/** A project's hosted page: what it is about, how far it is, and the form. */
import type { Project } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { languageLinks, type PageScript, testNote } from '../../pages/document.ts';
import { type Filling, html, type Markup, safeUrl } from '../../pages/html.ts';
import { figuresOf } from './figures.ts';
import { type FormModel, formView } from './form-view.ts';
import { markEntries } from './telling/rules.ts';

/** What the page shows. */
export interface ProjectModel extends Omit<FormModel, 'project'> {
  readonly project: Project;
  readonly organizationName: string;
  readonly nowMs: number;
  /** Address of the page, absolute and without a query. */
  readonly address: string;
  /** The page script and its key; without it the page has no elements, and needs none. */
  readonly script: PageScript | undefined;
  /** Whether a donor can pay at all, and whether without scripts. */
  readonly payable: 'redirect' | 'scripts' | 'no';
}

/** Path of a project's page. */
export function pathOf(project: Pick<Project, 'id'>): string {
  return `/give/${project.id}`;
}

/** The page's body. */
export function projectView(model: ProjectModel): Markup {
  const { project, words, organizationName } = model;
  return html`${!project.livemode && testNote(words)}
    <main class="project">
      <div class="head">
        ${picture(project)}
        <p class="owner">${words.common.projectOf(organizationName)}</p>
        <h1 lang="${project.language}" dir="auto">${project.title}</h1>
        <p class="lead" lang="${project.language}" dir="auto">${project.summary}</p>
        ${progress(model)}
      </div>
      <section class="giving card" id="give" aria-labelledby="give-title">
        ${giving(model)}
      </section>
      <div class="story" lang="${project.language}">
        ${paragraphsOf(project.story).map((text) => html`<p dir="auto">${text}</p>`)}
      </div>
    </main>
    <footer>${languageLinks(words, pathOf(project), markEntries(model.choice.utm))}</footer>`;
}

/** What others show of the page when it is shared. */
export function sharingHead({ project, address, words }: ProjectModel): Markup {
  const image = pictureOf(project);
  return html`<meta name="description" content="${project.summary}">
    <link rel="canonical" href="${address}">
    <meta property="og:type" content="website">
    <meta property="og:url" content="${address}">
    <meta property="og:title" content="${project.title}">
    <meta property="og:description" content="${project.summary}">
    <meta property="og:locale" content="${words.lang.replace('-', '_')}">
    ${
      image &&
      html`<meta property="og:image" content="${image.url}">
    <meta property="og:image:alt" content="${image.alt}">`
    }
    <meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}">`;
}

/** The project's first picture, if its address may be loaded. */
export function pictureOf({ images }: Project): { url: string; alt: string } | undefined {
  const [first] = images;
  const url = safeUrl(first?.url);
  return first && url ? { url, alt: first.alt } : undefined;
}

function picture(project: Project): Filling {
  const image = pictureOf(project);
  return (
    image &&
    html`<img class="picture" src="${image.url}" alt="${image.alt}" lang="${project.language}" decoding="async" referrerpolicy="no-referrer">`
  );
}

function paragraphsOf(story: string): string[] {
  return story.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
}

function progress({ project, words, nowMs, script }: ProjectModel): Markup {
  const figures = figuresOf(project, words, nowMs);
  const { raised, goal, percent, permille, reached, donations, time, sentence } = figures;
  const shown = html`<p class="figures">
            <strong><bdi>${raised}</bdi></strong>
            <span>${words.progress.raised}${goal !== undefined && html` <bdi>${words.progress.ofGoal(goal)}</bdi>`}</span>
            ${percent !== undefined && html`<span class="percent">${percent}</span>`}
          </p>
          ${
            permille !== undefined &&
            html`<progress max="1000" value="${permille}" aria-label="${words.progress.name(project.title)}" aria-valuetext="${sentence}"></progress>`
          }
          <p class="meta"><span>${donations}</span> ${time !== undefined && html`<span>${time}</span>`} ${reached && html`<span>${words.progress.goalReached}</span>`}</p>`;
  return script ? html`<kind-progress project="${project.id}">${shown}</kind-progress>` : shown;
}

function giving(model: ProjectModel): Markup {
  const { project, words, script } = model;
  if (project.state === 'closed') {
    const raised = formatMoney(project.totals.raised, words.lang, { withoutZeroFraction: true });
    return html`<h2 id="give-title">${words.form.closed}</h2>
        <p>${words.form.raisedInAll(raised)}</p>`;
  }
  const fallback = html`<h2 id="give-title"><bdi>${words.form.giveTo(project.title)}</bdi></h2>
        ${fallbackOf(model)}`;
  // The element begins with an empty form, which would lose what was chosen before.
  const keepsChoice = model.payable === 'redirect' && hasBegun(model);
  return script && model.payable !== 'no' && !keepsChoice
    ? html`<kind-donate-form project="${project.id}">${fallback}</kind-donate-form>`
    : fallback;
}

/** Whether the form came back with faults, or was chosen in by a link. */
function hasBegun({ faults, alert, choice }: ProjectModel): boolean {
  const hasChosen = choice.amount !== '' || choice.interval !== null;
  return Object.keys(faults).length > 0 || alert !== undefined || hasChosen;
}

function fallbackOf(model: ProjectModel): Markup {
  const { form } = model.words;
  switch (model.payable) {
    case 'redirect':
      return formView(model);
    case 'scripts':
      return html`<p class="alert">${form.needsScripts}</p>`;
    case 'no':
      return html`<p class="alert">${form.unavailable}</p>`;
  }
}
