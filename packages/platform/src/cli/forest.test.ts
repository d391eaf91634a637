// The forest's commands as people type them: what each asks for, and mistakes that reach no table.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeSpecies, openLand } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import {
  forestCommandOf,
  forestFlags,
  forestOptions,
  forestUsage,
  forestWithArgument,
} from './forest.ts';
import { addPlotImage, importPlots, openPlot } from './plots.ts';
import { addSpecies, priceSpecies } from './species.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const commands = [
  'species add',
  'species list',
  'species price',
  'species retire',
  'species offer',
  'plots import',
  'plots list',
  'plots close',
  'plots open',
  'plots image',
] as const;

/** Runs a command with nothing after it, and gives back what it says or how it fails. */
async function bare(command: string): Promise<string> {
  const terminal = keptTerminal();
  const work = forestCommandOf(command, undefined, { live: false }, terminal);
  if (work === undefined) return 'no such command';
  return work(database).then(
    () => terminal.lines.join('\n'),
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

for (const [command, words] of [
  ['species add', /^CommandError: Say which species/],
  ['species list', /^No species yet\./],
  ['species price', /^CommandError: There is no species without an id\./],
  ['species retire', /^CommandError: There is no species without an id\./],
  ['species offer', /^CommandError: There is no species without an id\./],
  ['plots import', /^CommandError: Say which file/],
  ['plots list', /^No plots yet\. Make some of a file/],
  ['plots close', /^CommandError: There is no plot without an id\./],
  ['plots open', /^CommandError: There is no plot without an id\./],
  ['plots image', /^CommandError: {3}--kind is/],
  ['species', /^no such command$/],
  ['plots remove', /^no such command$/],
  ['', /^no such command$/],
] as const) {
  test(`says what "${command}" needs, or that there is none such`, async () => {
    assert.match(await bare(command), words);
  });
}

test('tells how each command is written, and no other', () => {
  const told = forestUsage.split('\n').map((line) => line.replace(/^kindcart /, ''));
  for (const command of commands) {
    const [subject = '', verb = ''] = command.split(' ');
    const pattern = new RegExp(`^${subject} (\\w+\\|)?${verb}\\b`);
    assert.ok(
      told.some((line) => pattern.test(line)),
      command,
    );
  }
  const verbs = told.flatMap((line) => {
    const [subject = '', words = ''] = line.split(' ');
    return words.split('|').map((verb) => `${subject} ${verb}`);
  });
  assert.deepEqual(verbs.toSorted(), commands.toSorted());
});

test('has flags and arguments of its own commands only, and an option for each flag', () => {
  const known = new Set<string>(commands);
  for (const command of [...Object.keys(forestFlags), ...forestWithArgument]) {
    assert.ok(known.has(command), command);
  }
  const flags = new Set(Object.values(forestFlags).flat());
  for (const name of Object.keys(forestOptions)) assert.ok(flags.has(name), name);
  for (const name of flags) {
    const shared = ['organization', 'live', 'currency', 'kind'];
    assert.ok(name in forestOptions || shared.includes(name), name);
  }
});

test('closes a plot and opens it, retires a species and offers it, by the word that is typed', async () => {
  const { plot, species } = await openLand(house.stage);
  const typed = async (command: string, id: string) => {
    const work = forestCommandOf(command, id, { live: false }, keptTerminal());
    assert.equal(await work?.(database), 0);
  };
  const states = async () => {
    const plots = await house.stage.ask('listPlots', {}, { query: `ids=${plot.id}` });
    const kinds = await house.stage.ask('listSpecies', {}, { query: `ids=${species.id}` });
    assert.ok(plots.ok && kinds.ok);
    return [plots.value.items[0]?.state, kinds.value.items[0]?.state];
  };
  await typed('plots close', plot.id);
  await typed('species retire', species.id);
  assert.deepEqual(await states(), ['closed', 'retired']);
  await typed('plots open', plot.id);
  await typed('species offer', species.id);
  assert.deepEqual(await states(), ['open', 'offered']);
});

const kept = async () =>
  Promise.all(
    (['species', 'plot'] as const).map((table) =>
      database.db.selectFrom(table).selectAll().orderBy('id').execute(),
    ),
  );

test('keeps nothing of prices and pictures that cannot be, and says which flag is wrong', async () => {
  const { plot, species } = await openLand(house.stage);
  const { organizationId: organization } = house.a;
  const before = await kept();
  const terminal = keptTerminal();
  const image = {
    ...{ kind: 'photo', url: 'https://images.example/1.webp', taken: '2026-05-01', credit: 'Us' },
    bounds: '103.09,38.78,103.1,38.79',
  };
  const mistakes: readonly [work: () => Promise<number>, words: RegExp][] = [
    [() => priceSpecies(database, species.id, { price: '9'.repeat(15) }, terminal), /--price/],
    [() => priceSpecies(database, species.id, { price: '-1' }, terminal), /--price/],
    [() => priceSpecies(database, species.id, { price: '1.999' }, terminal), /more decimals than/],
    [
      () => priceSpecies(database, species.id, { price: '1', currency: 'XXX' }, terminal),
      /no currency XXX/,
    ],
    [() => priceSpecies(database, species.id, { price: '1', points: '1.5' }, terminal), /--points/],
    [() => priceSpecies(database, species.id, {}, terminal), /Say what a tree costs/],
    [
      () =>
        addSpecies(
          database,
          {
            ...{ organization, live: false, catalogue: 'salix-psammophila', currency: 'CNY' },
            price: '9'.repeat(15),
          },
          terminal,
        ),
      /^--price /,
    ],
    [
      () => addPlotImage(database, plot.id, { ...image, bounds: '103,,104,39' }, terminal),
      /--bounds/,
    ],
    [() => addPlotImage(database, plot.id, { ...image, bounds: '' }, terminal), /--bounds/],
    [
      () => addPlotImage(database, plot.id, { ...image, bounds: '1,2,3,4,5' }, terminal),
      /--bounds/,
    ],
    [
      () => addPlotImage(database, plot.id, { ...image, bounds: '1,2,3,north' }, terminal),
      /--bounds/,
    ],
    [
      () => addPlotImage(database, plot.id, { ...image, url: 'http://a.example/1' }, terminal),
      /--url/,
    ],
    [() => addPlotImage(database, plot.id, { ...image, url: 'javascript:1' }, terminal), /--url/],
    [() => addPlotImage(database, plot.id, { ...image, credit: '' }, terminal), /--credit/],
    [() => addPlotImage(database, plot.id, { ...image, taken: '2026-02-30' }, terminal), /--taken/],
    [
      () => importPlots(database, '/', { project: plot.projectId }, terminal),
      /There is no file \//,
    ],
  ];
  for (const [work, words] of mistakes) {
    await assert.rejects(work(), { name: 'CommandError', message: words });
  }
  assert.deepEqual(terminal.lines, []);
  assert.deepEqual(await kept(), before);
});

test('changes species and plots of live data in live data', async () => {
  const live = { key: house.a.live.secret };
  const terminal = keptTerminal();
  const flags = { live: true, catalogue: 'populus-euphratica', price: '88', currency: 'CNY' };
  await addSpecies(database, { ...flags, organization: house.a.organizationId }, terminal);
  const [id = ''] = /spc_\w{26}/.exec(terminal.lines[0] ?? '') ?? [];
  assert.match(terminal.lines[0] ?? '', /in live data of org_/);
  await priceSpecies(database, id, { price: '90', points: '5' }, terminal);
  const answer = await house.stage.ask('listSpecies', {}, { ...live, query: `ids=${id}` });
  const [species] = answer.ok ? answer.value.items : [];
  assert.deepEqual([species?.price.amount, species?.points, species?.livemode], [9_000, 5, true]);
  const test = await house.stage.ask('listSpecies', {}, { query: `ids=${id}` });
  assert.deepEqual(test.ok && test.value.items, []);
});

test('closes and retires twice, and says the same', async () => {
  const { plot } = await openLand(house.stage);
  const species = await makeSpecies(house.stage);
  const terminal = keptTerminal();
  for (const _ of [1, 2]) {
    await openPlot(database, plot.id, 'closed', terminal);
    const work = forestCommandOf('species retire', species.id, { live: false }, terminal);
    await work?.(database);
  }
  const [closed, retired, ...again] = terminal.lines;
  assert.deepEqual(again, [closed, retired]);
});
