// At the simulated cluster; LXD 5.0 and Incus 6 for real in e2e/system.
import { parse } from 'yaml';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AcceptRequest, accept } from './accept.ts';
import { type Scene, CONFIG, at, scene } from '../testing/enrolment.ts';

let here: Scene;
beforeEach(async () => {
  here = await scene('lxd-5.0');
  const outcome = await here.enroll(await here.token([]));
  if (!outcome.ok) throw new Error(outcome.error.what);
});
afterEach(() => here.sim.close());

const accepted = (fingerprint: string, more: Partial<AcceptRequest> = {}) =>
  accept({
    name: 'prod',
    fingerprint,
    configPath: CONFIG,
    place: here.place,
    pause: async () => {},
    ...more,
  });
/** The settings with the fingerprint in them, in place of a file. */
const pinInSettings = (): void => {
  const text = here.place.files.get(CONFIG) ?? '';
  here.place.files.set(
    CONFIG,
    text.replace(
      'serverCert: prod-cluster.crt',
      `# by hand\n    serverFingerprint: ${here.sim.serverFingerprint}`,
    ),
  );
};

it('takes the certificate that all members present, into the file that the settings name', async () => {
  const oldFingerprint = here.sim.serverFingerprint;
  const before = new Map(here.place.files);
  const fingerprint = await here.sim.control.updateCertificate();
  expect(await accepted(fingerprint.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:'))).toEqual({
    ok: true,
    value: {
      name: 'prod',
      fingerprint,
      oldFingerprint,
      presenting: expect.arrayContaining(here.sim.endpoints),
      silent: [],
      file: at('prod-cluster.crt'),
    },
  });
  expect(here.place.files).toEqual(new Map([...before, [at('prod-cluster.crt'), here.sim.serverCertPem]]));
});

it('or into the settings themselves, where the fingerprint stands there, and leaves the rest as it is', async () => {
  pinInSettings();
  const before = here.place.files.get(CONFIG) ?? '';
  const old = here.sim.serverFingerprint;
  const fingerprint = await here.sim.control.updateCertificate();
  expect(await accepted(fingerprint)).toMatchObject({ ok: true, value: { file: CONFIG } });
  expect(here.place.files.get(CONFIG)).toBe(before.replace(old, fingerprint));
  expect(parse(here.place.files.get(CONFIG) ?? '')).toMatchObject({
    clusters: [{ serverFingerprint: fingerprint }],
  });
});

it('says who did not answer', async () => {
  const fingerprint = await here.sim.control.updateCertificate();
  const [gone] = await here.sim.control.members();
  await here.sim.control.kill(gone?.name ?? '');
  expect(await accepted(fingerprint)).toMatchObject({
    ok: true,
    value: { silent: [gone?.url], presenting: { length: 2 } },
  });
});

it.each([
  [
    'another than the members present',
    () => 'ab'.repeat(32),
    'server',
    /does not present the certificate given/,
  ],
  ['half of one', () => 'ab'.repeat(16), 'settings', /^--accept is not a SHA-256 fingerprint/],
  ['what it is known by already', () => here.sim.serverFingerprint, 'settings', /^prod is known by this/],
])('changes nothing for %s', async (_, fingerprint, kind, what) => {
  const before = new Map(here.place.files);
  const outcome = await accepted(fingerprint());
  expect(outcome).toMatchObject({ ok: false, error: { kind, what: expect.stringMatching(what) } });
  expect(here.place.files).toEqual(before);
});

it('changes nothing where one member presents another certificate than the others', async () => {
  const fingerprint = await here.sim.control.updateCertificate();
  const [, , last] = await here.sim.control.members();
  // Its daemon goes on by itself, at an address that the settings still name.
  await here.sim.control.remove(last?.name ?? '');
  const before = new Map(here.place.files);
  expect(await accepted(fingerprint)).toMatchObject({
    ok: false,
    error: { kind: 'server', what: expect.stringContaining(`${last?.url} does not present`) },
  });
  expect(here.place.files).toEqual(before);
});

it('changes nothing where nobody answers', async () => {
  const fingerprint = await here.sim.control.updateCertificate();
  for (const { name } of await here.sim.control.members()) await here.sim.control.stop(name);
  expect(await accepted(fingerprint)).toMatchObject({
    ok: false,
    error: { kind: 'server', what: 'no server of prod answers' },
  });
});
