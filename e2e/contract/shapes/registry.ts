import type * as z from 'zod/mini';
import { Cluster, Group, Member } from './cluster.ts';
import { LifecycleEvent, OperationEvent } from './event.ts';
import { Instance } from './instance.ts';
import { MemberState } from './member-state.ts';
import { Operation } from './operation.ts';
import { Project } from './project.ts';
import { Resources } from './resources/resources.ts';
import { Server } from './server.ts';
import { PoolResources, StoragePool } from './storage.ts';
import { Warning } from './warning.ts';

/** The shape of what each endpoint that Rollcall reads has to say; of a list, that of one item (with recursion=1). */
export const SHAPES = {
  '/1.0': Server,
  '/1.0/cluster': Cluster,
  '/1.0/cluster/members': Member,
  '/1.0/cluster/members/{name}/state': MemberState,
  '/1.0/cluster/groups': Group,
  '/1.0/resources': Resources,
  '/1.0/storage-pools': StoragePool,
  '/1.0/storage-pools/{pool}/resources': PoolResources,
  '/1.0/projects': Project,
  '/1.0/instances': Instance,
  '/1.0/operations': Operation,
  '/1.0/warnings': Warning,
  '/1.0/events?type=lifecycle': LifecycleEvent,
  '/1.0/events?type=operation': OperationEvent,
} as const satisfies Record<string, z.ZodMiniType>;
