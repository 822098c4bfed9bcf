/** An app in which people log in by a provider, at an address that only a browser of the tests has to know. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type AccessDeps, startAccess } from '../access/access.ts';
import { openDisplays } from '../access/displays.ts';
import { createOidc } from '../access/oidc/oidc.ts';
import { OIDC_CALLBACK_PATH, OIDC_DEFAULTS, type OidcSettings } from '../access/oidc/settings.ts';
import type { Ending, HistoryStore } from '../history/store.ts';
import { makeApp } from './app.ts';

export const HOME = 'http://board.example.org';
export const CALLBACK = HOME + OIDC_CALLBACK_PATH;
export const CLIENT = { clientId: 'rollcall', clientSecret: 'the secret of the tests' };

export const settingsFor = (issuer: string, differs: Partial<OidcSettings> = {}): OidcSettings => ({
  ...OIDC_DEFAULTS,
  ...CLIENT,
  issuer,
  label: 'Acme',
  scopes: ['openid', 'profile', 'groups'],
  roles: { operator: ['operators', 'root'], viewer: ['staff'] },
  redirectUri: CALLBACK,
  ...differs,
});

export type LogInApp = {
  app: FastifyInstance;
  logged(): string;
  close(): Promise<void>;
};

export const KEY = { id: 'k', key: randomBytes(32) };
const KEYS = { current: () => KEY, all: () => [KEY] };

type Options = {
  settings: OidcSettings;
  store: HistoryStore;
  now(): number;
  deadlineMs?: number;
  kept?: Ending[];
  access?: Partial<AccessDeps>;
};

export async function makeLogInApp({
  settings,
  store,
  now,
  deadlineMs = 5000,
  kept = [],
  access,
}: Options): Promise<LogInApp> {
  let logged = '';
  const limits = { idleMs: 3_600_000, longestMs: 36_000_000 };
  const app = await makeApp({
    access: startAccess({
      limits,
      accounts: [],
      displays: await openDisplays({ store, onTrouble: () => {}, now }),
      vouching: null,
      oidc: createOidc({ settings, limits, keys: KEYS, deadlineMs, now }),
      publicUrl: HOME,
      trustedProxies: [],
      keys: KEYS,
      endings: [...kept],
      keep: (ending) => kept.push(ending),
      lookEveryMs: 20,
      now,
      ...access,
    }),
    history: { store, past: () => undefined },
    hosts: ['board.example.org'],
    log: pino({ level: 'trace' }, { write: (line: string) => (logged += line) }),
    now,
  });
  return { app, logged: () => logged, close: () => app.close() };
}

/** What a browser does with our answers: it keeps cookies, and takes redirects. */
export function createBrowser(app: FastifyInstance, host = 'board.example.org') {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async go(url: string) {
      const answer = await app.inject({
        url,
        headers: {
          host,
          cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        },
      });
      for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return answer;
    },
  };
}
