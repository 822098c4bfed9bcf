import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimControl } from '../../proxy/sim/control.ts';
import { startSim, type SimOptions } from '../../proxy/sim/sim.ts';
import { makeAdministrator } from './administrator.ts';
import { cancellable } from './cancellable.ts';
import type { TestCluster } from './cluster.ts';
import { writeFiles } from './credentials.ts';
import { pollFor } from './poll-for.ts';
import { tokenHandles } from './tokens.ts';

/** The releases of which there are real ones to compare with. */
export type SimulatedGuise = 'lxd-5.0' | 'incus-6';

export type SimulatedOptions = Pick<SimOptions, 'members' | 'speed' | 'seed'> & { guise: SimulatedGuise };

const LONG_S = 86_400;

type Place = { name: string; readonly url: string };

/** The simulated cluster with the handles of a real one; 3 members unless told, and nothing on them, as on those. */
export async function startSimulated({
  guise,
  members = 3,
  ...options
}: SimulatedOptions): Promise<TestCluster> {
  const sim = await startSim({ guise, members, instances: 0, ...options });
  const { control, serverCertPem, serverFingerprint, admin, restricted, restrictedWithProjects } = sim;
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-simulated-'));
  const files = await writeFiles(dir, restricted, serverCertPem);
  let present: Place[] = (await control.members()).map(({ name, url }) => ({ name, url }));
  let removed: Place[] = [];
  const placeOf = (name: string) => {
    const found = [...present, ...removed].find((each) => each.name === name);
    if (!found) throw new Error(`the simulation has no member ${name}`);
    return found;
  };

  const administrator = makeAdministrator({ admin, serverCertPem, endpoint: () => ableMember(control) });

  return {
    label: `simulated ${guise}`,
    product: guise === 'incus-6' ? 'incus' : 'lxd',
    serverCertPem,
    serverFingerprint,
    admin,
    restricted,
    restrictedWithProjects,
    files,
    get endpoints() {
      return present.map((each) => each.url);
    },
    get memberNames() {
      return present.map((each) => each.name);
    },
    endpointOf: (name) => placeOf(name).url,
    leader: () => pollFor(async () => (await control.leader()) ?? undefined, 'has elected no leader'),
    stop: control.stop,
    kill: control.kill,
    freeze: control.freeze,
    thaw: control.thaw,
    start: control.start,
    evacuate: control.evacuate,
    restore: control.restore,
    async remove(name) {
      await control.remove(name);
      removed = [...removed, placeOf(name)];
      present = present.filter((each) => each.name !== name);
    },
    async add(name) {
      await control.add(name);
      const joined = (await control.members()).find((each) => each.name === name);
      if (!joined) throw new Error(`the simulation has not added ${name}`);
      present = [...present, { name, url: joined.url }];
    },
    async rename(name, newName) {
      await control.rename(name, newName);
      placeOf(name).name = newName;
    },
    setDescription: control.setDescription,
    setFailureDomain: control.setFailureDomain,
    setGroups: control.setGroups,
    createInstance: control.createInstance,
    deleteInstance: control.deleteInstance,
    ...tokenHandles(administrator),
    updateCertificate: control.updateCertificate,
    async startLongOperation() {
      const id = await control.startOperation({
        member: present[0]?.name ?? '',
        description: 'Downloading image',
        stage: 'download',
        seconds: LONG_S,
        mayCancel: true,
      });
      return cancellable(administrator, id);
    },
    async close() {
      await sim.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Address of a member that answers. */
async function ableMember(control: SimControl): Promise<string> {
  const able = (await control.members()).find((each) => each.power === 'up' && !each.frozen);
  if (!able) throw new Error('no member of the simulation is running');
  return able.url;
}
