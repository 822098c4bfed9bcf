import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { emWidth, firstFitting } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import type { Size } from './wall-layout.ts';
import { type WallMember, troubleWords } from './wall-members.ts';
import { BOLD } from './wall-grid.ts';
import { fittingName, restWords, shortName } from './wall-names.ts';
import { NAMED_GAP, type NamedLayout, namedLayout, restBeside } from './wall-named.ts';

type WallNamedProps = { members: readonly WallMember[]; domain: string; room: Size; unitPx: number };

/** Those in trouble by name, the worst first, as many as there is room for; with two lines for each where they all have them. */
export function WallNamed({ members, domain, room, unitPx }: WallNamedProps) {
  const layout = namedLayout(members.length, room, unitPx);
  const { emPx, columns, gapPx, entryPx, columnEm, restOnEntry } = layout;
  const shown = members.slice(0, layout.shown);
  const rest = members.length - shown.length;
  const past = members.every(({ worse }) => worse.past);
  return (
    <ul
      aria-label="In trouble"
      style={{
        fontSize: emPx,
        gap: gapPx,
        width: room.widthPx,
        height: room.heightPx,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      }}
      className="grid shrink-0 content-start overflow-hidden"
    >
      {shown.map((member) => (
        <Entry key={member.name} {...{ member, domain, layout }} rest={restOnEntry ? rest : 0} />
      ))}
      {rest > 0 && !restOnEntry && (
        <li style={{ height: entryPx }} className="flex shrink-0 items-center text-soft">
          {restWords(rest, columnEm, past ? ' were in trouble' : ' in trouble')}
        </li>
      )}
    </ul>
  );
}

type EntryProps = { member: WallMember; domain: string; layout: NamedLayout; rest: number };

/** `rest`: how many more it has to speak for; then there is no room for what is wrong with this one. */
function Entry({ member, domain, layout, rest }: EntryProps) {
  const { lineEm, high, entryPx } = layout;
  const { shape, past } = member.worse;
  const short = shortName(member.name, domain);
  const others = rest === 0 ? '' : restBeside(rest, short, layout);
  const besideEm = others === '' || high ? 0 : NAMED_GAP + emWidth(others);
  const name = fittingName(short, (lineEm - besideEm) / BOLD);
  const leftEm = high ? lineEm : lineEm - NAMED_GAP - emWidth(name) * BOLD;
  const words = others || firstFitting(troubleWords(member), leftEm);
  return (
    <li
      style={{ height: entryPx }}
      className={`${lookOf(member)} flex shrink-0 items-center gap-[0.5em] overflow-hidden rounded-sm border-l-[0.25em] px-[0.5em] leading-[1.2] whitespace-nowrap`}
    >
      <StatusShape shape={shape} past={past} className="size-[0.9em]" />
      <span className={`flex min-w-0 flex-1 ${high ? 'flex-col text-left' : 'gap-[0.5em]'}`}>
        <Foreign text={name} className="one-line font-semibold" />
        {words !== '' && <Foreign text={words} className="text-soft" />}
      </span>
    </li>
  );
}

function lookOf({ worse: { shape, past } }: WallMember): string {
  if (past) return 'border-l-edge bg-surface';
  return `${TONES[shape]} ${shape === 'offline' ? 'loud' : 'tint-tone [--tint:14%]'} border-l-(--glow)`;
}
