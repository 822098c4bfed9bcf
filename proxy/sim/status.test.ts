import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { goDuration } from './go-format.ts';
import { guiseNames, guises } from './guise.ts';
import { statusOf } from './status.ts';
import type { StatusSource } from './status.ts';

const thresholdMs = 20_000;
const nowMs = Date.UTC(2026, 10, 23, 10, 57, 48);
const member: StatusSource = { evacuation: 'none', blocked: false, heartbeatAtMs: nowMs };

describe('statusOf', () => {
  it('says Offline only after the threshold', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.constantFrom(...guiseNames), (ageMs, guise) => {
        const { status } = statusOf(
          { ...member, heartbeatAtMs: nowMs - ageMs },
          nowMs,
          thresholdMs,
          guises[guise],
        );
        expect(status).toBe(ageMs > thresholdMs ? 'Offline' : 'Online');
      }),
    );
  });

  it('hides Offline and Blocked behind Evacuated', () => {
    const lost = { evacuation: 'evacuated' as const, blocked: true, heartbeatAtMs: 0 };
    const shown = { status: 'Evacuated', message: 'Unavailable due to maintenance' };
    expect(statusOf(lost, nowMs, thresholdMs, guises['lxd-5.0'])).toEqual(shown);
  });

  it('prints the message as Go does', () => {
    const late = { ...member, heartbeatAtMs: nowMs - 20_465 };
    expect(statusOf(late, nowMs, thresholdMs, guises['lxd-5.0']).message).toMatch(
      /^No heartbeat for 20\.465\d{1,6}s \(2026-11-23 10:57:27\.535\d{0,6} \+0000 UTC\)$/,
    );
    expect(statusOf(late, nowMs, thresholdMs, guises['incus-7']).message).toBe(
      'No heartbeat for 20s (2026-11-23 10:57:27 +0000)',
    );
  });

  it.each([
    ['lxd-5.0', 'evacuating', 'Evacuated'],
    ['incus-6', 'restoring', 'Evacuated'],
    ['incus-7', 'evacuating', 'Evacuating'],
    ['incus-7', 'restoring', 'Restoring'],
  ] as const)('of %s while %s is %s', (guise, evacuation, status) => {
    expect(statusOf({ ...member, evacuation }, nowMs, thresholdMs, guises[guise]).status).toBe(status);
  });

  it('says Blocked of a member that is heard of', () => {
    expect(statusOf({ ...member, blocked: true }, nowMs, thresholdMs, guises['incus-6'])).toEqual({
      status: 'Blocked',
      message: 'Needs updating to newer version',
    });
  });
});

it.each([
  [45_000, '45s'],
  [79_000, '1m19s'],
  [3_723_000, '1h2m3s'],
])('writes %i ms as %s', (ms, text) => {
  expect(goDuration(ms, { rounded: true })).toBe(text);
});
