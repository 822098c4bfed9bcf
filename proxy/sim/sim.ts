import { selfSigned } from './certificates.ts';
import type { CertifiedKey } from './certificates.ts';
import { closableClock, systemClock } from './clock.ts';
import type { SimControl } from './control.ts';
import { EventSockets } from './event-sockets.ts';
import { Fleet, urlOf } from './fleet.ts';
import { Front } from './front.ts';
import type { FrontOptions } from './front.ts';
import { chooseGuise } from './guise.ts';
import type { GuiseName, Product } from './guise.ts';
import { Instances } from './instances/instances.ts';
import { ListCache } from './instances/list-cache.ts';
import { EventBus } from './lifecycle.ts';
import { controlOf } from './machine.ts';
import { Operations } from './operations.ts';
import { Projects } from './projects.ts';
import { seededRandom } from './random.ts';
import type { Cluster } from './request.ts';
import { RequestLog } from './request-log.ts';
import { Pools } from './storage/pools.ts';
import { timingsAt } from './timings.ts';
import { TrustStore } from './trust.ts';
import type { Grant, Trusted } from './trust.ts';
import { noteHeartbeat, noteStart } from './noticed.ts';
import { Warnings } from './warnings.ts';
import { World } from './world.ts';

export type SimOptions = {
  /** Of the cluster; only its own control shows it. */
  name?: string;
  /** 5 unless `memberNames` says otherwise. */
  members?: number;
  product?: Product;
  /** The release to look like; `lxd-5.21`, or `incus-6` for that product. */
  guise?: GuiseName;
  /** The same seed gives the same figures, elections and heartbeats. */
  seed?: number;
  /** 10 makes thresholds, heartbeats, elections and time-outs take a tenth of their real time. */
  speed?: number;
  /** The first member's port, the others follow; any free ones otherwise. */
  basePort?: number;
  /** Members are dealt to this many failure domains `rack-1`, `rack-2`, ...; with 1 all are in `default`. */
  failureDomains?: number;
  /** `node-1`, `node-2`, ... for those not named. */
  memberNames?: readonly string[];
  /** How many instances there are, on all members together; 6 to a member unless told. */
  instances?: number;
};

export type PemPair = { certPem: string; keyPem: string };

const trusting = (name: string, { fingerprint, certPem }: CertifiedKey, grant: Grant): [string, Trusted] => [
  fingerprint,
  { name, certPem, grant },
];

const pairOf = ({ certPem, keyPem }: PemPair): PemPair => ({ certPem, keyPem });

export type Sim = {
  /** `https://127.0.0.1:PORT` of the members that were there at the start, in the order of joining. */
  endpoints: string[];
  readonly serverCertPem: string;
  /** SHA-256 of the certificate that all members present, lower-case hex. */
  readonly serverFingerprint: string;
  /** A client certificate that may do everything. */
  admin: PemPair;
  /** One that may read the cluster and change nothing. */
  restricted: PemPair;
  /** One that may besides see what is in the project `default`, and change that. */
  restrictedWithProjects: PemPair;
  control: SimControl;
  /** Ends every member, connection and timer. */
  close(): Promise<void>;
};

/** Starts a cluster of simulated daemons on loopback; resolves when all of them answer. Throws RangeError for options that
 *  make no sense, and the system's error (EADDRINUSE) when a port can't be had. */
export async function startSim(options: SimOptions = {}): Promise<Sim> {
  const { seed = 1, speed = 1, memberNames = [], failureDomains = 1 } = options;
  const members = options.members ?? (memberNames.length || 5);
  const { instances = 6 * members } = options;
  if (!Number.isInteger(members) || members < 1)
    throw new RangeError('members must be a whole number from 1 on');
  if (!Number.isInteger(instances) || instances < 0)
    throw new RangeError('instances must be a whole number from 0 on');
  if (!(speed > 0)) throw new RangeError('speed must be above 0');
  const guise = chooseGuise(options.product, options.guise);
  const timings = timingsAt(speed);
  const clock = closableClock(systemClock);
  const random = seededRandom(seed);

  const fromMs = clock.nowMs();
  const organization = guise.product === 'incus' ? 'Linux Containers' : 'LXD';
  const serverCertificate = (commonName: string) =>
    selfSigned({ commonName, organization, usage: 'server', fromMs, years: 10 });
  const clientCertificate = (commonName: string) =>
    selfSigned({ commonName, usage: 'client', fromMs, years: 1 });
  const [server, admin, restricted, restrictedWithProjects] = await Promise.all([
    serverCertificate('root@sim'),
    clientCertificate('admin'),
    clientCertificate('restricted'),
    clientCertificate('restricted-with-projects'),
  ]);
  const front = new Front(server);
  const fleet = new Fleet((socket) => front.accept(socket));
  const failureDomainOf = (index: number) =>
    failureDomains > 1 ? `rack-${(index % failureDomains) + 1}` : 'default';

  const ports = Array.from({ length: members }, (_, index) =>
    options.basePort ? options.basePort + index : 0,
  );
  const launched = await Promise.allSettled(ports.map((port) => fleet.launch(port)));
  const daemons = launched.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = launched.find((result) => result.status === 'rejected');
  if (failed) {
    await fleet.close();
    throw failed.reason;
  }

  const events = new EventBus(clock, guise);
  const warnings = new Warnings(clock, seededRandom(seed));
  const world = new World({
    clock,
    timings,
    random,
    guise,
    events,
    onHeartbeat: (leader, member, isHeard) => noteHeartbeat(warnings, leader, member, isHeard),
    members: daemons.map((daemon, index) => ({
      name: memberNames[index] ?? `node-${index + 1}`,
      url: urlOf(daemon),
      failureDomain: failureDomainOf(index),
    })),
  });
  for (const [index, member] of world.members().entries()) {
    const daemon = daemons[index];
    if (daemon) fleet.assign(daemon, member);
  }

  noteStart(warnings, world.actor());

  const operations = new Operations({
    clock,
    random,
    guise,
    keptMs: timings.operationKeptMs,
    onChange: (placed) => events.operation(placed),
  });
  const trust = new TrustStore(
    new Map([
      trusting('admin', admin, { trust: 'admin' }),
      trusting('restricted', restricted, { trust: 'restricted', projects: [] }),
      trusting('projects', restrictedWithProjects, { trust: 'restricted', projects: ['default'] }),
    ]),
  );
  const log = new RequestLog();
  const pools = new Pools({ clock, seed, memberCount: members });
  const cluster: Cluster = {
    name: options.name ?? 'sim',
    seed,
    world,
    clock,
    events,
    operations,
    pools,
    warnings,
    trust,
    projects: new Projects(events, guise.product),
    instances: new Instances(
      { clock, events, guise, seed, count: instances, pools: pools.list(), memberOf: (id) => world.get(id) },
      world.members(),
    ),
    instanceLists: new ListCache(seed, guise),
    serverCertPem: server.certPem,
    serverFingerprint: server.fingerprint,
    whenRunning: async (member) => fleet.nodeOf(member)?.daemon.whenRunning(),
  };
  const eventSockets = new EventSockets({ clock, events, guise, pingIntervalMs: timings.pingIntervalMs });
  const served: FrontOptions = { trust, fleet, cluster, eventSockets, log };
  front.open(served);

  return {
    endpoints: daemons.map(urlOf),
    get serverCertPem() {
      return cluster.serverCertPem;
    },
    get serverFingerprint() {
      return cluster.serverFingerprint;
    },
    admin: pairOf(admin),
    restricted: pairOf(restricted),
    restrictedWithProjects: pairOf(restrictedWithProjects),
    control: controlOf({
      cluster,
      fleet,
      trust,
      log,
      async giveOwnCertificate(node) {
        const own = new Front(await serverCertificate(`root@${node.member.name}`));
        own.open(served);
        node.accept = (socket) => own.accept(socket);
      },
      async updateCertificate() {
        const next = await serverCertificate('root@sim');
        front.present(next);
        cluster.serverCertPem = next.certPem;
        cluster.serverFingerprint = next.fingerprint;
      },
      failureDomainOf,
    }),
    async close() {
      clock.close();
      await fleet.close();
    },
  };
}
