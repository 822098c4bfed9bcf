/** A client certificate and its private key (PKCS#8), both PEM. */
export type Identity = { certPem: string; keyPem: string };

export type Product = 'lxd' | 'incus';

/** Paths of the restricted identity and of the certificate to pin, as `npm start` wants them. */
export type ClusterFiles = {
  dir: string;
  clientCert: string;
  clientKey: string;
  serverCert: string;
};

/** An instance by name, in the project `default` unless another is named. */
export type InstanceName = { name: string; project?: string };

/** An operation that goes on until it is cancelled. */
export type Cancellable = {
  /** `/1.0/operations/UUID` */
  operation: string;
  /** Resolves when it has ended. Safe to call twice. */
  cancel(): Promise<void>;
};

/** An operation in whose metadata is a secret: whoever knows it may join, or be trusted, until it is cancelled. */
export type Token = Cancellable & { secret: string };

/** A cluster made for one test run: real daemons or the simulation, with the same handles to break it.
 *
 *  Every fault resolves once it is done to the daemon, not once the cluster has noticed: what follows from it
 *  (`Offline` after the threshold, a new leader) is for the test to wait for. A name that is no member's throws. */
export type TestCluster = {
  /** For test titles: `LXD 5.0.2`, `Incus 6.0.4`, `simulated lxd-5.0`. */
  readonly label: string;
  readonly product: Product;
  /** `https://host:port` of each present member, in the order of joining; as `memberNames`. */
  readonly endpoints: readonly string[];
  readonly memberNames: readonly string[];
  /** The cluster certificate, which every member presents. */
  readonly serverCertPem: string;
  /** SHA-256 of its DER, lower-case hex. */
  readonly serverFingerprint: string;
  /** Trusted without limits. */
  readonly admin: Identity;
  /** Trusted, but restricted to no project: what Rollcall asks for. */
  readonly restricted: Identity;
  /** Restricted to the project `default`. */
  readonly restrictedWithProjects: Identity;
  readonly files: ClusterFiles;
  /** Address of a member, also of one that was removed while its daemon still runs. */
  endpointOf(name: string): string;
  /** The member with the role `database-leader`, as the cluster's own list names it; waits out an election. */
  leader(): Promise<string>;
  /** SIGTERM, and waits for the end. */
  stop(name: string): Promise<void>;
  /** SIGKILL. */
  kill(name: string): Promise<void>;
  /** SIGSTOP: keeps its sockets and answers nothing. */
  freeze(name: string): Promise<void>;
  /** SIGCONT. */
  thaw(name: string): Promise<void>;
  /** Starts an ended member again; resolves when its address accepts connections, which needs no quorum. */
  start(name: string): Promise<void>;
  evacuate(name: string): Promise<void>;
  restore(name: string): Promise<void>;
  /** Takes the member out of the cluster; its daemon goes on running, alone. */
  remove(name: string): Promise<void>;
  /** A new daemon joins under this name. */
  add(name: string): Promise<void>;
  rename(name: string, newName: string): Promise<void>;
  setDescription(name: string, description: string): Promise<void>;
  setFailureDomain(name: string, failureDomain: string): Promise<void>;
  /** Puts it into these groups, beside `default`; makes those which are not there yet and leaves them when it is over. */
  setGroups(name: string, groups: readonly string[]): Promise<void>;
  /** Makes a container on this member, never started and with a `user.password` in its configuration; the project too if
   *  there is none of its name, which then stays. */
  createInstance(instance: InstanceName & { member: string }): Promise<void>;
  deleteInstance(instance: InstanceName): Promise<void>;
  /** With which a member of this name could join. */
  makeJoinToken(memberName: string): Promise<Token>;
  /** With which a client could have its certificate trusted. */
  makeTrustToken(clientName: string): Promise<Token>;
  /** The same as text, as the product's own client prints it. `projects` null: without any restriction. */
  printTrustToken(clientName: string, projects: readonly string[] | null): Promise<string>;
  /** Takes a client's certificate out of the trust store. */
  distrust(certPem: string): Promise<void>;
  /** Has all members present another certificate, for good; its fingerprint. `serverCertPem` and what is made of it are the old. */
  updateCertificate(): Promise<string>;
  /** One that tells how far it has come. */
  startLongOperation(): Promise<Cancellable>;
  /** Ends every daemon and removes every file. Safe to call twice. */
  close(): Promise<void>;
};
