import {
  incus6Extensions,
  incus7Extensions,
  lxd521Extensions,
  lxd6Extensions,
  lxdOnlyExtensions,
  sharedExtensions,
} from './extensions.ts';

export const guiseNames = ['lxd-5.0', 'lxd-5.21', 'lxd-6', 'incus-6', 'incus-7'] as const;
export type GuiseName = (typeof guiseNames)[number];
export type Product = 'lxd' | 'incus';

/** What a release does differently from the others. A difference lives here or it is not simulated. */
export type Guise = {
  name: GuiseName;
  product: Product;
  version: string;
  extensions: string[];
  /** LXD >= 6.7 calls a voter `database-voter` and does not give the leader that role in addition. */
  voterRole: 'database' | 'database-voter';
  /** `GET /1.0/cluster/members/{name}/state`; LXD 5.0 answers 501. */
  memberState: boolean;
  logicalCpus: boolean;
  /** Newer Incus writes `20s` where all others write `20.465676514s`. */
  roundedMessage: boolean;
  blockedMessage: string;
  /** Evacuating and Restoring are statuses of their own. */
  evacuationStatuses: boolean;
  evacuationEvents: boolean;
  /** A restricted certificate is sent the events of its projects alone. */
  eventsByProject: boolean;
  /** A restricted certificate is shown the operations of its projects alone; otherwise all of whatever project it names,
   *  and `all-projects` is ignored. */
  operationsByProject: boolean;
  /** `requestor` in operations. */
  namesRequestor: boolean;
  /** No `requestor` in the lifecycle events of instances, whoever it was. */
  hidesInstanceRequestor: boolean;
  /** `err_code` in operations. */
  operationErrorCode: boolean;
  /** Whoever asks for all projects must be allowed to see the default one. */
  checksProjectFirst: boolean;
  /** A restricted certificate may not list the instances of all projects, not even of its own; the HTTP status. */
  refusesAllProjects: 403 | 500 | undefined;
  /** The paths in lists are escaped, and then escaped again, so that they can't be followed. */
  escapesPathsTwice: boolean;
  /** A new member learns from its first heartbeat, and not by joining, whom the cluster trusts. */
  learnsTrustedByHeartbeat: boolean;
  /** Where the text of a trust token is taken from. */
  tokenFields: readonly ('password' | 'trust_token')[];
  /** `auth_user_name` and `auth_user_method` in /1.0. */
  namesUser: boolean;
  /** An untrusted client is told whether it presented a certificate. */
  saysClientCertificate: boolean;
  /** How /1.0 shows the configuration to one who may not see it. */
  hiddenConfig: null | Record<string, never>;
  restrictedError: 'not authorized' | 'Certificate is restricted';
  groupNotFoundError: 'Cluster group not found' | 'Cluster_group not found';
  /** HTTP status of a refused event type, and of a call forwarded to a member that is down. */
  refusedEventsStatus: 403 | 500;
  forwardErrorStatus: 500 | 503;
  /** The database in error texts. */
  databaseName: 'dqlite' | 'cowsql';
  groupsUsedBy: boolean;
  groupsConfig: boolean;
  /** `/wait` for a failed operation answers an error envelope inside HTTP 200. */
  waitAnswersError: boolean;
};

const lxd50: Guise = {
  name: 'lxd-5.0',
  product: 'lxd',
  version: '5.0.2',
  extensions: [...sharedExtensions, ...lxdOnlyExtensions],
  voterRole: 'database',
  memberState: false,
  logicalCpus: false,
  roundedMessage: false,
  blockedMessage: 'Needs updating to newer version',
  evacuationStatuses: false,
  evacuationEvents: false,
  eventsByProject: false,
  operationsByProject: false,
  namesRequestor: false,
  hidesInstanceRequestor: true,
  operationErrorCode: false,
  checksProjectFirst: true,
  refusesAllProjects: undefined,
  escapesPathsTwice: true,
  learnsTrustedByHeartbeat: true,
  tokenFields: ['password'],
  namesUser: false,
  saysClientCertificate: false,
  hiddenConfig: null,
  restrictedError: 'not authorized',
  groupNotFoundError: 'Cluster group not found',
  refusedEventsStatus: 500,
  forwardErrorStatus: 500,
  databaseName: 'dqlite',
  groupsUsedBy: false,
  groupsConfig: false,
  waitAnswersError: false,
};

const lxd521: Guise = {
  ...lxd50,
  name: 'lxd-5.21',
  version: '5.21.7',
  extensions: [...lxd50.extensions, ...lxd521Extensions],
  memberState: true,
  logicalCpus: true,
  blockedMessage: 'LXD version is older than other members',
  evacuationEvents: true,
  operationsByProject: true,
  namesRequestor: true,
  hidesInstanceRequestor: false,
  checksProjectFirst: false,
  refusesAllProjects: 403,
  escapesPathsTwice: false,
  learnsTrustedByHeartbeat: false,
  tokenFields: ['password', 'trust_token'],
  namesUser: true,
  restrictedError: 'Certificate is restricted',
  refusedEventsStatus: 403,
  forwardErrorStatus: 503,
  groupsUsedBy: true,
};

const lxd6: Guise = {
  ...lxd521,
  name: 'lxd-6',
  version: '6.9',
  extensions: [...lxd521.extensions, ...lxd6Extensions],
  voterRole: 'database-voter',
  tokenFields: ['trust_token'],
  saysClientCertificate: true,
  operationErrorCode: true,
};

const incus6: Guise = {
  ...lxd50,
  name: 'incus-6',
  product: 'incus',
  version: '6.0.4',
  extensions: [...sharedExtensions, ...incus6Extensions],
  memberState: true,
  evacuationEvents: true,
  eventsByProject: true,
  operationsByProject: true,
  hidesInstanceRequestor: false,
  checksProjectFirst: false,
  escapesPathsTwice: false,
  learnsTrustedByHeartbeat: false,
  tokenFields: ['trust_token'],
  namesUser: true,
  hiddenConfig: {},
  restrictedError: 'Certificate is restricted',
  groupNotFoundError: 'Cluster_group not found',
  refusedEventsStatus: 403,
  databaseName: 'cowsql',
  waitAnswersError: true,
};

const incus7: Guise = {
  ...incus6,
  name: 'incus-7',
  version: '7.3',
  extensions: [...incus6.extensions, ...incus7Extensions],
  roundedMessage: true,
  evacuationStatuses: true,
  refusesAllProjects: 500,
  groupsUsedBy: true,
  groupsConfig: true,
};

export const guises: Record<GuiseName, Guise> = {
  'lxd-5.0': lxd50,
  'lxd-5.21': lxd521,
  'lxd-6': lxd6,
  'incus-6': incus6,
  'incus-7': incus7,
};

/** The guise asked for, or the product's usual one. Throws RangeError when the two contradict each other. */
export function chooseGuise(product: Product | undefined, name: GuiseName | undefined): Guise {
  const guise = guises[name ?? (product === 'incus' ? 'incus-6' : 'lxd-5.21')];
  if (product && guise.product !== product)
    throw new RangeError(`guise ${guise.name} is not one of ${product}`);
  return guise;
}
