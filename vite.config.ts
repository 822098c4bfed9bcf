import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const proxyAddress = process.env['ROLLCALL_DEV_PROXY'] ?? 'http://127.0.0.1:8484';
const proxyPaths = ['/api', '/1.0', '/lxd', '/healthz', '/readyz'];

export default defineConfig({
  plugins: [react(), tailwindcss(), plainImports(), unusedComponents(), compressAssets()],
  resolve: { alias: { '~wire': `${import.meta.dirname}/proxy/wire` } },
  // What the build may put into dist/ comes from an import, never from a folder that is copied whole.
  publicDir: false,
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // Tells the size check which files the first page loads.
    manifest: true,
    // What a later page imports is in the first script already; the code that would preload it costs more than it saves.
    modulePreload: false,
    // The content security policy allows neither inline scripts nor data: URLs.
    assetsInlineLimit: 0,
    // From these on browsers know light-dark() (widely available by web.dev's Baseline since November 2026). What stands in
    // for it elsewhere is decided once for the whole page, and a preview has colours of its own.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Few requests count more than few bytes on the first load: one style sheet, and the overview together with
    // the libraries. Other pages are scripts of their own, loaded when they are opened.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // What the start needs is one file, however many later pages share pieces of it.
        codeSplitting: {
          groups: [
            {
              debugName: 'start',
              name: (id, context) =>
                !LATER.test(id) && isOfStart(id, (each) => context.getModuleInfo(each)) ? 'start' : null,
            },
            // What is asked for by the board as soon as there is something to show, in one request each.
            {
              name: 'happening',
              test: /(?:ActivityFeed|NowPanels|OperationList|WarningList|event-words|activity|progress)\.tsx?$/,
            },
            { name: 'rows', test: /RowsInSight|rows-in-sight/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    strictPort: true,
    // LXD's events are a websocket.
    proxy: Object.fromEntries(proxyPaths.map((path) => [path, { target: proxyAddress, ws: true }])),
  },
});

/** What a library offers beside what the start needs of it. */
const LATER = /(?:useMutation|mutationObserver)\.js$/;

type ModuleInfo = { isEntry: boolean; importers: readonly string[] } | null;

/** Whether a module is there from the start: reached from the entry by imports that do not wait. */
function isOfStart(id: string, infoOf: (id: string) => ModuleInfo, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const info = infoOf(id);
  if (info === null) return false;
  return info.isEntry || info.importers.some((importer) => isOfStart(importer, infoOf, seen));
}

/** Calls that make a component or a context, which do nothing where nobody uses it; their library does not say so. */
const MAKERS = /(?<== )(?=React\$1\.(?:forwardRef|createContext|memo)\()/g;

/** For developers' tools alone, and in the way of leaving out what they name. */
const NAMES = /^\w+\.displayName = "\w+";$/gm;

/** Lets parts of the router go that the app has no use for: its forms, its links that fetch ahead. */
function unusedComponents(): Plugin {
  return {
    name: 'rollcall:unused-components',
    apply: 'build',
    transform: {
      filter: { id: /node_modules\/react-router\// },
      handler: (code) => ({
        code: code.replaceAll(MAKERS, '/* @__PURE__ */ ').replaceAll(NAMES, ''),
        map: null,
      }),
    },
  };
}

/** With one style sheet and nothing preloaded there is nothing that an import has to wait for. */
function plainImports(): Plugin {
  return {
    name: 'rollcall:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      order: 'pre',
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}

const COMPRESSIBLE = /\.(?:js|css|html|svg|json)$/;
/** Below this the headers outweigh what is saved. */
const SMALLEST_BYTES = 512;

/** Puts a .br and a .gz beside every text file of the build, so that the proxy compresses nothing while serving. */
function compressAssets(): Plugin {
  const toGzip = promisify(gzip);
  const toBrotli = promisify(brotliCompress);
  return {
    name: 'rollcall:compress-assets',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          if (!COMPRESSIBLE.test(fileName) || source.length < SMALLEST_BYTES) continue;
          const params = {
            [constants.BROTLI_PARAM_QUALITY]: 11,
            [constants.BROTLI_PARAM_SIZE_HINT]: source.length,
          };
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.br`,
            source: await toBrotli(source, { params }),
          });
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.gz`,
            source: await toGzip(source, { level: 9 }),
          });
        }
      },
    },
  };
}
