import type { Place } from '../place.ts';

/** A file system in memory. `full`: paths that can't be written. */
export type MemoryPlace = Place & { files: Map<string, string>; full: Set<string> };

const fail = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

export function memoryPlace(files: Record<string, string> = {}): MemoryPlace {
  const held = new Map(Object.entries(files));
  const full = new Set<string>();
  const write = (path: string, text: string): void => {
    if (full.has(path)) fail('ENOSPC');
    held.set(path, text);
  };
  return {
    files: held,
    full,
    read: (path) => held.get(path) ?? null,
    create(path, text) {
      if (held.has(path)) fail('EEXIST');
      write(path, text);
    },
    replace: write,
    remove: (path) => void held.delete(path),
  };
}
