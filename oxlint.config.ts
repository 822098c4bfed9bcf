import { defineConfig, type OxlintOverride } from 'oxlint';

/** Who may import whom: each folder, and what of its neighbours it may use. What is not listed is refused, so a new
 *  folder has to be thought about before it can be used. Tests may go further, see below. */
const MAY_IMPORT: Record<string, Record<string, string[]>> = {
  web: {
    ui: ['lib'],
    lib: [],
    url: ['lib'],
    api: ['url', 'lib'],
    components: ['ui', 'url', 'api', 'lib'],
    pages: ['components', 'ui', 'url', 'api', 'lib'],
  },
  proxy: {
    wire: [],
    sim: [],
    lxd: ['wire', 'errors.ts', 'result.ts'],
    history: ['wire', 'errors.ts', 'result.ts'],
    access: ['history', 'wire', 'result.ts'],
    enroll: ['config', 'lxd', 'wire', 'result.ts'],
    rollcall: ['lxd', 'history', 'wire', 'errors.ts', 'result.ts'],
    forward: ['rollcall', 'lxd', 'wire', 'errors.ts', 'result.ts'],
    stream: ['access', 'rollcall', 'wire', 'errors.ts', 'result.ts'],
    plugins: ['access', 'rollcall', 'history', 'lxd', 'wire', 'errors.ts', 'result.ts'],
    routes: [
      'plugins',
      'access',
      'forward',
      'stream',
      'rollcall',
      'history',
      'lxd',
      'wire',
      'errors.ts',
      'result.ts',
    ],
    // How long the past is kept, and who may log in, is said in the words of those who see to it.
    config: ['history', 'access', 'wire'],
    tls: ['config'],
    doctor: ['access', 'config', 'enroll', 'history', 'lxd', 'rollcall', 'wire', 'result.ts'],
    cli: ['access', 'config', 'doctor', 'enroll', 'history', 'wire', 'legible.ts', 'result.ts'],
  },
  e2e: {
    specs: ['fixtures', 'fixtures.ts'],
  },
};

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*.contract.ts', '**/*.system.ts'];

type Restriction = { group: string[]; message: string };

/** Holds everywhere. */
const ALWAYS: Restriction[] = [
  {
    group: ['**/*.test.ts', '**/*.test.tsx', '**/*.contract.ts', '**/*.system.ts', '**/*.e2e.ts'],
    message: 'Nothing imports tests.',
  },
  { group: ['**/index', '**/index.ts'], message: 'Import the file, not a folder index.' },
];

/** The browser and the proxy meet in the protocol and nowhere else. */
const SIDES: Record<string, Restriction[]> = {
  web: [
    {
      group: ['**/proxy/**', '**/e2e/**', '**/bench/**'],
      message: 'Of the proxy, web may use ~wire/* alone.',
    },
    { group: ['node:*'], message: 'The browser has no node modules.' },
  ],
  proxy: [
    {
      group: ['**/web/**', '**/e2e/**', '**/bench/**', '~wire/*'],
      message: 'The proxy knows neither browser nor tests.',
    },
  ],
  e2e: [{ group: ['**/web/**'], message: 'Tests see what a user sees, not how the page is made.' }],
};

/** Only main.ts chooses the store. */
const STORES = ['**/history/sqlite.ts', '**/history/postgres.ts'];

/** What single folders may not import either. */
const REFUSED: Record<string, string[]> = {
  // Primitives know nothing of LXD, router or queries.
  'web/ui': ['~wire/*', 'react-router', '@tanstack/react-query'],
  // A page never imports another page.
  'web/pages': ['./*Page.tsx', './*/*Page.tsx', '../*Page.tsx', '../*/*Page.tsx'],
  'proxy/rollcall': STORES,
  'proxy/routes': STORES,
  'proxy/plugins': STORES,
  // The contract runs in the browser too, where the small half of zod has to do.
  'proxy/wire': ['node:*', 'zod'],
};

function restrict(files: string[], patterns: Restriction[], excludeFiles: string[] = []): OxlintOverride {
  return {
    files,
    excludeFiles,
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

/** The rules of one folder, for the files directly in it and for those one or two folders deeper. They are one group of
 *  patterns, as the last that matches decides within a group, while an exception (!) counts in every other group too. */
function folderOverrides(side: string, folder: string, allowed: string[]): OxlintOverride[] {
  const reach = allowed.length === 0 ? 'no folder beside it' : allowed.join(', ');
  const message = `${side}/${folder} may import ${reach} of ${side}: see oxlint.config.ts.`;
  const common = [...ALWAYS, ...(SIDES[side] ?? [])].flatMap((restriction) => restriction.group);
  const refused = [...common, ...(REFUSED[`${side}/${folder}`] ?? [])];
  return ['../', '../../', '../../../'].map((up, depth) => {
    const exceptions = allowed.map((name) => `!${up}${name}${name.endsWith('.ts') ? '' : '/**'}`);
    const group = [`${up}**`, ...exceptions, ...refused];
    return restrict([`${side}/${folder}/${'*/'.repeat(depth)}*`], [{ group, message }], TESTS);
  });
}

const sides = Object.entries(SIDES).map(([side, patterns]) =>
  restrict([`${side}/**`], [...ALWAYS, ...patterns]),
);
const folders = Object.entries(MAY_IMPORT).flatMap(([side, table]) =>
  Object.entries(table).flatMap(([folder, allowed]) => folderOverrides(side, folder, allowed)),
);

/** Tools want a default export. */
const defaultExports: OxlintOverride = {
  files: ['*.config.ts', '.size-limit.ts', 'bench/**/*.config.ts'],
  rules: { 'import/no-default-export': 'off' },
};

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['dist/', '.cache/', '.node/', 'data/', 'test-results/'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/consistent-type-imports': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/ban-ts-comment': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'no-restricted-imports': ['error', { patterns: ALWAYS }],
    // The compiler knows better: an exhaustive switch returns on every path.
    'typescript/consistent-return': 'off',
    // Our objects are closures, not classes: their methods have no `this` to lose.
    'typescript/unbound-method': 'off',
    // Where a small function stands is a question of reading, not of correctness.
    'unicorn/consistent-function-scoping': 'off',
    // Style sheets, fonts and reflect-metadata are imported for what they do.
    'import/no-unassigned-import': 'off',
    // `fc.string()` and `z.string()` are how those libraries are written.
    'import/no-named-as-default-member': 'off',
    // The compiler knows what a `then` gives.
    'promise/always-return': 'off',
    // `z.catch(schema, value)` is no promise.
    'promise/valid-params': 'off',
    // Copying a set before a loop that changes it is no mistake.
    'unicorn/no-useless-spread': 'off',
    // `_name` is TypeScript's own way to say that a parameter is not used.
    'no-underscore-dangle': 'off',
    // Conditions that a callback changes look constant to it.
    'no-unmodified-loop-condition': 'off',
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
  },
  overrides: [
    {
      files: ['web/**'],
      plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y'],
      rules: {
        'react/rules-of-hooks': 'error',
        'react/exhaustive-deps': 'error',
        'react/react-in-jsx-scope': 'off',
      },
    },
    // Threads have no origin.
    { files: ['proxy/**'], rules: { 'unicorn/require-post-message-target-origin': 'off' } },
    // The launcher runs on Node 18, which has no toSorted.
    { files: ['*.mjs', 'bin/*.mjs'], rules: { 'unicorn/no-array-sort': 'off' } },
    ...sides,
    ...folders,
    defaultExports,
  ],
});
