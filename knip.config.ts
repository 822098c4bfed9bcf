import type { KnipConfig } from 'knip';

export default {
  entry: [
    'proxy/main.ts',
    'proxy/sim/main.ts',
    'e2e/{run,check,licences,sbom,advisories,screenshots}.ts',
    'e2e/clusters/{main,guard}.ts',
    'e2e/system/wrong-clock.ts',
    'e2e/**/*.{contract,system,e2e}.ts',
    'bench/*.ts',
    'bench/actors/*-process.ts',
    'bin/follow-parent.mjs',
  ],
  project: ['{web,proxy,e2e,bench,bin}/**/*.{ts,tsx,mjs,css}', '*.{mjs,ts}'],
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Programs of the system.
  ignoreBinaries: ['unshare', 'taskset', 'mount', 'umount', 'systemd-analyze'],
} satisfies KnipConfig;
