/** What a command says and how it ends, for `main.ts` to carry out. Texts end with a newline or are empty. */
export type Output = { exitCode: number; stdout: string; stderr: string };

/** Exit codes: 2 is a wrong setting or command line, which starting again will not cure. */
export const EXIT = { ok: 0, failed: 1, wrongSettings: 2 } as const;
