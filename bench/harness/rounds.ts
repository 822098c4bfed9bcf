/** Side by side, in turns: A B C A B C ... A machine changes from one minute to the next, and less between neighbours. */

export type Contender<Name extends string, Sample> = { name: Name; measure(): Promise<Sample> };

/** Measures each contender `rounds` times; samples by name, in order of the rounds. */
export async function inTurns<Name extends string, Sample>(
  contenders: readonly Contender<Name, Sample>[],
  rounds: number,
  progress: (text: string) => void,
): Promise<Map<Name, Sample[]>> {
  const samples = new Map<Name, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, measure } of contenders) {
      progress(`round ${round} of ${rounds}: ${name}`);
      samples.get(name)?.push(await measure());
    }
  }
  return samples;
}

/** The same after a round that does not count: for what is slow at first, as code that is still being compiled. */
export async function warmInTurns<Name extends string, Sample>(
  contenders: readonly Contender<Name, Sample>[],
  rounds: number,
  progress: (text: string) => void,
): Promise<Map<Name, Sample[]>> {
  await inTurns(contenders, 1, (text) => progress(`warming up: ${text}`));
  return inTurns(contenders, rounds, progress);
}
