/**
 * PyTorch's CPU random number generator: MT19937 and the few views of its 32-bit stream that everything
 * else in src/torch uses.
 *
 * The recurrence, the seeding and the tempering are those of Makoto Matsumoto and Takuji Nishimura,
 * "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudorandom number generator"
 * (1998; reference program mt19937ar, BSD-3-Clause). How PyTorch reads the stream is described in
 * ATen/core/MT19937RNGEngine.h, CPUGeneratorImpl.cpp and TransformationHelper.h.
 */
const words = 624;
const shift = 397;

/** Mixes the upper bit of one state word with the 31 lower bits of the next. */
const twist = (upper: number, lower: number): number => {
  const mixed = (upper & 0x80000000) | (lower & 0x7fffffff);
  return (mixed >>> 1) ^ (-(lower & 1) & 0x9908b0df);
};

/** All of a generator: what it draws next follows from nothing else. */
export interface GeneratorState {
  /** [624], the words of MT19937. */
  readonly words: Uint32Array<ArrayBuffer>;
  /** The next word to hand out, 0 … 624; 624 asks for a new block. */
  readonly position: number;
  /** The second half of a Box–Muller pair; null if none is waiting. */
  readonly cachedNormal: number | null;
}

/** A stream of random numbers that equals `torch.Generator().manual_seed(seed)` draw by draw. */
export class Generator {
  readonly #state = new Uint32Array(words);
  /** The next state word to hand out; `words` asks for a new block. */
  #position = words;
  /** The second half of a Box–Muller pair, which PyTorch keeps in its generator. */
  #cachedNormal: number | undefined;

  /** Throws RangeError where the seed is not a safe integer. */
  constructor(seed: number) {
    this.manualSeed(seed);
  }

  /** A generator that draws on where another one stood. Throws RangeError for what no generator can be. */
  static from({ words: state, position, cachedNormal }: GeneratorState): Generator {
    const fits =
      state.length === words &&
      // From zeros alone the recurrence makes nothing but zeros.
      state.some((word) => word !== 0) &&
      Number.isInteger(position) &&
      position >= 0 &&
      position <= words &&
      (cachedNormal === null || Number.isFinite(cachedNormal));
    if (!fits) {
      const found = `${state.length} words, position ${position}, cached normal ${cachedNormal}`;
      throw new RangeError(`Cannot restore a generator from ${found}`);
    }
    const generator = new Generator(0);
    generator.#state.set(state);
    generator.#position = position;
    generator.#cachedNormal = cachedNormal ?? undefined;
    return generator;
  }

  /** A copy of all that the next draws depend on. */
  state(): GeneratorState {
    const cachedNormal = this.#cachedNormal ?? null;
    return { words: this.#state.slice(), position: this.#position, cachedNormal };
  }

  /**
   * Restarts the stream, like `torch.manual_seed`: only the seed's low 32 bits matter, and a
   * cached normal number is forgotten. Throws RangeError where the seed is not a safe integer.
   */
  manualSeed(seed: number): this {
    if (!Number.isSafeInteger(seed)) {
      throw new RangeError(`Cannot seed the generator: the seed is ${seed}, not a safe integer`);
    }
    const state = this.#state;
    let previous = seed >>> 0;
    state[0] = previous;
    for (let j = 1; j < words; j++) {
      previous = (Math.imul(1812433253, previous ^ (previous >>> 30)) + j) >>> 0;
      state[j] = previous;
    }
    this.#position = words;
    this.#cachedNormal = undefined;
    return this;
  }

  /** The next 32 random bits: 0 … 2³² − 1. Every other draw costs one or two of these. */
  nextUint32(): number {
    if (this.#position === words) this.#regenerate();
    let y = this.#state[this.#position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** 64 random bits, 0 … 2⁶⁴ − 1. Two draws, of which the first is the high word. */
  random64(): bigint {
    const high = this.nextUint32();
    return (BigInt(high) << 32n) | BigInt(this.nextUint32());
  }

  /** `torch.empty((), dtype=torch.int64).random_()`: 0 … 2⁶³ − 1. Two draws. */
  nextInt64(): bigint {
    return this.random64() & 0x7fff_ffff_ffff_ffffn;
  }

  /** A float32 in [0, 1): the low 24 bits of one draw. */
  nextFloat32(): number {
    return (this.nextUint32() & 0xffffff) * 2 ** -24;
  }

  /** A float64 in [0, 1): the low 53 bits of 64. Two draws. */
  nextFloat64(): number {
    const high = this.nextUint32() & 0x1fffff;
    return (high * 2 ** 32 + this.nextUint32()) * 2 ** -53;
  }

  /** Returns the cached normal number and clears it. */
  takeCachedNormal(): number | undefined {
    const value = this.#cachedNormal;
    this.#cachedNormal = undefined;
    return value;
  }

  /** Caches a normal number (mean 0, deviation 1) for the next normal draw. */
  cacheNormal(value: number): void {
    this.#cachedNormal = value;
  }

  /** Computes the next 624 state words in place. Three loops, so that no index needs a modulo. */
  #regenerate(): void {
    const s = this.#state;
    for (let k = 0; k < words - shift; k++) s[k] = s[k + shift]! ^ twist(s[k]!, s[k + 1]!);
    for (let k = words - shift; k < words - 1; k++) {
      s[k] = s[k + shift - words]! ^ twist(s[k]!, s[k + 1]!);
    }
    s[words - 1] = s[shift - 1]! ^ twist(s[words - 1]!, s[0]!);
    this.#position = 0;
  }
}
