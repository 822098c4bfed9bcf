import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createEndpointMemory } from './endpoint-memory.ts';

const URLS = ['https://10.0.0.1:8443', 'https://10.0.0.2:8443'];

let dir: string;
let troubles: unknown[];
const memoryIn = (dataDir: string) => createEndpointMemory(dataDir, (error) => troubles.push(error));

beforeEach(async () => {
  troubles = [];
  const made = await mkdtemp(join(tmpdir(), 'rollcall-memory-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  dir = made;
});

describe('what is remembered', () => {
  it('is recalled by the next run, each cluster its own', async () => {
    const memory = memoryIn(dir);
    await memory.remember('prod', URLS);
    await memory.remember('test', []);
    const next = memoryIn(dir);
    expect([await next.recall('prod'), await next.recall('test'), await next.recall('other')]).toEqual([
      URLS,
      [],
      [],
    ]);
    expect(troubles).toEqual([]);
  });

  it('needs no directory to be there', async () => {
    const below = join(dir, 'not', 'yet');
    await memoryIn(below).remember('prod', URLS);
    expect(await memoryIn(below).recall('prod')).toEqual(URLS);
  });

  it('is the last of what was to be remembered, with many at once too', async () => {
    const memory = memoryIn(dir);
    const lists = Array.from({ length: 20 }, (_, index) => [`https://10.0.1.${index}:8443`]);
    await Promise.all(lists.map((list) => memory.remember('prod', list)));
    expect(await memory.recall('prod')).toEqual(lists.at(-1));
    expect(troubles).toEqual([]);
  });

  it('takes the place of the former in one step, and leaves nothing else behind', async () => {
    const memory = memoryIn(dir);
    await memory.remember('prod', ['https://10.0.0.9:8443']);
    const seen = new Set<string>();
    const writing = new Set([1, 2, 3, 4, 5]);
    const written = [...writing].map(async (number) => {
      await memory.remember('prod', URLS);
      writing.delete(number);
    });
    while (writing.size > 0) seen.add(await readFile(join(dir, 'prod.endpoints.json'), 'utf8'));
    await Promise.all(written);
    for (const text of seen) expect(JSON.parse(text)).toHaveProperty('endpoints');
    expect(await readdir(dir)).toEqual(['prod.endpoints.json']);
  });
});

describe('trouble', () => {
  it.each(['', '{', 'null', '[]', '{"endpoints":"https://10.0.0.1"}', '{"endpoints":[1]}', '\0\0\0'])(
    'with a file that reads %j is told, and nothing is recalled',
    async (text) => {
      await writeFile(join(dir, 'prod.endpoints.json'), text);
      expect(await memoryIn(dir).recall('prod')).toEqual([]);
      expect(troubles).toHaveLength(1);
    },
  );

  it('with a directory in the place of the file is told, and does not end anything', async () => {
    await mkdir(join(dir, 'prod.endpoints.json'));
    const memory = memoryIn(dir);
    expect(await memory.recall('prod')).toEqual([]);
    await memory.remember('prod', URLS);
    expect(troubles).toHaveLength(2);
  });

  it('with a directory that cannot be made is told each time, and the next write is tried', async () => {
    const file = join(dir, 'file');
    await writeFile(file, '');
    const memory = memoryIn(join(file, 'data'));
    await memory.remember('prod', URLS);
    expect(troubles).toHaveLength(1);
    await rm(file);
    await memory.remember('prod', URLS);
    expect(await memory.recall('prod')).toEqual(URLS);
    expect(troubles).toHaveLength(1);
  });
});
