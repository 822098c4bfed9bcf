import { type ReactNode, useEffect, useRef } from 'react';
import type { Enrolment } from '~wire/enrolment.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { grantTold } from '../../lib/certificate-words.ts';
import { grantMeans } from '../../lib/grant-means.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { StartAgain } from './StartAgain.tsx';
import { WayToBoard } from './WayToBoard.tsx';

const PRODUCTS = { lxd: 'LXD', incus: 'Incus' } as const;

/** What was done, what the certificate may, and what becomes of it now. */
export function Outcome({ enrolment }: { enrolment: Enrolment }) {
  const { name, product, version, members, grant, mayRead, mayNotRead, mayChange, files } = enrolment;
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  const told = grantTold(grant);
  return (
    <section aria-label="What came of it" className="flex flex-col gap-5">
      <h2
        ref={heading}
        tabIndex={-1}
        className="flex items-center gap-2.5 text-lg font-semibold outline-none"
      >
        <StatusShape shape="online" className="size-4" />
        <span>
          <Foreign text={name} /> is enrolled: {PRODUCTS[product]} <Foreign text={version} />,{' '}
          {members === 1 ? 'one server' : `${members} members`}
        </span>
      </h2>
      <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-4 gap-y-2">
        <Row label="Certificate">
          <Foreign text={told.word} className="font-medium" />.{' '}
          <span className="text-soft">{grantMeans(grant)}</span>
        </Row>
        <Row label="May read">{mayRead.join(', ') || 'nothing'}</Row>
        {mayNotRead.length > 0 && <Row label="May not read">{mayNotRead.join(', ')}</Row>}
        <Row label="May change">{mayChange.join(', ') || 'nothing'}</Row>
        <Row label="Written">
          <ul>
            {files.map((file) => (
              <li key={file} className="font-mono text-sm break-all">
                <Foreign text={file} whole />
              </li>
            ))}
          </ul>
        </Row>
      </dl>
      {[enrolment.warning, enrolment.better].map(
        (text) =>
          text !== null && (
            <p key={text} className="flex items-baseline gap-2">
              <StatusShape shape="attention" className="size-3.5 shrink-0 translate-y-0.5" />
              <Foreign text={text} whole />
            </p>
          ),
      )}
      <div className="flex flex-col gap-2 rounded-md border border-line bg-surface px-5 py-3.5">
        {enrolment.restart === null ? (
          <WayToBoard cluster={name} stay={enrolment.warning !== null} />
        ) : (
          <StartAgain title="Now start Rollcall again">
            <Foreign text={enrolment.restart} whole className="break-words" /> Until it is started again it
            goes on with the simulated cluster.
          </StartAgain>
        )}
      </div>
    </section>
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
