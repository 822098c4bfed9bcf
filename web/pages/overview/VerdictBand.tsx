import type { ClusterSnapshot } from '~wire/snapshot.ts';
import type { Reason, Verdict } from '~wire/verdict.ts';
import { Moment } from '../../components/Moment.tsx';
import { Sentence } from '../../components/Sentence.tsx';
import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { LEVEL_LOOKS } from '../../lib/levels.ts';

type VerdictBandProps = { snapshot: ClusterSnapshot; verdict: Verdict; nowMs: number };

/** How strongly each level colours the band: a critical one may be loud. */
const TINTS = {
  ok: '[--tint:4%]',
  degraded: '[--tint:8%]',
  critical: '[--tint:14%]',
  unknown: '[--tint:6%] hatched',
} as const;

/** The answer, in the largest letters of the page. */
export function VerdictBand({ snapshot, verdict, nowMs }: VerdictBandProps) {
  const look = LEVEL_LOOKS[verdict.level];
  const [worst, ...others] = verdict.reasons;
  const told = worst !== undefined && verdict.sentence.startsWith(worst.text);
  const cluster = snapshot.cluster.key;
  const reasons = told ? others : verdict.reasons;
  // Alone, the sentence may be longer than beside its reasons.
  const [columns, measure] =
    reasons.length === 0
      ? ['', 'max-w-[64ch]']
      : ['xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]', 'max-w-[44ch]'];
  return (
    <section
      aria-label="Verdict"
      className={`${TONES[look.shape]} ${TINTS[verdict.level]} ${columns} tint-tone grid gap-x-10 gap-y-4 rounded-md border border-line border-l-[6px] border-l-(--glow) py-4 pr-5 pl-[0.9375rem] md:py-5`}
    >
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="flex flex-wrap items-center gap-x-2.5">
          <StatusShape shape={look.shape} className="size-4" />
          <span className="font-semibold text-tone">{look.word}</span>
          {told && worst.sinceMs !== null && worst.level !== 'notice' && (
            <span className="text-sm text-soft">
              since <Moment atMs={worst.sinceMs} nowMs={nowMs} />
            </span>
          )}
        </p>
        <h1 className={`line-clamp-5 ${measure} text-verdict font-medium tracking-[-0.012em] text-pretty`}>
          <Sentence
            text={told ? worst.text : verdict.sentence}
            members={worst?.members ?? []}
            cluster={cluster}
          />
          {told && (
            <>
              {' '}
              <span className="whitespace-nowrap text-soft">
                {verdict.sentence.slice(worst.text.length).trim()}
              </span>
            </>
          )}
        </h1>
        <p className="mt-0.5 text-lg text-soft">{quorumBeyond(verdict)}</p>
      </div>
      <Reasons reasons={reasons} cluster={cluster} nowMs={nowMs} />
    </section>
  );
}

/** The sentence on quorum, without what the verdict has said already. */
function quorumBeyond({ reasons: [worst], quorum: { sentence } }: Verdict): string {
  return worst !== undefined && sentence.startsWith(worst.text)
    ? sentence.slice(worst.text.length)
    : sentence;
}

type ReasonsProps = { reasons: readonly Reason[]; cluster: string; nowMs: number };

/** What else there is to know, the notices quieter than the rest. */
function Reasons({ reasons, cluster, nowMs }: ReasonsProps) {
  if (reasons.length === 0) return null;
  return (
    <ul
      aria-label="Reasons"
      className="flex min-w-0 flex-col gap-2 self-center xl:border-l xl:border-edge xl:pl-6"
    >
      {reasons.map((reason) => (
        <li
          key={`${reason.code}/${reason.members.join('/')}`}
          className={`flex gap-2.5 ${reason.level === 'notice' ? 'text-soft' : ''}`}
        >
          {reason.level === 'notice' ? (
            <span
              aria-hidden="true"
              className="mt-[0.55rem] ml-1 size-1 shrink-0 rounded-full bg-faint mr-1.5"
            />
          ) : (
            <StatusShape shape={LEVEL_LOOKS[reason.level].shape} className="mt-[3px] size-3.5" />
          )}
          <p className="line-clamp-3 min-w-0">
            <Sentence text={reason.text} members={reason.members} cluster={cluster} />
            {reason.sinceMs !== null && reason.sinceMs <= nowMs && (
              <span className="ml-2 text-sm whitespace-nowrap text-faint">
                since <Moment atMs={reason.sinceMs} nowMs={nowMs} />
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
