import { databaseRole } from '~wire/roles.ts';
import { Sentence } from '../../../components/Sentence.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ifItGoes } from './if-it-goes.ts';
import { useMember } from '../member-scene.tsx';

const MEANING = {
  leader: 'Leads the cluster database: all writes go through it. It is a voter too.',
  voter: 'Holds a copy of the cluster database and votes: a majority of the voters must be up.',
  'stand-by': 'Holds a copy of the cluster database without a vote, ready to become a voter.',
  spare: 'Holds no copy of the cluster database. Normal in a cluster with enough voters and stand-bys.',
} as const;

/** What the member is to the cluster database, and what its loss would mean. */
export function DatabaseRole() {
  const { member, verdict, cluster } = useMember();
  const role = databaseRole(member.roles);
  return (
    <Panel title="Cluster database" count={role}>
      <div className="flex flex-col gap-2 px-5 py-3">
        <p className="font-medium text-pretty">
          <Sentence
            text={ifItGoes(member, verdict.quorum)}
            members={[member.server_name]}
            cluster={cluster}
            unlinked
          />
        </p>
        <p className="text-soft">{MEANING[role]}</p>
        {member.roles.length > 0 && (
          <p className="text-sm text-soft">
            Roles as listed: <Foreign text={member.roles.join(', ')} />
          </p>
        )}
      </div>
    </Panel>
  );
}
