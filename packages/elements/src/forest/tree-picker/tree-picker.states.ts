import { adoptionExample, type Plot, type Species, testCards } from '@kindcart/contract';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';
import {
  adopted,
  adoptionFor,
  fullPlot,
  largePlot,
  pine,
  places,
  placesAfter,
  plot,
  saxaul,
  teamShares,
} from './sample.testing.ts';

type Answers = NonNullable<ElementState['answers']>;

const page = <Item>(...items: readonly Item[]) => ({ body: { items, nextCursor: null } });

function offer(plots: readonly Plot[], ...species: readonly Species[]): Answers {
  return {
    listPlots: page(...plots),
    listSpecies: page(...species),
    listPlaces: { body: places },
    createAdoption: { status: 201, body: adoptionFor(15 * 60) },
    getAdoption: { body: adoptionFor(15 * 60) },
  };
}

const ready = offer([plot, fullPlot], saxaul, pine);

function problem(status: number, code: string) {
  const failed = { type: 'about:blank', title: code, status, code, retryable: false };
  return { status, body: { ...failed, detail: 'It failed.', requestId: 'req_1' } };
}

const picker = 'kind-tree-picker >>>';
const html = '<kind-tree-picker><a href="/trees">Our trees</a></kind-tree-picker>';
const chooseTree = `click ${picker} [part=species] [part=choose]`;
const choosePlot = `click ${picker} [part=plot] [part=choose]`;
const any = `click ${picker} [part=any]`;
const hold = `click ${picker} [part=hold]`;
const toPlace = [chooseTree, choosePlot, `wait ${picker} [part=any]`];
const toPlan = [...toPlace, `click ${picker} [part=on-plan]`, `wait ${picker} [part=plan]`];
const toWho = [...toPlace, any, `wait ${picker} [part=hold]`];
const toHeld = [...toWho, hold, 'wait kind-donate-form >>> [part=settled]'];
const as = (kind: number) => `click ${picker} .segments label:nth-child(${kind}) input`;
const card = 'kind-donate-form .kind-card';
const toPaid = [
  ...toHeld,
  'click kind-donate-form >>> [part=submit]',
  `fill ${card} > .kind-field input = ${testCards.succeeds}`,
  `fill ${card} .kind-row > :first-child input = 1240`,
  `fill ${card} .kind-row > :last-child input = 123`,
  'click kind-donate-form >>> [part=submit]',
];
const paid: Answers = {
  getDonationStatus: {
    body: {
      id: 'don_01k9p4n2c6fz3t6v8w0x2y4z6b',
      projectId: adoptionExample.projectId,
      state: 'succeeded',
      gift: saxaul.price,
      feeCover: { amount: 0, currency: 'CNY' },
      charge: saxaul.price,
      refunded: { amount: 0, currency: 'CNY' },
      failureCode: null,
      interval: null,
      livemode: false,
      createdAt: adoptionExample.createdAt,
      updatedAt: adoptionExample.updatedAt,
    },
  },
};
const fragment = `adopt=${adoptionExample.id}`;

const refused = (status: number, code: string): Answers => ({
  ...ready,
  createAdoption: problem(status, code),
});
const after = (adoption: unknown): Answers => ({
  ...ready,
  ...paid,
  getAdoption: { body: adoption },
});
const link = (adoption: unknown): Answers => ({ ...ready, getAdoption: { body: adoption } });
const waitAlert = `wait ${picker} [part=alert]`;
const waitTitle = `wait ${picker} [part=again]`;

const hostileName = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(40)}`;

/** Until a place is asked for. */
export const choosing: ElementStates = {
  loading: { html, answers: { listPlots: 'pending' } },
  species: { html, answers: ready },
  'live mode': { html, answers: offer([plot], { ...saxaul, livemode: true }) },
  plots: { html, answers: ready, act: [chooseTree] },
  place: { html, answers: ready, act: toPlace },
  plan: { html, answers: ready, act: toPlan },
  'plan, a free place': {
    html,
    answers: ready,
    act: [...toPlan, `fill ${picker} #place-number = 9`, `wait ${picker} [part=take]`],
  },
  'plan, a held place': {
    html,
    answers: ready,
    act: [...toPlan, `fill ${picker} #place-number = 5`],
  },
  'plan, closer': {
    html,
    answers: ready,
    act: [...toPlan, `click ${picker} .pair button`, `fill ${picker} #place-number = 40`],
  },
  'plan of a large plot': {
    html,
    answers: {
      ...offer([largePlot], saxaul),
      listPlaces: { body: { items: placesAfter(0, 500, 40), nextAfter: 500 } },
    },
    act: toPlan,
  },
  'plan, offline': {
    html,
    answers: { ...ready, listPlaces: 'offline' },
    act: [...toPlace, `click ${picker} [part=on-plan]`, `wait ${picker} [part=retry]`],
  },
  who: { html, answers: ready, act: toWho },
  'who, a gift': { html, answers: ready, act: [...toWho, as(2)] },
  'who, mistakes in a gift': {
    html,
    answers: ready,
    act: [...toWho, as(2), `fill ${picker} #reveal = 2020-01-01`, hold],
  },
  'who, a team': { html, answers: ready, act: [...toWho, as(3)] },
  'who, no team': {
    html,
    answers: ready,
    act: [...toWho, as(3), `fill ${picker} #shares = 1`, hold],
  },
};

/** From then on until it is paid. */
export const holding: ElementStates = {
  holding: { html, answers: { ...ready, createAdoption: 'pending' }, act: [...toWho, hold] },
  'place taken': { html, answers: refused(409, 'place_taken'), act: [...toWho, hold, waitAlert] },
  'plot full': { html, answers: refused(409, 'plot_full'), act: [...toWho, hold, waitAlert] },
  'plot closed': { html, answers: refused(409, 'plot_closed'), act: [...toWho, hold, waitAlert] },
  'not offered': {
    html,
    answers: refused(422, 'species_not_offered'),
    act: [...toWho, hold, waitAlert],
  },
  'too many holds': {
    html,
    answers: refused(429, 'adoptions_too_many'),
    act: [...toWho, hold, waitAlert],
  },
  'offline while holding': {
    html,
    answers: { ...ready, createAdoption: 'offline' },
    act: [...toWho, hold, waitAlert],
  },
  'failed while holding': {
    html,
    answers: refused(501, 'internal'),
    act: [...toWho, hold, waitAlert],
  },
  held: { html, answers: ready, act: toHeld },
  'held for a gift': {
    html,
    answers: {
      ...ready,
      createAdoption: { status: 201, body: adoptionFor(50, { gift: adoptionExample.gift }) },
    },
    act: toHeld,
  },
};

/** What comes of it. */
export const coming: ElementStates = {
  settling: {
    html,
    answers: after(adoptionFor(15 * 60)),
    act: [...toPaid, `wait ${picker} .large`],
  },
  adopted: { html, answers: after(adopted()), act: [...toPaid, waitTitle] },
  'adopted elsewhere': {
    html,
    answers: after(adopted({ movedFrom: 3 })),
    act: [...toPaid, waitTitle],
  },
  'adopted as a gift': {
    html,
    answers: after(adopted({ gift: adoptionExample.gift })),
    act: [...toPaid, waitTitle],
  },
  gathering: {
    html,
    answers: after(
      adoptionFor(7 * 86_400, {
        state: 'gathering',
        shares: teamShares('林晓'),
        teamName: '沙漠之友',
      }),
    ),
    act: [...toPaid, `wait ${picker} [part=invite]`],
  },
  unfulfilled: {
    html,
    answers: after(adoptionFor(0, { state: 'unfulfilled', heldUntil: null })),
    act: [...toPaid, waitTitle],
  },
};

/** What an invitation leads to. */
export const invited: ElementStates = {
  'invited to a team': {
    html,
    fragment,
    answers: link(
      adoptionFor(7 * 86_400, {
        state: 'gathering',
        shares: teamShares('林晓', null),
        teamName: '沙漠之友',
      }),
    ),
    act: ['wait kind-donate-form >>> [part=settled]'],
  },
  'invited while all pay': {
    html,
    fragment,
    answers: link(
      adoptionFor(7 * 86_400, {
        state: 'gathering',
        shares: teamShares('林晓').map((share) =>
          share.state === 'open' ? { ...share, state: 'pending' } : share,
        ),
      }),
    ),
    act: [`wait ${picker} [part=team]`],
  },
  'invited to an adopted tree': {
    html,
    fragment,
    answers: link(adopted({ shares: teamShares('林晓', null, 'Kim') })),
    act: [waitTitle],
  },
  'invited too late': {
    html,
    fragment,
    answers: link(adoptionFor(0, { state: 'lapsed', heldUntil: null })),
    act: [waitTitle],
  },
  'invited to nothing': {
    html,
    fragment,
    answers: { ...ready, getAdoption: problem(404, 'adoption_unknown') },
    act: [waitTitle],
  },
  'invited, offline': {
    html,
    fragment,
    answers: { ...ready, getAdoption: 'offline' },
    act: [`wait ${picker} [part=retry]`],
  },
};

/** Where there is nothing to choose. */
export const nothing: ElementStates = {
  nothing: { html, answers: offer([]) },
  error: { html, answers: { listPlots: problem(501, 'internal') } },
  offline: { html, answers: { listPlots: 'offline' }, act: [`wait ${picker} [part=retry]`] },
  misconfigured: { html: html.replace('<kind-tree-picker', '<kind-tree-picker plot="plt_1"') },
  hostile: {
    html,
    answers: offer(
      [{ ...plot, names: { en: hostileName }, partner: { name: hostileName, url: null } }],
      { ...saxaul, names: { en: hostileName }, latinName: hostileName },
    ),
    act: [chooseTree],
  },
};

export const states: ElementStates = { ...choosing, ...holding, ...coming, ...invited, ...nothing };
