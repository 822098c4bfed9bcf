import { useQuery } from '@tanstack/react-query';
import type { ServerFacts } from '~wire/detail.ts';
import { ourWord } from '~wire/witness.ts';
import { detailQuery } from '../../../api/member-queries.ts';
import { Moment } from '../../../components/Moment.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { AnswerNote } from '../AnswerNote.tsx';
import { Fact, FactList, TextFact, Unknown } from '../../../components/FactList.tsx';
import { useMember } from '../member-scene.tsx';
import { ApiExtensions } from './ApiExtensions.tsx';

/** What the member says of itself: what runs there, and in what. */
export function SoftwareFacts() {
  const { cluster, member, at } = useMember();
  const answer = useQuery(detailQuery(cluster, member.server_name, at));
  const server = answer.data?.server;
  return (
    <Panel title="Server" count={server?.value === null ? '' : 'by its own word'}>
      {server === undefined ? (
        <AnswerNote answer={answer} part={undefined} topic="state" />
      ) : (
        <>
          <Silence told={server.value !== null} />
          {server.value !== null && <Facts facts={server.value} />}
        </>
      )}
    </Panel>
  );
}

/** It is read with every probe, so it is old as soon as the member does not answer us. */
function Silence({ told }: { told: boolean }) {
  const { member, view, nowMs } = useMember();
  const { state, word } = ourWord(member.probe, view.snapshot, nowMs);
  if (state === 'answering') return null;
  const why = state === 'pending' ? 'It has not told yet.' : `It tells nothing now: ${word}.`;
  return (
    <p className="border-b border-line px-5 py-2.5 text-sm text-soft">
      {why}
      {told && ' This is what it said last.'}
    </p>
  );
}

const join = (parts: readonly (string | null)[], between = ' '): string =>
  parts.filter((part) => part !== null && part !== '').join(between);

function Facts({ facts }: { facts: ServerFacts }) {
  const lts = facts.server_lts === true ? 'LTS' : facts.server_lts === false ? 'no LTS' : null;
  return (
    <>
      <FactList>
        <TextFact label="Server" text={join([facts.server, facts.server_version, lts])} />
        <TextFact label="Process" text={facts.server_pid === null ? null : `PID ${facts.server_pid}`} />
        <TextFact label="OS" text={join([facts.os_name, facts.os_version])} />
        <TextFact
          label="Kernel"
          text={join([facts.kernel, facts.kernel_version, facts.kernel_architecture])}
        />
        <TextFact label="Architectures" text={join(facts.architectures, ', ')} />
        <TextFact label="Instances by" text={join([facts.driver, facts.driver_version])} />
        <TextFact label="Instance types" text={join(facts.instance_types, ', ')} />
        <TextFact label="Storage in use" text={join([facts.storage, facts.storage_version])} />
        <Fact label="Storage drivers">
          <Drivers drivers={facts.storage_supported_drivers} />
        </Fact>
        <TextFact label="Firewall" text={facts.firewall} />
        <TextFact label="Event mode" text={facts.server_event_mode} />
        <TextFact label="Project" text={facts.project} />
        <TextFact label="Addresses" text={join(facts.addresses, ', ')} />
        <TextFact label="API" text={join([facts.api_version, facts.api_status], ', ')} />
        <TextFact label="Logins" text={join(facts.auth_methods, ', ')} />
        <Certificate fingerprint={facts.certificate_fingerprint} />
        <Features label="Kernel features" features={facts.kernel_features} />
        <Features label="LXC features" features={facts.lxc_features} />
      </FactList>
      <ApiExtensions extensions={facts.api_extensions} />
    </>
  );
}

/** Those that a member can use, with what is remote told apart. */
function Drivers({ drivers }: { drivers: ServerFacts['storage_supported_drivers'] }) {
  if (drivers.length === 0) return <Unknown />;
  return (
    <ul className="flex flex-wrap gap-x-3">
      {drivers.map(({ Name, Version, Remote }) => (
        <li key={Name}>
          <Foreign text={join([Name, Version])} />
          {Remote && <span className="text-faint"> remote</span>}
        </li>
      ))}
    </ul>
  );
}

/** The certificate that the member presents, which is the cluster's. */
function Certificate({ fingerprint }: { fingerprint: string }) {
  const { view, nowMs } = useMember();
  const { serverNotAfterMs } = view.snapshot.certificates;
  return (
    <Fact label="Certificate">
      {fingerprint === '' ? (
        <Unknown />
      ) : (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Foreign text={fingerprint} className="min-w-0 font-mono text-xs break-all" />
          <CopyButton text={fingerprint} label="Copy fingerprint" />
        </span>
      )}
      {serverNotAfterMs !== null && (
        <span className="block text-soft">
          {serverNotAfterMs < nowMs ? 'expired ' : 'valid until '}
          <Moment atMs={serverNotAfterMs} nowMs={nowMs} />
        </span>
      )}
    </Fact>
  );
}

/** Features as the server lists them, by whether it has them. */
function Features({ label, features }: { label: string; features: Readonly<Record<string, string>> }) {
  const names = Object.keys(features).toSorted();
  if (names.length === 0) return null;
  const missing = names.filter((name) => features[name] !== 'true');
  return (
    <Fact label={label}>
      <details>
        <summary className="text-soft hover:text-ink">
          {names.length - missing.length} of {names.length}
        </summary>
        <ul className="flex flex-wrap gap-x-3 pt-1">
          {names.map((name) => (
            <li key={name} className={features[name] === 'true' ? '' : 'text-faint'}>
              {features[name] === 'true' ? '' : 'no '}
              <Foreign text={name} />
            </li>
          ))}
        </ul>
      </details>
    </Fact>
  );
}
