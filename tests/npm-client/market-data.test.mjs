import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, ES, EURUSD, F, MSFT, stock } from './terms.mjs';

let gateway;
before(async () => {
  gateway = await Gateway.start();
  await gateway.advance(20);
});
after(() => gateway?.stop());

const pricesOf = (client, id) =>
  Object.fromEntries(client.since(0, 'tickPrice').filter(([i]) => i === id).map(([, type, price]) => [type, price]));
const sizesOf = (client, id) =>
  Object.fromEntries(client.since(0, 'tickSize').filter(([i]) => i === id).map(([, type, size]) => [type, size]));

test('a stream begins with its parameters and goes on with ticks', () => withClients(gateway, [1], async client => {
  const id = client.reqId();
  client.api.reqMktData(id, AAPL, '', false, false);
  assert.deepEqual(await client.wait('marketDataType', i => i === id), [id, 1]);
  // The client reads the price step as a whole number; the market rule is where it can be had.
  const [, , bboExchange] = await client.wait('tickReqParams', i => i === id);
  assert.notEqual(bboExchange, '');
  await gateway.advance(30);
  await client.settle();
  const prices = pricesOf(client, id);
  const sizes = sizesOf(client, id);
  for (const type of [1, 2, 4, 6, 7, 9, 14]) assert.ok(prices[type] > 0, `price ${type}`);
  for (const type of [0, 3, 5, 8]) assert.ok(sizes[type] > 0, `size ${type}`);
  assert.ok(prices[1] < prices[2], 'bid below ask');
  assert.ok(prices[7] <= prices[4] && prices[4] <= prices[6], 'last between low and high');
  await client.wait('tickString', (i, type, value) => i === id && type === 45 && /^\d+$/.test(value));
  const count = client.since(0, 'tickPrice').length;
  client.api.cancelMktData(id);
  await client.settle();
  await gateway.advance(10);
  await client.settle();
  assert.equal(client.since(0, 'tickPrice').length, count, 'no ticks after the cancel');
}));

test('a snapshot ends, and its id is free again', () => withClients(gateway, [1], async client => {
  for (const contract of [AAPL, ES, EURUSD]) {
    const { bid, ask } = await client.quote(contract);
    assert.ok(bid > 0 && bid < ask);
  }
  const id = client.reqId();
  for (let i = 0; i < 2; i++) {
    await client.ask(api => api.reqMktData(id, AAPL, '', true, false), 'tickPrice', 'tickSnapshotEnd', r => r === id);
  }
}));

test('delayed data comes with the delayed tick types', () => withClients(gateway, [1], async client => {
  client.api.reqMarketDataType(3);
  const id = client.reqId();
  client.api.reqMktData(id, MSFT, '', false, false);
  assert.deepEqual(await client.wait('marketDataType', i => i === id), [id, 3]);
  await gateway.advance(20);
  await client.settle();
  const prices = pricesOf(client, id);
  const sizes = sizesOf(client, id);
  for (const type of [66, 67, 68, 72, 73, 75, 76]) assert.ok(prices[type] > 0, `price ${type}`);
  for (const type of [69, 70, 71, 74]) assert.ok(sizes[type] > 0, `size ${type}`);
  assert.ok([1, 2, 4].every(type => prices[type] === undefined), 'no real-time types');
  client.api.cancelMktData(id);
  client.api.reqMarketDataType(1);
  const live = client.reqId();
  client.api.reqMktData(live, MSFT, '', true, false);
  assert.deepEqual(await client.wait('marketDataType', i => i === live), [live, 1]);
}));

test('wrong requests for data are refused with their codes', () => withClients(gateway, [1], async client => {
  const id = client.reqId();
  client.api.reqMktData(id, stock('NOSUCH'), '', false, false);
  await client.error(id, 200);
  client.api.reqMktData(id, AAPL, '', false, false);
  client.api.reqMktData(id, AAPL, '', false, false);
  await client.error(id, 102);
  client.api.cancelMktData(id);
  client.api.cancelMktData(id);
  await client.error(id, 300);
  client.api.cancelMktDepth(id, false);
  await client.error(id, 310);
}));

test('more lines than allowed are refused with 101', () => withClients(gateway, [1], async client => {
  const ids = Array.from({ length: 101 }, () => client.reqId());
  for (const id of ids) client.api.reqMktData(id, AAPL, '', false, false);
  await client.error(ids.at(-1), 101);
}));

for (const isSmart of [false, true]) {
  test(`depth builds both sides of the book${isSmart ? ' with its market makers' : ''}`, () =>
    withClients(gateway, [1], async client => {
      const id = client.reqId();
      const name = isSmart ? 'updateMktDepthL2' : 'updateMktDepth';
      client.api.reqMktDepth(id, AAPL, 5, isSmart);
      await client.settle();
      await gateway.advance(10);
      await client.settle();
      const rows = client.since(0, name).map(args => isSmart ? [args[0], args[1], ...args.slice(3)] : args);
      const book = { 0: [], 1: [] };
      for (const [reqId, row, operation, side, price, size] of rows) {
        assert.equal(reqId, id);
        if (operation === 0) book[side].splice(row, 0, { price, size });
        if (operation === 1) book[side][row] = { price, size };
        if (operation === 2) book[side].splice(row, 1);
      }
      assert.equal(book[1].length, 5);
      assert.equal(book[0].length, 5);
      assert.ok(book[1].every((l, i) => i === 0 || l.price < book[1][i - 1].price), 'bids fall');
      assert.ok(book[0].every((l, i) => i === 0 || l.price > book[0][i - 1].price), 'asks rise');
      assert.ok(book[1][0].price < book[0][0].price);
      const { bid, ask } = await client.quote(AAPL);
      assert.deepEqual([book[1][0].price, book[0][0].price], [bid, ask]);
      client.api.cancelMktDepth(id, isSmart);
      await client.settle();
    }));
}

test('a fourth depth request is refused with 309', () => withClients(gateway, [1], async client => {
  const ids = [AAPL, MSFT, F, ES].map(contract => {
    const id = client.reqId();
    client.api.reqMktDepth(id, contract, 3, false);
    return id;
  });
  await client.error(ids[3], 309);
}));

for (const [type, number] of [['Last', 1], ['AllLast', 2]]) {
  test(`tick-by-tick ${type} tells every trade`, () => withClients(gateway, [1], async client => {
    const id = client.reqId();
    client.api.reqTickByTickData(id, AAPL, type, 0, false);
    await client.settle();
    await gateway.advance(20);
    await client.settle();
    const trades = client.since(0, 'tickByTickAllLast');
    assert.ok(trades.length > 3);
    for (const [reqId, tickType, time, price, size, , exchange] of trades) {
      assert.deepEqual([reqId, tickType], [id, number]);
      assert.ok(Number(time) > 1_600_000_000 && price > 200 && size > 0);
      assert.equal(exchange, 'NASDAQ');
    }
    client.api.cancelTickByTickData(id);
    await client.settle();
    const count = client.since(0, 'tickByTickAllLast').length;
    await gateway.advance(5);
    await client.settle();
    assert.equal(client.since(0, 'tickByTickAllLast').length, count);
  }));
}

test('tick-by-tick BidAsk and MidPoint follow the quote', () => withClients(gateway, [1], async client => {
  const [quotes, middles] = [client.reqId(), client.reqId()];
  client.api.reqTickByTickData(quotes, AAPL, 'BidAsk', 0, true);
  client.api.reqTickByTickData(middles, AAPL, 'MidPoint', 0, true);
  await client.settle();
  await gateway.advance(20);
  await client.settle();
  const { bid, ask } = await client.quote(AAPL);
  const [id, , lastBid, lastAsk, bidSize, askSize] = client.since(0, 'tickByTickBidAsk').at(-1);
  assert.deepEqual([id, lastBid, lastAsk], [quotes, bid, ask]);
  assert.ok(bidSize > 0 && askSize > 0);
  const [midId, , mid] = client.since(0, 'tickByTickMidPoint').at(-1);
  assert.equal(midId, middles);
  assert.ok(Math.abs(mid - (bid + ask) / 2) < 1e-9);
}));

test('a sixth tick-by-tick stream is refused with 10190', () => withClients(gateway, [1], async client => {
  const ids = Array.from({ length: 6 }, () => client.reqId());
  for (const id of ids) client.api.reqTickByTickData(id, AAPL, 'Last', 0, false);
  await client.error(ids[5], 10190);
}));

for (const [whatToShow, hasVolume] of [['TRADES', true], ['MIDPOINT', false]]) {
  test(`real-time bars of ${whatToShow} come every five seconds`, () => withClients(gateway, [1], async client => {
    const id = client.reqId();
    client.api.reqRealTimeBars(id, AAPL, 5, whatToShow, false);
    await client.settle();
    await gateway.advance(30);
    await client.settle();
    const bars = client.since(0, 'realtimeBar');
    assert.ok(bars.length >= 4, `${bars.length} bars`);
    bars.forEach(([reqId, time, open, high, low, close, volume, wap, count], i) => {
      assert.equal(reqId, id);
      assert.equal(time % 5, 0);
      if (i > 0) assert.equal(time - bars[i - 1][1], 5);
      assert.ok(low <= Math.min(open, close) && high >= Math.max(open, close));
      if (hasVolume) assert.ok(volume >= 0 && count >= 0 && wap >= 0);
      else assert.deepEqual([volume, wap, count], [-1, -1, -1]);
    });
    client.api.cancelRealTimeBars(id);
    await client.settle();
    await gateway.advance(10);
    await client.settle();
    assert.equal(client.since(0, 'realtimeBar').length, bars.length);
  }));
}
