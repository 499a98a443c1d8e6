import { expect, test } from 'vitest';
import type { Instrument, OrdType, Quote } from '../api/types';
import { newClOrdId } from './clOrdId';
import { EMPTY, type TermsDraft } from './draft';
import { ORD_TYPES } from './ordTypes';
import { requestOf, termsAdvice, termsFaults } from './terms';

const instrument = { symbol: 'AAPL', secType: 'STK', tickSize: '0.01', lotSize: '1' } as Instrument;
const full: TermsDraft = {
  ...EMPTY, orderQty: '100', price: '187.20', stopPx: '190', trail: '2', limitOffset: '0.50', pegOffset: '0.01',
};
const terms = (change: Partial<TermsDraft> = {}): TermsDraft => ({ ...full, ...change });
const sent = (change: Partial<TermsDraft>) => requestOf(terms(change), 'A', 'AAPL');

test('complete terms go out as strings, word for word', () => {
  expect(sent({ orderQty: ' 100 ' })).toEqual({
    account: 'A', symbol: 'AAPL', side: 'Buy', orderQty: '100', ordType: 'Limit', price: '187.20', timeInForce: 'Day',
  });
});

test.each<[OrdType, string[]]>([
  ['Market', []], ['Limit', ['price']], ['Stop', ['stopPx']], ['StopLimit', ['price', 'stopPx']],
  ['TrailingStop', ['stopPx', 'trailAmt']], ['TrailingStopLimit', ['limitOffset', 'stopPx', 'trailAmt']],
  ['MarketIfTouched', ['stopPx']], ['LimitIfTouched', ['price', 'stopPx']], ['MidPrice', ['price']], ['Relative', ['pegOffset', 'price']],
  ['MarketOnOpen', []], ['LimitOnOpen', ['price']], ['MarketOnClose', []], ['LimitOnClose', ['price']],
])('a %s order carries %j and nothing else, whatever else stands in the form', (ordType, fields) => {
  const always = ['account', 'symbol', 'side', 'orderQty', 'ordType', 'timeInForce'];
  expect(Object.keys(sent({ ordType })).filter((name) => !always.includes(name)).sort()).toEqual(fields);
});

test('every type is in the list', () => {
  expect(Object.keys(ORD_TYPES)).toHaveLength(14);
});

test('an auction order names no time in force and stays inside the regular hours', () => {
  expect(sent({ ordType: 'MarketOnClose', outsideRth: true })).toEqual({ account: 'A', symbol: 'AAPL', side: 'Buy', orderQty: '100', ordType: 'MarketOnClose' });
  expect(sent({ timeInForce: 'AtTheOpening', outsideRth: true })).not.toHaveProperty('outsideRth');
  expect(sent({ outsideRth: true })).toMatchObject({ outsideRth: true });
});

test('a trail is an amount or a percent, never both', () => {
  expect(sent({ ordType: 'TrailingStop', trailBy: 'percent', stopPx: '' })).toMatchObject({ trailPercent: '2' });
  expect(sent({ ordType: 'TrailingStop', trailBy: 'percent' })).not.toHaveProperty('trailAmt');
  expect(termsFaults(terms({ ordType: 'TrailingStop', trailBy: 'percent', trail: '100' }), instrument)).toHaveProperty('trail');
  expect(termsFaults(terms({ ordType: 'TrailingStop', trail: '0' }), instrument)).toHaveProperty('trail');
});

test('an order good till a date says when it ends, in Z and not in the past', () => {
  const gtd = { timeInForce: 'GTD', expireTime: '2026-03-04T15:30' } as const;
  expect(sent(gtd).expireTime).toMatch(/^2026-03-0\dT\d\d:\d\d:00\.000Z$/);
  expect(termsFaults(terms(gtd), instrument, Date.parse('2026-01-01T00:00Z'))).toEqual({});
  expect(termsFaults(terms(gtd), instrument, Date.parse('2026-04-01T00:00Z'))).toHaveProperty('expireTime');
  expect(termsFaults(terms({ timeInForce: 'GTD' }), instrument)).toHaveProperty('expireTime');
});

test('every missing part is named at once, and only what the type needs', () => {
  const empty = { orderQty: '', price: '', stopPx: '', trail: '', limitOffset: '', pegOffset: '' };
  const missing = (ordType: OrdType) => Object.keys(termsFaults(terms({ ...empty, ordType }), instrument)).sort();
  expect(missing('Market')).toEqual(['orderQty']);
  expect(missing('StopLimit')).toEqual(['orderQty', 'price', 'stopPx']);
  expect(missing('TrailingStopLimit')).toEqual(['limitOffset', 'orderQty', 'trail']);
  expect(missing('MidPrice')).toEqual(['orderQty']);
  expect(termsFaults(terms({ orderQty: '-5' }), instrument)).toHaveProperty('orderQty');
});

test('a future may trade at a negative price, a stock may not', () => {
  expect(termsFaults(terms({ price: '-37.63' }), { ...instrument, secType: 'FUT' })).toEqual({});
  expect(termsFaults(terms({ price: '-37.63' }), instrument)).toHaveProperty('price');
});

test('increments are advice and hold nothing up', () => {
  const odd = terms({ price: '187.205', orderQty: '1.5' });
  expect(Object.keys(termsAdvice(odd, instrument)).sort()).toEqual(['orderQty', 'price']);
  expect(termsFaults(odd, instrument)).toEqual({});
});

test('a trigger that the market has passed is pointed out', () => {
  const quote = { symbol: 'AAPL', last: '195' } as Quote;
  const past = (change: Partial<TermsDraft>) => 'stopPx' in termsAdvice(terms(change), instrument, quote);
  expect(past({ ordType: 'Stop', side: 'Buy', stopPx: '190' })).toBe(true);
  expect(past({ ordType: 'Stop', side: 'Sell', stopPx: '190' })).toBe(false);
  expect(past({ ordType: 'MarketIfTouched', side: 'Buy', stopPx: '190' })).toBe(false);
  expect(past({ ordType: 'MarketIfTouched', side: 'SellShort', stopPx: '190' })).toBe(true);
});

test('an id is a UUID where the page is not secure too', () => {
  const bytes = { getRandomValues: <T extends ArrayBufferView | null>(array: T) => { (array as unknown as Uint8Array).fill(255); return array; } };
  expect(newClOrdId(bytes as Crypto)).toBe('web-ffffffff-ffff-4fff-bfff-ffffffffffff');
  expect(newClOrdId()).toMatch(/^web-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
