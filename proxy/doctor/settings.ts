/** The settings themselves: everything that `rollcall start` would say of them. */
import type { ConfigResult } from '../config/parse-config.ts';
import type { Problem } from '../config/problems.ts';
import { formatListen } from '../config/values.ts';
import { type Finding, about } from './finding.ts';

export function examineSettings(settings: ConfigResult): Finding[] {
  const problems = settings.ok ? [] : settings.problems;
  const wrong = [
    ...problems.map((problem) => about(placeOf(problem)).problem('settings', problem.what, problem.remedy)),
    ...settings.warnings.map((warning) =>
      about(placeOf(warning)).warning('settings', warning.what, warning.remedy),
    ),
  ];
  if (!settings.ok) return wrong;
  const { source, clusters, listen, tls } = settings.config;
  const scheme = tls === null ? 'http' : 'https';
  const here = about(source);
  if (clusters.length === 0) {
    const remedy = 'add one with rollcall enroll TOKEN, or see docs/configuration.md';
    return [...wrong, here.note('settings', 'no cluster is configured: start shows a simulated one', remedy)];
  }
  const count = clusters.length === 1 ? 'one cluster' : `${clusters.length} clusters`;
  return [...wrong, here.ok('settings', `${count}, to be served at ${scheme}://${formatListen(listen)}`)];
}

const placeOf = ({ where, key }: Problem): string => (key === '' ? where : `${where} ${key}`);
