// The files of a new element: the smallest one that has every state, so that what is missing is
// only what it shows.
import { projectExampleId } from './example.ts';

/** What a new element is called, in every spelling. */
export interface NewElement {
  /** `giving` */
  readonly domain: string;
  /** `matching-bar` */
  readonly name: string;
  /** `kind-matching-bar` */
  readonly tag: string;
  /** `KindMatchingBar` */
  readonly className: string;
  /** `packages/elements/src/giving/matching-bar` */
  readonly folder: string;
}

/** Text by path of the five files in the element's own folder. */
export function elementFilesFor(element: NewElement): Readonly<Record<string, string>> {
  const { folder, name } = element;
  return {
    [`${folder}/${name}.ts`]: classFile(element),
    [`${folder}/${name}.styles.ts`]: stylesFile(element),
    [`${folder}/${name}.states.ts`]: statesFile(element),
    [`${folder}/${name}.test.ts`]: testFile(element),
    [`${folder}/define.ts`]: defineFile(element),
  };
}

function classFile({ name, tag, className }: NewElement): string {
  return `import type { Project } from '@kindcart/contract';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { parts } from '../../internal/parts.styles.ts';
import { ProjectController } from '../../internal/project-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { Words } from '../../locales/words.ts';
import { styles } from './${name}.styles.ts';

/**
 * @summary Shows the title of a project.
 *
 * Where the project cannot be shown, the element's own children are.
 *
 * @slot - Shown where the project cannot be, such as a link to the charity's page of it.
 * @csspart title - The project's title.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --${tag}-color - Colour of the title.
 */
export class ${className} extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings);
  readonly #source = new ProjectController(this, () => this.ownSettings);

  /** Id of the project, \`prj_…\`. */
  @property() project?: string | undefined;

  /** Asks the platform for the project again. */
  reload(): void {
    this.#source.reload();
  }

  #renderReady({ title, language }: Project) {
    return html\`<p part="title" class="title" lang=\${language}>\${title}</p>\`;
  }

  #renderNote(text: string) {
    return html\`<p part="note" class="muted">\${text}</p>
      <slot></slot>\`;
  }

  #renderFailure(text: string, words: Words) {
    return html\`<p part="note" role="status">
        \${text}
        <button part="retry" class="link" type="button" @click=\${this.reload}>
          \${words.common.tryAgain}
        </button>
      </p>
      <slot></slot>\`;
  }

  #renderSkeleton() {
    return html\`<div class="bone title-bone" aria-busy="true"></div>\`;
  }

  override render() {
    const { words } = this.#locale;
    const { view } = this.#source;
    if (!words) return this.#renderSkeleton();
    switch (view.status) {
      case 'loading':
        return this.#renderSkeleton();
      case 'ready':
        return this.#renderReady(view.project);
      case 'offline':
        return this.#renderFailure(words.common.offline, words);
      case 'error':
        return this.#renderFailure(words.progress.loadFailed, words);
      case 'unknown':
        return this.#renderNote(words.common.projectUnknown);
      default:
        return this.#renderNote(words.common.unavailable);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': ${className};
  }
}
`;
}

function stylesFile({ tag }: NewElement): string {
  return `import { css } from 'lit';

export const styles = css\`
  :host {
    display: block;
    /* Room for what is about to come, so that nothing moves when it does; kindcart.ts keeps the
       same room before the element is defined. */
    min-block-size: 1.5rem;
    line-height: 1.5;
  }

  p {
    margin: 0;
  }

  .title {
    color: var(--${tag}-color, inherit);
    font-weight: 600;
  }

  .title-bone {
    block-size: 1.5rem;
    inline-size: 60%;
  }
\`;
`;
}

function statesFile({ tag }: NewElement): string {
  return `import { type Project, projectExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

/** The contract's project with other values. */
function project(change: Partial<Project> = {}) {
  return { listProjects: { body: { items: [{ ...projectExample, ...change }], nextCursor: null } } };
}

const failed = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const html = \`<${tag} project="\${projectExample.id}"></${tag}>\`;

export const states: ElementStates = {
  loading: { html, answers: { listProjects: 'pending' } },
  ready: { html, answers: project() },
  error: { html, answers: { listProjects: { status: 501, body: failed } } },
  offline: { html, answers: { listProjects: 'offline' } },
  unknown: { html, answers: { listProjects: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<${tag} project="prj_1"><a href="/give">Our project page</a></${tag}>',
  },
  hostile: { html, answers: project({ title: \`<img src=x onerror=alert(1)>\${'x'.repeat(10_000)}\` }) },
};
`;
}

function testFile({ name, tag, className }: NewElement): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectExample } from '@kindcart/contract';
import '../../kit/kit/define.ts';
import { pierce, stage, until } from '../../internal/testing/stage.ts';
import './define.ts';
import { states } from './${name}.states.ts';
import { ${className} } from './${name}.ts';

for (const [name, state] of Object.entries(states)) {
  test(\`shows something in the state "\${name}"\`, async (t) => {
    const { element, close } = await stage(state);
    t.after(close);
    assert.ok(element instanceof ${className});
    await until(() => element.shadowRoot?.firstElementChild, 'the first drawing');
  });
}

test('shows the title of its project', async (t) => {
  const { close } = await stage(states.ready ?? assert.fail());
  t.after(close);
  const title = await until(() => pierce('${tag} >>> .title'), 'the title');
  assert.equal(title.textContent, projectExample.title);
});

test('asks again when a person says so', async (t) => {
  const { platform, close } = await stage(states.error ?? assert.fail());
  t.after(close);
  const retry = await until(() => pierce('${tag} >>> [part=retry]'), 'the button to try again');
  platform.answer({ listProjects: { body: { items: [projectExample], nextCursor: null } } });
  retry.click();
  await until(() => pierce('${tag} >>> .title'), 'the title');
});
`;
}

function defineFile({ name, tag, className }: NewElement): string {
  return `import { defineElement } from '../../internal/define.ts';
import { ${className} } from './${name}.ts';

defineElement('${tag}', ${className});
`;
}

/** What stands in the domain's guide about a new element. */
export function guideSection({ tag }: NewElement): string {
  return `## ${tag}

Shows the title of a project.

\`\`\`html example
<${tag} project="${projectExampleId}">
  <a href="https://give.example.org/give/${projectExampleId}">Give</a>
</${tag}>
\`\`\`

All of it is in the [reference](reference/elements.md#${tag}).
`;
}
