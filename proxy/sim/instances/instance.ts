export const instanceStatusCodes = { Running: 103, Stopped: 102, Frozen: 110, Error: 112 } as const;
export type InstanceStatus = keyof typeof instanceStatusCodes;
export const instanceTypes = ['container', 'virtual-machine'] as const;
export type InstanceType = (typeof instanceTypes)[number];

/** An instance, as a record of facts; its configuration is made of them when it is shown. */
export type Instance = {
  id: number;
  name: string;
  project: string;
  type: InstanceType;
  /** As its member would say it: one whose member is away reads Error whatever this is. */
  status: InstanceStatus;
  /** The member that it is on. */
  memberId: number;
  /** The storage pool of its root disk. */
  pool: string;
  description: string;
  ephemeral: boolean;
  createdAtMs: number;
  /** When it was last started; null: never. */
  lastUsedAtMs: number | null;
  /** What the evacuation of a member did to it, to be undone when that is restored. */
  evacuation: { from: number; wasRunning: boolean } | null;
};

/** Its path, with the project unless that is the default one, as lists and events have it. */
export function pathOfInstance({ name, project }: Pick<Instance, 'name' | 'project'>): string {
  const path = `/1.0/instances/${encodeURIComponent(name)}`;
  return project === 'default' ? path : `${path}?project=${encodeURIComponent(project)}`;
}
