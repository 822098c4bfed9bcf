/** Questions to what was on the page at a moment, and what must hold of all of them. */
import { expect } from 'vitest';
import { staleAfterMs } from '../../proxy/wire/freshness.ts';
import type { Member } from '../../proxy/wire/snapshot.ts';
import type { Reason, ReasonCode } from '../../proxy/wire/verdict.ts';
import type { LiveView, Sighting } from './live-view.ts';
import { describeSightings } from './timeline.ts';

export function memberIn({ view }: Sighting, name: string): Member | undefined {
  return view.snapshot.members.find(({ server_name }) => server_name === name);
}

export const reasonIn = ({ verdict }: Sighting, code: ReasonCode): Reason | undefined =>
  verdict.reasons.find((reason) => reason.code === code);

export const isSilent =
  (name: string) =>
  (sighting: Sighting): boolean =>
    memberIn(sighting, name)?.probe.state === 'silent';

export const hasStatus =
  (name: string, status: string) =>
  (sighting: Sighting): boolean =>
    memberIn(sighting, name)?.status === status;

/** Whether the list on the page is LXD's of now: read well by the last try. */
export const isListed = ({ view }: Sighting): boolean => view.snapshot.parts.members.status === 'ok';

/** Whether exactly these members are there, both witnesses content with each, and the verdict says so. */
export const isWell =
  (names: readonly string[]) =>
  (sighting: Sighting): boolean => {
    const { members } = sighting.view.snapshot;
    return (
      sighting.verdict.level === 'ok' &&
      isListed(sighting) &&
      members.length === names.length &&
      names.every((name) => {
        const member = memberIn(sighting, name);
        return member?.status === 'Online' && member.probe.state === 'answering';
      })
    );
  };

/**
 * What must hold from a fault on until now, whatever LXD says meanwhile: our own word of each member is never older than
 * three beats, every survivor answers us, and at no moment does the page call one Offline.
 */
export function expectSurvivorsLive(live: LiveView, survivors: readonly string[], sinceMs: number): void {
  const sightings = live.since(sinceMs);
  const story = describeSightings(sightings, sinceMs);
  for (const [index, sighting] of sightings.entries()) {
    const { snapshot } = sighting.view;
    const untilMs = sightings[index + 1]?.atMs ?? sighting.atMs;
    for (const { server_name: name, probe, status } of snapshot.members) {
      const ageMs = untilMs - (probe.observedAtMs ?? 0);
      expect(ageMs, `the age of our word of ${name}\n${story}`).toBeLessThanOrEqual(staleAfterMs(snapshot));
      if (!survivors.includes(name)) continue;
      expect(probe.state, `${name} answers us all the time\n${story}`).toBe('answering');
      expect(status, `${name} is never shown as Offline\n${story}`).not.toBe('Offline');
    }
    const shown = snapshot.members.map(({ server_name }) => server_name);
    expect(shown, story).toEqual(expect.arrayContaining([...survivors]));
  }
}

/** That no list without heartbeats, in which all are Offline, was ever taken for the state of the cluster. */
export function expectNoMassOutage(live: LiveView, sinceMs: number): void {
  const sightings = live.since(sinceMs);
  const story = describeSightings(sightings, sinceMs);
  for (const sighting of sightings) {
    const { members } = sighting.view.snapshot;
    const allOffline = members.every(({ status }) => status === 'Offline');
    expect(allOffline, `all Offline on the page\n${story}`).toBe(false);
    expect(reasonIn(sighting, 'all-offline'), story).toBeUndefined();
  }
}
