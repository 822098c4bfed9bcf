import type { Bounds } from '../../lib/stretches.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Lasted, ReadHappenings, ReadMoment, ReadStatus, ReadVerdict, ReadoutLine } from './Readout.tsx';
import { BLIND_CAUSE_WORDS } from '~wire/moment.ts';
import type { Memory } from './bounds.ts';
import type { Happening } from './happening.ts';
import { at as stretchAt, oursShape, oursWord, statusShape, statusWord } from './lanes.ts';
import { type Cursor, cursorMs, happeningsNear, lastingAt } from './reading.ts';
import type { MemberRow, Scene } from './scene.ts';

/** How near a happening must be to be meant, pixels. */
const NEAR_PX = 6;

type ReadingProps = {
  cursor: Cursor | null;
  scene: Scene;
  bounds: Bounds;
  widthPx: number;
  memory: Memory;
  /** The keys are marking a stretch of time. */
  marking: boolean;
};

/** What stands at the cursor, in words. */
export function Reading({ cursor, scene, bounds, widthPx, memory, marking }: ReadingProps) {
  if (cursor === null) {
    return (
      <ReadoutLine spoken={false}>
        <span className="text-soft">
          Point at a lane to read it, press to choose that moment, drag to mark a stretch of time.
          <span className="max-md:hidden"> The wheel looks closer; so do + and −, and ? lists all keys.</span>
        </span>
      </ReadoutLine>
    );
  }
  const atMs = cursorMs(cursor, bounds, widthPx);
  const near = (happenings: readonly Happening[]): Happening[] =>
    happeningsNear(happenings, atMs, bounds, widthPx, NEAR_PX);
  const blind = stretchAt(scene.blind, atMs);
  return (
    <ReadoutLine spoken={cursor.by === 'keys'}>
      <ReadMoment atMs={atMs} nowMs={memory.nowMs} />
      {marking && <span className="text-accent">marking: s ends it</span>}
      {atMs < memory.firstMs ? (
        <span className="text-soft">before the first record</span>
      ) : (
        <Row row={cursor.row} atMs={atMs} near={near} scene={scene} />
      )}
      {blind !== null && <Blind spot={blind} nowMs={memory.nowMs} />}
    </ReadoutLine>
  );
}

function Blind({
  spot: { fromMs, toMs, value, open },
  nowMs,
}: {
  spot: Scene['blind'][number];
  nowMs: number;
}) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="font-medium">{BLIND_CAUSE_WORDS[value]}</span>
      <Lasted
        lasting={{ fromMs, endMs: open ? null : toMs, forMs: toMs - fromMs, atLeast: false }}
        nowMs={nowMs}
      />
    </span>
  );
}

type RowProps = {
  row: number;
  atMs: number;
  near(happenings: readonly Happening[]): Happening[];
  scene: Scene;
};

const NOTHING_WORDS = {
  events: 'Nothing else happened.',
  operations: 'No operation.',
  warnings: 'No warning.',
  notes: 'Notes',
} as const;

function Row({ row, atMs, near, scene }: RowProps) {
  const content = scene.rowAt(row);
  if (content === null) return null;
  switch (content.kind) {
    case 'verdict': {
      const read = lastingAt(scene.levels, atMs, scene.nowMs);
      return (
        <>
          <span className="font-medium">Verdict</span>
          {read === null ? (
            <NotKnown />
          ) : (
            <ReadVerdict level={read.value} lasting={read.lasting} nowMs={scene.nowMs} />
          )}
        </>
      );
    }
    case 'member':
      return <MemberReading member={content.member} atMs={atMs} near={near} scene={scene} />;
    default: {
      const found = near(scene.happeningsIn(content.kind));
      return found.length === 0 ? (
        <span className="text-soft">{NOTHING_WORDS[content.kind]}</span>
      ) : (
        <ReadHappenings happenings={found} named nowMs={scene.nowMs} />
      );
    }
  }
}

type MemberReadingProps = Omit<RowProps, 'row'> & { member: MemberRow };

function MemberReading({ member, atMs, near, scene }: MemberReadingProps) {
  const { name } = member;
  const { nowMs } = scene;
  const { status, ours } = scene.closedLane(member);
  const theirs = lastingAt(status, atMs, nowMs);
  const seen = lastingAt(ours, atMs, nowMs);
  const leads = stretchAt(scene.leaders, atMs)?.value === name;
  return (
    <>
      <Foreign text={name} className="one-line max-w-80 font-medium" />
      {theirs === null || seen === null ? (
        <NotKnown />
      ) : (
        <>
          <ReadStatus
            shape={statusShape(theirs.value)}
            word={statusWord(theirs.value)}
            lasting={theirs.lasting}
            nowMs={nowMs}
          />
          {seen.value !== 'absent' && (
            <ReadStatus
              shape={oursShape(seen.value)}
              word={oursWord(seen.value)}
              lasting={seen.lasting.fromMs === theirs.lasting.fromMs ? null : seen.lasting}
              nowMs={nowMs}
            />
          )}
        </>
      )}
      {leads && <span>leads the cluster database</span>}
      <ReadHappenings happenings={near(scene.happeningsOf(name))} named={false} nowMs={nowMs} />
    </>
  );
}

const NotKnown = () => <span className="text-soft">Nothing is known of that time.</span>;
