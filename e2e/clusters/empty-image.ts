import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Member } from './member.ts';
import { run } from './software.ts';

export const EMPTY_IMAGE = 'empty';

const METADATA = JSON.stringify({ architecture: archOf(process.arch), creation_date: 1 });

/** Gives the cluster the image `empty`, of a container in which there is nothing: enough to make instances, not to start
 *  them. `dir` is for its files. */
export async function importEmptyImage(agent: Member, dir: string): Promise<void> {
  const content = join(dir, 'empty-image');
  await mkdir(join(content, 'rootfs'), { recursive: true });
  // YAML, of which JSON is a subset.
  await writeFile(join(content, 'metadata.yaml'), METADATA);
  const archive = `${content}.tar.gz`;
  await run(['tar', '-C', content, '-czf', archive, 'metadata.yaml', 'rootfs'], process.env);
  await agent.client(['image', 'import', archive, '--alias', EMPTY_IMAGE]);
}

function archOf(arch: NodeJS.Architecture): string {
  return arch === 'arm64' ? 'aarch64' : 'x86_64';
}
