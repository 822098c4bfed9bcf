/** What every tab of a member's page is about. */
import { createContext, use } from 'react';
import type { Member } from '~wire/snapshot.ts';
import type { Board } from '../../components/useBoard.ts';
import type { At } from '../../url/at.tsx';

export type MemberScene = Board & {
  /** The cluster's key. */
  cluster: string;
  member: Member;
  /** The moment that all of the page is of. */
  at: At;
};

export const MemberContext = createContext<MemberScene | null>(null);

/** Only below `MemberPage`, which is there for members that exist. */
export function useMember(): MemberScene {
  const scene = use(MemberContext);
  if (scene === null) throw new Error('A tab of a member is only to be shown on the page of one.');
  return scene;
}
