import { Link } from 'react-router';
import { formatDuration } from '~wire/duration.ts';
import type { AccessSettings, LogInSettings } from '~wire/settings.ts';
import { shortFingerprint } from '~wire/trust.ts';
import { Fact, FactList } from '../../components/FactList.tsx';
import { StatusShape } from '../../components/StatusShape.tsx';
import { Validity } from '../../components/Validity.tsx';
import { formatCount } from '../../lib/units.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { usePaths } from '../../url/paths.ts';
import { Names } from './Names.tsx';

type AccessPanelProps = { access: AccessSettings; nowMs: number };

/** Who can reach it, by which names, and how they prove who they are. */
export function AccessPanel({ access, nowMs }: AccessPanelProps) {
  const { logIn, listen, loopback, publicUrl, trustedProxies, tls, hosts } = access;
  const paths = usePaths();
  return (
    <Panel title="Access">
      <FactList>
        <Fact label="Who gets in">
          {logIn === null ? <Everybody loopback={loopback} /> : <LogIn logIn={logIn} />}
        </Fact>
        {logIn !== null && (
          <Fact label="A log-in holds">
            {formatDuration(logIn.sessions.idleMs)} without use, {formatDuration(logIn.sessions.longestMs)} at
            most
          </Fact>
        )}
        <Fact label="Display links">
          {logIn === null ? (
            'none are needed: no screen has to log in'
          ) : (
            <Link to={paths.wallHelp} className="text-accent underline underline-offset-3">
              Made and revoked where walls are set up
            </Link>
          )}
        </Fact>
        <Fact label="Listens on">
          <Foreign text={listen} className="font-mono text-sm break-all" />,{' '}
          {loopback ? 'which no other machine can reach' : 'open to other machines'}
        </Fact>
        <Fact label="TLS of its own">
          {tls === null ? (
            <p>none: it speaks http</p>
          ) : (
            <>
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="font-mono text-sm" title={tls.fingerprint}>
                  {shortFingerprint(tls.fingerprint)}…
                </span>
                <CopyButton text={tls.fingerprint} label="Copy fingerprint of Rollcall’s certificate" />
              </p>
              <Validity notAfterMs={tls.notAfterMs} nowMs={nowMs} />
              {tls.names.length === 0 ? (
                <p>for no host name</p>
              ) : (
                <Names names={tls.names} label="Names of the certificate" />
              )}
            </>
          )}
        </Fact>
        <Fact label="Public URL">
          {publicUrl === null ? 'not said' : <Foreign text={publicUrl} className="break-all" />}
        </Fact>
        <Fact label="Trusted proxies">
          {trustedProxies.length === 0 ? (
            'none: nobody’s X-Forwarded-* is believed'
          ) : (
            <Names names={trustedProxies} label="Trusted proxies" mono />
          )}
        </Fact>
        <Fact label="Answers to">
          <p>addresses and localhost{hosts.length > 0 && ', and'}</p>
          <Names names={hosts} label="Hosts" />
        </Fact>
      </FactList>
    </Panel>
  );
}

function Everybody({ loopback }: { loopback: boolean }) {
  return (
    <p className="flex items-baseline gap-2">
      {!loopback && <StatusShape shape="attention" className="size-3.5 translate-y-0.5" />}
      {loopback
        ? 'Whoever is on this machine: nobody has to log in, and everybody is an operator.'
        : 'Whoever reaches the address: nobody has to log in, and everybody is an operator. Say in access who may, or listen on the loopback address.'}
    </p>
  );
}

function LogIn({ logIn: { accounts, provider, header } }: { logIn: LogInSettings }) {
  const total = accounts.operator + accounts.viewer;
  return (
    <ul className="flex flex-col gap-1">
      {total > 0 && (
        <li>
          By password: {counted(accounts.operator, 'operator')}, {counted(accounts.viewer, 'viewer')}
        </li>
      )}
      {provider !== null && (
        <li className="break-words">
          By <Foreign text={provider.label} />, at{' '}
          <Foreign text={provider.host} className="font-mono text-sm" />
        </li>
      )}
      {header !== null && (
        <li className="break-words">
          Whoever a reverse proxy names in <Foreign text={header.name} className="font-mono text-sm" />, from
          <Names names={header.from} label="Whose word is taken" mono />
        </li>
      )}
    </ul>
  );
}

const counted = (count: number, what: string): string =>
  `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;
