/** How far our certificate reaches. Rollcall only reads, so all that it may change is more than it needs. */
import type { Right, Rights } from '../enroll/rights.ts';
import type { Grant } from '../wire/grant.ts';
import { type Finding, about } from './finding.ts';

const NARROWER =
  'guard its key, or enroll with a restricted certificate: lxc config trust add --name rollcall --restricted';
const FEWER = 'guard its key, or put the identity in a group that may view alone';

const IDENTITY =
  'to see more and change no more, enroll as an identity in a group that may view: lxc auth identity create tls/rollcall --group viewers';

/** `grant` null: the server does not say. `hasIdentities`: it could be an identity of fine-grained authorization. */
export function judgeRights(
  cluster: string,
  { reads, writes }: Rights,
  grant: Grant | null,
  hasIdentities: boolean,
): Finding[] {
  const here = about(cluster, cluster);
  const changes = listOf(writes, 'allowed');
  const refused = listOf(reads, 'refused');
  const better = hasIdentities && grant?.kind !== 'identity' ? IDENTITY : null;
  return [
    judgeChanges(),
    ...(refused === ''
      ? []
      : [here.note('rights', `ours may not read ${refused}: the board says so in their place`, better)]),
  ];

  function judgeChanges(): Finding {
    if (grant?.kind === 'unrestricted') {
      const may = changes === '' ? 'everything' : changes;
      return here.warning('rights', `ours is unrestricted: whoever has its key may change ${may}`, NARROWER);
    }
    const scope = `ours is ${inWords(grant)}`;
    const untold = listOf(writes, 'unknown');
    if (changes === '' && untold !== '')
      return here.note('rights', `${scope}; whether it may change ${untold} could not be told`, null);
    if (changes === '') return here.ok('rights', `${scope}, and may change nothing`);
    // What it may do in projects comes with naming them; beyond them nothing is needed.
    const beyond = listOf(
      writes.filter(({ what }) => !IN_PROJECTS.has(what)),
      'allowed',
    );
    return beyond === '' && grant !== null && grant.projects.length > 0
      ? here.note('rights', `${scope}, and may change ${changes} there`, 'guard its key')
      : here.warning(
          'rights',
          `${scope}, and yet may change ${changes}`,
          grant?.kind === 'identity' ? FEWER : NARROWER,
        );
  }
}

function inWords(grant: Grant | null): string {
  if (grant === null) return 'trusted; the server does not say how far';
  const { kind, projects, groups } = grant;
  if (kind === 'identity')
    return groups.length === 0 ? 'an identity in no group' : `an identity in the group ${groups.join(', ')}`;
  return projects.length === 0 ? 'restricted, to no project' : `restricted to ${projects.join(', ')}`;
}

const IN_PROJECTS: ReadonlySet<string> = new Set(['instances', 'profiles']);

const listOf = (tried: Rights['reads'], right: Right): string =>
  tried
    .filter((each) => each.right === right)
    .map(({ what }) => what)
    .join(', ');
