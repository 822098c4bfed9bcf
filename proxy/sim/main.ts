import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { startBustle } from './bustle.ts';
import { serveControl } from './control-http.ts';
import { guiseNames } from './guise.ts';
import { startSim } from './sim.ts';
import type { Sim } from './sim.ts';
import { startStory } from './story.ts';

const usage = `Usage: node proxy/sim/main.ts [options]

A simulated LXD or Incus cluster on loopback, until Ctrl-C.

  --members N           how many (5)
  --instances N         how many on all of them together (6 to a member)
  --guise NAME          ${guiseNames.join(', ')} (lxd-5.21)
  --speed N             thresholds, heartbeats and elections take 1/N of their time (1)
  --seed N              the same seed gives the same figures (1)
  --failure-domains N   deal the members to so many (1)
  --base-port N         port of the first member, the others follow (any free ones)
  --control-port N      HTTP control API on this port (any free one)
  --cert-dir DIR        where to write the certificates and keys of client, restricted and projects, and cluster.crt (sim-certs)
  --story               let the demo's story run
  --help
`;

const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);

const Options = z.object({
  members: whole(1, 2000).default(5),
  instances: whole(0, 100_000).optional(),
  guise: z.enum(guiseNames).default('lxd-5.21'),
  speed: z.coerce.number().positive().max(1000).default(1),
  seed: whole(0, 2 ** 32 - 1).default(1),
  'failure-domains': whole(1, 1000).default(1),
  'base-port': whole(1, 65_535).optional(),
  'control-port': whole(0, 65_535).default(0),
  'cert-dir': z.string().min(1).default('sim-certs'),
  story: z.boolean().default(false),
});

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

function readArguments(): z.output<typeof Options> | 'help' {
  const { values } = parseArgs({
    options: {
      members: text,
      instances: text,
      guise: text,
      speed: text,
      seed: text,
      'failure-domains': text,
      'base-port': text,
      'control-port': text,
      'cert-dir': text,
      story: flag,
      help: flag,
    },
  });
  return values.help ? 'help' : Options.parse(values);
}

async function writeCertificates(sim: Sim, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const write = async (name: string, content: string, mode: number): Promise<void> => {
    const file = path.join(directory, name);
    // An older file would keep its own mode.
    await rm(file, { force: true });
    await writeFile(file, content, { mode });
  };
  await write('client.crt', sim.admin.certPem, 0o644);
  await write('client.key', sim.admin.keyPem, 0o600);
  await write('restricted.crt', sim.restricted.certPem, 0o644);
  await write('restricted.key', sim.restricted.keyPem, 0o600);
  await write('projects.crt', sim.restrictedWithProjects.certPem, 0o644);
  await write('projects.key', sim.restrictedWithProjects.keyPem, 0o600);
  await write('cluster.crt', sim.serverCertPem, 0o644);
}

async function run(options: z.output<typeof Options>): Promise<void> {
  const { members, guise, speed, seed, instances } = options;
  const basePort = options['base-port'];
  const sim = await startSim({
    members,
    guise,
    speed,
    seed,
    failureDomains: options['failure-domains'],
    ...(basePort === undefined ? {} : { basePort }),
    ...(instances === undefined ? {} : { instances }),
  });
  const control = await serveControl(sim.control, options['control-port']);
  const directory = path.resolve(options['cert-dir']);
  await writeCertificates(sim, directory);
  const told = { speed, seed };
  const stories = options.story ? [startStory(sim.control, told), startBustle(sim.control, told)] : [];

  const shown = sim.endpoints.slice(0, 3).join(',');
  const file = (name: string) => path.join(directory, name);
  console.log(sim.endpoints.join('\n'));
  console.log(`control ${control.url}/control`);
  console.log(
    `LXD_ENDPOINTS=${shown} LXD_CLIENT_CERT=${file('restricted.crt')} LXD_CLIENT_KEY=${file('restricted.key')} ` +
      `LXD_SERVER_CERT=${file('cluster.crt')} npm start`,
  );

  const end = async (): Promise<void> => {
    for (const story of stories) story.stop();
    await control.close();
    await sim.close();
  };
  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());
}

try {
  const options = readArguments();
  if (options === 'help') console.log(usage);
  else await run(options);
} catch (error) {
  const problem =
    error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error;
  console.error(problem);
  process.exitCode = 2;
}
