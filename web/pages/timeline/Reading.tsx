import { Foreign } from '../../ui/Foreign.tsx';
import type { Bounds } from '../../lib/stretches.ts';
import { ReadHappenings, ReadMoment, ReadStatus, ReadVerdict, ReadoutLine } from './Readout.tsx';
import { oursShape, oursWord, statusShape } from './lanes.ts';
import type { Scene } from './scene.ts';
import { type Cursor, cursorMs, happeningsNear, lastingAt } from './reading.ts';

/** How near a happening must be to be meant, pixels. */
const NEAR_PX = 6;

type ReadingProps = {
  cursor: Cursor | null;
  scene: Scene;
  bounds: Bounds;
  widthPx: number;
  nowMs: number;
};

/** What stands at the cursor, in words. */
export function Reading({ cursor, scene, bounds, widthPx, nowMs }: ReadingProps) {
  if (cursor === null) {
    return (
      <ReadoutLine spoken={false}>
        <span className="text-soft">
          Point at a lane to read it; drag over it to look closer.
          <span className="max-md:hidden"> Or go by the arrow keys; Enter opens the member.</span>
        </span>
      </ReadoutLine>
    );
  }
  const atMs = cursorMs(cursor, bounds, widthPx);
  const near = (happenings: Parameters<typeof happeningsNear>[0]) =>
    happeningsNear(happenings, atMs, bounds, widthPx, NEAR_PX);
  return (
    <ReadoutLine spoken={cursor.by === 'keys'}>
      <ReadMoment atMs={atMs} nowMs={nowMs} />
      <Row row={cursor.row} atMs={atMs} near={near} scene={scene} nowMs={nowMs} />
    </ReadoutLine>
  );
}

type RowProps = {
  row: number;
  atMs: number;
  near(happenings: Scene['happenings']): Scene['happenings'];
  scene: Scene;
  nowMs: number;
};

function Row({ row, atMs, near, scene, nowMs }: RowProps) {
  const content = scene.rowAt(row);
  switch (content?.kind) {
    case undefined:
      return null;
    case 'verdict': {
      const read = lastingAt(scene.levels, atMs, nowMs);
      return (
        <>
          <span className="font-medium">Verdict</span>
          {read === null ? <NotKnown /> : <ReadVerdict level={read.value} lasting={read.lasting} />}
        </>
      );
    }
    case 'happenings': {
      const found = near(scene.happenings);
      return found.length === 0 ? (
        <span className="text-soft">
          {atMs < scene.completeSinceMs ? 'What happened then is no longer kept.' : 'Nothing else happened.'}
        </span>
      ) : (
        <ReadHappenings happenings={found} named />
      );
    }
    case 'member': {
      const { name } = content.member;
      const { status, ours } = scene.closedLane(content.member);
      const theirs = lastingAt(status, atMs, nowMs);
      const seen = lastingAt(ours, atMs, nowMs);
      return (
        <>
          <Foreign text={name} className="one-line max-w-80 font-medium" />
          {theirs === null || seen === null ? (
            <NotKnown />
          ) : (
            <>
              <ReadStatus
                shape={statusShape(theirs.value)}
                word={theirs.value ?? 'status not known'}
                lasting={theirs.lasting}
              />
              <ReadStatus
                shape={oursShape(seen.value)}
                word={oursWord(seen.value)}
                lasting={seen.lasting.fromMs === theirs.lasting.fromMs ? null : seen.lasting}
              />
            </>
          )}
          {lastingAt(scene.leaders, atMs, nowMs)?.value === name && <span>leads the cluster database</span>}
          <ReadHappenings happenings={near(scene.happeningsOf(name))} named={false} />
        </>
      );
    }
  }
}

const NotKnown = () => <span className="text-soft">Nothing is known of that time.</span>;
