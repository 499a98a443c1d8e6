import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, ES, EURUSD, F, account, buy, cents, sell, stock } from './terms.mjs';

let gateway;
before(async () => {
  gateway = await Gateway.start();
  await gateway.advance(5);
});
after(() => gateway?.stop());

const contracts = [['stock', AAPL, 100], ['future', ES, 2], ['currency pair', EURUSD, 40_000]];
for (const [name, contract, quantity] of contracts) {
  test(`MKT of a ${name} fills at once at the far side`, () => withClients(gateway, [1], async client => {
    const { ask } = await client.quote(contract);
    const id = client.place(contract, buy(quantity, 'MKT', { orderRef: 'a note' }));
    const fills = await client.filled(id);
    assert.equal(fills.reduce((sum, f) => sum + f.shares, 0), quantity);
    assert.ok(fills[0].price >= ask - 1e-9 && fills[0].price < ask * 1.01, `${fills[0].price} for ${ask}`);
    const last = client.lastStatus(id);
    assert.deepEqual([last.filled, last.remaining, last.clientId], [quantity, 0, 1]);
    const average = fills.reduce((sum, f) => sum + f.shares * f.price, 0) / quantity;
    assert.ok(Math.abs(last.avgFillPrice - average) < 1e-6);
    for (const fill of fills) {
      assert.deepEqual([fill.acctNumber, fill.side, fill.orderRef, fill.clientId], [account, 'BOT', 'a note', 1]);
      assert.equal(fill.permId, last.permId);
      assert.match(fill.time, /^\d{8} \d\d:\d\d:\d\d US\/Eastern$/);
      const [report] = await client.wait('commissionReport', r => r.execId === fill.execId);
      assert.ok(report.commission > 0);
      assert.equal(report.currency, 'USD');
    }
  }));
}

test('a sale that closes tells what it realised', () => withClients(gateway, [1], async client => {
  const [bought] = await client.filled(client.place(F, buy(100, 'MKT')));
  const [sold] = await client.filled(client.place(F, sell(100, 'MKT')));
  assert.equal(sold.side, 'SLD');
  const [opened] = await client.wait('commissionReport', r => r.execId === bought.execId);
  const [closed] = await client.wait('commissionReport', r => r.execId === sold.execId);
  assert.equal(opened.realizedPNL, undefined);
  const expected = (sold.price - bought.price) * 100 - opened.commission - closed.commission;
  assert.ok(Math.abs(closed.realizedPNL - expected) < 0.01, `${closed.realizedPNL} for ${expected}`);
}));

test('an order is told before its status and keeps its permId', () => withClients(gateway, [1], async client => {
  const since = client.mark();
  const id = client.place(AAPL, buy(10, 'LMT', { lmtPrice: 200, tif: 'GTC', orderRef: 'r-1', outsideRth: true }));
  await client.status(id, 'Submitted');
  assert.equal(client.events.slice(since).find(e => e.args[0] === id).name, 'openOrder');
  const { contract, order, state } = client.lastOpenOrder(id);
  assert.deepEqual([contract.conId, contract.symbol, contract.exchange], [265598, 'AAPL', 'SMART']);
  assert.deepEqual(
    [order.action, order.totalQuantity, order.orderType, order.lmtPrice, order.tif, order.account, order.orderRef],
    ['BUY', 10, 'LMT', 200, 'GTC', account, 'r-1']);
  assert.equal(order.outsideRth, true);
  assert.equal(state.status, 'Submitted');
  assert.ok(order.permId > 0 && order.permId < 2 ** 31);
  await client.cancel(id);
  const permIds = client.since(since, 'orderStatus').filter(([i]) => i === id).map(args => args[5]);
  assert.deepEqual(new Set(permIds), new Set([order.permId]));
}));

test('LMT at the far side fills, away from it rests and fills when the market comes', () =>
  withClients(gateway, [1], async client => {
    const { bid, ask } = await client.quote(AAPL);
    await client.filled(client.place(AAPL, buy(10, 'LMT', { lmtPrice: cents(ask + 0.5) })));
    const limit = cents(bid - 2);
    const id = client.place(AAPL, buy(10, 'LMT', { lmtPrice: limit }));
    await client.status(id, 'Submitted');
    await gateway.move('AAPL', limit - 1);
    const [fill] = await client.filled(id);
    assert.equal(fill.price, limit);
    await gateway.move('AAPL', 274.5);
  }));

test('a large LMT fills in parts and stays Submitted meanwhile', () => withClients(gateway, [1], async client => {
  const { ask } = await client.quote(AAPL);
  const id = client.place(AAPL, buy(3_000, 'LMT', { lmtPrice: ask }));
  await client.wait('orderStatus', (i, s, filled, remaining) => i === id && s === 'Submitted' && filled && remaining);
  await client.cancel(id);
  const { filled, remaining } = client.lastStatus(id);
  assert.equal(filled + remaining, 3_000);
  const shares = client.since(0, 'execDetails').filter(([, , e]) => e.orderId === id).map(([, , e]) => e.shares);
  assert.equal(shares.reduce((a, b) => a + b), filled);
}));

// What waits for its price is PreSubmitted and held; when the market gets there, it fills.
const touched = 300;
const waiting = [
  ['STP', () => buy(10, 'STP', { auxPrice: touched }), 'trigger'],
  ['STP LMT', () => buy(10, 'STP LMT', { auxPrice: touched, lmtPrice: touched + 10 }), 'trigger'],
  ['MIT', () => sell(10, 'MIT', { auxPrice: touched }), 'trigger'],
  ['LIT', () => sell(10, 'LIT', { auxPrice: touched, lmtPrice: touched - 10 }), 'trigger'],
];
for (const [type, make, whyHeld] of waiting) {
  test(`${type} waits for its price and then fills`, () => withClients(gateway, [1], async client => {
    await gateway.move('AAPL', 274.5);
    await gateway.advance(3);
    const id = client.place(AAPL, make());
    await client.status(id, 'PreSubmitted');
    await client.settle();
    const { order } = client.lastOpenOrder(id);
    assert.deepEqual([order.orderType, order.auxPrice], [type, touched]);
    assert.deepEqual([client.lastStatus(id).status, client.lastStatus(id).whyHeld], ['PreSubmitted', whyHeld]);
    await gateway.advance(3);
    await client.settle();
    assert.equal(client.lastStatus(id).status, 'PreSubmitted');
    await gateway.move('AAPL', touched + 0.5);
    await gateway.advance(5);
    const [fill] = await client.filled(id);
    assert.ok(Math.abs(fill.price - touched) < 5, `${fill.price}`);
    await gateway.move('AAPL', 274.5);
    await gateway.advance(3);
  }));
}

for (const [name, distance] of [['an amount', { auxPrice: 2 }], ['a percentage', { trailingPercent: 1 }]]) {
  test(`TRAIL by ${name} follows the market and fires on the way back`, () =>
    withClients(gateway, [1], async client => {
      await gateway.move('AAPL', 274.5);
      await gateway.advance(3);
      const id = client.place(AAPL, sell(10, 'TRAIL', distance));
      await client.status(id, 'PreSubmitted');
      await client.settle();
      const first = client.lastOpenOrder(id).order.trailStopPrice;
      assert.ok(first > 270 && first < 274, `${first}`);
      await gateway.move('AAPL', 284);
      await gateway.advance(3);
      await client.ask(api => api.reqOpenOrders(), 'openOrder', 'openOrderEnd');
      const later = client.lastOpenOrder(id).order.trailStopPrice;
      assert.ok(later > first + 5, `${first} to ${later}`);
      await gateway.move('AAPL', later - 0.5);
      await gateway.advance(5);
      await client.filled(id);
      await gateway.move('AAPL', 274.5);
      await gateway.advance(3);
    }));
}

test('TRAIL LIMIT becomes a limit beside its stop', () => withClients(gateway, [1], async client => {
  const id = client.place(
    AAPL, sell(10, 'TRAIL LIMIT', { auxPrice: 2, trailStopPrice: 272, lmtPriceOffset: 0.5 }));
  await client.status(id, 'PreSubmitted');
  const { order } = client.lastOpenOrder(id);
  assert.deepEqual([order.orderType, order.lmtPriceOffset], ['TRAIL LIMIT', 0.5]);
  assert.ok(order.trailStopPrice >= 272);
  await gateway.move('AAPL', order.trailStopPrice - 0.1);
  await gateway.advance(5);
  const [fill] = await client.filled(id);
  assert.ok(fill.price >= order.trailStopPrice - 0.5 - 1e-9);
  await gateway.move('AAPL', 274.5);
  await gateway.advance(3);
}));

test('MTL takes the best price and leaves the rest as a limit there', () => withClients(gateway, [1], async client => {
  const { ask } = await client.quote(F);
  const id = client.place(F, buy(20_000, 'MTL'));
  await client.wait('orderStatus', (i, s, filled, remaining) => i === id && s === 'Submitted' && filled && remaining);
  await client.settle();
  const fills = client.since(0, 'execDetails').filter(([, , e]) => e.orderId === id).map(([, , e]) => e.price);
  assert.deepEqual(new Set(fills), new Set([ask]));
  assert.equal(client.lastOpenOrder(id).order.lmtPrice, ask);
  await client.cancel(id);
}));

for (const [type, price] of [['MOC', {}], ['LOC', { lmtPrice: 250 }]]) {
  test(`${type} waits for the close`, () => withClients(gateway, [1], async client => {
    const id = client.place(AAPL, buy(10, type, price));
    await client.status(id, 'PreSubmitted');
    assert.equal(client.lastOpenOrder(id).order.orderType, type);
    await gateway.advance(5);
    await client.settle();
    assert.equal(client.lastStatus(id).status, 'PreSubmitted');
    await client.cancel(id);
  }));
}

test('REL, MIDPRICE, PEG MID and PEG MKT work at a price of their own', () =>
  withClients(gateway, [1], async client => {
    const ids = [
      client.place(AAPL, buy(10, 'REL', { auxPrice: 0, lmtPrice: 260 })),
      client.place(AAPL, buy(10, 'MIDPRICE', { lmtPrice: 260 })),
      client.place(AAPL, buy(10, 'PEG MID', { auxPrice: 0, lmtPrice: 260 })),
      client.place(AAPL, buy(10, 'PEG MKT', { auxPrice: 5 })),
    ];
    for (const id of ids) await client.status(id, 'Submitted');
    assert.deepEqual(
      ids.map(id => client.lastOpenOrder(id).order.orderType), ['REL', 'MIDPRICE', 'PEG MID', 'PEG MKT']);
    for (const id of ids) await client.cancel(id);
  }));

test('REL follows the best bid without its cap', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, buy(10, 'REL', { auxPrice: 0.01 }));
  await gateway.advance(30);
  await client.settle();
  const { status } = client.lastStatus(id);
  if (status === 'Submitted') await client.cancel(id);
  else await client.filled(id);
}));


test('what-if tells margin and commission and places nothing', () => withClients(gateway, [9], async client => {
  const cases = [[AAPL, buy(100, 'LMT', { lmtPrice: 270 })], [ES, buy(1, 'MKT')], [EURUSD, buy(50_000, 'MKT')]];
  for (const [contract, order] of cases) {
    const id = client.place(contract, { ...order, whatIf: true });
    const [, , echoed, state] = await client.wait('openOrder', i => i === id);
    assert.equal(echoed.whatIf, true);
    assert.ok(state.initMarginChange > 0 && state.maintMarginChange > 0);
    assert.ok(Math.abs(state.initMarginBefore + state.initMarginChange - state.initMarginAfter) < 0.01);
    assert.ok(Math.abs(state.maintMarginBefore + state.maintMarginChange - state.maintMarginAfter) < 0.01);
    assert.ok(state.equityWithLoanBefore > 0);
    assert.ok(state.commission > 0);
    assert.equal(state.commissionCurrency, 'USD');
  }
  const [, , , stockState] = client.since(0, 'openOrder')[0];
  assert.equal(stockState.commission, 1);
  await client.settle();
  assert.deepEqual(client.since(0, 'orderStatus'), []);
  assert.deepEqual(await client.ask(api => api.reqOpenOrders(), 'openOrder', 'openOrderEnd'), []);
}));

test('what-if of an open order leaves it as it is', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, buy(10, 'LMT', { lmtPrice: 200 }));
  await client.status(id, 'Submitted');
  const since = client.mark();
  client.place(AAPL, buy(20, 'LMT', { lmtPrice: 290, whatIf: true }), id);
  await client.wait('openOrder', (i, c, o, state) => i === id && state.initMarginChange > 0, since);
  await client.settle();
  assert.deepEqual(client.since(since, 'orderStatus'), []);
  const [[, , order]] = await client.ask(api => api.reqOpenOrders(), 'openOrder', 'openOrderEnd');
  assert.deepEqual([order.totalQuantity, order.lmtPrice], [10, 200]);
  await client.cancel(id);
}));

test('an order without an account goes to the only one, an order by amount buys what it pays for', () =>
  withClients(gateway, [1], async client => {
    const { account: none, ...order } = buy(1, 'MKT');
    const [fill] = await client.filled(client.place(AAPL, order));
    assert.equal(fill.acctNumber, account);
    const { ask } = await client.quote(AAPL);
    const [bought] = await client.filled(client.place(AAPL, buy(0, 'MKT', { cashQty: ask * 3.5 })));
    assert.equal(bought.shares, 3);
  }));

test('attributes that the market ignores come back as sent', () => withClients(gateway, [1], async client => {
  const sent = {
    lmtPrice: 200, discretionaryAmt: 0.05, displaySize: 10, minQty: 5, hidden: true, sweepToFill: true,
    blockOrder: false, triggerMethod: 2, orderRef: 'ref with spaces', notHeld: true, openClose: 'O', origin: 0,
    algoStrategy: 'Adaptive', algoParams: [{ tag: 'adaptivePriority', value: 'Patient' }], solicited: true,
    optOutSmartRouting: true, allOrNone: true, settlingFirm: '', clearingIntent: 'IB',
  };
  const id = client.place(AAPL, buy(100, 'LMT', sent));
  await client.status(id, 'Submitted');
  const { order } = client.lastOpenOrder(id);
  const keys = [
    'lmtPrice', 'discretionaryAmt', 'displaySize', 'minQty', 'hidden', 'sweepToFill', 'triggerMethod', 'orderRef',
    'notHeld', 'algoStrategy', 'algoParams', 'solicited', 'optOutSmartRouting', 'allOrNone',
  ];
  for (const key of keys) assert.deepEqual(order[key], sent[key], key);
  await client.cancel(id);
}));

test('the spellings of other clients are taken and answered in the usual one', () =>
  withClients(gateway, [1], async client => {
    const id = client.place(
      stock('AAPL', { primaryExch: 'ISLAND' }), sell(10, 'STPLMT', { auxPrice: 200, lmtPrice: 199 }));
    await client.status(id, 'PreSubmitted');
    assert.equal(client.lastOpenOrder(id).order.orderType, 'STP LMT');
    await client.cancel(id);
  }));
