/** Operations and events as real servers send them, with a secret where they keep secrets. */

export const SECRET = 'S3CR3Tbbbdddfa8f4614f0a47184bbc32f8283';

/** An instance being created, as Incus tells of it. */
export const UNPACKING = {
  id: 'b7e49813-f646-4357-86f8-ee66df4fd27f',
  class: 'task',
  description: 'Creating instance',
  created_at: '2026-11-23T11:08:17.846106011Z',
  updated_at: '2026-11-23T11:08:18.846106011Z',
  status: 'Running',
  status_code: 103,
  resources: { containers: ['/1.0/containers/c1'], instances: ['/1.0/instances/c1?project=web'] },
  metadata: {
    create_instance_from_image_unpack_progress: 'Unpack: 45% (977.27MB/s)',
    progress: { percent: '45', speed: '977272727', stage: 'create_instance_from_image_unpack' },
  },
  may_cancel: false,
  err: '',
  location: 'lxd-2',
};

/** A join token, as LXD 5.0 lists it. */
export const JOIN_TOKEN = {
  id: '31ad97bf-92b0-432f-b5cb-88faada719fb',
  class: 'token',
  description: 'Executing operation',
  created_at: '2026-11-23T11:08:31.373053811Z',
  updated_at: '2026-11-23T11:08:31.373053811Z',
  status: 'Running',
  status_code: 103,
  resources: { cluster: null },
  metadata: {
    addresses: ['127.0.0.11:8443', '127.0.0.12:8443'],
    expiresAt: '2026-11-23T14:08:31.369999823Z',
    fingerprint: '47ad8b6381fa1ec70f342654fec749b6559b745f9e37d58b200a365d649301f7',
    secret: SECRET,
    serverName: 'lxd-4',
  },
  may_cancel: true,
  err: '',
  location: 'lxd-1',
};

export const OPERATION_FRAME = {
  type: 'operation',
  timestamp: '2026-11-23T11:08:31.376789998Z',
  metadata: JOIN_TOKEN,
  location: 'lxd-1',
  project: 'default',
};

export const LIFECYCLE_FRAME = {
  type: 'lifecycle',
  timestamp: '2026-11-23T11:08:31.342136559Z',
  metadata: {
    action: 'cluster-member-renamed',
    source: '/1.0/cluster/members/lxd-x',
    context: { old_name: 'lxd-3' },
    requestor: { username: '5aefa2e8', protocol: 'tls', address: '127.0.0.1:36520' },
  },
  location: 'lxd-1',
  project: 'default',
};
