import { readFileSync } from 'node:fs';

type Manifest = Record<string, { file: string; css?: string[]; imports?: string[] }>;

/** What vite built out of what: read, not guessed from file names, so that a new chunk can't escape the limit. */
const manifest: Manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));

/** The files that have to be there before a page shows: the start, the page's own, and all that they import. */
function filesOf(sources: string[], seen = new Set<string>()): string[] {
  for (const source of sources) {
    const built = manifest[source];
    if (built === undefined || seen.has(source)) continue;
    seen.add(source);
    filesOf(built.imports ?? [], seen);
  }
  return [...seen].flatMap((source) => [manifest[source]?.file ?? '', ...(manifest[source]?.css ?? [])]);
}

const styles = Object.values(manifest).flatMap(({ file }) => (file.endsWith('.css') ? [file] : []));
const firstPage = new Set([...filesOf(['index.html', 'web/pages/overview/OverviewPage.tsx']), ...styles]);

export default [
  {
    name: 'script and style of the overview',
    path: [...firstPage].map((file) => `dist/${file}`),
    limit: '160 kB',
    gzip: true,
  },
];
