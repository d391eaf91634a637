// A plot from above: what is drawn of it, to which scale, and which place is pointed at.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Place } from '@kindcart/contract';
import { hostile } from '../testing.ts';
import { overviewView, type PlanModel, planView } from './plan-view.ts';
import { largePlot, places, placesAfter, plot } from './sample.testing.ts';
import { draw } from './testing.ts';

function drawPlan(t: TestContext, model: Partial<PlanModel> = {}) {
  const picked: number[] = [];
  const whole = { plot, items: places.items, selected: undefined, zoom: 1, label: 'A plan' };
  const drawn = draw(
    t,
    planView({ ...whole, ...model }, (number) => picked.push(number)),
  );
  const svg = drawn.one('svg');
  ok(svg instanceof SVGSVGElement);
  svg.style.width = '720px';
  return { ...drawn, svg, picked };
}

const dotsOf = (path: Element | null) => path?.getAttribute('d')?.match(/M[^M]+/g) ?? [];

const one = (change: Partial<Place>): Place => {
  const [first] = places.items;
  ok(first);
  return { ...first, state: 'free', treeNumber: null, ...change };
};

const drawings: readonly [string, Place['state'][], counts: readonly number[]][] = [
  ['no place', [], [0, 0, 0, 0]],
  ['a free one', ['free'], [1, 0, 0, 0]],
  ['a held one, which is hollow', ['held'], [0, 1, 1, 0]],
  ['a taken one', ['taken'], [0, 0, 0, 1]],
  ['each', ['free', 'held', 'taken', 'free'], [2, 1, 1, 1]],
];

for (const [what, states, counts] of drawings) {
  test(`draws ${what}`, (t) => {
    const items = states.map((state, at) => one({ state, number: at + 1 }));
    const drawn = drawPlan(t, { items });
    const kinds = ['free', 'held', 'hollow', 'taken'];
    deepEqual(
      kinds.map((kind) => dotsOf(drawn.one(`path.${kind}`)).length),
      counts,
    );
  });
}

test('makes dots smaller than the room between places, each state of its own size', (t) => {
  const { one: find } = drawPlan(t);
  const width = (kind: string) => Number(find(`path.${kind}`)?.getAttribute('stroke-width'));
  const widths = ['free', 'held', 'hollow', 'taken'].map(width);
  ok(Math.max(...widths) < 3.3, `${widths} metres, where rows are 3.3 apart`);
  ok(width('hollow') < width('held'));
  ok(width('taken') < width('free'), 'who sees no colours sees the size');
});

test('rings the place that was chosen, where it is drawn', (t) => {
  const { one: find } = drawPlan(t, { selected: 28 });
  const ring = find('.ring');
  const [x, y] = [Number(ring?.getAttribute('cx')), Number(ring?.getAttribute('cy'))];
  const near = [...dotsOf(find('path.free'))].filter((dot) => {
    const [dotX = 0, dotY = 0] = dot.slice(1, -2).split(' ').map(Number);
    return Math.abs(dotX - x) < 0.1 && Math.abs(dotY - y) < 0.1;
  });
  equal(near.length, 1);
});

for (const selected of [undefined, 0, 145, -1, Number.NaN]) {
  test(`rings nothing where ${selected} was chosen`, (t) => {
    equal(drawPlan(t, { selected }).one('.ring'), null);
  });
}

const boxOf = (svg: SVGSVGElement) => {
  const { x, y, width, height } = svg.viewBox.baseVal;
  return { x, y, width, height };
};

test('shows all of the land where all of its places are shown', (t) => {
  const { svg } = drawPlan(t);
  const { x, y, width, height } = boxOf(svg);
  ok(Math.abs(width - 52 - 13.2) < 1 && Math.abs(height - 47.9 - 13.2) < 1, `${width} × ${height}`);
  ok(x < 0 && y < 0, 'with room around it');
});

test('shows of a large plot the places that are shown, with room around them', (t) => {
  const items = placesAfter(0, 500, 40);
  const { svg } = drawPlan(t, { plot: largePlot, items });
  const whole = drawPlan(t, {
    plot: { ...largePlot, places: { ...plot.places, total: 500 } },
    items,
  });
  ok(boxOf(svg).height < boxOf(whole.svg).height / 4);
  ok(boxOf(svg).height > 0);
});

test('shows one place alone in the middle of its own room', (t) => {
  const items = [one({ number: 700 })];
  const { svg } = drawPlan(t, { plot: largePlot, items, selected: 700 });
  const { x, y, width, height } = boxOf(svg);
  const ring = svg.querySelector('.ring');
  ok(Math.abs(Number(ring?.getAttribute('cx')) - (x + width / 2)) < 0.01);
  ok(Math.abs(Number(ring?.getAttribute('cy')) - (y + height / 2)) < 0.01);
});

/** Clicks where a place is drawn, some metres beside it. */
function pointAt(svg: SVGSVGElement, [x, y]: readonly [number, number]) {
  const to = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM() ?? undefined);
  svg.dispatchEvent(new MouseEvent('click', { clientX: to.x, clientY: to.y, bubbles: true }));
}

function middleOf(svg: SVGSVGElement): readonly [number, number] {
  const ring = svg.querySelector('.ring');
  return [Number(ring?.getAttribute('cx')), Number(ring?.getAttribute('cy'))];
}

const besides: readonly [eastM: number, southM: number, picked: readonly number[]][] = [
  [0, 0, [67]],
  [1.5, 0, [67]],
  [0, -1.4, [67]],
  [3.9, 0, [68]],
  [-3.9, 0, [66]],
  [0, 3.34, [79]],
  [0, -3.34, [55]],
];

for (const [eastM, southM, wanted] of besides) {
  test(`picks the nearest place ${eastM} m to the east and ${southM} m to the south`, (t) => {
    const { svg, picked } = drawPlan(t, { selected: 67 });
    const [x, y] = middleOf(svg);
    pointAt(svg, [x + eastM, y + southM]);
    deepEqual(picked, wanted);
  });
}

test('picks a place that is held or taken, too, so that it is said that it is', (t) => {
  for (const number of [5, 2]) {
    const { svg, picked } = drawPlan(t, { selected: number });
    pointAt(svg, middleOf(svg));
    deepEqual(picked, [number]);
  }
});

test('picks none further away than a row', (t) => {
  const items = [one({ number: 1 })];
  const { svg, picked } = drawPlan(t, { items, selected: 1 });
  const [x, y] = middleOf(svg);
  for (const metres of [3.2, 3.4, 40]) pointAt(svg, [x + metres, y]);
  deepEqual(picked, [1]);
});

test('picks none of none', (t) => {
  const { svg, picked } = drawPlan(t, { items: [] });
  pointAt(svg, [10, 10]);
  deepEqual(picked, []);
});

for (const zoom of [1, 2, 4]) {
  test(`is named, can be scrolled by keys, and says that it is ${zoom} times as wide`, (t) => {
    const { svg, one: find } = drawPlan(t, { zoom, label: hostile });
    const frame = find('[part=plan]');
    equal(frame?.getAttribute('tabindex'), '0');
    deepEqual(
      [frame?.getAttribute('aria-label'), svg.getAttribute('aria-label')],
      [hostile, hostile],
    );
    equal(svg.getAttribute('class'), `of-${zoom}`);
  });
}

test('keeps north at the top and east at the right in every direction of writing', (t) => {
  const { place, svg } = drawPlan(t, { selected: 1 });
  place.dir = 'rtl';
  const rings = [1, 12, 133].map((selected) => middleOf(drawPlan(t, { selected }).svg));
  const [first, east, south] = rings.map(([x, y]) => {
    const { x: left, y: top } = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM() ?? undefined);
    return { left, top };
  });
  ok(first && east && south);
  ok(east.left > first.left && Math.abs(east.top - first.top) < 1);
  ok(south.top > first.top && Math.abs(south.left - first.left) < 1);
});

test('leaves out of the land what is not planted', (t) => {
  const ring = [
    [103.0902, 38.7801],
    [103.0903, 38.7801],
    [103.0903, 38.7802],
    [103.0902, 38.7801],
  ] as const;
  const exclusions = [
    {
      type: 'Polygon' as const,
      coordinates: [ring.map(([east, north]) => [east, north] as [number, number])],
    },
  ];
  const { one: find } = drawPlan(t, { plot: { ...plot, exclusions } });
  const land = find('path.land');
  equal(land?.getAttribute('fill-rule'), 'evenodd');
  equal(land?.getAttribute('d')?.match(/Z/g)?.length, 2);
});

test('shows where on a large plot the places are that are shown', (t) => {
  const shownOf = (after: number) => {
    const { one: find } = draw(t, overviewView(largePlot, placesAfter(after, 500, 40)));
    equal(find('svg')?.getAttribute('aria-hidden'), 'true', 'the numbers beside it say the same');
    const shown = find('.shown');
    return ['x', 'y', 'width', 'height'].map((name) => Number(shown?.getAttribute(name)));
  };
  const [x = 0, y = 0, width = 0, height = 0] = shownOf(0);
  const [, later = 0] = shownOf(5_000);
  ok(x >= 0 && y >= 0 && width > 0 && height > 0, `${[x, y, width, height]}`);
  ok(later > y + height, 'later places lie further south');
});

test('shows all of the land as shown where no place is', (t) => {
  const { one: find } = draw(t, overviewView(largePlot, []));
  const [, , width, height] = find('svg')?.getAttribute('viewBox')?.split(' ') ?? [];
  deepEqual(
    [find('.shown')?.getAttribute('width'), find('.shown')?.getAttribute('height')],
    [width, height],
  );
  match(find('path')?.getAttribute('d') ?? '', /^M.*Z$/);
});
