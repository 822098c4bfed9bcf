import { CommandLine } from '../../../components/CommandLine.tsx';
import { commandsOf } from '../../../lib/cli.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { useMember } from '../member-scene.tsx';

/** What Rollcall itself never does, and what it shows, as commands to be pasted. */
export function Commands() {
  const { member, view } = useMember();
  const { product } = view.snapshot.cluster;
  const commands = commandsOf(product);
  const name = member.server_name;
  const pool = member.vitals.fullestPool?.name;
  const away = member.status === 'Evacuated';
  return (
    <Panel title="Commands" count={product === 'incus' ? 'incus' : 'lxc'}>
      <div className="flex flex-col gap-2.5 px-5 py-3">
        <CommandLine what="Show it" command={commands.member(name)} />
        {away ? (
          <CommandLine what="Bring it back from maintenance" command={commands.restore(name)} />
        ) : (
          <CommandLine what="Put it into maintenance" command={commands.evacuate(name)} />
        )}
        <CommandLine what="List its instances" command={commands.instances(name)} />
        <CommandLine what="Show its hardware" command={commands.resources(name)} />
        {pool !== undefined && (
          <CommandLine what="Show its fullest storage pool" command={commands.pool(pool, name)} />
        )}
        <CommandLine what="List all members" command={commands.members()} />
        <CommandLine what="List operations" command={commands.operations()} />
        <CommandLine what="List warnings" command={commands.warnings()} />
      </div>
    </Panel>
  );
}
