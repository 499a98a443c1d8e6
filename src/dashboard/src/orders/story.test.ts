import { expect, test } from 'vitest';
import { facts, spaced } from './story';

test('a kind is said in words', () => {
  expect(spaced('OrderCancelRequested')).toBe('Order cancel requested');
});

test('a fact goes by its own name, and by its path where two have the same', () => {
  expect(facts({ terms: { symbol: 'AAPL', orderQty: 50 }, firm: 'demo', by: { name: 'eve', firm: 'demo' }, id: 'X' })).toEqual([
    ['symbol', 'AAPL'], ['orderQty', '50'], ['firm', 'demo'], ['name', 'eve'], ['by.firm', 'demo'],
  ]);
});

test('what is unknown is left out', () => {
  expect(facts({ text: null, warnings: [], code: '' })).toEqual([]);
});

test('instants and spans of the journal are made readable', () => {
  expect(facts({ transactTime: 1795356913000000, referenceAge: '00:00:00.2342260' })).toEqual([
    ['transactTime', '2026-11-22T14:15:13.000Z'], ['referenceAge', '0.234 s'],
  ]);
});
