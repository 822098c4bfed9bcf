/** How long things take in the simulated world, ms. The values at speed 1 were measured on three-member clusters of LXD
 *  5.0.2 and Incus 6.0.4 (kill, freeze and stop of members, once a second at every member). */
export type Timings = {
  /** One second of what goes on in the background. */
  secondMs: number;
  /** `cluster.offline_threshold`: a member whose last heartbeat is older reads Offline. */
  offlineThresholdMs: number;
  /** From the beginning of one round of heartbeats to that of the next: half the threshold. */
  heartbeatIntervalMs: number;
  /** The members are asked within this time from the beginning of a round; then all answers are written at once. */
  heartbeatSpreadMs: number;
  electionAfterCrashMs: number;
  electionAfterFreezeMs: number;
  /** A leader that is stopped properly, or told to, hands its office over. */
  handoverMs: number;
  /** From the moment the majority is back to a working database. */
  recoveryMs: number;
  /** A daemon needs this long from its start to its first answer. */
  startUpMs: number;
  evacuationMs: number;
  /** A removed member's daemon replaces itself by one that is in no cluster: nobody listens meanwhile. */
  replacementMs: number;
  /** How long a call waits for the database without a majority: soon after the loss, later, and for `/1.0/cluster`. */
  firstDatabaseErrorMs: number;
  databaseErrorMs: number;
  slowDatabaseErrorMs: number;
  /** Calls that arrive within this time after the loss of the majority get the first error, later ones the other. */
  firstErrorsForMs: number;
  /** A call that is forwarded to a member that is down fails after this time. */
  forwardErrorMs: number;
  /** A list of instances waits so long for each member that they are on. */
  instancesTimeoutMs: number;
  /** The server pings its event sockets this often. */
  pingIntervalMs: number;
  /** A finished operation stays listed for this time. */
  operationKeptMs: number;
};

const atSpeedOne: Timings = {
  secondMs: 1000,
  offlineThresholdMs: 20_000,
  heartbeatIntervalMs: 10_000,
  heartbeatSpreadMs: 3000,
  electionAfterCrashMs: 5000,
  electionAfterFreezeMs: 10_000,
  handoverMs: 300,
  recoveryMs: 1000,
  startUpMs: 800,
  evacuationMs: 3000,
  replacementMs: 400,
  firstDatabaseErrorMs: 10_500,
  databaseErrorMs: 5000,
  slowDatabaseErrorMs: 20_000,
  firstErrorsForMs: 4000,
  forwardErrorMs: 10_000,
  instancesTimeoutMs: 30_000,
  pingIntervalMs: 10_000,
  operationKeptMs: 5000,
};

/** The timings of a world in which everything takes `1 / speed` of its real time. */
export function timingsAt(speed: number): Timings {
  const scaled = (ms: number): number => Math.max(1, Math.round(ms / speed));
  return {
    secondMs: scaled(atSpeedOne.secondMs),
    offlineThresholdMs: scaled(atSpeedOne.offlineThresholdMs),
    heartbeatIntervalMs: scaled(atSpeedOne.heartbeatIntervalMs),
    heartbeatSpreadMs: scaled(atSpeedOne.heartbeatSpreadMs),
    electionAfterCrashMs: scaled(atSpeedOne.electionAfterCrashMs),
    electionAfterFreezeMs: scaled(atSpeedOne.electionAfterFreezeMs),
    handoverMs: scaled(atSpeedOne.handoverMs),
    recoveryMs: scaled(atSpeedOne.recoveryMs),
    startUpMs: scaled(atSpeedOne.startUpMs),
    evacuationMs: scaled(atSpeedOne.evacuationMs),
    replacementMs: scaled(atSpeedOne.replacementMs),
    firstDatabaseErrorMs: scaled(atSpeedOne.firstDatabaseErrorMs),
    databaseErrorMs: scaled(atSpeedOne.databaseErrorMs),
    slowDatabaseErrorMs: scaled(atSpeedOne.slowDatabaseErrorMs),
    firstErrorsForMs: scaled(atSpeedOne.firstErrorsForMs),
    forwardErrorMs: scaled(atSpeedOne.forwardErrorMs),
    instancesTimeoutMs: scaled(atSpeedOne.instancesTimeoutMs),
    pingIntervalMs: scaled(atSpeedOne.pingIntervalMs),
    operationKeptMs: scaled(atSpeedOne.operationKeptMs),
  };
}
