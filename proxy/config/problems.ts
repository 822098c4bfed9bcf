/** One wrong (or doubtful) setting. Texts never hold key material: values pass `quote` first. */
export type Problem = {
  /** `rollcall.yaml:7`, or `environment`, or `command line`. */
  where: string;
  /** The setting: `clusters[0].clientKey`, `LXD_CLIENT_KEY`; empty when it is the file as a whole. */
  key: string;
  /** What is wrong, with the value. */
  what: string;
  /** What to do about it, as an imperative. */
  remedy: string;
};

/** A place in the settings, for problems to point at. */
export type Spot = Pick<Problem, 'where' | 'key'>;

/** Collects what was found wrong, so that everything is reported at once. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];

  /** The setting can't be used: the program will not start. */
  problem(spot: Spot, what: string, remedy: string): void {
    this.problems.push({ ...spot, what, remedy });
  }

  /** The setting works but the operator should know. */
  warning(spot: Spot, what: string, remedy: string): void {
    this.warnings.push({ ...spot, what, remedy });
  }
}

/** The problem as its one line: `rollcall.yaml:7: clusters[0].clientKey: what: remedy`. */
export function formatProblem({ where, key, what, remedy }: Problem): string {
  return `${key === '' ? where : `${where}: ${key}`}: ${what}; ${remedy}`;
}

const LONGEST_QUOTED = 120;
const LIKE_KEY_MATERIAL = /-----|^[A-Za-z0-9+/=_-]{48,}$|[^\x20-\x7e\u00a0-\uffff]/;

/** Whether a text could be a key, or a piece of one, that was put in the wrong place. */
export const isLikeKeyMaterial = (text: string): boolean => LIKE_KEY_MATERIAL.test(text);

/** A value for use in a problem's text, in quotes. Key material pasted where a path or a name is due, and passwords
 *  in URLs, are not repeated. */
export function quote(value: string): string {
  if (value.length > LONGEST_QUOTED || isLikeKeyMaterial(value)) return '(value not shown)';
  return `"${value.replace(/\/\/[^/]*@/, '//***@')}"`;
}
