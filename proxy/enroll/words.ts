/** What a certificate may, in words, and what would be better. */
import type { Enrolled } from './enroll.ts';
import type { Right, Tried } from './rights.ts';

export const listOf = (tried: readonly Tried[], right: Right): string =>
  tried
    .filter((each) => each.right === right)
    .map(({ what }) => what)
    .join(', ') || 'nothing';

/**
 * `warning`: it may change something. Rollcall changes nothing, but whoever gets hold of its key might.
 * `better`: an identity would see more, and change no more, where the server has such.
 */
export function adviceFor({ rights, grant, hasIdentities }: Enrolled): {
  warning: string | null;
  better: string | null;
} {
  const changes = listOf(rights.writes, 'allowed');
  const projects = grant?.projects ?? [];
  const scope = projects.length === 0 ? '' : ` of ${projects.join(', ')}`;
  const instead =
    grant?.kind === 'identity'
      ? 'put the identity in a group that may view alone'
      : 'enroll with a restricted certificate that names no project';
  return {
    warning:
      changes === 'nothing'
        ? null
        : `this certificate may change ${changes}${scope}, which Rollcall never does: guard its key, or ${instead}`,
    better:
      hasIdentities && grant !== null && grant.kind !== 'identity'
        ? 'This server has identities, which are better still: one in a group that may view the server sees instances and ' +
          'warnings,\ntoo, and can change nothing. See docs/enrolment.md.'
        : null,
  };
}
