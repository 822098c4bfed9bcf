/** What the servers of a cluster offer of what Rollcall makes use of. */
import { type Finding, about } from './finding.ts';

/** How it is where a server has no such API extension. */
const USED: ReadonlyMap<string, string> = new Map([
  ['clustering', 'it can be in no cluster'],
  ['cluster_member_state', 'no load and no memory of members, and their storage pools are asked one by one'],
  ['clustering_groups', 'no cluster groups'],
  ['resources', 'no hardware'],
  ['storage', 'no storage pools'],
  ['instances', 'no instances'],
  ['instance_all_projects', 'no instances of all projects at once'],
  ['operation_description', 'no operations'],
  ['operations_get_query_all_projects', 'operations are asked for project by project'],
  ['warnings', 'no warnings'],
  ['event_lifecycle', 'no events as they happen'],
]);

/** What each server that answered offers, by its name. */
export type Offers = ReadonlyMap<string, ReadonlySet<string>>;

/** A note for each extension that none of them has, and a warning for each that only some of them have. */
export function examineExtensions(cluster: string, offers: Offers): Finding[] {
  if (offers.size === 0) return [];
  const here = about(cluster, cluster);
  const findings = [...USED].flatMap(([extension, without]) => {
    const lacking = [...offers].filter(([, offered]) => !offered.has(extension)).map(([server]) => server);
    if (lacking.length === 0) return [];
    if (lacking.length === offers.size) {
      return [here.note('extensions', `without ${extension}: ${without}`, null)];
    }
    const what = `${lacking.join(', ')} without ${extension}, unlike the others: ${without}`;
    return [here.warning('extensions', what, 'finish the upgrade: all members should be of one version')];
  });
  return findings.length === 0
    ? [here.ok('extensions', `all ${USED.size} that Rollcall makes use of`)]
    : findings;
}
