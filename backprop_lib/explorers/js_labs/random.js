/** Random numbers that are the same on every machine, for the same seed. */

/** Return a function that gives the next number from 0 to 1. explorers/chance.py has it, too. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Near a bell curve around 0, with standard deviation 1/2. */
export const around = (random) => random() + random() + random() - 1.5;
