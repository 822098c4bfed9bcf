import { formatDuration } from '~wire/duration.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { type OtherCertificate, changedCertificate } from '~wire/trust.ts';
import { CommandLine } from '../../components/CommandLine.tsx';
import { Moment } from '../../components/Moment.tsx';
import { shellWord } from '../../lib/cli.ts';
import { Panel } from '../../ui/Panel.tsx';

/** The cluster presents another certificate than the pinned one: both fingerprints, and the steps to accept it. */
export function ChangedCertificate({ snapshot, nowMs }: { snapshot: ClusterSnapshot; nowMs: number }) {
  const changed = changedCertificate(snapshot);
  if (changed === null) return null;
  const { pin } = snapshot.trust;
  return (
    <Panel
      title="Another certificate"
      count={`presented by ${changed.by.length} of ${Math.max(changed.by.length, snapshot.members.length)}`}
      className="shrink-0"
    >
      <div className="grid gap-x-10 gap-y-4 px-5 py-3.5 xl:grid-cols-2">
        <dl className="flex flex-col gap-2.5">
          <Fingerprint label="Presented now" of={changed.fingerprint} />
          {pin !== null && <Fingerprint label="Known by (pinned)" of={pin} />}
          <Since changed={changed} nowMs={nowMs} />
        </dl>
        <Steps snapshot={snapshot} fingerprint={changed.fingerprint} />
      </div>
    </Panel>
  );
}

function Fingerprint({ label, of }: { label: string; of: string }) {
  return (
    <div>
      <dt className="text-sm text-faint">{label}, SHA-256</dt>
      <dd className="font-mono text-sm break-all">{of}</dd>
    </div>
  );
}

function Since({ changed: { sinceMs }, nowMs }: { changed: OtherCertificate; nowMs: number }) {
  return (
    <div>
      <dt className="text-sm text-faint">First seen</dt>
      <dd>
        <Moment atMs={sinceMs} nowMs={nowMs} />
        <span className="text-soft"> ({formatDuration(Math.max(0, nowMs - sinceMs))} ago)</span>
      </dd>
    </div>
  );
}

function Steps({ snapshot, fingerprint }: { snapshot: ClusterSnapshot; fingerprint: string }) {
  const { key, product } = snapshot.cluster;
  const name = shellWord(key);
  const client = product === 'incus' ? 'incus' : 'lxc';
  return (
    <ol className="flex list-decimal flex-col gap-2.5 pl-5 marker:text-faint">
      <li>
        <CommandLine
          what="Ask a member which one it presents: on that machine, not by way of Rollcall"
          command={`${client} info | grep certificate_fingerprint`}
        />
      </li>
      <li>
        <p>
          Is it the one above, and did somebody of yours change it? If not, somebody else answers in the place
          of your cluster: accept nothing, and find out who.
        </p>
      </li>
      <li>
        <CommandLine
          what="If it is: accept it, where Rollcall runs"
          command={name === null ? null : `npx rollcall enroll --accept ${fingerprint} --name ${name}`}
        />
      </li>
    </ol>
  );
}
