// Chance that can be had again: SEED, from the environment or else a new one, is printed once it is used.
let state;

// From 0 up to 1 (mulberry32).
export function random() {
  if (state === undefined) {
    state = Number(process.env.SEED ?? Date.now() % 1_000_000);
    console.log(`     SEED=${state}`);
  }
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
