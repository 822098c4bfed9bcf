/** The sounds of a wall: two soft tones, told apart by whether they rise or fall. */

/** `worse` falls, `better` rises, `blind` is the same twice: there are no data. */
export type Chime = 'worse' | 'better' | 'blind';

/** Hz. */
const TONES: Readonly<Record<Chime, readonly [number, number]>> = {
  worse: [660, 440],
  better: [440, 660],
  blind: [330, 330],
};
const TONE_S = 0.35;
const BETWEEN_S = 0.4;
/** Of what the machine can do. */
const VOLUME = 0.12;
const FADE_S = 0.05;

export type Chimes = {
  /** False: the browser keeps silent until somebody has pressed a key or clicked (its autoplay policy). */
  canSound(): boolean;
  /** Asks for it again, as after a key or a click. */
  wake(): Promise<void>;
  play(chime: Chime): void;
  close(): void;
};

export function createChimes(): Chimes {
  const context = new AudioContext();
  const tone = (hertz: number, atS: number): void => {
    const oscillator = new OscillatorNode(context, { type: 'sine', frequency: hertz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, atS);
    gain.gain.linearRampToValueAtTime(VOLUME, atS + FADE_S);
    gain.gain.linearRampToValueAtTime(0, atS + TONE_S);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(atS);
    oscillator.stop(atS + TONE_S);
    oscillator.addEventListener('ended', () => gain.disconnect(), { once: true });
  };
  return {
    canSound: () => context.state === 'running',
    wake: () => context.resume(),
    play(chime) {
      if (context.state !== 'running') return;
      const [first, second] = TONES[chime];
      tone(first, context.currentTime);
      tone(second, context.currentTime + BETWEEN_S);
    },
    close: () => void context.close(),
  };
}
