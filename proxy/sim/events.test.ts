import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { RawData } from 'ws';

import type { GuiseName } from './guise.ts';
import { startSim } from './sim.ts';
import type { PemPair, Sim } from './sim.ts';
import { ask, error } from './test-client.ts';

let sim: Sim;
let sockets: WebSocket[] = [];

const start = async (guise: GuiseName): Promise<void> => {
  sim = await startSim({ members: 3, speed: 50, guise, instances: 0 });
};
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  sockets = [];
  await sim.close();
});

function connect(query: string, client?: PemPair, member = 1): WebSocket {
  const url = `${sim.endpoints[member - 1]}/1.0/events${query}`.replace('https:', 'wss:');
  const socket = new WebSocket(url, {
    rejectUnauthorized: false,
    ...(client ? { cert: client.certPem, key: client.keyPem } : {}),
  });
  socket.on('error', () => {});
  sockets.push(socket);
  return socket;
}

const parsed = (data: RawData): unknown => JSON.parse(Buffer.isBuffer(data) ? data.toString() : '');

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

describe('the events of the cluster', () => {
  beforeEach(() => start('lxd-5.21'));

  it('come to every member', async () => {
    const socket = connect('?type=lifecycle,operation', sim.restricted, 3);
    const frames: unknown[] = [];
    socket.on('message', (data) => frames.push(parsed(data)));
    await opened(socket);
    await sim.control.evacuate('node-2');
    await vi.waitFor(() => expect(frames).toHaveLength(4));
    expect(frames).toMatchObject([
      { type: 'operation', location: 'node-2', metadata: { status: 'Pending', status_code: 105 } },
      { type: 'operation', metadata: { status: 'Running', description: 'Evacuating cluster member' } },
      { type: 'lifecycle', project: 'default', metadata: { action: 'cluster-member-evacuated' } },
      { type: 'operation', metadata: { status: 'Success', status_code: 200 } },
    ]);
  });

  it('are only of the types asked for', async () => {
    const socket = connect('?type=lifecycle', sim.restricted);
    const frames: unknown[] = [];
    socket.on('message', (data) => frames.push(parsed(data)));
    await opened(socket);
    await sim.control.evacuate('node-2');
    await vi.waitFor(() => expect(frames).toMatchObject([{ type: 'lifecycle' }]));
  });

  it('come with pings, at once and again', async () => {
    const socket = connect('?type=lifecycle', sim.restricted);
    const pinged = vi.fn();
    socket.on('ping', pinged);
    await opened(socket);
    await vi.waitFor(() => expect(pinged.mock.calls.length).toBeGreaterThan(2));
  });

  it.each([
    ['no certificate', '?type=lifecycle', false, 403],
    ['a privileged type for a restricted client', '?type=lifecycle,logging', true, 403],
    ['an unknown type', '?type=weather', true, 400],
    ['a project and all of them', '?project=default&all-projects=true', true, 400],
  ])('are refused for %s', async (_why, query, trusted, status) => {
    await expect(opened(connect(query, trusted ? sim.restricted : undefined))).rejects.toThrow(
      String(status),
    );
  });
});

it('are refused by LXD 5.0 with its own status', async () => {
  await start('lxd-5.0');
  await expect(opened(connect('?type=logging', sim.restricted))).rejects.toThrow('500');
});

describe('the events of Incus', () => {
  beforeEach(() => start('incus-6'));

  it('are refused to a restricted certificate that does not ask for all projects', async () => {
    await expect(opened(connect('?type=lifecycle', sim.restricted))).rejects.toThrow('403');
    await expect(opened(connect('?all-projects=false', sim.restricted))).rejects.toThrow('403');
  });

  it('open for one that does, and do not come; to an admin they do', async () => {
    const query = '?type=lifecycle,operation&all-projects=true';
    const restricted = connect(query, sim.restricted);
    const heard = vi.fn();
    const pinged = vi.fn();
    restricted.on('message', heard).on('ping', pinged);
    const admin = connect('', sim.admin);
    const frames: unknown[] = [];
    admin.on('message', (data) => frames.push(parsed(data)));
    await Promise.all([opened(restricted), opened(admin)]);
    await sim.control.evacuate('node-2');
    await vi.waitFor(() => expect(frames).toHaveLength(4));
    // The second ping from now was sent after the events, and would come after them.
    const before = pinged.mock.calls.length;
    await vi.waitFor(() => expect(pinged.mock.calls.length).toBeGreaterThan(before + 1), { timeout: 4000 });
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('a plain read of the events', () => {
  const project = (name: string) => `User does not have permission for project "${name}"`;
  it.each([
    ['lxd-5.0', '?type=logging', 500, 'Forbidden'],
    ['lxd-5.0', '?type=weather', 500, '"weather" isn\'t a supported event type'],
    ['incus-6', '', 403, project('default')],
    ['incus-6', '?type=logging', 403, project('default')],
    ['incus-6', '?type=weather', 403, project('default')],
    ['incus-6', '?type=logging&all-projects=true', 403, 'Forbidden'],
  ] as const)('by %s with %j is refused with %i', async (guise, query, status, text) => {
    await start(guise);
    const reply = await ask(`${sim.endpoints[0]}/1.0/events${query}`, { client: sim.restricted });
    expect([reply.status, reply.json]).toEqual([status, error(status, text)]);
  });

  it.each([
    ['lxd-5.0', ''],
    ['incus-6', '?all-projects=true'],
  ] as const)('by %s with %j wants an upgrade', async (guise, query) => {
    await start(guise);
    const url = `${sim.endpoints[0]}/1.0/events${query}`;
    expect(await ask(url, { client: sim.restricted })).toMatchObject({ status: 400, text: 'Bad Request\n' });
    expect((await ask(url)).json).toEqual(error(403, 'not authorized'));
  });
});

describe('a socket', () => {
  beforeEach(() => start('lxd-5.21'));

  it('stays open and silent while its member is frozen', async () => {
    const socket = connect('?type=lifecycle', sim.restricted, 2);
    await new Promise((resolve) => socket.once('ping', resolve));
    await sim.control.freeze('node-2');
    const heard = vi.fn();
    socket.on('ping', heard).on('pong', heard).on('message', heard).on('close', heard);
    const other = connect('?type=lifecycle', sim.restricted, 1);
    const pingedElsewhere = vi.fn();
    other.on('ping', pingedElsewhere);
    await opened(other);
    socket.ping();
    await sim.control.setDescription('node-1', 'changed');
    await vi.waitFor(() => expect(pingedElsewhere.mock.calls.length).toBeGreaterThan(2));
    expect(heard).not.toHaveBeenCalled();
    await sim.control.thaw('node-2');
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
  });

  it('ends without a close frame when its member is killed', async () => {
    const socket = connect('?type=lifecycle', sim.restricted, 2);
    await opened(socket);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await sim.control.kill('node-2');
    expect(await closed).toBe(1006);
  });
});
