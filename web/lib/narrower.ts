/** How an unrestricted certificate is replaced by a restricted one, as commands. docs/enrolment.md has the same steps. */
import { shellWord } from './cli.ts';

type Subject = {
  /** Of the cluster, in the settings. */
  name: string;
  product: 'lxd' | 'incus' | null;
  from: 'file' | 'environment' | 'demo';
};

/** `command` null: a name in it cannot be typed. */
export type Step = { what: string; command: string | null };

const TOKEN = {
  lxd: 'lxc config trust add --name rollcall --restricted',
  incus: 'incus config trust add rollcall --restricted',
} as const;

/** `configOption`: what names the settings file, with a space before it, or nothing. */
export function stepsToRestricted({ name, product, from }: Subject, configOption: string | null): Step[] {
  const word = shellWord(name);
  const enroll = (options: string): string | null =>
    word === null || configOption === null ? null : `npx rollcall enroll ${options} TOKEN${configOption}`;
  return [
    { what: '1. Make a token, on a member of the cluster', command: TOKEN[product ?? 'lxd'] },
    from === 'file'
      ? {
          what: '2. Give it to Rollcall, where it runs: a new key and certificate take the place of these at once, and the command that removes the old one is printed',
          command: enroll(`--renew ${word}`),
        }
      : {
          what: '2. Give it to Rollcall, where it runs, which writes the cluster into a settings file; then unset the variables LXD_* of its environment, start it again, and remove the old certificate from the trust of the cluster',
          command: enroll(`--name ${word}`),
        },
  ];
}
