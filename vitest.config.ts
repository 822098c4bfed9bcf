import { defineConfig } from 'vitest/config';

const alias = { '~wire': `${import.meta.dirname}/proxy/wire` };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{web,proxy,bench,e2e}/**/*.test.{ts,tsx}', '*.test.ts'],
          // Many of them wait for sockets and processes: several at a time, and patience on a machine that is busy.
          maxWorkers: 4,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          include: ['e2e/**/*.contract.ts'],
          // Real clusters share the machine: one at a time, and time to form.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'system',
          include: ['e2e/**/*.system.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
