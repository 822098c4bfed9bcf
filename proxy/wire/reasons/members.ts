/** Rules about single members: what LXD says of them, what we see of them, and where the two differ. */
import { everyoneOffline } from '../quorum.ts';
import type { Member, Since } from '../snapshot.ts';
import { somebodyAnswers } from '../standing.ts';
import { changedCertificate } from '../trust.ts';
import { type LxdWord, ourWord } from '../witness.ts';
import { type Rule, type Scene, about, membersWhere, perWord, together } from './scene.ts';
import { agree, firstOf, lasting, namesOf, theyAre, theyHave } from './words.ts';

const statusOf = (member: Member): string => member.status;
const statusSince = (member: Member): Since => member.statusSince;
const probeSince = (member: Member): Since => member.probe.since;
const lastProbed = ({ probe }: Member): Since => ({
  atMs: probe.observedAtMs ?? probe.since.atMs,
  witnessed: true,
});

/** LXD calls a member Offline, and we have no answer that speaks against it. */
export const offline: Rule = (scene) => {
  if (everyoneOffline(scene.snapshot.members)) return [];
  const down = membersWhere(scene, (lxd, ours) => lxd.shape === 'offline' && ours.state !== 'answering');
  return together(down, (members) => {
    const text = `${theyHave(members)} been offline${lasting(members, statusSince, scene.nowMs)}.`;
    return about('offline', 'degraded', members, text, firstOf(members, statusSince));
  });
};

/** LXD calls a member Offline, but it answers us. */
export const offlineYetAnswering: Rule = (scene) => {
  if (everyoneOffline(scene.snapshot.members)) return [];
  const alive = membersWhere(scene, (lxd, ours) => lxd.shape === 'offline' && ours.state === 'answering');
  return together(alive, (members) => {
    const says = `${scene.product} says ${theyAre(members)} offline`;
    const text = `${says}, but ${agree(members, 'it answers', 'they answer')} us: heartbeats do not arrive, or a clock is wrong.`;
    return about('offline-yet-answering', 'degraded', members, text, firstOf(members, statusSince));
  });
};

/** Members that do not answer us. When nobody does, that is said once and for all of them. */
const silentWhere = (scene: Scene, test: (lxd: LxdWord) => boolean): Member[] =>
  somebodyAnswers(scene.snapshot, scene.nowMs)
    ? membersWhere(scene, (lxd, ours) => ours.state === 'silent' && test(lxd))
    : [];

/** A member does not answer us, although LXD calls it something better than Offline. */
export const silentThoughListed: Rule = (scene) => {
  const quiet = silentWhere(scene, (lxd) => lxd.shape === 'online' || lxd.shape === 'attention');
  return perWord(quiet, statusOf, (members, status) => {
    const but = `${scene.product} says ${theyAre(members)} ${status}, but ${agree(members, 'it has', 'they have')}`;
    const text = `${but} not answered us${lasting(members, probeSince, scene.nowMs)}.`;
    return about('silent', 'degraded', members, text, firstOf(members, probeSince));
  });
};

/** LXD reports a member in maintenance as such whether it lives or not, so only our probe can tell that it is dead. */
export const silentInMaintenance: Rule = (scene) => {
  const quiet = silentWhere(scene, (lxd) => lxd.shape === 'evacuated');
  return perWord(quiet, statusOf, (members, status) => {
    const and = `${theyAre(members)} ${status.toLowerCase()} and ${agree(members, 'has', 'have')}`;
    const hidden = `${scene.product} would not report ${agree(members, 'it', 'them')} as Offline`;
    const text = `${and} not answered us${lasting(members, probeSince, scene.nowMs)}; ${hidden}.`;
    return about('evacuated-silent', 'degraded', members, text, firstOf(members, probeSince));
  });
};

/** A member does not answer us, and what LXD says of it is old or without heartbeats, so our word stands alone. */
export const silentUnlisted: Rule = (scene) => {
  const everyone = everyoneOffline(scene.snapshot.members);
  const quiet = silentWhere(scene, (lxd) => lxd.stale || (everyone && lxd.shape === 'offline'));
  return together(quiet, (members) => {
    const text = `${theyHave(members)} not answered us${lasting(members, probeSince, scene.nowMs)}.`;
    return about('silent', 'degraded', members, text, firstOf(members, probeSince));
  });
};

/** Our own word of a member is too old to stand. Nothing that was true of it may be shown as if it still were. */
export const unprobed: Rule = (scene) => {
  if (!somebodyAnswers(scene.snapshot, scene.nowMs)) return [];
  return together(
    membersWhere(scene, (_lxd, ours) => ours.state === 'unknown'),
    (members) => {
      const so = `so whether ${agree(members, 'it answers', 'they answer')} us is unknown`;
      const text = `${theyHave(members)} not been probed${lasting(members, lastProbed, scene.nowMs)}, ${so}.`;
      return about('probe-stale', 'unknown', members, text, firstOf(members, lastProbed));
    },
  );
};

export const wrongAnswer: Rule = (scene) => {
  const { snapshot, nowMs } = scene;
  // When it is the cluster's certificate that was changed, that is said once and for all of them.
  const changed = changedCertificate(snapshot) !== null;
  const strangers = membersWhere(scene, (_lxd, ours) => ours.state === 'wrong').filter(
    ({ probe }) => !(changed && probe.failure?.kind === 'pin-mismatch'),
  );
  return perWord(
    strangers,
    ({ probe }) => ourWord(probe, snapshot, nowMs).word,
    (members, word) => {
      const answers = `${namesOf(members)} ${agree(members, 'does', 'do')} not answer`;
      const text = `${answers} as ${agree(members, 'it', 'they')} should: ${word}.`;
      return about('wrong-answer', 'degraded', members, text, firstOf(members, probeSince));
    },
  );
};

/** Blocked, or a status that we do not know: told in LXD's own words. */
export const attention: Rule = (scene) => {
  const odd = membersWhere(scene, (lxd) => lxd.shape === 'attention');
  return perWord(odd, statusOf, (members, status) => {
    const since = firstOf(members, statusSince);
    const why = inItsWords(members);
    return status === 'Blocked'
      ? about('blocked', 'degraded', members, `${theyAre(members)} blocked${why}.`, since)
      : about(
          'unknown-status',
          'degraded',
          members,
          `${scene.product} says ${theyAre(members)} "${status}"${why}.`,
          since,
        );
  });
};

/** More different messages than this differ because they carry times or names, and would only hide the sentence. */
const MESSAGES_TOLD = 2;

function inItsWords(members: readonly Member[]): string {
  const messages = [...new Set(members.map((member) => member.message.replace(/\.$/, '')))].filter(
    (text) => text !== '',
  );
  return messages.length === 0 || messages.length > MESSAGES_TOLD ? '' : `: ${messages.join('; ')}`;
}

export const inMaintenance: Rule = (scene) => {
  const away = membersWhere(scene, (lxd, ours) => lxd.shape === 'evacuated' && ours.state !== 'silent');
  return perWord(away, statusOf, (members, status) => {
    const text = `${theyHave(members)} been ${status.toLowerCase()}${lasting(members, statusSince, scene.nowMs)}.`;
    return about('evacuated', 'notice', members, text, firstOf(members, statusSince));
  });
};

/** Of members that answer now: what a dead one ran says nothing. */
export const mixedVersions: Rule = (scene) => {
  const running = membersWhere(scene, (_lxd, ours) => ours.state === 'answering').flatMap((member) =>
    member.probe.version === null ? [] : [{ member, version: member.probe.version }],
  );
  const byVersion = Map.groupBy(running, ({ version }) => version);
  if (byVersion.size < 2) return [];
  const parts = [...byVersion]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([version, runs]) => `${version} on ${namesOf(runs.map(({ member }) => member))}`);
  return [about('mixed-versions', 'notice', [], `Members run different versions: ${parts.join('; ')}.`)];
};
