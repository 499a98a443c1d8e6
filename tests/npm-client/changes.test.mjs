import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, F, MSFT, buy, sell, stock } from './terms.mjs';

let gateway;
before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());

const resting = (more = {}) => buy(10, 'LMT', { lmtPrice: 200, ...more });

test('a re-send modifies price, size and time in force', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, resting());
  await client.status(id, 'Submitted');
  const { permId } = client.lastStatus(id);
  const since = client.mark();
  client.place(AAPL, buy(25, 'LMT', { lmtPrice: 201.5, tif: 'GTC' }), id);
  await client.status(id, 'Submitted', since);
  const { order } = client.lastOpenOrder(id);
  assert.deepEqual([order.totalQuantity, order.lmtPrice, order.tif, order.permId], [25, 201.5, 'GTC', permId]);
  assert.equal(client.lastStatus(id).remaining, 25);
  await client.cancel(id);
}));

test('a modification to the far side fills', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, resting());
  await client.status(id, 'Submitted');
  client.place(AAPL, resting({ lmtPrice: 280 }), id);
  const [fill] = await client.filled(id);
  assert.ok(fill.price < 280);
}));

test('a stop is moved by a re-send', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, sell(10, 'STP', { auxPrice: 200 }));
  await client.status(id, 'PreSubmitted');
  const since = client.mark();
  client.place(AAPL, sell(10, 'STP', { auxPrice: 210 }), id);
  await client.status(id, 'PreSubmitted', since);
  assert.equal(client.lastOpenOrder(id).order.auxPrice, 210);
  await client.cancel(id);
}));

test('the size of an order that has filled in part counts what is filled', () =>
  withClients(gateway, [1], async client => {
    const { ask } = await client.quote(F);
    const order = quantity => buy(quantity, 'LMT', { lmtPrice: ask });
    const id = client.place(F, order(20_000));
    await client.wait('orderStatus', (i, s, filled, remaining) => i === id && filled > 0 && remaining > 0);
    await client.settle();
    const { filled } = client.lastStatus(id);
    const since = client.mark();
    client.place(F, order(filled + 100), id);
    await client.wait('orderStatus', (i, s, f, remaining) => i === id && remaining === 100, since);
    client.place(F, order(filled - 1), id);
    await client.error(id, 105);
    await client.cancel(id);
  }));

test('what must not change is refused and the order lives on', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, resting());
  await client.status(id, 'Submitted');
  client.place(AAPL, sell(10, 'LMT', { lmtPrice: 200 }), id);
  await client.error(id, 105);
  const since = client.mark();
  client.place(MSFT, resting(), id);
  await client.error(id, 105, since);
  client.place(AAPL, buy(10, 'STP', { auxPrice: 300 }), id);
  await client.error(id, 329);
  client.place(AAPL, resting({ lmtPrice: 200.001 }), id);
  await client.error(id, 110);
  await client.settle();
  const open = await client.ask(api => api.reqOpenOrders(), 'openOrder', 'openOrderEnd');
  assert.deepEqual(open.map(([i, , o]) => [i, o.action, o.lmtPrice, o.orderType]), [[id, 'BUY', 200, 'LMT']]);
  await client.cancel(id);
}));

test('a cancel is pending, then done, then told with 202', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, resting());
  await client.status(id, 'Submitted');
  const since = client.mark();
  const { text } = await client.cancel(id);
  assert.match(text, /Order Canceled/);
  const story = client.events.slice(since).filter(e => e.name === 'orderStatus' || e.name === 'error')
    .map(e => e.name === 'error' ? e.args[1] : e.args[1]);
  assert.deepEqual(story, ['PendingCancel', 'Cancelled', 202]);
}));

test('a cancel with a manual time is taken', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, resting());
  await client.status(id, 'Submitted');
  client.api.cancelOrder(id, '20261122-15:00:00');
  await client.cancelled(id);
}));

test('a cancel of nothing is refused with 10147, of what is over with 10148', () =>
  withClients(gateway, [1, 2], async (client, other) => {
    client.api.cancelOrder(4_711);
    await client.error(4_711, 10147);
    const filled = client.place(AAPL, buy(1, 'MKT'));
    await client.filled(filled);
    client.api.cancelOrder(filled);
    assert.match((await client.error(filled, 10148)).text, /Filled/);
    const gone = client.place(AAPL, resting());
    await client.status(gone, 'Submitted');
    await client.cancel(gone);
    client.api.cancelOrder(gone);
    assert.match((await client.error(gone, 10148)).text, /Cancelled/);
    const foreign = client.place(AAPL, resting());
    await client.status(foreign, 'Submitted');
    other.api.cancelOrder(foreign);
    await other.error(foreign, 10147);
    await client.cancel(foreign);
  }));

test('a global cancel ends the orders of every client', () => withClients(gateway, [1, 2], async (first, second) => {
  const orders = [];
  for (const client of [first, second]) {
    for (const contract of [AAPL, MSFT]) orders.push([client, client.place(contract, resting())]);
    orders.push([client, client.place(AAPL, sell(10, 'STP', { auxPrice: 100 }))]);
  }
  for (const [client, id] of orders) await client.wait('orderStatus', i => i === id);
  first.api.reqGlobalCancel();
  for (const [client, id] of orders) await client.cancelled(id);
  assert.deepEqual(await first.ask(api => api.reqAllOpenOrders(), 'openOrder', 'openOrderEnd'), []);
}));

test('order ids are used once', () => withClients(gateway, [1], async client => {
  const filled = client.place(AAPL, buy(1, 'MKT'));
  await client.filled(filled);
  client.place(AAPL, buy(2, 'MKT'), filled);
  await client.error(filled, 104);
  const gone = client.place(AAPL, resting());
  await client.status(gone, 'Submitted');
  await client.cancel(gone);
  client.place(AAPL, resting(), gone);
  await client.error(gone, 103);
  const jumped = client.place(AAPL, resting(), client.nextOrderId + 5);
  await client.status(jumped, 'Submitted');
  client.place(AAPL, resting(), jumped - 1);
  await client.error(jumped - 1, 103);
  await client.cancel(jumped);
}));

const refused = [
  ['a price off the step', AAPL, resting({ lmtPrice: 200.005 }), 110],
  ['a cap off the step', AAPL, buy(10, 'REL', { auxPrice: 0, lmtPrice: 200.005 }), 110],
  ['an unknown contract', stock('NOSUCH'), resting(), 200],
  ['a limit order without a limit', AAPL, buy(10, 'LMT'), 321],
  ['a stop order without a stop', AAPL, buy(10, 'STP'), 321],
  ['a trailing stop without a distance', AAPL, sell(10, 'TRAIL'), 321],
  ['an unknown account', AAPL, resting({ account: 'DU999999' }), 321],
  ['an unknown time in force', AAPL, resting({ tif: 'XYZ' }), 321],
  ['an unknown side', AAPL, { ...resting(), action: 'HOLD' }, 321],
  ['an unknown type', AAPL, buy(10, 'BOX TOP'), 387],
  ['no size', AAPL, resting({ totalQuantity: 0 }), 434],
  ['a fraction of a share', AAPL, resting({ totalQuantity: 0.5 }), 10243],
  ['a fill-or-kill stop', AAPL, buy(10, 'STP', { auxPrice: 300, tif: 'FOK' }), 111],
  ['a good-till date in the past', AAPL, resting({ tif: 'GTD', goodTillDate: '20200101-00:00:00' }), 334],
  ['a good-till date that is none', AAPL, resting({ tif: 'GTD', goodTillDate: 'soon' }), 334],
  ['a good-after time that is none', AAPL, resting({ goodAfterTime: 'soon' }), 337],
  ['what-if without transmit', AAPL, resting({ whatIf: true, transmit: false }), 413],
];
for (const [what, contract, order, code] of refused) {
  test(`${what} is refused with ${code}`, () => withClients(gateway, [1], async client => {
    const id = client.place(contract, order);
    await client.error(id, code);
    await client.settle();
    assert.deepEqual(client.since(0, 'openOrder'), []);
    assert.deepEqual(client.since(0, 'orderStatus'), []);
  }));
}

test('more than the account can carry is rejected with 201 and is Inactive', () =>
  withClients(gateway, [1], async client => {
    const id = client.place(AAPL, buy(1_000_000, 'LMT', { lmtPrice: 270 }));
    const { text } = await client.error(id, 201);
    assert.match(text, /Available Funds are insufficient/);
    assert.equal(client.lastStatus(id).status, 'Inactive');
    assert.equal(client.lastOpenOrder(id).state.status, 'Inactive');
    assert.deepEqual(await client.ask(api => api.reqOpenOrders(), 'openOrder', 'openOrderEnd'), []);
  }));

test('what the market does not simulate is rejected with 201', () => withClients(gateway, [1], async client => {
  const orders = [
    resting({ hedgeType: 'B', hedgeParam: '1' }), resting({ scaleInitLevelSize: 5, scalePriceIncrement: 0.5 }),
  ];
  for (const order of orders) await client.error(client.place(AAPL, order), 201);
}));

test('a conditional order waits until another instrument reaches its price', () =>
  withClients(gateway, [1], async client => {
    const conditions = [{
      type: 1, conjunctionConnection: 'a', isMore: true, strValue: '120', conId: 11031, exchange: 'SMART',
      triggerMethod: 8,
    }];
    const id = client.place(AAPL, buy(10, 'MKT', { conditions }));
    await client.status(id, 'PreSubmitted');
    await gateway.advance(1);
    await client.settle();
    assert.equal(client.lastStatus(id).status, 'PreSubmitted');
    assert.equal(client.lastOpenOrder(id).order.conditions.length, 1);

    await gateway.move('PFE', 125);

    await client.filled(id);
  }));
