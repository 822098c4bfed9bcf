import { runInBackground } from './background.ts';
import { ControlError, promised } from './control-error.ts';
import { pathOfInstance } from './instances/instance.ts';
import type { Instance, InstanceStatus, InstanceType } from './instances/instance.ts';
import type { Member } from './member.ts';
import type { Cluster } from './request.ts';
import type { Warning } from './warnings.ts';

/** An instance by name, in the project `default` unless another is named. */
type Named = { name: string; project?: string | undefined };

/** What can be done to what runs on the members, and to how much they have to do. */
export type WorkloadFaults = {
  /** The load of its machine, to a thread of its processors; null lets it be again. */
  setLoad(member: string, share: number | null): Promise<void>;
  /** The share of its memory in use, 0 to 1; null lets it be again. */
  setMemoryUse(member: string, share: number | null): Promise<void>;
  /** The share of a storage pool in use, 0 to 1; null lets it be again. A pool that all share is then so everywhere. */
  fillPool(member: string, pool: string, share: number | null): Promise<void>;
  /** A container unless it is to be a virtual machine; stopped. A project is made if there is none of that name. */
  createInstance(instance: Named & { member: string; type?: InstanceType | undefined }): Promise<void>;
  startInstance(instance: Named): Promise<void>;
  stopInstance(instance: Named): Promise<void>;
  freezeInstance(instance: Named): Promise<void>;
  breakInstance(instance: Named): Promise<void>;
  deleteInstance(instance: Named): Promise<void>;
  /** Goes on for so many seconds at speed 1. The answer is its id. */
  startOperation(work: StartOperation): Promise<string>;
  /** Again, if the member has noticed the same before. The answer is its id. */
  raiseWarning(warning: RaiseWarning): Promise<string>;
  /** All of the type that the member has noticed. */
  resolveWarning(member: string, type: string): Promise<void>;
  /** Any event of the type lifecycle, as of a member that has acted. */
  sendLifecycle(event: SendLifecycle): Promise<void>;
};

export type StartOperation = {
  member: string;
  description: string;
  seconds: number;
  /** What is going on, such as `download`; without one it does not say how far it has come. */
  stage?: string | undefined;
  project?: string | undefined;
  /** Names of those that it is about. */
  instances?: readonly string[] | undefined;
  mayCancel?: boolean | undefined;
  /** What it fails with in the end. */
  error?: string | undefined;
};

export type RaiseWarning = {
  member: string;
  type: string;
  message: string;
  severity?: Warning['severity'] | undefined;
  project?: string | undefined;
  /** Path of what it is about. */
  entity?: string | undefined;
};

export type SendLifecycle = {
  action: string;
  source: string;
  member: string;
  project?: string | undefined;
  name?: string | undefined;
  context?: Record<string, unknown> | undefined;
};

const gerunds: Record<InstanceStatus, string | undefined> = {
  Running: 'Starting',
  Stopped: 'Stopping',
  Frozen: 'Freezing',
  Error: undefined,
};

/** Carries out what the control asks of the workload. `memberNamed` throws when there is no such member. */
export function workloadControlOf(cluster: Cluster, memberNamed: (name: string) => Member): WorkloadFaults {
  const { pools, instances, projects, operations, events, warnings, world } = cluster;

  const instanceNamed = ({ name, project = 'default' }: Named): Instance => {
    const instance = instances.find(project, name);
    if (!instance)
      throw new ControlError('not-possible', `there is no instance ${name} in the project ${project}`);
    return instance;
  };

  const resourcesOf = (subjects: readonly Pick<Instance, 'name' | 'project'>[]): Record<string, string[]> => {
    if (world.guise.name !== 'lxd-5.0') return { instances: subjects.map(pathOfInstance) };
    const paths = (collection: string) =>
      subjects.map(({ name }) => `/1.0/${collection}/${encodeURIComponent(name)}`);
    return { containers: paths('containers'), instances: paths('instances') };
  };

  /** As with the real ones, there is an operation for everything that is done to an instance. */
  const operate = (
    description: string,
    subject: Pick<Instance, 'name' | 'project' | 'memberId'>,
    act: () => void,
  ): void => {
    const { id } = operations.start({
      description: `${description} instance`,
      location: world.get(subject.memberId)?.name ?? '',
      project: subject.project,
      resources: resourcesOf([subject]),
    });
    act();
    operations.finish(id);
  };

  const become = (status: InstanceStatus) => (named: Named) =>
    promised(() => {
      const instance = instanceNamed(named);
      if (instance.status === status) return;
      const gerund = gerunds[status];
      const act = (): void => instances.become(instance, status);
      if (gerund === undefined) act();
      else operate(gerund, instance, act);
    });

  return {
    setLoad: (name, share) =>
      promised(() => {
        memberNamed(name).forced.load = share;
      }),
    setMemoryUse: (name, share) =>
      promised(() => {
        memberNamed(name).forced.memory = share;
      }),
    fillPool: (name, poolName, share) =>
      promised(() => {
        const member = memberNamed(name);
        const pool = pools.find(poolName);
        if (!pool) throw new ControlError('not-possible', `there is no storage pool ${poolName}`);
        pools.fill(pool, member, share);
      }),
    createInstance: ({ name, project = 'default', type = 'container', member: memberName }) =>
      promised(() => {
        const member = memberNamed(memberName);
        if (instances.find(project, name))
          throw new ControlError('not-possible', `there is an instance ${name} in ${project} already`);
        projects.ensure(project, member.name);
        operate('Creating', { name, project, memberId: member.id }, () => {
          instances.create({ name, project, type, member, pool: 'local' });
        });
      }),
    startInstance: become('Running'),
    stopInstance: become('Stopped'),
    freezeInstance: become('Frozen'),
    breakInstance: become('Error'),
    deleteInstance: (named) =>
      promised(() => {
        const instance = instanceNamed(named);
        operate('Deleting', instance, () => instances.remove(instance));
      }),
    startOperation: ({ member, mayCancel, instances: names, project, ...work }) =>
      promised(() => {
        const location = memberNamed(member).name;
        const resources =
          names && resourcesOf(names.map((name) => ({ name, project: project ?? 'default' })));
        return runInBackground(
          { ...work, project, location, resources, may_cancel: mayCancel },
          { ...cluster, timings: world.timings },
        ).id;
      }),
    raiseWarning: ({ member, type, message, severity, project, entity }) =>
      promised(() => {
        const location = memberNamed(member).name;
        return warnings.raise({
          location,
          type,
          last_message: message,
          severity,
          project,
          entity_url: entity,
        }).uuid;
      }),
    resolveWarning: (member, type) =>
      promised(() => {
        if (warnings.resolve(memberNamed(member).name, type) === 0)
          throw new ControlError(
            'not-possible',
            `${member} has no warning of the type ${JSON.stringify(type)}`,
          );
      }),
    sendLifecycle: ({ action, source, member, ...more }) =>
      promised(() => events.lifecycle(action, source, memberNamed(member).name, more)),
  };
}
