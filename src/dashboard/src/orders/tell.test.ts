import { expect, test } from 'vitest';
import { tell } from './tell';

test('a placement says what was asked for and by whom', () => {
  expect(tell({
    kind: 'OrderPlaced',
    data: { id: 'x', terms: { symbol: 'AAPL', side: 'SellShort', orderQty: '100', ordType: 'StopLimit', price: '179.5', timeInForce: 'Day', pricing: { stopPx: 180 } }, by: { name: 'eve@example.com' }, list: { type: 'Bracket', leg: 'StopLoss' } },
  })).toMatchObject({
    title: 'Accepted by us', tone: 'us',
    words: 'Sell short 100 AAPL, Stop limit, trigger 180.00, limit 179.50, Day. By eve@example.com. Stop loss of a list, Bracket.',
  });
});

test('a fill says how much and at what price, and what does not fit about it', () => {
  expect(tell({ kind: 'OrderTraded', data: { execution: { lastQty: '40', lastPx: '187.2', exchange: 'ARCA' }, anomaly: 'TradeAfterClose' } }))
    .toMatchObject({ title: 'Filled 40 at 187.20', words: expect.stringMatching(/^On ARCA\. A trade arrived/) as string });
});

test('a correction tells what stands in place of what, and a bust that nothing does', () => {
  const was = { lastQty: '40', lastPx: '187.2' };
  expect(tell({ kind: 'OrderTradeCorrected', data: { was, execution: { lastQty: '30', lastPx: '187.2' } } }).words).toBe('40 at 187.20 became 30 at 187.20.');
  expect(tell({ kind: 'OrderTradeCorrected', data: { was, execution: { lastQty: '0', lastPx: '187.2' } } })).toMatchObject({ title: 'Fill taken back', words: 'The fill of 40 at 187.20 never was.' });
});

test('what the broker said is told word for word', () => {
  expect(tell({ kind: 'OrderRejected', data: { code: 'IB_201', text: 'Order rejected - reason: margin' } })).toMatchObject({ title: 'Rejected', said: 'IB_201: Order rejected - reason: margin' });
  expect(tell({ kind: 'OrderAcknowledged', data: { permId: 12, brokerStatus: 'PreSubmitted' } })).toMatchObject({ said: 'PreSubmitted', words: 'Its permanent id is 12.' });
});

test('new terms are told without a type that they do not name', () => {
  expect(tell({ kind: 'OrderReplaceRequested', data: { terms: { orderQty: '15', price: '150' }, by: 'eve' } }).words)
    .toBe('Quantity 15, limit 150.00. The old terms work until the broker confirms. By eve.');
});

test('a kind from a newer server is told by its name', () => {
  expect(tell({ kind: 'OrderTeleported', data: { to: 'mars' } })).toEqual({ title: 'Order teleported', tone: 'us', words: null, said: null });
  expect(tell({ kind: 'OrderTraded', data: null }).title).toBe('Filled – at –');
});
