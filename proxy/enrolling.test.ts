import { describe, expect, it } from 'vitest';
import type { Config } from './config/config.ts';
import { fileWith, parse } from './config/testing/settings.ts';
import { enrollingInto } from './enrolling.ts';
import { err } from './result.ts';
import { scene } from './testing/enrolment.ts';

/** The settings in use are those of no file; `after`: what the file says once a cluster was enrolled. */
async function begin({ after = fileWith(), claimed = null as string | null, refused = false } = {}) {
  const running = parse(null);
  if (!running.ok) throw new Error('the defaults can not be used');
  const served: Config[] = [];
  const { sim, token, enroll } = await scene('lxd-5.0');
  const enrolling = enrollingInto({
    configFile: '/etc/rollcall/rollcall.yaml',
    running: running.config,
    boundPort: () => 8484,
    enroll: async (draft) =>
      refused ? err({ kind: 'server', what: 'no', remedy: 'ask again' }) : enroll(draft.token),
    readSettings: () => parse(after),
    claim: () => claimed,
    serveNext: (next) => void served.push(next),
  });
  try {
    const outcome = await enrolling.enrol({ token: await token([]), name: 'prod' });
    const early = served.length;
    enrolling.takeUp();
    return { outcome, early, served };
  } finally {
    await sim.close();
  }
}

describe('enrolment into the running process', () => {
  it('is served once it is taken up, and not before', async () => {
    const { outcome, early, served } = await begin();
    expect(outcome).toMatchObject({ ok: true, value: { name: 'prod', restart: null } });
    expect(early).toBe(0);
    expect(served).toMatchObject([{ clusters: [{ name: 'prod' }] }]);
  });

  it.each([
    [
      'the settings can not be used',
      { after: 'clusters: 7\n' },
      /^The settings can't be used: rollcall\.yaml/,
    ],
    ['another process has the data', { claimed: 'that is in use' }, /^That is in use\.$/],
  ])('leaves the demo as it is, and says why, when %s', async (_, world, why) => {
    const { outcome, served } = await begin(world);
    expect(outcome).toMatchObject({ ok: true, value: { restart: expect.stringMatching(why) } });
    expect(served).toEqual([]);
  });

  it('changes nothing when it is refused', async () => {
    const { outcome, served } = await begin({ refused: true });
    expect(outcome.ok).toBe(false);
    expect(served).toEqual([]);
  });
});
