import { formatDuration } from '~wire/duration.ts';
import type { ProgramSettings } from '~wire/settings.ts';
import { CommandLine } from '../../components/CommandLine.tsx';
import { Fact, FactList } from '../../components/FactList.tsx';
import { Moment } from '../../components/Moment.tsx';
import { LongText } from '../../ui/LongText.tsx';
import { Panel } from '../../ui/Panel.tsx';

type ProgramPanelProps = { program: ProgramSettings; configOption: string | null; nowMs: number };

/** Which Rollcall this is, since when it runs, and how what it is set to is changed. */
export function ProgramPanel({ program, configOption, nowMs }: ProgramPanelProps) {
  const { version, startedAtMs, rollCallIntervalMs, probeIntervalMs, configFile, source } = program;
  const command = (name: string): string | null =>
    configOption === null ? null : `npx rollcall ${name}${configOption}`;
  return (
    <Panel title="This program">
      <FactList>
        <Fact label="Version">Rollcall {version}</Fact>
        <Fact label="Started">
          <Moment atMs={startedAtMs} nowMs={nowMs} />, {formatDuration(nowMs - startedAtMs)} ago
        </Fact>
        <Fact label="Roll call">each {inSeconds(rollCallIntervalMs)}</Fact>
        <Fact label="Probes">each {inSeconds(probeIntervalMs)}</Fact>
        <Fact label="Settings from">
          <LongText text={source} label="Where the settings came from" />
        </Fact>
        <Fact label="Settings file">
          {configFile === null ? (
            'none'
          ) : (
            <span className="font-mono text-sm break-all">
              <LongText text={configFile} label="Settings file" />
            </span>
          )}
        </Fact>
        <Fact label="To change it">
          <div className="flex flex-col gap-2">
            <p>
              {configFile === null ? 'Write rollcall.yaml or change the environment' : 'Edit the file'}, check
              it, and start Rollcall again. Renewed certificates are taken up without that.
            </p>
            <CommandLine
              what="What the settings say, or what is wrong with them"
              command={command('check')}
            />
            <CommandLine what="Whether all that it needs is in order" command={command('doctor')} />
          </div>
        </Fact>
      </FactList>
    </Panel>
  );
}

/** Intervals begin at half a second. */
const inSeconds = (ms: number): string => (ms < 60_000 ? `${ms / 1000} s` : formatDuration(ms));
