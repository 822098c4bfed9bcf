import type { ReactNode } from 'react';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import { PartNote } from '../../components/PartNote.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { LongText } from '../../ui/LongText.tsx';
import { Panel } from '../../ui/Panel.tsx';

type MemberFactsProps = { member: Member; snapshot: ClusterSnapshot; nowMs: number };

/** What the cluster has on record of a member. */
export function MemberFacts({ member, snapshot, nowMs }: MemberFactsProps) {
  const others = snapshot.members.filter(
    ({ failure_domain, server_name }) =>
      failure_domain === member.failure_domain && server_name !== member.server_name,
  ).length;
  return (
    <Panel title="Facts">
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-2 px-5 py-3">
        <Fact label="Description" text={member.description} />
        <Fact label="URL" text={member.url} />
        <Fact label="Version" text={member.probe.version ?? ''} />
        <Fact label="Architecture" text={member.architecture} />
        <Row label="Failure domain">
          <Foreign text={member.failure_domain} whole />
          <span className="text-soft">
            {others === 0 ? ', alone in it' : `, with ${others} ${others === 1 ? 'other member' : 'others'}`}
          </span>
        </Row>
        <Row label="Groups">
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
          <PartNote part={snapshot.parts.groups} what="Descriptions of groups" nowMs={nowMs} />
        </Row>
      </dl>
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

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <Row label={label}>
      {text === '' ? <span className="text-faint">–</span> : <LongText text={text} label={label} />}
    </Row>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
