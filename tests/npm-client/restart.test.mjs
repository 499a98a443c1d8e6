import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, ES, MSFT, account, buy, sell } from './terms.mjs';

let gateway;
before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());

/** Everything that the gateway has on record, as the client tells it. */
async function records(client) {
  const fills = client.reqId();
  const open = await client.ask(api => api.reqAllOpenOrders(), 'openOrder', 'openOrderEnd');
  const statuses = client.since(0, 'orderStatus').slice(-open.length);
  const positions = await client.ask(api => api.reqPositions(), 'position', 'positionEnd');
  client.api.cancelPositions();
  const executions = await client.ask(
    api => api.reqExecutions(fills, {}), 'execDetails', 'execDetailsEnd', id => id === fills);
  const commissions = client.since(0, 'commissionReport').slice(-executions.length);
  const completed = await client.ask(api => api.reqCompletedOrders(false), 'completedOrder', 'completedOrdersEnd');
  return {
    open,
    statuses,
    positions,
    executions: executions.map(([, contract, execution]) => [contract, execution]),
    commissions,
    completed,
  };
}

test('after a kill everything on record is served as before, and the orders go on', async () => {
  let before;
  let ids;
  await withClients(gateway, [0, 1], async (manual, client) => {
    await client.filled(client.place(AAPL, buy(100, 'MKT', { orderRef: 'first' })));
    await client.filled(client.place(AAPL, sell(40, 'MKT')));
    await client.filled(client.place(ES, buy(1, 'MKT')));
    const gone = client.place(MSFT, buy(1, 'LMT', { lmtPrice: 400 }));
    await client.status(gone, 'Submitted');
    await client.cancel(gone);
    ids = {
      limit: client.place(MSFT, buy(10, 'LMT', { lmtPrice: 450, tif: 'GTC', orderRef: 'kept' })),
      stop: client.place(AAPL, sell(60, 'STP', { auxPrice: 200, tif: 'GTC' })),
    };
    ids.parent = client.place(AAPL, buy(5, 'LMT', { lmtPrice: 210, tif: 'GTC', transmit: false }));
    ids.child = client.place(AAPL, sell(5, 'LMT', { lmtPrice: 320, tif: 'GTC', parentId: ids.parent }));
    await client.status(ids.child, 'PreSubmitted');
    before = await records(manual);
    const held = client.place(AAPL, buy(1, 'MKT', { transmit: false })); // Gone with the gateway, as at IB.
    await client.settle();
    assert.deepEqual(client.since(0, 'execDetails').filter(([, , e]) => e.orderId === held), []);
    assert.deepEqual(
      [before.open.length, before.positions.length, before.executions.length, before.completed.length], [4, 2, 3, 4]);

    await gateway.killAndRestart();
    await client.wait('disconnected');
    await manual.wait('disconnected');
  });

  await withClients(gateway, [0, 1], async (manual, client) => {
    assert.deepEqual(await records(manual), before);
    assert.ok(client.nextOrderId > Math.max(...Object.values(ids)));
    for (const id of [ids.limit, ids.parent]) await client.status(id, 'Submitted');
    for (const id of [ids.stop, ids.child]) await client.status(id, 'PreSubmitted');

    await gateway.move('MSFT', 440);
    await client.filled(ids.limit);
    await gateway.move('AAPL', 195);
    await gateway.advance(3);
    await client.filled(ids.parent);
    await client.filled(ids.stop);
    await client.status(ids.child, 'Submitted');
    await client.cancel(ids.child);
    const held = await client.ask(api => api.reqPositions(), 'position', 'positionEnd');
    assert.deepEqual(
      held.map(([name, contract, quantity]) => [name, contract.symbol, quantity]).sort(),
      [[account, 'AAPL', 5], [account, 'ES', 1], [account, 'MSFT', 10]]);
  });
});

test('a gateway on a real clock serves the same client and moves by itself', async () => {
  const real = await Gateway.start({ clock: 'real' });
  try {
    await withClients(real, [1], async client => {
      const id = client.reqId();
      client.api.reqMktData(id, AAPL, '', false, false);
      client.api.reqTickByTickData(client.reqId(), AAPL, 'BidAsk', 0, true);
      await client.filled(client.place(AAPL, buy(100, 'MKT')));
      await client.wait('tickByTickBidAsk');
      const since = client.mark();
      await client.wait('tickPrice', i => i === id, since);
      client.api.cancelMktData(id);
      await client.settle();
    });
  } finally {
    await real.stop();
  }
});
