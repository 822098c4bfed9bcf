// What `lxd init --preseed` and `incus admin init --preseed` read. They want YAML, of which JSON is a subset.

const STORAGE_POOL = 'local';

/** For the member that founds the cluster. `address` is host:port. */
export function bootstrapPreseed(name: string, address: string): string {
  return JSON.stringify({
    config: {
      'core.https_address': address,
      // A string: Incus refuses a number. Keeps the daemons from asking image servers.
      'images.auto_update_interval': '0',
    },
    storage_pools: [{ name: STORAGE_POOL, driver: 'dir' }],
    profiles: [{ name: 'default', devices: { root: { type: 'disk', path: '/', pool: STORAGE_POOL } } }],
    cluster: { server_name: name, enabled: true },
  });
}

/** For every further member; the name is in its token. */
export function joinPreseed(address: string, token: string): string {
  return JSON.stringify({
    cluster: {
      enabled: true,
      server_address: address,
      cluster_token: token,
      member_config: [{ entity: 'storage-pool', name: STORAGE_POOL, key: 'source', value: '' }],
    },
  });
}
