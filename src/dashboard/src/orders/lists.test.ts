import { expect, test } from 'vitest';
import type { Order } from '../api/types';
import { anomalyTitle, anomalyWords } from './anomalies';
import { select } from './blotterView';
import { changeable } from './changeable';
import { gathered, legText, membersOf } from './lists';
import { unlooked } from './looked';
import { priceText, priceWords, requestWords } from './termsText';

const order = (change: Partial<Order>) => ({
  id: '1', symbol: 'AAPL', side: 'Buy', account: 'DU1', clOrdId: 'c1', ordStatus: 'New', ordType: 'Limit', isOpen: true, inDoubt: false, anomalies: [], seq: 1, ...change,
}) as Order;
const entry = order({ id: 'entry', listId: 'L', contingencyType: 'Bracket', listLeg: 'Parent', isOpen: false, ordStatus: 'Filled', seq: 1 });
const stop = order({ id: 'stop', listId: 'L', contingencyType: 'Bracket', listLeg: 'StopLoss', seq: 2 });
const target = order({ id: 'target', listId: 'L', contingencyType: 'Bracket', listLeg: 'TakeProfit', seq: 3 });
const alone = order({ id: 'alone', symbol: 'MSFT' });
const later = order({ id: 'later', symbol: 'SPY' });
const ids = (orders: readonly Order[]) => orders.map(({ id }) => id);

test('the orders of a list stand together, the entry first, wherever the sorting put them', () => {
  expect(ids(gathered([later, stop, alone, entry, target], (row) => row))).toEqual(['later', 'entry', 'target', 'stop', 'alone']);
  expect(ids(membersOf([stop, alone, target, entry], 'L'))).toEqual(['entry', 'target', 'stop']);
});

test('a filled entry stays in sight while an exit of its list is open, but not among the closed', () => {
  const all = [entry, stop, target, alone];
  expect(ids(select(all, 'open', ''))).toEqual(['entry', 'stop', 'target', 'alone']);
  expect(ids(select(all, 'closed', ''))).toEqual(['entry']);
  expect(ids(select(all, 'open', 'stoploss'))).toEqual(['entry', 'stop', 'target']);
});

test('each order of a list is called what it is', () => {
  expect([entry, target, stop, alone].map(legText)).toEqual(['Entry', 'Take profit', 'Stop loss', null]);
});

test('an anomaly is an alert until it is looked at, and a new one is an alert again', () => {
  const odd = order({ id: 'odd', anomalies: ['TradeAfterClose', 'NakedPosition'] });
  expect(unlooked(odd, {})).toEqual(['TradeAfterClose', 'NakedPosition']);
  expect(unlooked(odd, { odd: 1 })).toEqual(['NakedPosition']);
  expect(unlooked(odd, { odd: 2 })).toEqual([]);
});

test('an anomaly is told in words, one from a newer server too', () => {
  expect([anomalyTitle('NakedPosition'), anomalyTitle({ code: 'TRADE_BUSTED' }), anomalyTitle('BrandNew')]).toEqual(['Naked position', 'Trade busted', 'Brand new']);
  expect(anomalyWords('NakedPosition')).toContain('exit');
  expect(anomalyWords({ code: 'TRADE_BUSTED', text: 'X1 of 100' })).toMatch(/^X1 of 100 The broker took/);
  expect(anomalyWords('BrandNew')).toContain('does not fit');
});

test('prices are written as a desk writes them, and said in words', () => {
  expect([
    priceText({ ordType: 'Market' }), priceText({ ordType: 'Limit', price: '187.2' }), priceText({ ordType: 'StopLimit', stopPx: '180', price: '179.5' }),
    priceText({ ordType: 'TrailingStop', trailPercent: '2', stopPx: null }), priceText({ ordType: 'TrailingStopLimit', trailAmt: '1', limitOffset: '0.1' }),
    priceText({ ordType: 'Relative', pegOffset: '0.01', price: '190' }), priceText({ ordType: 'MarketOnClose' }),
  ]).toEqual(['MKT', '187.20', 'STP 180.00 LMT 179.50', 'TRAIL 2%', 'TRAIL 1.00 LMT ±0.10', 'REL +0.01 cap 190.00', 'MOC']);
  expect(priceWords({ ordType: 'StopLimit', stopPx: '180', price: '179.5' })).toBe('Stop limit, trigger 180.00, limit 179.50');
  expect(priceWords({ ordType: 'Iceberg' as never, price: '1' })).toBe('Iceberg, limit 1.00');
  expect(requestWords({ account: 'DU1', symbol: 'AAPL', side: 'SellShort', orderQty: '1000', ordType: 'Market', timeInForce: 'Day' }))
    .toBe('Sell short 1,000 AAPL, Market, Day, DU1');
});

test('a replace offers the prices that the order has, the trail in its own unit', () => {
  const fields = (change: Partial<Order>) => changeable(order(change)).map(({ field }) => field);
  expect(fields({ ordType: 'Market' })).toEqual([]);
  expect(fields({ ordType: 'StopLimit' })).toEqual(['stopPx', 'price']);
  expect(fields({ ordType: 'TrailingStop', trailPercent: '2' })).toEqual(['stopPx', 'trailPercent']);
  expect(fields({ ordType: 'TrailingStopLimit', trailAmt: '1' })).toEqual(['stopPx', 'trailAmt']);
});
