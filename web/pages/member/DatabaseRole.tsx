import { databaseRole } from '~wire/roles.ts';
import type { Member } from '~wire/snapshot.ts';
import type { Quorum } from '~wire/verdict.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { ifItGoes } from './if-it-goes.ts';

const MEANING = {
  leader: 'Leads the cluster database: all writes go through it. It is a voter too.',
  voter: 'Holds a copy of the cluster database and votes: a majority of the voters must be up.',
  'stand-by': 'Holds a copy of the cluster database without a vote, ready to become a voter.',
  spare: 'Holds no copy of the cluster database. Normal in a cluster with enough voters and stand-bys.',
} as const;

/** What the member is to the cluster database, and what its loss would mean. */
export function DatabaseRole({ member, quorum }: { member: Member; quorum: Quorum }) {
  const role = databaseRole(member.roles);
  return (
    <Panel title="Cluster database" count={role}>
      <div className="flex flex-col gap-2 px-5 py-3">
        <p>{MEANING[role]}</p>
        <p className="font-medium">{ifItGoes(member, quorum)}</p>
        {member.roles.length > 0 && (
          <p className="text-sm text-soft">
            Roles as listed: <Foreign text={member.roles.join(', ')} />
          </p>
        )}
      </div>
    </Panel>
  );
}
