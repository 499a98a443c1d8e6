import { expect, test } from 'vitest';
import type { Instrument } from '../api/types';
import { newClOrdId } from './clOrdId';
import type { Draft } from './draft';
import { advice, faults, termsOf } from './terms';

const instrument = { symbol: 'AAPL', secType: 'STK', tickSize: '0.01', lotSize: '1' } as Instrument;
const draft = (change: Partial<Draft> = {}): Draft => ({
  account: null, symbol: 'AAPL', instrument, side: 'Buy', orderQty: '100', ordType: 'Limit', price: '187.20', prefilledFor: null,
  priceTyped: true, timeInForce: 'Day', ...change,
});

test('complete terms go out as strings, word for word', () => {
  expect(termsOf(draft({ orderQty: ' 100 ' }), 'A')).toEqual({
    account: 'A', symbol: 'AAPL', side: 'Buy', orderQty: '100', ordType: 'Limit', price: '187.20', timeInForce: 'Day',
  });
});

test('a market order carries no price', () => {
  expect(termsOf(draft({ ordType: 'Market', price: '1' }), 'A')).not.toHaveProperty('price');
});

test('every missing part is named at once', () => {
  expect(Object.keys(faults(draft({ symbol: '', orderQty: '', price: 'x' }), null))).toEqual(['account', 'symbol', 'orderQty', 'price']);
  expect(faults(draft({ orderQty: '-5' }), 'A')).toHaveProperty('orderQty');
  expect(termsOf(draft({ orderQty: '0' }), 'A')).toBeNull();
});

test('a future may trade at a negative price, a stock may not', () => {
  expect(faults(draft({ price: '-37.63', instrument: { ...instrument, secType: 'FUT' } }), 'A')).toEqual({});
  expect(faults(draft({ price: '-37.63' }), 'A')).toHaveProperty('price');
});

test('increments are advice and hold nothing up', () => {
  const odd = draft({ price: '187.205', orderQty: '1.5' });
  expect(Object.keys(advice(odd))).toEqual(['price', 'orderQty']);
  expect(termsOf(odd, 'A')).not.toBeNull();
});

test('an id is a UUID where the page is not secure too', () => {
  const bytes = { getRandomValues: <T extends ArrayBufferView | null>(array: T) => { (array as unknown as Uint8Array).fill(255); return array; } };
  expect(newClOrdId(bytes as Crypto)).toBe('web-ffffffff-ffff-4fff-bfff-ffffffffffff');
  expect(newClOrdId()).toMatch(/^web-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
