// At the simulated cluster. LXD 5.0 and Incus 6 are enrolled at for real in e2e/system; of the others there is no real one.
import { afterEach, describe, expect, it } from 'vitest';
import { guiseNames } from '../sim/guise.ts';
import { type Scene, CONFIG, at, scene } from '../testing/enrolment.ts';
import { adviceFor, listOf } from './words.ts';
import { grantWords } from '../wire/grant.ts';

let here: Scene;
afterEach(() => here.sim.close());

const enrolled = async (token: string, more = {}) => {
  const outcome = await here.enroll(token, more);
  if (!outcome.ok) throw new Error(outcome.error.what);
  return outcome.value;
};

describe.each(guiseNames)('enrolment at the simulated %s', (guise) => {
  it('with a restricted certificate reads the cluster and may change nothing', async () => {
    here = await scene(guise);
    const done = await enrolled(await here.token([]));
    expect(done.grant).toEqual({ kind: 'restricted', projects: [], groups: [] });
    expect(grantWords(done.grant)).toBe('restricted, to no project');
    expect(listOf(done.rights.writes, 'allowed')).toBe('nothing');
    expect(done.rights.writes.every(({ right }) => right === 'refused')).toBe(true);
    expect(listOf(done.rights.reads, 'allowed')).toContain('members, groups, hardware');
    expect(listOf(done.rights.reads, 'refused')).toContain('warnings');
    expect(adviceFor(done).warning).toBe(null);
    expect(done.endpoints.toSorted()).toEqual(here.sim.endpoints.toSorted());
    expect([...here.place.files.keys()].toSorted()).toEqual(
      [CONFIG, at('prod.crt'), at('prod.key'), at('prod-cluster.crt')].toSorted(),
    );
    expect(here.place.files.get(at('prod-cluster.crt'))).toBe(here.sim.serverCertPem);
  });

  it('says of a certificate that names projects, or none at all, what it may change', async () => {
    here = await scene(guise);
    const named = await enrolled(await here.token(['default']), { name: 'named' });
    expect(grantWords(named.grant)).toBe('restricted to default');
    expect(adviceFor(named).warning).toContain('may change instances, profiles of default,');
    const all = await enrolled(await here.token(null), { name: 'all' });
    expect(all.grant?.kind).toBe('unrestricted');
    expect(listOf(all.rights.writes, 'allowed')).toBe(
      'instances, profiles, storage pools, cluster groups, cluster members',
    );
    expect(adviceFor(all).warning).toContain('enroll with a restricted certificate that names no project');
  });

  it('leaves nothing behind where the token is worth nothing', async () => {
    here = await scene(guise);
    const token = await here.token([]);
    await enrolled(token, { name: 'first' });
    const files = [...here.place.files.keys()];
    const again = await here.enroll(token, { name: 'second' });
    expect(again).toMatchObject({ ok: false, error: { kind: 'server' } });
    expect(JSON.stringify(again)).not.toContain(token);
    expect([...here.place.files.keys()]).toEqual(files);
  });
});

describe.each(['lxd-5.21', 'lxd-6'] as const)('an identity at the simulated %s', (guise) => {
  it('sees what its group may view, warnings and instances too, and may change nothing', async () => {
    here = await scene(guise);
    const done = await enrolled(await here.identityToken(['viewers']));
    expect(done.grant).toEqual({ kind: 'identity', projects: [], groups: ['viewers'] });
    expect(grantWords(done.grant)).toBe('an identity in the group viewers');
    expect(listOf(done.rights.reads, 'refused')).toBe('nothing');
    expect(done.rights.reads.every(({ right }) => right === 'allowed')).toBe(true);
    expect(done.rights.writes.every(({ right }) => right === 'refused')).toBe(true);
    expect(adviceFor(done)).toEqual({ warning: null, better: null });
  });

  it('is what a certificate of the older kind is told of', async () => {
    here = await scene(guise);
    const done = await enrolled(await here.token([]));
    expect(done.hasIdentities).toBe(true);
    expect(adviceFor(done).better).toContain('This server has identities');
  });

  it('is refused its token a second time', async () => {
    here = await scene(guise);
    const token = await here.identityToken([]);
    expect(grantWords((await enrolled(token)).grant)).toBe('an identity in no group');
    const again = await here.enroll(token, { name: 'second' });
    expect(again).toMatchObject({ ok: false, error: { kind: 'server' } });
    expect(JSON.stringify(again)).not.toContain(token);
  });
});

it('does not tell of identities where there are none', async () => {
  here = await scene('incus-6');
  expect(adviceFor(await enrolled(await here.token([]))).better).toBe(null);
});

it('spends no token before the files could be written', async () => {
  here = await scene('lxd-5.0');
  const token = await here.token([]);
  here.place.full.add(at('prod.crt'));
  expect(await here.enroll(token)).toMatchObject({
    ok: false,
    error: { kind: 'settings', what: `${at('prod.crt')} can't be written: ENOSPC` },
  });
  expect(here.place.files.size).toBe(0);
  here.place.full.clear();
  await enrolled(token);
});
