// Brings up a cluster of real daemons and lets a developer break it: node e2e/clusters/main.ts lxd|incus
import { stderr, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { HELP, obey, startLine } from './command.ts';
import { findIncus } from './incus.ts';
import { findLxd } from './lxd.ts';
import { startReal } from './real.ts';

const USAGE = 'usage: node e2e/clusters/main.ts lxd|incus [--members 3] [--dir EMPTY-DIRECTORY]\n';

const finders = new Map([
  ['lxd', findLxd],
  ['incus', findIncus],
]);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { members: { type: 'string', default: '3' }, dir: { type: 'string' } },
  });
  const find = finders.get(positionals[0] ?? '');
  const members = Number(values.members);
  if (!find || positionals.length !== 1 || !Number.isInteger(members) || members < 1) {
    stderr.write(USAGE);
    return 2;
  }
  const software = await find();
  if ('missing' in software) {
    stderr.write(`${software.missing}\n`);
    return 1;
  }

  stdout.write(`Starting ${software.label}, ${members} members ...\n`);
  const cluster = await startReal(software, {
    members,
    ...(values.dir !== undefined && { dir: values.dir }),
  });
  try {
    stdout.write(`${await obey(cluster, 'members')}\n\n${startLine(cluster)}\n\n${HELP}\n`);
    // Ends at `quit`, at the end of the input, and at Ctrl-C, which a terminal gives to readline.
    const lines = createInterface({ input: stdin, output: stdout, prompt: '> ', terminal: stdin.isTTY });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => lines.close());
    lines.prompt();
    for await (const line of lines) {
      if (line.trim() === 'quit') break;
      const reply = await obey(cluster, line).catch((error: unknown) => String(error));
      if (reply !== '') stdout.write(`${reply}\n`);
      lines.prompt();
    }
  } finally {
    stdout.write('\nTaking everything down ...\n');
    await cluster.close();
  }
  return 0;
}

process.exitCode = await main();
