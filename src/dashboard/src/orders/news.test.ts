import { expect, test } from 'vitest';
import type { Order } from '../api/types';
import { newsOf } from './news';

const order = (change: Partial<Order>) => ({
  id: '1', symbol: 'AAPL', side: 'Buy', orderQty: '100', cumQty: '0', ordStatus: 'New', placedBy: 'me', inDoubt: false, anomalies: [], avgPx: null, text: null, code: null, ...change,
}) as Order;
const told = (old: Order, now: Order) => newsOf(new Map([['1', old]]), new Map([['1', now]]), 'me').map(({ tone, text }) => `${tone} ${text}`);

test('fills and refusals of one\'s own orders are news', () => {
  expect(told(order({}), order({ ordStatus: 'Filled', avgPx: '187.2' }))).toEqual(['good Filled: Buy 100 AAPL at 187.20.']);
  expect(told(order({}), order({ ordStatus: 'Rejected', text: 'Too far.' }))).toEqual(['bad Rejected by the broker: Buy 100 AAPL. Too far.']);
});

test('doubt and anomalies are news', () => {
  expect(told(order({}), order({ ordStatus: 'InDoubt', inDoubt: true }))).toEqual(['bad In doubt: Buy 100 AAPL. Do not send it again.']);
  expect(told(order({ anomalies: ['A'] }), order({ anomalies: ['A', 'TRADE_AFTER_CLOSE'] }))).toEqual(['bad Anomaly: Buy 100 AAPL. Trade after close']);
});

test('what stays as it was, what others placed and what is seen for the first time is no news', () => {
  const filled = order({ ordStatus: 'Filled' });
  expect(told(filled, order({ ordStatus: 'Filled' }))).toEqual([]);
  expect(told(order({ placedBy: 'you' }), order({ placedBy: 'you', ordStatus: 'Filled' }))).toEqual([]);
  expect(newsOf(new Map(), new Map([['1', filled]]), 'me')).toEqual([]);
});
