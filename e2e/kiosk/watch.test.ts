import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KIOSK_DIR } from './recipe.ts';

const OWN_UID = process.getuid?.() ?? 0;
const lineOf = (uid: number): string =>
  `0 0 10.0.0.9:44600 10.0.0.1:8484 timer:(keepalive,27sec,0) uid:${uid} ino:4213380 sk:ed <->\n`;

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-watch-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

type World = {
  /** What `ss` lists, time after time; the last again and again. */
  connections: readonly string[];
  answers: boolean;
};

/** Runs the script in a world made of programs that only say what they are told to. */
async function watch({ connections, answers }: World): Promise<{ code: number | null; asked: string }> {
  const program = async (name: string, script: string): Promise<void> => {
    await writeFile(join(dir, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(dir, name), 0o755);
  };
  await writeFile(join(dir, 'asked'), '');
  for (const [turn, text] of connections.entries()) await writeFile(join(dir, `ss-${turn}`), text);
  await program('ss', `cat "${dir}/ss-0"; if [ -e "${dir}/ss-1" ]; then mv "${dir}/ss-1" "${dir}/ss-0"; fi`);
  await program('curl', `echo "$@" >> "${dir}/asked"; exit ${answers ? 0 : 22}`);
  const { status } = spawnSync('/bin/sh', [join(KIOSK_DIR, 'rollcall-wall-watch')], {
    env: {
      PATH: `${dir}:/usr/bin:/bin`,
      WATCH_PAUSE_S: '0',
      WALL_URL: 'https://rollcall.example.org:8443/wall?key=secret',
    },
  });
  return { code: status, asked: await readFile(join(dir, 'asked'), 'utf8') };
}

it('leaves a screen alone that is connected, and asks nobody', async () => {
  expect(await watch({ connections: [lineOf(OWN_UID)], answers: true })).toEqual({ code: 0, asked: '' });
});

it('gives a screen time to connect', async () => {
  expect(await watch({ connections: ['', lineOf(OWN_UID)], answers: true })).toMatchObject({ code: 0 });
});

it('asks for another start where Rollcall answers and the screen is not connected', async () => {
  const { code, asked } = await watch({ connections: [''], answers: true });
  expect(code).toBe(1);
  // The rest of the address is for the browser alone.
  expect(asked).toContain('https://rollcall.example.org:8443/healthz');
  expect(asked).not.toContain('secret');
});

it('does not take the connections of others for those of the screen', async () => {
  const others = lineOf(OWN_UID + 1) + lineOf(OWN_UID * 10 + 10_000);
  expect(await watch({ connections: [others], answers: true })).toMatchObject({ code: 1 });
});

it('waits for a Rollcall that does not answer: another start would help nobody', async () => {
  expect(await watch({ connections: [''], answers: false })).toMatchObject({ code: 0 });
});
