import { expect, it } from 'vitest';
import { bootstrapPreseed, joinPreseed } from './preseed.ts';

it('founds a cluster at an address, with strings for all values of the configuration', () => {
  const preseed: unknown = JSON.parse(bootstrapPreseed('lxd-1', '127.1.2.3:20000'));
  expect(preseed).toMatchObject({
    config: { 'core.https_address': '127.1.2.3:20000', 'images.auto_update_interval': '0' },
    cluster: { server_name: 'lxd-1', enabled: true },
  });
});

it('joins with a token, and says where the member keeps its part of the pool', () => {
  const preseed: unknown = JSON.parse(joinPreseed('127.1.2.4:20000', 'TOKEN'));
  expect(preseed).toMatchObject({
    cluster: {
      enabled: true,
      server_address: '127.1.2.4:20000',
      cluster_token: 'TOKEN',
      member_config: [{ entity: 'storage-pool', name: 'local', key: 'source' }],
    },
  });
});
