import { beforeEach, expect, test } from 'vitest';
import { Problem } from '../api/problem';
import type { Instrument } from '../api/types';
import { chooseContingency, chooseSymbol, clearAfterSubmission, draft, edit, editLeg, resetDraft, typePrice } from './draft';
import { legName, planAdvice, planFaults, planOf } from './plan';
import { refusedFields } from './refusal';
import type { SentList } from './submission';

const instrument = { symbol: 'AAPL', secType: 'STK', tickSize: '0.01', lotSize: '1' } as Instrument;

beforeEach(() => {
  resetDraft();
  chooseSymbol('AAPL', instrument);
  edit({ orderQty: '100', price: '190', priceTyped: true });
});

test('a bracket sends the entry first; its exits take the other side and the same quantity', () => {
  chooseContingency('Bracket');
  editLeg(0, { price: '200' });
  editLeg(1, { stopPx: '185' });

  const plan = planOf(draft.get(), 'A');

  expect(plan?.orders.map(({ side, orderQty, ordType, price, stopPx, timeInForce }) => [side, orderQty, ordType, price ?? stopPx, timeInForce])).toEqual([
    ['Buy', '100', 'Limit', '190', 'Day'], ['Sell', '100', 'Limit', '200', 'GTC'], ['Sell', '100', 'Stop', '185', 'GTC'],
  ]);
});

test('a bracket of one exit leaves the other out, and one of none is none', () => {
  chooseContingency('Bracket');
  editLeg(0, { on: false });
  editLeg(1, { stopPx: '185' });
  expect(planOf(draft.get(), 'A')?.orders).toHaveLength(2);

  editLeg(1, { on: false });
  expect(planOf(draft.get(), 'A')).toBeNull();
  expect(planFaults(draft.get(), 'A').first).toHaveProperty('contingency');
});

test('exits on the wrong side of the entry are pointed out', () => {
  chooseContingency('Bracket');
  editLeg(0, { price: '180' });
  editLeg(1, { stopPx: '195' });
  expect(planAdvice(draft.get(), null).legs.map((leg) => Object.keys(leg))).toEqual([['price'], ['stopPx']]);
  edit({ side: 'SellShort' });
  expect(planAdvice(draft.get(), null).legs).toEqual([{}, {}]);
});

test('the legs of an OCO and the child of an OTO have terms of their own', () => {
  chooseContingency('OCO');
  editLeg(0, { orderQty: '50', stopPx: '195' });
  expect(planOf(draft.get(), 'A')?.orders[1]).toMatchObject({ side: 'Buy', orderQty: '50', ordType: 'Stop', stopPx: '195', symbol: 'AAPL' });

  chooseContingency('OTO');
  expect(planFaults(draft.get(), 'A').legs).toEqual([{ orderQty: 'Enter a quantity.', price: 'Enter a limit price.' }]);
});

test('orders of a list are called what they are', () => {
  expect([legName('Bracket', 0), legName('Bracket', 1, { ordType: 'TrailingStop' }), legName('OCO', 0), legName('OTO', 1)])
    .toEqual(['Entry', 'Stop loss', 'Leg 1', 'Child']);
});

test('a type that the time in force does not fit falls back to the day', () => {
  edit({ timeInForce: 'IOC' });
  edit({ ordType: 'Stop' });
  expect(draft.get().timeInForce).toBe('Day');
});

test('a limit that nobody typed does not become a cap', () => {
  edit({ price: '190', priceTyped: false, prefilledFor: 'AAPL/Buy' });
  edit({ ordType: 'MidPrice' });
  expect(draft.get().price).toBe('');

  typePrice('191');
  edit({ ordType: 'Relative' });
  expect(draft.get().price).toBe('191');
});

test('nothing of a list lies ready for a second one', () => {
  chooseContingency('Bracket');
  editLeg(1, { stopPx: '185' });
  clearAfterSubmission();
  expect(draft.get()).toMatchObject({ orderQty: '', price: '', contingency: 'Bracket' });
  expect(draft.get().legs[1]?.stopPx).toBe('');
});

test('a refusal stands at the field of the leg that it speaks of, until that says something else', () => {
  chooseContingency('Bracket');
  editLeg(0, { on: false });
  editLeg(1, { stopPx: '185.005' });
  const orders = (planOf(draft.get(), 'A')?.orders ?? []).map((order, index) => ({ ...order, clOrdId: `c${index}` }));
  const sent: SentList = { account: 'A', contingencyType: 'Bracket', orders };
  const problem = new Problem(422, { code: 'STOP_PX_OFF_TICK', detail: 'off tick', breaches: [{ code: 'STOP_PX_OFF_TICK', field: 'stopPx', leg: 1, detail: 'off tick' }] });

  expect(refusedFields({ phase: 'denied', sent, problem }, draft.get()).legs).toEqual([{}, { stopPx: 'off tick' }]);
  editLeg(1, { stopPx: '185' });
  expect(refusedFields({ phase: 'denied', sent, problem }, draft.get()).legs).toEqual([{}, {}]);
});
