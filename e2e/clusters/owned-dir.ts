import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "rollcall-cluster-";
const OWNER_FILE = "owner";

/** A new directory that says which process owns it; one below the system's directory for temporary files unless told.
 *  Directories left there by processes that were killed are removed first: their daemons died with them. */
export async function makeOwnedDir(explicit?: string, parent = tmpdir()): Promise<string> {
  await sweep(parent);
  const dir = explicit ?? (await mkdtemp(join(parent, PREFIX)));
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, OWNER_FILE), await identify(process.pid), { flag: "wx" });
  return dir;
}

async function sweep(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => removeIfAbandoned(join(parent, name))));
}

async function removeIfAbandoned(dir: string): Promise<void> {
  const owner = await readFile(join(dir, OWNER_FILE), "utf8").catch(() => undefined);
  // None yet: another run is between making its directory and signing it.
  if (owner === undefined) return;
  const pid = Number.parseInt(owner, 10);
  if ((await identify(pid)) === owner) return;
  await rm(dir, { recursive: true, force: true, maxRetries: 3 });
}

/** `PID STARTED`, where STARTED (clock ticks since boot) tells a process from a later one with the same pid. */
async function identify(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The second field is the program's name in brackets and may hold spaces; the start time is the 22nd.
  const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "gone";
  return `${pid} ${started}`;
}
