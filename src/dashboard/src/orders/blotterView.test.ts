import { expect, test } from 'vitest';
import type { Order } from '../api/types';
import { isInDoubt, needsAttention, remarkText } from './attention';
import { counts, select } from './blotterView';
import { facts, spaced } from './story';

const order = (change: Partial<Order>) => ({
  id: '1', symbol: 'AAPL', side: 'Buy', account: 'DU1', clOrdId: 'c1', ordStatus: 'New', ordType: 'Limit', isOpen: true, inDoubt: false, anomalies: [], ...change,
}) as Order;
const orders = [
  order({ id: 'open' }),
  order({ id: 'doubt', symbol: 'AMZN', ordStatus: 'InDoubt', inDoubt: true }),
  order({ id: 'closed', isOpen: false, ordStatus: 'Canceled' }),
  order({ id: 'odd', isOpen: false, ordStatus: 'Canceled', anomalies: [{ code: 'TRADE_AFTER_CLOSE', text: 'late' }] }),
];
const ids = (view: Parameters<typeof select>[1], text = '') => select(orders, view, text).map(({ id }) => id);

test('views divide the orders', () => {
  expect(ids('open')).toEqual(['open', 'doubt']);
  expect(ids('closed')).toEqual(['closed', 'odd']);
  expect(ids('all')).toHaveLength(4);
  expect(ids('attention')).toEqual(['doubt', 'odd']);
  expect(counts(orders)).toEqual({ open: 2, closed: 2 });
});

test('every word of the filter has to be found somewhere', () => {
  expect(ids('all', 'amzn BUY')).toEqual(['doubt']);
  expect(ids('all', 'trade_after')).toEqual(['odd']);
  expect(ids('all', 'amzn sell')).toEqual([]);
});

test('doubt is heard from the flag and from the status', () => {
  expect(isInDoubt(order({ inDoubt: true, ordStatus: 'PendingCancel' }))).toBe(true);
  expect(isInDoubt(order({ ordStatus: 'InDoubt' }))).toBe(true);
  expect(needsAttention(order({}))).toBe(false);
});

test('a remark is a code or explains itself', () => {
  expect(remarkText('TRADE_AFTER_CLOSE')).toBe('TRADE_AFTER_CLOSE');
  expect(remarkText({ code: 'X', detail: 'why' })).toBe('X: why');
});

test('the story is told in words and flat facts, without what is unknown', () => {
  expect(spaced('CancelRequested')).toBe('Cancel requested');
  expect(facts({ lastQty: '40', price: null, by: { name: 'a' }, codes: [1, 'b'], none: [] })).toEqual([['lastQty', '40'], ['name', 'a'], ['codes', '1, b']]);
  expect(facts('text')).toEqual([['value', 'text']]);
});
