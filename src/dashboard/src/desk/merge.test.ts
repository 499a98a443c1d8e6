import { expect, test } from 'vitest';
import type { Execution, Order, Position } from '../api/types';
import { mergeExecutions, mergeOrders, mergePositions, positionKey, unheardOf } from './merge';

const order = (id: string, version: number) => ({ id, version }) as Order;
const execution = (execId: string, commission: string | null) => ({ execId, commission }) as Execution;
const position = (symbol: string, quantity: string) => ({ account: 'A', symbol, quantity }) as Position;
const held = (...list: Position[]) => new Map(list.map((item) => [positionKey(item), item]));

test('an order is taken only where its version is higher', () => {
  const now = new Map([['1', order('1', 4)]]);

  const next = mergeOrders(now, [order('1', 3), order('2', 1), order('1', 5), order('1', 4)]);

  expect([...next.values()].map(({ id, version }) => [id, version])).toEqual([['1', 5], ['2', 1]]);
});

test('news that are not new leave the very same map', () => {
  const now = new Map([['1', order('1', 4)]]);
  expect(mergeOrders(now, [order('1', 4), order('1', 2)])).toBe(now);
});

test('an order that was open and that no list speaks of is asked for', () => {
  const before = new Map([order('open', 1), order('gone', 1), order('closed', 1)].map((item) => [item.id, { ...item, isOpen: item.id !== 'closed' }]));
  expect(unheardOf(before, [order('open', 2)])).toEqual(['gone']);
});

test('an execution counts once, and its late commission is taken in', () => {
  const first = mergeExecutions(new Map(), [execution('X1', null), execution('X1', null)]);
  const second = mergeExecutions(first, [execution('X1', '1.00')]);

  expect(first.size).toBe(1);
  expect(second.get('X1')?.commission).toBe('1.00');
  expect(mergeExecutions(second, [execution('X1', null)])).toBe(second);
});

test('a position that the stream moved while the list was read stays as streamed', () => {
  const next = mergePositions(held(position('AAPL', '200'), position('OLD', '1')), [position('AAPL', '100'), position('SPY', '5')], new Set(['A/AAPL']));

  expect([...next.values()].map(({ symbol, quantity }) => [symbol, quantity])).toEqual([['AAPL', '200'], ['SPY', '5']]);
});
