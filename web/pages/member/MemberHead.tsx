import { Link } from 'react-router';
import { assessMember } from '~wire/member-verdict.ts';
import type { Reason } from '~wire/verdict.ts';
import { lxdWord } from '~wire/witness.ts';
import { Moment } from '../../components/Moment.tsx';
import { Sentence } from '../../components/Sentence.tsx';
import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { usePaths } from '../../url/paths.ts';
import { NeighbourLinks } from './NeighbourLinks.tsx';
import { useMember } from './member-scene.tsx';

/** Which member it is, and in one sentence how it stands. */
export function MemberHead() {
  const { cluster, member, view, verdict: whole, nowMs, missing } = useMember();
  const { snapshot } = view;
  const paths = usePaths();
  const verdict = assessMember(member, snapshot, whole.quorum, nowMs);
  // Without a witness nobody tells of this member either, and the page knows since when.
  const sentence = missing !== null && whole.level === 'unknown' ? whole.sentence : verdict.sentence;
  const lxd = lxdWord(member, snapshot, nowMs);
  const shape = lxd.shape === 'online' ? LEVEL_LOOKS[verdict.level].shape : lxd.shape;
  const untold = verdict.reasons.filter(({ text }) => !sentence.startsWith(text.replace(/\.$/, '')));
  return (
    <section
      aria-label="Verdict"
      className={`${TONES[shape]} tint-tone flex flex-col gap-1.5 rounded-md border border-line border-l-[6px] border-l-(--glow) py-3.5 pr-5 pl-[0.9375rem] [--tint:5%]`}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 pt-1 text-sm text-soft">
          <Link to={paths.cluster(cluster)} className="hover:text-accent hover:underline">
            <Foreign text={snapshot.cluster.name} />, all members
          </Link>
        </p>
        <NeighbourLinks members={snapshot.members} current={member.server_name} cluster={cluster} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 className="flex min-w-0 items-center gap-3 text-verdict font-medium tracking-[-0.012em]">
          <StatusShape shape={lxd.shape} className="size-6" />
          <Foreign text={member.server_name} className="line-clamp-3 min-w-0" />
        </h1>
        <div className="flex gap-2">
          <CopyButton text={member.server_name} label="Copy name" word="Name" />
          <CopyButton text={member.url} label="Copy URL" word="URL" />
        </div>
      </div>
      <p className="text-lg text-pretty">
        <Sentence text={sentence} members={[member.server_name]} cluster={cluster} unlinked />
      </p>
      <Reasons reasons={untold} name={member.server_name} cluster={cluster} nowMs={nowMs} />
    </section>
  );
}

type ReasonsProps = { reasons: readonly Reason[]; name: string; cluster: string; nowMs: number };

/** What else there is to know. */
function Reasons({ reasons, name, cluster, nowMs }: ReasonsProps) {
  if (reasons.length === 0) return null;
  return (
    <ul aria-label="Reasons" className="flex flex-col gap-1 text-soft">
      {reasons.map(({ code, level, text, sinceMs }) => (
        <li key={`${code} ${text}`} className="flex gap-2.5">
          {level !== 'notice' && (
            <StatusShape shape={LEVEL_LOOKS[level].shape} className="mt-[3px] size-3.5" />
          )}
          <p className="min-w-0">
            <Sentence text={text} members={[name]} cluster={cluster} unlinked />
            {sinceMs !== null && sinceMs <= nowMs && (
              <span className="ml-2 text-sm whitespace-nowrap text-faint">
                since <Moment atMs={sinceMs} nowMs={nowMs} />
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
