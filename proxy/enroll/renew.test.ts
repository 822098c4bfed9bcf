// At the simulated cluster; LXD 5.0 and Incus 6 for real in e2e/system.
import { X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { guiseNames } from '../sim/guise.ts';
import { type RenewRequest, renew } from './renew.ts';
import { type Scene, CONFIG, at, scene } from '../testing/enrolment.ts';

let here: Scene;
afterEach(() => here.sim.close());

const NOW_MS = Date.now();
const DAY_MS = 86_400_000;
const renewed = (more: Partial<RenewRequest> = {}) =>
  renew({
    name: 'prod',
    token: null,
    configPath: CONFIG,
    nowMs: NOW_MS + DAY_MS,
    place: here.place,
    pause: async () => {},
    ...more,
  });
const enrol = async (token: string) => {
  const outcome = await here.enroll(token);
  if (!outcome.ok) throw new Error(outcome.error.what);
};
const pair = () => ({
  certPem: here.place.files.get(at('prod.crt')) ?? '',
  keyPem: here.place.files.get(at('prod.key')) ?? '',
});
const auth = async (client: ReturnType<typeof pair>): Promise<unknown> =>
  (await here.ask(client, 'GET', '/1.0')).json;
const FILES = [CONFIG, at('prod-cluster.crt'), at('prod.crt'), at('prod.key')].toSorted();
const files = () => [...here.place.files.keys()].toSorted();

describe.each(guiseNames)('at the simulated %s', (guise) => {
  it.each([
    ['a restricted certificate', []],
    ['one that names projects', ['default']],
    ['an unrestricted one', null],
  ])('%s vouches for its successor, which may as much', async (_, projects) => {
    here = await scene(guise);
    await enrol(await here.token(projects));
    const old = pair();
    const settings = here.place.files.get(CONFIG);
    const done = await renewed();
    expect(done).toMatchObject({
      ok: true,
      value: {
        by: 'certificate',
        grant: { kind: projects === null ? 'unrestricted' : 'restricted', projects: projects ?? [] },
      },
    });
    const next = pair();
    expect(next.keyPem).not.toBe(old.keyPem);
    expect(new X509Certificate(next.certPem).subject).toBe(new X509Certificate(old.certPem).subject);
    expect(await auth(next)).toMatchObject({ metadata: { auth: 'trusted' } });
    expect(await auth(old)).toMatchObject({ metadata: { auth: 'untrusted' } });
    expect(files()).toEqual(FILES);
    expect(here.place.files.get(CONFIG)).toBe(settings);
  });
});

describe.each(guiseNames)('at the simulated %s', (guise) => {
  it('a token of a restricted certificate makes one of an unrestricted, which still is worth something', async () => {
    here = await scene(guise);
    await enrol(await here.token(null));
    const old = pair();
    expect(await renewed({ token: await here.token([]) })).toMatchObject({
      ok: true,
      value: { by: 'token', grant: { kind: 'restricted', projects: [] } },
    });
    expect(pair().keyPem).not.toBe(old.keyPem);
    // Which is why the command that removes it is printed.
    expect(await auth(old)).toMatchObject({ metadata: { auth: 'trusted' } });
  });
});

describe.each(['lxd-5.21', 'lxd-6'] as const)('at the simulated %s', (guise) => {
  it('an identity vouches for its next certificate', async () => {
    here = await scene(guise);
    await enrol(await here.identityToken(['viewers']));
    const old = pair();
    expect(await renewed()).toMatchObject({
      ok: true,
      value: { grant: { kind: 'identity', groups: ['viewers'] } },
    });
    expect(await auth(pair())).toMatchObject({ metadata: { auth: 'trusted' } });
    expect(await auth(old)).toMatchObject({ metadata: { auth: 'untrusted' } });
  });
});

it('takes a token where the old certificate is worth nothing, and says so without one', async () => {
  here = await scene('lxd-5.0');
  await enrol(await here.token([]));
  const old = pair();
  await here.sim.control.refuseCertificate(true);
  expect(await renewed()).toEqual({
    ok: false,
    error: {
      kind: 'server',
      what: 'prod does not trust the old certificate any more',
      remedy: 'make a new token on a member and give it, too: rollcall enroll --renew prod TOKEN',
    },
  });
  expect(files()).toEqual(FILES);
  expect(pair()).toEqual(old);
  await here.sim.control.refuseCertificate(false);
  expect(await renewed({ token: await here.token([]) })).toMatchObject({ ok: true, value: { by: 'token' } });
  expect(await auth(pair())).toMatchObject({ metadata: { auth: 'trusted' } });
  expect(pair().keyPem).not.toBe(old.keyPem);
});

it('ends what was begun: the new certificate was trusted, and its files could not be put in place', async () => {
  here = await scene('lxd-5.0');
  await enrol(await here.token([]));
  const old = pair();
  for (const path of [at('prod.crt'), at('prod.key')]) {
    here.place.full.add(path);
    const stopped = await renewed();
    expect(stopped).toMatchObject({
      ok: false,
      error: { remedy: 'make it writable, and the same command again ends what was begun' },
    });
    expect(files()).toContain(at('prod.key.new'));
    here.place.full.clear();
    expect(await renewed()).toMatchObject({ ok: true, value: { by: 'earlier' } });
    expect(files()).toEqual(FILES);
    expect(await auth(pair())).toMatchObject({ metadata: { auth: 'trusted' } });
  }
  expect(pair().keyPem).not.toBe(old.keyPem);
});

it('keeps both pairs while no member answers, and changes nothing', async () => {
  here = await scene('lxd-5.0');
  await enrol(await here.token([]));
  const before = new Map(here.place.files);
  for (const { name } of await here.sim.control.members()) await here.sim.control.stop(name);
  expect(await renewed()).toMatchObject({ ok: false, error: { kind: 'server' } });
  expect(here.place.files).toEqual(before);
});

it('throws a pair away that waited and is not trusted', async () => {
  here = await scene('lxd-5.0');
  await enrol(await here.token([]));
  here.place.files.set(at('prod.crt.new'), here.sim.serverCertPem);
  here.place.files.set(at('prod.key.new'), 'no key');
  expect(await renewed()).toMatchObject({ ok: true, value: { by: 'certificate' } });
  expect(files()).toEqual(FILES);
});

it.each([
  ['other', `${CONFIG} has no cluster "other", but prod`],
  ['prod', `there is no ${CONFIG}`],
])('says what is missing: %s', async (name, what) => {
  here = await scene('lxd-5.0');
  if (name === 'other') await enrol(await here.token([]));
  expect(await renewed({ name })).toMatchObject({ ok: false, error: { kind: 'settings', what } });
});

it('refuses the token of another cluster', async () => {
  here = await scene('lxd-5.0');
  await enrol(await here.token([]));
  const token = Buffer.from(await here.token([]), 'base64')
    .toString()
    .replace(here.sim.serverFingerprint, 'ab'.repeat(32));
  const outcome = await renewed({ token: Buffer.from(token).toString('base64') });
  expect(outcome).toMatchObject({
    ok: false,
    error: { what: 'this token is of a cluster with another certificate than prod is known by' },
  });
});
