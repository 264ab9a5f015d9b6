/** The same numbers in an array of twice the length. */
export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Spread a hash over all of its bits, so that its low bits can choose a slot. */
export function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return once ^ (once >>> 12);
}

/** How far a table looks. Honest hashes never come so close; whoever crafts them must not make a run quadratic. */
const FARTHEST = 256;

function put(slots: Int32Array, hash: number, entry: number): void {
  const mask = slots.length - 1;
  for (let i = 0; i < FARTHEST; i++) {
    const slot = (hash + i) & mask;
    if (slots[slot] !== 0) continue;
    slots[slot] = entry;
    return;
  }
}

/**
 * Numbers for texts, by their bytes: a text that stands a thousand times in a file is decoded once. Open addressing over
 * typed arrays, because a lookup must not make a JavaScript string.
 */
export class TextTable {
  private readonly bytes: Uint8Array;
  private slots = new Int32Array(1 << 13);
  private starts = new Int32Array(1 << 12);
  private lengths = new Int32Array(1 << 12);
  private hashes = new Int32Array(1 << 12);
  private ids = new Int32Array(1 << 12);
  private size = 0;
  /** True when some text was looked for too long: from then on, the same text may have several numbers. */
  isCrowded = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The number of a text, or -1 when it is new. */
  find(start: number, length: number, hash: number): number {
    const { slots, hashes, lengths } = this;
    const mask = slots.length - 1;
    for (let i = 0; i < FARTHEST; i++) {
      const entry = (slots[(hash + i) & mask] as number) - 1;
      if (entry < 0) return -1;
      if (hashes[entry] !== hash || lengths[entry] !== length) continue;
      if (this.isSame(this.starts[entry] as number, start, length)) return this.ids[entry] as number;
    }
    this.isCrowded = true;
    return -1;
  }

  add(start: number, length: number, hash: number, id: number): void {
    if (this.size === this.starts.length) this.grow();
    const entry = this.size++;
    this.starts[entry] = start;
    this.lengths[entry] = length;
    this.hashes[entry] = hash;
    this.ids[entry] = id;
    this.place(entry);
  }

  private isSame(a: number, b: number, length: number): boolean {
    const { bytes } = this;
    for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
    return true;
  }

  private place(entry: number): void {
    put(this.slots, this.hashes[entry] as number, entry + 1);
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    this.starts = doubled(this.starts);
    this.lengths = doubled(this.lengths);
    this.hashes = doubled(this.hashes);
    this.ids = doubled(this.ids);
    for (let entry = 0; entry < this.size; entry++) this.place(entry);
  }
}

/** Numbers for sequences of numbers: objects and lists whose members have the same numbers are the same value. */
export class TupleTable {
  private slots = new Int32Array(1 << 13);
  private offsets = new Int32Array(1 << 12);
  private lengths = new Int32Array(1 << 12);
  private hashes = new Int32Array(1 << 12);
  private ids = new Int32Array(1 << 12);
  private pool = new Int32Array(1 << 16);
  private used = 0;
  private size = 0;

  /** The number of the sequence `from[start, start + length)`, or -1 when it is new. */
  find(from: Int32Array, start: number, length: number, hash: number): number {
    const { slots, hashes, lengths } = this;
    const mask = slots.length - 1;
    for (let i = 0; i < FARTHEST; i++) {
      const entry = (slots[(hash + i) & mask] as number) - 1;
      if (entry < 0) return -1;
      if (hashes[entry] !== hash || lengths[entry] !== length) continue;
      if (this.isSame(this.offsets[entry] as number, from, start, length)) return this.ids[entry] as number;
    }
    return -1;
  }

  add(from: Int32Array, start: number, length: number, hash: number, id: number): void {
    if (this.size === this.offsets.length) this.grow();
    while (this.used + length > this.pool.length) this.pool = doubled(this.pool);
    const entry = this.size++;
    this.offsets[entry] = this.used;
    this.lengths[entry] = length;
    this.hashes[entry] = hash;
    this.ids[entry] = id;
    for (let i = 0; i < length; i++) this.pool[this.used + i] = from[start + i] as number;
    this.used += length;
    this.place(entry);
  }

  private isSame(offset: number, from: Int32Array, start: number, length: number): boolean {
    const { pool } = this;
    for (let i = 0; i < length; i++) if (pool[offset + i] !== from[start + i]) return false;
    return true;
  }

  private place(entry: number): void {
    put(this.slots, this.hashes[entry] as number, entry + 1);
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    this.offsets = doubled(this.offsets);
    this.lengths = doubled(this.lengths);
    this.hashes = doubled(this.hashes);
    this.ids = doubled(this.ids);
    for (let entry = 0; entry < this.size; entry++) this.place(entry);
  }
}
