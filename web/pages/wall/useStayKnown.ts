import { useEffect } from 'react';
import { stayKnown } from '../../api/stay-known.ts';

/** Long before any session ends that nobody uses. */
const EVERY_MS = 15 * 60_000;

/** A wall asks for nothing but its stream, for months: it shows now and then that it is there, so that its session is renewed. */
export function useStayKnown(): void {
  useEffect(() => {
    const timer = setInterval(() => void stayKnown(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
