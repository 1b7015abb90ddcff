import { randomInt } from 'node:crypto';

/**
 * Remembers a number above 0 for each text, in 12 bytes a text and outside of the heap: a million texts need 24 MB at most.
 * It keeps 64-bit hashes; that two of ten million texts share one happens once in 300,000 lists.
 */
export class NumbersOfTexts {
  private readonly seed = randomInt(2 ** 31);
  private slots = new Uint32Array(3 * 1024);
  private count = 0;

  /** 0 where there is none. */
  get(text: string): number {
    // First the slot: it may grow while it looks.
    const slot = this.find(text);
    return this.slots[slot + 2] ?? 0;
  }

  set(text: string, value: number): void {
    const slot = this.find(text);
    if (this.slots[slot + 2] === 0) this.count += 1;
    this.slots[slot + 2] = value;
  }

  /** The number that the text has already, or 0, and then it has this one. */
  note(text: string, value: number): number {
    const slot = this.find(text);
    const known = this.slots[slot + 2] ?? 0;
    if (known !== 0) return known;
    this.slots[slot + 2] = value;
    this.count += 1;
    return 0;
  }

  /** The slot of the text, or a free one with its hash, which is taken once it has a number. */
  private find(text: string): number {
    if (this.count * 3 * 4 > this.slots.length * 3) this.grow();
    let [low, high] = [this.seed, ~this.seed];
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      low = mix(low, code);
      high = mix(high, code);
    }
    low = finish(low);
    high = finish(high);
    const slot = this.slotOf(low, high);
    this.slots[slot] = low;
    this.slots[slot + 1] = high;
    return slot;
  }

  /** Where this hash is, or the free place where it belongs. */
  private slotOf(low: number, high: number): number {
    const places = this.slots.length / 3;
    for (let place = low % places; ; place = (place + 1) % places) {
      const slot = place * 3;
      if (this.slots[slot + 2] === 0 || (this.slots[slot] === low && this.slots[slot + 1] === high)) return slot;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (let slot = 0; slot < old.length; slot += 3) {
      const entry = old.subarray(slot, slot + 3);
      if (entry[2] !== 0) this.slots.set(entry, this.slotOf(entry[0] ?? 0, entry[1] ?? 0));
    }
  }
}

// Murmur-like, 32 bits.
const mix = (value: number, code: number): number => Math.imul(value ^ code, 0x5bd1e995) ^ (value >>> 15);

function finish(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}
