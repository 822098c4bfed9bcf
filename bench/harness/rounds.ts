/** Side by side, in turns: A B C A B C ... The machine is not the same from one minute to the next; neighbours are. */

export type Contender<Name extends string, Sample> = { name: Name; measure(): Promise<Sample> };

/** Measures each contender `rounds` times, after one round that does not count; samples by name, in order of the rounds. */
export async function inTurns<Name extends string, Sample>(
  contenders: readonly Contender<Name, Sample>[],
  rounds: number,
  progress: (text: string) => void,
): Promise<Map<Name, Sample[]>> {
  const samples = new Map<Name, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, measure } of contenders) {
      progress(`${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}: ${name}`);
      const sample = await measure();
      if (round > 0) samples.get(name)?.push(sample);
    }
  }
  return samples;
}
