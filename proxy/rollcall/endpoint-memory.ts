/**
 * Remembers the members' addresses over a restart: a configuration that names members which have long been replaced
 * still finds the cluster. Losing the file loses nothing else, so trouble with it is a line in the log.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Remembered = z.object({ endpoints: z.array(z.string()) });

export type EndpointMemory = {
  /** Empty when there is nothing, or nothing that makes sense. */
  recall(key: string): Promise<string[]>;
  /** Resolves when that is done or has failed; the last call wins. */
  remember(key: string, endpoints: readonly string[]): Promise<void>;
};

export function createEndpointMemory(dataDir: string, onTrouble: (error: unknown) => void): EndpointMemory {
  const fileOf = (key: string): string => join(dataDir, `${key}.endpoints.json`);
  const write = async (key: string, endpoints: readonly string[]): Promise<void> => {
    try {
      await mkdir(dataDir, { recursive: true });
      const scratch = `${fileOf(key)}.new`;
      await writeFile(scratch, `${JSON.stringify({ endpoints })}\n`);
      await rename(scratch, fileOf(key));
    } catch (error) {
      onTrouble(error);
    }
  };
  /** One at a time: they share the scratch file. */
  let last = Promise.resolve();
  return {
    async recall(key) {
      try {
        return Remembered.parse(JSON.parse(await readFile(fileOf(key), 'utf8'))).endpoints;
      } catch (error) {
        const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        if (!missing) onTrouble(error);
        return [];
      }
    },
    remember(key, endpoints) {
      last = last.then(() => write(key, endpoints));
      return last;
    },
  };
}
