import { RingNote } from '../../../components/RingNote.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Fact, FactList, TextFact } from '../../../components/FactList.tsx';
import { useMember } from '../member-scene.tsx';

/** What the cluster has on record of a member. */
export function MemberFacts() {
  const { member, view, nowMs } = useMember();
  const { snapshot } = view;
  const others = snapshot.members.filter(
    ({ failure_domain, server_name }) =>
      failure_domain === member.failure_domain && server_name !== member.server_name,
  ).length;
  return (
    <Panel title="Facts">
      <FactList>
        <TextFact label="Description" text={member.description} />
        <TextFact label="URL" text={member.url} />
        <TextFact label="Version" text={member.probe.version} />
        <TextFact label="Architecture" text={member.architecture} />
        <Fact label="Failure domain">
          <Foreign text={member.failure_domain} whole />
          <span className="text-soft">
            {others === 0 ? ', alone in it' : `, with ${others} ${others === 1 ? 'other member' : 'others'}`}
          </span>
        </Fact>
        <Fact label="Groups">
          <ul>
            {member.groups.map((name) => (
              <li key={name}>
                <Foreign text={name} whole />
                <GroupDescription
                  text={snapshot.groups.find((group) => group.name === name)?.description ?? ''}
                />
              </li>
            ))}
          </ul>
          <RingNote
            topic="groups"
            part={snapshot.parts.groups}
            cluster={snapshot.cluster}
            nowMs={nowMs}
            what="descriptions of groups"
          />
        </Fact>
      </FactList>
    </Panel>
  );
}

function GroupDescription({ text }: { text: string }) {
  if (text === '') return null;
  return (
    <span className="text-soft">
      {': '}
      <Foreign text={text} whole />
    </span>
  );
}
