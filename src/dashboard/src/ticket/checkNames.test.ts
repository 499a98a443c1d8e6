import { expect, test } from 'vitest';
import { checkName } from './checkNames';

test('a check that passed is named for what holds, not for the refusal', () => {
  expect(checkName('BROKER_NOT_CONNECTED', 'broker/link')).toBe('Broker connected');
  expect(checkName('ORDER_QTY_ABOVE_LIMIT', 'DU1/maxOrderQty')).toBe('Order quantity');
});

test('the switches of firm and account are told apart', () => {
  expect(['demo/killSwitch', 'DU1/killSwitch'].map((id) => checkName('TRADING_HALTED', id)))
    .toEqual(['Kill switch off, demo', 'Kill switch off, DU1']);
});

test('a code from a newer server is put into words', () => {
  expect(checkName('OPEN_ORDERS_ABOVE_LIMIT')).toBe('Open orders');
});
