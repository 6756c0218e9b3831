const GESTURES = ['pointerdown', 'keydown'] as const;
/** Hz of the two short tones, and s. */
const TONES = [660, 880];
const LENGTH = 0.12;

/** One quiet sound. Browsers want the page to have been used before anything sounds, and so do we. */
export class Bell {
  #context: AudioContext | null = null;

  constructor() {
    for (const name of GESTURES) addEventListener(name, () => this.#allow(), { once: true, passive: true, capture: true });
  }

  ring(): void {
    const context = this.#context;
    if (!context) return;
    void context.resume();
    const gain = context.createGain();
    gain.gain.value = 0.06;
    gain.connect(context.destination);
    for (const [i, tone] of TONES.entries()) {
      const oscillator = context.createOscillator();
      oscillator.frequency.value = tone;
      oscillator.connect(gain);
      oscillator.start(context.currentTime + i * LENGTH);
      oscillator.stop(context.currentTime + (i + 1) * LENGTH);
    }
  }

  #allow(): void {
    if (typeof AudioContext === 'function') this.#context ??= new AudioContext();
  }
}
