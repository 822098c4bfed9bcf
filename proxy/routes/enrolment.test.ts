import { describe, expect, it, vi } from 'vitest';
import { pino } from 'pino';
import { err, ok } from '../result.ts';
import { makeApp } from '../testing/app.ts';
import type { Enrolment, EnrolmentDraft } from '../wire/enrolment.ts';
import type { Enrolling } from './enrolment.ts';

const TOKEN = 'c2VjcmV0LXRva2Vu'.repeat(20);
const DONE: Enrolment = {
  name: 'prod',
  product: 'lxd',
  version: '5.0.2',
  members: 3,
  grant: { kind: 'restricted', projects: [], groups: [] },
  mayRead: ['members'],
  mayNotRead: ['warnings'],
  mayChange: [],
  warning: null,
  better: null,
  files: ['/etc/rollcall/rollcall.yaml'],
  restart: null,
};
const LATER: Enrolment = { ...DONE, restart: 'It listens elsewhere by now.' };

async function begin(enrol: Enrolling['enrol'] | null) {
  const drafts: EnrolmentDraft[] = [];
  const takenUp = vi.fn<() => void>();
  const lines: string[] = [];
  const enrolling: Enrolling | null =
    enrol === null
      ? null
      : {
          configFile: '/etc/rollcall/rollcall.yaml',
          enrol(draft) {
            drafts.push(draft);
            return enrol(draft);
          },
          takeUp: takenUp,
        };
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const app = await makeApp({ enrolling, log });
  const post = (payload: unknown, headers: Record<string, string> = { 'x-rollcall': '1' }) =>
    app.inject({
      method: 'POST',
      url: '/api/enrolment',
      headers: { host: '127.0.0.1:8484', 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
  const offer = () => app.inject({ url: '/api/enrolment', headers: { host: '127.0.0.1:8484' } });
  return { drafts, lines, post, offer, takenUp };
}

const DRAFT = { token: TOKEN, name: null };

describe('enrolment from the page', () => {
  it('says what came of it, and never the token', async () => {
    const { post, offer, drafts, lines } = await begin(async () => ok(DONE));
    expect((await offer()).json()).toEqual({ configFile: '/etc/rollcall/rollcall.yaml' });
    const answer = await post(DRAFT);
    expect([answer.statusCode, answer.json()]).toEqual([201, DONE]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(drafts).toEqual([DRAFT]);
    expect(answer.body + lines.join('')).not.toContain(TOKEN);
  });

  it.each([
    ['settings', 400],
    ['server', 502],
  ] as const)('says why not: %s', async (kind, status) => {
    const { post } = await begin(async () => err({ kind, what: 'it was spent', remedy: 'make another' }));
    const answer = await post(DRAFT);
    expect([answer.statusCode, answer.json()]).toEqual([
      status,
      expect.objectContaining({ code: 'not-enrolled', message: 'It was spent.', remedy: 'Make another.' }),
    ]);
  });

  it.each([
    ['a page of another site', DRAFT, { origin: 'https://evil.example' }, 403],
    ['a form, which proves nothing', DRAFT, {}, 403],
    ['what is no JSON', `token=${TOKEN}`, { 'x-rollcall': '1', 'content-type': 'text/plain' }, 415],
    ['no token', { name: null }, { 'x-rollcall': '1' }, 400],
    ['a token that is far too long', { token: 'A'.repeat(10_001), name: null }, { 'x-rollcall': '1' }, 400],
    ['more than any token', { token: 'A'.repeat(20_000), name: null }, { 'x-rollcall': '1' }, 413],
  ])('takes nothing from %s', async (_, payload, headers, status) => {
    const { post, drafts, lines } = await begin(async () => ok(DONE));
    const answer = await post(payload, headers);
    expect(answer.statusCode).toBe(status);
    expect(drafts).toEqual([]);
    expect(answer.body + lines.join('')).not.toContain(TOKEN);
  });

  it('does one at a time', async () => {
    const first = Promise.withResolvers<void>();
    const { post } = await begin(async () => {
      await first.promise;
      return ok(LATER);
    });
    // It is sent once somebody waits for it.
    const under = post(DRAFT).then((answer) => answer);
    await expect.poll(async () => (await post(DRAFT)).statusCode).toBe(409);
    first.resolve();
    expect((await under).statusCode).toBe(201);
    expect((await post(DRAFT)).statusCode).toBe(201);
  });

  it('has it taken up once it is answered, and takes no other token meanwhile', async () => {
    const { post, takenUp } = await begin(async () => ok(DONE));
    expect((await post(DRAFT)).statusCode).toBe(201);
    await expect.poll(() => takenUp.mock.calls.length).toBe(1);
    expect((await post(DRAFT)).statusCode).toBe(409);
  });

  it('has nothing taken up that was refused', async () => {
    const { post, takenUp } = await begin(async () => err({ kind: 'server', what: 'no', remedy: 'ask' }));
    expect((await post(DRAFT)).statusCode).toBe(502);
    expect((await post(DRAFT)).statusCode).toBe(502);
    expect(takenUp).not.toHaveBeenCalled();
  });

  it('is not offered where it may not be', async () => {
    const { post, offer } = await begin(null);
    expect((await offer()).statusCode).toBe(404);
    const answer = await post(DRAFT);
    expect([answer.statusCode, answer.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'not-offered' }),
    ]);
    expect(answer.body).not.toContain(TOKEN);
  });
});
