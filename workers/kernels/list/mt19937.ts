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
export function next(): u32 {
  const t = changetype<Twister>(twister);
  if (t.position == words) regenerate(t);
  const word = load<u32>(t.tempered + ((<usize>t.position) << 2));
  t.position += 1;
  return word;
}

/** The low 53 of 64 random bits, of which the high word is drawn first. */
export function next53(): u64 {
  const high = <u64>(next() & 0x1fffff);
  return (high << 32) | (<u64>next());
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
