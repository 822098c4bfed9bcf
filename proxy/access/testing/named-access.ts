/** Access for tests: a request says by a header which of some viewers it comes from, and each of them can be ended. */
import { type Access, openAccess } from '../access.ts';
import type { Viewer } from '../viewer.ts';

export const VIEWER_HEADER = 'x-test-viewer';

export function namedAccess(viewers: Readonly<Record<string, Viewer>>) {
  const watched: { viewer: Viewer; listener: () => void }[] = [];
  const access: Access = {
    ...openAccess(),
    viewerOf({ headers }) {
      const name = headers[VIEWER_HEADER];
      return typeof name === 'string' ? (viewers[name] ?? null) : null;
    },
    whenEnded(viewer, listener) {
      const entry = { viewer, listener };
      watched.push(entry);
      return () => {
        if (watched.includes(entry)) watched.splice(watched.indexOf(entry), 1);
      };
    },
  };
  return {
    access,
    /** Ends all that goes on for one of them. */
    end(name: string): void {
      for (const { viewer, listener } of [...watched]) if (viewer === viewers[name]) listener();
    },
    /** How many streams and sockets would be told of an end. */
    watching: () => watched.length,
  };
}

const person = { by: 'account', clusters: 'all', session: null } as const;

/** One of each kind, by name. */
export const VIEWERS = {
  ana: { ...person, name: 'ana', role: 'operator' },
  ben: { ...person, name: 'ben', role: 'viewer' },
  wall: { name: 'hall', role: 'viewer', by: 'display', clusters: ['lab'], session: null },
  lea: { ...person, name: 'lea', role: 'operator', clusters: ['lab'] },
} as const satisfies Record<string, Viewer>;
