import { compare, parse } from '../money/decimal';

export interface Movement {
  value: string | null;
  direction: 'up' | 'down' | null;
  /** Counts the moves, so that a second one in the same direction is seen too. */
  moves: number;
}

export const STILL: Movement = { value: null, direction: null, moves: 0 };

/** The next sight of a price: which way it went since the last one that was different. */
export function moved(before: Movement, value: string | null): Movement {
  if (value === before.value) return before;
  const was = parse(before.value);
  const now = parse(value);
  if (!was || !now) return { value, direction: null, moves: before.moves };
  const order = compare(now, was);
  if (order === 0) return { ...before, value };
  return { value, direction: order > 0 ? 'up' : 'down', moves: before.moves + 1 };
}
