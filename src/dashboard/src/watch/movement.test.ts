import { expect, test } from 'vitest';
import { moved, STILL } from './movement';
import { symbolsShown } from './watched';

const path = (...values: (string | null)[]) => values.reduce(moved, STILL);

test('a price that changed says which way, and every time anew', () => {
  expect(path('10', '10.01')).toEqual({ value: '10.01', direction: 'up', moves: 1 });
  expect(path('10', '10.01', '10.02')).toMatchObject({ direction: 'up', moves: 2 });
  expect(path('10', '9.99')).toMatchObject({ direction: 'down', moves: 1 });
});

test('the first price, and the first after a gap, moved nowhere', () => {
  expect(path('10')).toMatchObject({ direction: null, moves: 0 });
  expect(path('10', null, '12')).toMatchObject({ direction: null, moves: 0 });
});

test('the same amount in other digits is no move', () => {
  expect(path('10', '10.00')).toMatchObject({ direction: null, moves: 0 });
});

test('before any choice the list begins with what is held', () => {
  expect(symbolsShown(null, ['SPY'], ['MSFT', 'SPY', 'AAPL'])).toEqual(['SPY', 'AAPL', 'MSFT']);
  expect(symbolsShown([], ['SPY'], ['MSFT'])).toEqual([]);
});
