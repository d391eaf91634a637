import { type Gift, giftExample, type Project, projectExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

const minuteMs = 60_000;

/** The nth gift of a wall, so many minutes ago. */
function gift(place: number, minutes: number, change: Partial<Gift> = {}): Gift {
  const id: Gift['id'] = `gft_01k9p4n2c6fz3t6v8w0x2y4z${String(place).padStart(2, '0')}`;
  const givenAt = new Date(Date.now() - minutes * minuteMs).toISOString();
  return { ...giftExample, id, givenAt, message: null, ...change };
}

const yuan = (amount: number) => ({ amount, currency: 'CNY' });

const recent: readonly Gift[] = [
  gift(9, 0.1, { donorName: null, amount: yuan(5_000) }),
  gift(8, 4, { message: 'For the new taps.' }),
  gift(7, 31, {
    donorName: 'Amara Okafor-Lindqvist',
    amount: yuan(30_000),
    message:
      'My grandmother carried water for the whole street. I think of her each time I open a tap.',
  }),
  gift(6, 190, { donorName: null, amount: yuan(8_800), message: '加油！' }),
  gift(5, 1_700, { donorName: '王芳', amount: yuan(2_000) }),
  gift(4, 5_000, { donorName: 'Jo', amount: yuan(1_234_567) }),
  gift(3, 50_000, { donorName: 'Class 3b', amount: yuan(10_050), message: 'From our cake sale' }),
];

function wall(items: readonly Gift[], nextCursor: string | null = null, project = {}) {
  const body = { items: [{ ...projectExample, ...project }], nextCursor: null };
  return { listProjects: { body }, listGifts: { body: { items, nextCursor } } };
}

const closed: Partial<Project> = { state: 'closed' };

const internal = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const html = `<kind-donor-wall project="${projectExample.id}"></kind-donor-wall>`;
const ordered = `<kind-donor-wall project="${projectExample.id}" order="largest"></kind-donor-wall>`;

export const states: ElementStates = {
  loading: { html, answers: { listProjects: 'pending', listGifts: 'pending' } },
  recent: { html, answers: wall(recent, '1') },
  largest: {
    html,
    answers: wall(recent),
    act: ['click kind-donor-wall >>> .order + .order'],
  },
  'one order': { html: ordered, answers: wall(recent) },
  'one gift': { html, answers: wall(recent.slice(1, 2)) },
  empty: { html, answers: wall([]) },
  closed: { html, answers: wall(recent, null, closed) },
  'closed and empty': { html, answers: wall([], null, closed) },
  error: { html, answers: { listGifts: { status: 501, body: internal } } },
  offline: {
    html,
    answers: { listProjects: 'offline', listGifts: 'offline' },
    act: ['wait kind-donor-wall >>> [part=retry]'],
  },
  unknown: { html, answers: { listProjects: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-donor-wall project="prj_1"><a href="/give">Our project page</a></kind-donor-wall>',
  },
  hostile: {
    html,
    answers: wall([
      gift(3, 1, {
        donorName: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(60)}`,
        amount: yuan(9_007_199_254_740_991),
        message: `</p><script>alert(1)</script>\u202e${'m'.repeat(400)}`,
      }),
      gift(2, 2, { donorName: '\u202eevil\u202d \u2067name', message: '\n\n\n\nmany\n\n\nlines' }),
      gift(1, 3, { donorName: `Z${'\u0351'.repeat(79)}`, message: 'مرحبا بكم 123' }),
      gift(0, -5_000_000, { donorName: '\u200b' }),
    ]),
  },
};
