/** All rules behind a verdict, in the order in which their reasons stand. */
import { certificates, changedUnderneath, groupsFailing, outOfReach } from './cluster.ts';
import { allOffline, databaseDown, failureDomain, fewVoters, leaderChanged, noLeader } from './database.ts';
import {
  attention,
  inMaintenance,
  mixedVersions,
  offline,
  offlineYetAnswering,
  silentInMaintenance,
  silentThoughListed,
  silentUnlisted,
  unprobed,
  wrongAnswer,
} from './members.ts';
import { fullMemory, fullPools } from './room.ts';
import type { Rule } from './scene.ts';

/** Within a level, a reason of an earlier rule is the worse one. */
export const RULES: readonly Rule[] = [
  databaseDown,
  outOfReach,
  changedUnderneath,
  allOffline,
  offline,
  offlineYetAnswering,
  silentThoughListed,
  silentInMaintenance,
  silentUnlisted,
  wrongAnswer,
  unprobed,
  attention,
  noLeader,
  fewVoters,
  fullPools,
  fullMemory,
  certificates,
  failureDomain,
  inMaintenance,
  leaderChanged,
  mixedVersions,
  groupsFailing,
];
