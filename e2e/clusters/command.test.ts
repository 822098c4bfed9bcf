import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCluster } from './cluster.ts';
import { obey, startLine } from './command.ts';
import { startSimulated } from './simulated.ts';

describe('obey', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startSimulated({ guise: 'lxd-5.0', speed: 50 });
  });
  afterAll(() => cluster.close());

  it('names the leader and the members', async () => {
    const leader = await obey(cluster, 'leader');
    expect(cluster.memberNames).toContain(leader);
    expect(await obey(cluster, ' members ')).toContain(`${leader}  ${cluster.endpointOf(leader)}`);
  });

  it('does to a member what it is told', async () => {
    const [name = ''] = cluster.memberNames;
    expect(await obey(cluster, `rename ${name} other`)).toBe('done');
    expect(cluster.memberNames[0]).toBe('other');
    expect(await obey(cluster, 'add fourth')).toBe('done');
    expect(cluster.memberNames.at(-1)).toBe('fourth');
    expect(await obey(cluster, 'remove fourth')).toBe('done');
    expect(cluster.memberNames).not.toContain('fourth');
  });

  it('makes and deletes instances', async () => {
    const [member = ''] = cluster.memberNames;
    expect(await obey(cluster, `instance web-1 ${member}`)).toBe('done');
    await expect(obey(cluster, `instance web-1 ${member}`)).rejects.toThrow('web-1');
    expect(await obey(cluster, 'delete web-1')).toBe('done');
    await expect(obey(cluster, 'delete web-1')).rejects.toThrow('web-1');
  });

  it('says what is missing', async () => {
    expect(await obey(cluster, 'freeze')).toContain('whom');
    expect(await obey(cluster, 'instance web-1')).toContain('Try help');
    expect(await obey(cluster, 'explode x')).toContain('not understood: explode');
    expect(await obey(cluster, '')).toBe('');
    await expect(obey(cluster, 'stop nobody')).rejects.toThrow('nobody');
  });
});

describe('startLine', () => {
  it('is a command for a shell', () => {
    const files = { dir: '/d', clientCert: '/d/c.crt', clientKey: '/d/c.key', serverCert: '/d/s.crt' };
    expect(startLine({ endpoints: ['https://a:1', 'https://b:1'], files })).toBe(
      'LXD_ENDPOINTS=https://a:1,https://b:1 LXD_CLIENT_CERT=/d/c.crt LXD_CLIENT_KEY=/d/c.key ' +
        'LXD_SERVER_CERT=/d/s.crt npm start',
    );
  });
});
