import {
  type CoverageRow,
  coverageAddress,
  coverageProblems,
  expect,
  makeToken,
  PAGES,
  placesOn,
  readCoverage,
  type Sim,
  tellingValues,
  test,
  type Truth,
  watchTruth,
} from '../fixtures.ts';

/** Fields of which no simulated member says anything, so that only real ones could prove their rows. */
const NOT_SIMULATED = [
  '/1.0/resources gpu.cards[].usb_address',
  '/1.0/resources gpu.cards[].drm.control_name',
  '/1.0/resources gpu.cards[].mdev.*.devices[]',
  '/1.0/resources network.cards[].usb_address',
  '/1.0/resources system.version',
];

const GUISES = ['lxd-5.21', 'lxd-6', 'incus-6'] as const;

/** One with two kinds of graphics cards and a stick; of one with two sockets the hardware, too. */
const MEMBER = 'node-3';
const OTHER_MACHINES = ['node-5'];

test.use({
  plans: Object.fromEntries(GUISES.map((guise) => [guise, { guise, members: 5, speed: 10 }])),
  certificate: 'admin',
});

/** What can be said before anybody listens. */
async function furnish({ control }: Sim): Promise<void> {
  await control.setDescription(MEMBER, 'Rack 7, with two graphics cards');
  await control.setConfig(MEMBER, { 'scheduler.instance': 'manual', 'user.owner': 'Finance' });
  await control.setGroups(MEMBER, ['gpu']);
  await control.setGroupDescription('gpu', 'With graphics cards');
  const warning = { member: MEMBER, type: 'Instance type not operational', severity: 'moderate' } as const;
  for (const message of ['KVM is away', 'KVM is still away']) {
    await control.raiseWarning({
      ...warning,
      message,
      project: 'web',
      entity: '/1.0/instances/shop?project=web',
    });
  }
}

/** What is told as it happens. */
async function bustle(sim: Sim): Promise<void> {
  const { control } = sim;
  await makeToken(sim, MEMBER);
  await control.createInstance({ member: MEMBER, name: 'shop', project: 'web', type: 'virtual-machine' });
  const work = { member: MEMBER, instances: ['shop'], project: 'web' };
  await control.startOperation({
    ...work,
    description: 'Copying instance',
    seconds: 6000,
    stage: 'migrate',
    mayCancel: true,
  });
  await control.startOperation({
    ...work,
    description: 'Creating snapshot',
    seconds: 1,
    error: 'no space left on device',
  });
}

/** Of a single NUMA node the page does not say again what it says of the whole memory. */
const isTold = (row: CoverageRow, truth: Truth): boolean =>
  tellingValues(row, truth).length > 0 && !(row.field.startsWith('memory.nodes[]') && nodesIn(truth) < 2);

const nodesIn = (truth: Truth): number =>
  tellingValues({ endpoint: '/1.0/resources', field: 'memory.nodes[].numa_node' }, truth).length;

/** All that is wrong is told at once. */
const everyPage = expect.configure({ soft: true });

test.beforeEach(async ({ clusters }) => {
  for (const sim of clusters.values()) await furnish(sim);
});

test('every field stands where docs/coverage.md says that it does', async ({ clusters, page, rollcall }) => {
  test.slow();
  const { rows, problems } = await readCoverage();
  expect(problems).toEqual([]);
  const proved = new Set<string>();
  for (const [cluster, sim] of clusters) {
    const watch = await watchTruth(sim);
    await rollcall.hearing(cluster);
    await bustle(sim);
    for (const name of PAGES) {
      const machines = name === 'member, Hardware' ? [MEMBER, ...OTHER_MACHINES] : [MEMBER];
      for (const member of machines) {
        await page.goto(coverageAddress(cluster, name, member));
        await everyPage
          .poll(
            async () => {
              const truth = await watch.of(member);
              const here = rows.filter((row) => placesOn(name, row).length > 0 && isTold(row, truth));
              for (const { endpoint, field } of here) proved.add(`${endpoint} ${field}`);
              return coverageProblems(page, { name, rows: here, truth });
            },
            { timeout: 10_000, message: `${name} of ${member} of ${cluster}` },
          )
          .toEqual([]);
      }
    }
    await watch.close();
  }
  const unproved = rows
    .filter(({ shown }) => shown !== null)
    .map(({ endpoint, field }) => `${endpoint} ${field}`)
    .filter((row) => !proved.has(row));
  expect(unproved).toEqual(NOT_SIMULATED);
});
