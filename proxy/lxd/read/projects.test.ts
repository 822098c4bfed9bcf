import { describe, expect, it } from 'vitest';
import { type Result, err, ok } from '../../result.ts';
import type { Failure, FailureKind } from '../../wire/snapshot.ts';
import type { LxdClient } from '../client.ts';
import { fetchProjects, inProject, readAllProjects } from './projects.ts';
import type { Heard } from './read.ts';

const ORIGIN = 'https://node-1:8443';
const OPTIONS = { deadlineMs: 1000 };

/** A server that lists these projects. */
const listing = (projects: string[] | null): LxdClient => ({
  get: async () =>
    ok({
      status: 200,
      contentType: 'application/json',
      etag: null,
      dateMs: null,
      body: Buffer.from(JSON.stringify({ type: 'sync', metadata: projects })),
      ms: 25,
    }),
  openEvents: () => {
    throw new Error('nobody listens here');
  },
  serverNotAfterMs: () => null,
  pin: () => '',
  clientFingerprint: () => '',
  strangers: () => new Map(),
  look: async () => {},
  use: () => {},
  close: async () => {},
});
const fails = (kind: FailureKind) => err<Failure>({ kind, message: kind });
const heard = (value: string[]): Result<Heard<string[]>, Failure> => ok({ value, origin: ORIGIN, ms: 10 });

describe('the projects that we may see', () => {
  it('are named by their paths', async () => {
    const answer = await fetchProjects(
      listing(['/1.0/projects/default', '/1.0/projects/a%20b']),
      ORIGIN,
      OPTIONS,
    );
    expect(answer).toMatchObject({ value: { value: ['default', 'a b'] } });
  });

  it.each([[[]], [null]])(
    'are refused to us when there are none (%j), for there is always one',
    async (none) => {
      expect(await fetchProjects(listing(none), ORIGIN, OPTIONS)).toMatchObject({
        error: { kind: 'forbidden' },
      });
    },
  );

  it('are asked for by name, whatever it is', () => {
    expect(inProject('a&b')).toBe('project=a%26b');
    expect(inProject(null)).toBe('all-projects=true');
  });
});

describe('a list over all projects', () => {
  const read = (client: LxdClient, answers: Record<string, Result<Heard<string[]>, Failure>>) => {
    const asked: (string | null)[] = [];
    const answer = readAllProjects(client, ORIGIN, OPTIONS, async (project) => {
      asked.push(project);
      return answers[project ?? 'all'] ?? fails('not-found');
    });
    return answer.then((result) => ({ result, asked }));
  };

  it('is read in one question where that is granted', async () => {
    const { result, asked } = await read(listing([]), { all: heard(['web']) });
    expect(result).toMatchObject({ value: { value: ['web'], ms: 10 } });
    expect(asked).toEqual([null]);
  });

  it('is read project by project where it is not, and costs what all of these take', async () => {
    const client = listing(['/1.0/projects/default', '/1.0/projects/shop']);
    for (const refusal of ['forbidden', 'lxd-error'] as const) {
      const answers = { all: fails(refusal), default: heard(['web']), shop: heard(['db']) };
      const { result, asked } = await read(client, answers);
      expect(result).toMatchObject({ value: { value: ['web', 'db'], ms: 45 } });
      expect(asked).toEqual([null, 'default', 'shop']);
    }
  });

  it('that is empty is believed only of one who sees a project', async () => {
    const none = { all: heard([]) };
    expect((await read(listing(['/1.0/projects/default']), none)).result).toMatchObject({
      value: { value: [] },
    });
    expect((await read(listing([]), none)).result).toMatchObject({ error: { kind: 'forbidden' } });
  });

  it('is refused to one who sees no project', async () => {
    const { result } = await read(listing([]), { all: fails('forbidden') });
    expect(result).toMatchObject({
      error: { message: 'the certificate is restricted and names no project' },
    });
  });

  it('fails as a whole where one of the projects can not be read, or with what else went wrong', async () => {
    const client = listing(['/1.0/projects/default', '/1.0/projects/shop']);
    const answers = { all: fails('forbidden'), default: heard(['web']), shop: fails('timeout') };
    expect((await read(client, answers)).result).toMatchObject({ error: { kind: 'timeout' } });
    expect((await read(client, { all: fails('lxd-error') })).result).toMatchObject({
      error: { kind: 'lxd-error' },
    });
  });
});
