// PyTorch's generator, as in src/torch/mt19937.ts: the same words in the same order.

const words = 624;
const shift = 397;

/** Laid out by workers/engine/wasm/list/layout.ts. */
@unmanaged
export class Twister {
  /** [624], the state. */
  words: usize;
  /** [624], the state as it is handed out. */
  tempered: usize;
  /** The next word to hand out, 0 … 624. */
  position: i32;
}

let twister: usize = 0;

/** Draws from here on; the state's words and position are in place. */
export function setTwister(address: usize): void {
  twister = address;
  if (address) temper(changetype<Twister>(address));
}

/** The next 32 random bits. */
function next(t: Twister): u32 {
  if (t.position == words) regenerate(t);
  const word = load<u32>(t.tempered + ((<usize>t.position) << 2));
  t.position += 1;
  return word;
}

/** The bits of a random number below 1 that the high word has. */
const highBits: u32 = 0x1fffff;

/**
 * Draws 64 bits for each of `count` places, 32 bytes apart, the high word first: writes `value` where the low 53 of
 * them are below `bound`, else 0.
 */
export function drawBelow(bound: u64, value: f32, to: usize, count: i32): void {
  const t = changetype<Twister>(twister);
  const end = to + ((<usize>count) << 5);
  const boundHigh = i32x4.splat(<i32>(bound >> 32));
  const boundLow = i32x4.splat(<i32>bound);
  const values = f32x4.splat(value);
  while (to < end) {
    // Four at a time, as long as the words last.
    const words4 = min((words - t.position) >> 3, <i32>((end - to) >> 7));
    let from = t.tempered + ((<usize>t.position) << 2);
    for (let n = 0; n < words4; n++, from += 32, to += 128) {
      const a = v128.load(from);
      const b = v128.load(from, 16);
      const high = v128.and(v128.shuffle<i32>(a, b, 0, 2, 4, 6), i32x4.splat(highBits));
      const low = v128.shuffle<i32>(a, b, 1, 3, 5, 7);
      const equal = v128.and(i32x4.eq(high, boundHigh), i32x4.lt_u(low, boundLow));
      const kept = v128.and(v128.or(i32x4.lt_s(high, boundHigh), equal), values);
      v128.store32_lane(to, kept, 0);
      v128.store32_lane(to, kept, 1, 32);
      v128.store32_lane(to, kept, 2, 64);
      v128.store32_lane(to, kept, 3, 96);
    }
    t.position += words4 << 3;
    if (to >= end) break;
    const high = <u64>(next(t) & highBits);
    const drawn = (high << 32) | (<u64>next(t));
    store<f32>(to, drawn < bound ? value : 0);
    to += 32;
  }
}

function twist(upper: v128, lower: v128): v128 {
  const mixed = v128.or(
    v128.and(upper, i32x4.splat(<i32>0x80000000)),
    v128.and(lower, i32x4.splat(0x7fffffff)),
  );
  const odd = i32x4.neg(v128.and(lower, i32x4.splat(1)));
  return v128.xor(i32x4.shr_u(mixed, 1), v128.and(odd, i32x4.splat(<i32>0x9908b0df)));
}

/** The words `from` … `to` − 1 of the next state; `source` is the distance of the word that each is mixed with. */
function some(s: usize, from: i32, to: i32, source: i32): void {
  const offset = source << 2;
  let at = s + ((<usize>from) << 2);
  const end = s + ((<usize>to) << 2);
  for (; at + 16 <= end; at += 16)
    v128.store(at, v128.xor(v128.load(at + offset), twist(v128.load(at), v128.load(at, 4))));
  for (; at < end; at += 4) one(at, at + 4, at + offset);
}

function one(at: usize, following: usize, source: usize): void {
  const lower = load<u32>(following);
  const mixed = (load<u32>(at) & 0x80000000) | (lower & 0x7fffffff);
  store<u32>(at, load<u32>(source) ^ (mixed >> 1) ^ ((0 - (lower & 1)) & 0x9908b0df));
}

function regenerate(t: Twister): void {
  const s = t.words;
  some(s, 0, words - shift, shift);
  some(s, words - shift, words - 1, shift - words);
  one(s + ((words - 1) << 2), s, s + ((shift - 1) << 2));
  t.position = 0;
  temper(t);
}

function temper(t: Twister): void {
  for (let at: usize = 0; at < <usize>(words << 2); at += 16) {
    let y = v128.load(t.words + at);
    y = v128.xor(y, i32x4.shr_u(y, 11));
    y = v128.xor(y, v128.and(i32x4.shl(y, 7), i32x4.splat(<i32>0x9d2c5680)));
    y = v128.xor(y, v128.and(i32x4.shl(y, 15), i32x4.splat(<i32>0xefc60000)));
    v128.store(t.tempered + at, v128.xor(y, i32x4.shr_u(y, 18)));
  }
}
