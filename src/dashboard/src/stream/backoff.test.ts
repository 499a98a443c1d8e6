import { expect, test } from 'vitest';
import { backoff } from './backoff';

test('waits double up to a bound', () => {
  expect([1, 2, 3, 4, 7, 50].map((attempt) => backoff(attempt, () => 1))).toEqual([500, 1000, 2000, 4000, 20_000, 20_000]);
});

test('half of each wait is chance, so that desks do not return together', () => {
  expect(backoff(3, () => 0)).toBe(1000);
  expect(backoff(3, () => 0.5)).toBe(1500);
});
