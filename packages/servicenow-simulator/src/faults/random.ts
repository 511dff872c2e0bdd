/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). @internal */
export function seededRandom(seed: number): () => number {
  let state = Math.trunc(seed);
  const to32Bits = (value: number) => value % 4294967296;
  return () => {
    state = to32Bits(state + 1831565813);
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
