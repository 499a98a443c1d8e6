import { expect, test } from 'vitest';
import { noteServerDate, serverNow } from '../api/serverClock';
import type { Quote } from '../api/types';
import { ageMax, freshness } from './staleness';

const at = Date.parse('2026-01-05T14:30:00Z');
const quote = (change: Partial<Quote> = {}) => ({ symbol: 'AAPL', at: '2026-01-05T14:30:00Z', ...change }) as Quote;

test('a quote goes stale by age alone', () => {
  expect(freshness(quote(), 15_000, at + 14_000)).toEqual({ ageMs: 14_000, stale: false });
  expect(freshness(quote(), 15_000, at + 16_000)).toEqual({ ageMs: 16_000, stale: true });
});

test('no quote, or one without a time, is not fresh', () => {
  expect(freshness(null, 15_000, at).stale).toBe(true);
  expect(freshness(quote({ at: null }), 15_000, at)).toEqual({ ageMs: null, stale: true });
});

test('what the server calls stale is stale', () => {
  expect(freshness(quote({ stale: true }), 15_000, at).stale).toBe(true);
});

test('the line is drawn where the limits draw it', () => {
  expect([ageMax('5'), ageMax(20), ageMax(null)]).toEqual([5000, 20_000, 15_000]);
});

test('ages are told on the server\'s clock', () => {
  noteServerDate('Mon, 05 Jan 2026 14:30:00 GMT', at + 90_000);
  expect(Math.round((serverNow() - Date.now()) / 1000)).toBe(-90);
  noteServerDate('Mon, 05 Jan 2026 14:30:00 GMT', at + 900);
  expect(Math.abs(serverNow() - Date.now())).toBeLessThan(5);
});
