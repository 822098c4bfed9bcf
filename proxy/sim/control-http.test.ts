import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { serveControl } from './control-http.ts';
import type { ControlServer } from './control-http.ts';
import { faults } from './faults.ts';
import { garbageKinds } from './garbage.ts';
import { startSim } from './sim.ts';
import type { Sim } from './sim.ts';

let sim: Sim;
let server: ControlServer;

beforeEach(async () => {
  sim = await startSim({ members: 3, speed: 20 });
  server = await serveControl(sim.control, 0);
});
afterEach(async () => {
  await server.close();
  await sim.close();
});

async function post(
  name: string,
  body: string,
  type = 'application/json',
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}/control/${name}`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': type },
  });
  return { status: response.status, body: await response.json() };
}
const read = async (what: string): Promise<unknown> => (await fetch(`${server.url}${what}`)).json();

describe('the control over HTTP', () => {
  it('does what a program can do', async () => {
    expect(await post('freeze', '{"member":"node-2"}')).toEqual({
      status: 200,
      body: { ok: true, result: null },
    });
    expect(await read('/control/world')).toMatchObject({
      database: 'ready',
      leader: 'node-1',
      members: [{}, { name: 'node-2', frozen: true, power: 'up' }, {}],
    });
    expect(await post('changeLeader', '{"to":"node-3"}')).toMatchObject({
      status: 200,
      body: { result: 'node-3' },
    });
    expect(await post('mend', '')).toMatchObject({ status: 200 });
    expect(await read('/control/world')).toMatchObject({ members: [{}, { frozen: false }, {}] });
  });

  it('lists what there is', async () => {
    expect(await read('/control')).toHaveLength(Object.keys(faults).length);
    expect(await read('/control/requests')).toEqual([]);
  });

  it.each([
    ['freeze', '{"member":"nobody"}', 404, 'nobody'],
    ['freeze', '{}', 400, 'member'],
    ['freeze', '{"member":"node-2","because":"x"}', 400, 'because'],
    ['freeze', 'node-2', 400, 'not JSON'],
    ['slow', '{"member":"node-2","ms":-1}', 400, 'ms'],
    ['garbage', '{"member":"node-2","kind":"compost"}', 400, 'kind'],
    ['explode', '{}', 404, 'explode'],
    ['toString', '{}', 404, 'toString'],
    ['rename', '{"member":"node-2","to":"node-1"}', 409, 'already'],
  ])('refuses %s %s with %i', async (name, body, status, mentions) => {
    const reply = await post(name, body);
    expect(reply.status).toBe(status);
    expect(reply.body).toEqual({ error: expect.stringContaining(mentions) });
  });

  it('is not for web pages', async () => {
    expect(await post('loseQuorum', '{}', 'text/plain')).toMatchObject({ status: 400 });
    const status = await new Promise((resolve, reject) => {
      request(`${server.url}/control/world`, { headers: { Host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
    expect(await sim.control.leader()).toBe('node-1');
  });
});

describe('README', () => {
  it('lists every fault as the table has it', async () => {
    const readme = await readFile(path.join(import.meta.dirname, 'README.md'), 'utf8');
    for (const [name, { summary, example }] of Object.entries(faults)) {
      const input = Object.keys(example).length === 0 ? '' : `\`${JSON.stringify(example)}\``;
      expect(readme).toContain(`| \`${name}\` | ${input} | ${summary} |`);
    }
    for (const kind of garbageKinds) expect(readme).toContain(`| \`${kind}\` |`);
  });

  it('shows examples that are accepted', async () => {
    for (const [name, { example }] of Object.entries(faults)) {
      expect([name, (await post(name, JSON.stringify(example))).status]).not.toEqual([name, 400]);
      await sim.control.mend();
    }
  });
});
