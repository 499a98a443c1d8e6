import { expect, test } from 'vitest';
import { toText } from './decimal';
import { totalsByCurrency } from './totals';

const rows = [
  { currency: 'USD', pnl: '0.1' }, { currency: 'EUR', pnl: '-5.25' }, { currency: 'USD', pnl: '0.2' }, { currency: 'USD', pnl: null },
];
const totals = () => totalsByCurrency(rows, (row) => row.currency, (row) => row.pnl);

test('each currency has its own sum and none is mixed', () => {
  expect(totals().map(({ currency, sum }) => [currency, toText(sum)])).toEqual([['EUR', '-5.25'], ['USD', '0.3']]);
});

test('an unknown amount is counted, not taken for zero', () => {
  expect(totals().map(({ unknown, count }) => [unknown, count])).toEqual([[0, 1], [1, 3]]);
});
