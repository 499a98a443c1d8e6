import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, ES, MSFT, account, buy, sell } from './terms.mjs';

let gateway;
before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());

const open = (client, request) => client.ask(request, 'openOrder', 'openOrderEnd');

async function executions(client, filter = {}) {
  const reqId = client.reqId();
  const rows = await client.ask(
    api => api.reqExecutions(reqId, filter), 'execDetails', 'execDetailsEnd', id => id === reqId);
  return rows.filter(([id]) => id === reqId).map(([, contract, execution]) => ({ contract, ...execution }));
}

test('open orders are told to their owner, all of them to whom asks for all', () =>
  withClients(gateway, [1, 2, 0], async (first, second, manual) => {
    assert.deepEqual(await open(first, api => api.reqOpenOrders()), []);
    const mine = first.place(AAPL, buy(10, 'LMT', { lmtPrice: 200, orderRef: 'mine' }));
    await first.status(mine, 'Submitted');
    const theirs = second.place(MSFT, sell(5, 'LMT', { lmtPrice: 900, tif: 'GTC' }));
    await second.status(theirs, 'Submitted');
    const ofFirst = await open(first, api => api.reqOpenOrders());
    assert.deepEqual(ofFirst.map(([id, c, o]) => [id, c.symbol, o.clientId, o.orderRef]), [[mine, 'AAPL', 1, 'mine']]);
    const all = await open(first, api => api.reqAllOpenOrders());
    assert.deepEqual(all.map(([, c, o]) => [c.symbol, o.clientId]), [['AAPL', 1], ['MSFT', 2]]);
    const statuses = first.since(0, 'orderStatus').filter(args => args[8] === 2);
    assert.deepEqual(statuses.map(args => args[1]), ['Submitted']);
    assert.equal((await open(manual, api => api.reqAllOpenOrders())).length, 2);
    await first.cancel(mine);
    await second.cancel(theirs);
  }));

test('only client 0 may bind orders by itself', () => withClients(gateway, [0, 1], async (manual, client) => {
  manual.api.reqAutoOpenOrders(true);
  await manual.settle();
  client.api.reqAutoOpenOrders(true);
  await client.info(327);
  assert.deepEqual(manual.infos.filter(i => i.code === 327), []);
}));

test('open orders are told again when their client comes back', async () => {
  let id;
  await withClients(gateway, [4], async client => {
    id = client.place(AAPL, buy(10, 'LMT', { lmtPrice: 200 }));
    await client.status(id, 'Submitted');
  });
  await withClients(gateway, [4], async client => {
    await client.status(id, 'Submitted');
    await client.cancel(id);
  });
});

test('an order fills while its client is away', async () => {
  let id;
  await withClients(gateway, [5], async client => {
    id = client.place(MSFT, buy(10, 'LMT', { lmtPrice: 500 }));
    await client.status(id, 'Submitted');
  });
  await gateway.move('MSFT', 495);
  await withClients(gateway, [5], async client => {
    const fills = await executions(client);
    assert.deepEqual(fills.map(f => [f.orderId, f.shares, f.price]), [[id, 10, 500]]);
    await client.wait('commissionReport', r => r.execId === fills[0].execId);
  });
});

test('executions are filtered', () => withClients(gateway, [11, 12, 0], async (first, second, manual) => {
  await first.filled(first.place(AAPL, buy(10, 'MKT', { orderRef: 'a' })));
  await first.filled(first.place(AAPL, sell(4, 'MKT')));
  await first.filled(first.place(ES, buy(1, 'MKT')));
  await second.filled(second.place(MSFT, buy(7, 'MKT')));
  const shares = list => list.map(f => f.shares).sort((a, b) => a - b);

  assert.deepEqual(shares(await executions(first)), [1, 4, 10]);
  assert.deepEqual(shares(await executions(second)), [7]);
  assert.deepEqual(shares(await executions(first, { symbol: 'AAPL' })), [4, 10]);
  assert.deepEqual(shares(await executions(first, { side: 'BUY' })), [1, 10]);
  assert.deepEqual(shares(await executions(first, { side: 'SELL' })), [4]);
  assert.deepEqual(shares(await executions(first, { secType: 'FUT' })), [1]);
  assert.deepEqual(shares(await executions(first, { exchange: 'CME' })), [1]);
  assert.deepEqual(shares(await executions(first, { acctCode: account })), [1, 4, 10]);
  assert.deepEqual(await executions(first, { acctCode: 'DU999999' }), []);
  assert.deepEqual(await executions(first, { time: '20991231-00:00:00' }), []);
  assert.deepEqual(shares(await executions(first, { time: '20200101-00:00:00' })), [1, 4, 10]);
  assert.deepEqual(shares(await executions(manual, { clientId: 12 })), [7]);
  assert.ok((await executions(manual)).length >= 4, 'client 0 sees all');
}));

test('an execution is told alike as it happens and on request', () => withClients(gateway, [13], async client => {
  const [live] = await client.filled(client.place(ES, buy(1, 'MKT', { orderRef: 'es' })));
  const [asked] = await executions(client);
  const { contract, ...told } = asked;
  assert.deepEqual(told, live);
  assert.equal(contract.localSymbol, 'ESZ6');
  assert.equal(Number(contract.multiplier), 50);
  assert.match(live.execId, /^[0-9a-f]+\.[0-9a-f]+\.\d\d\.\d\d$/);
  assert.deepEqual([live.cumQty, live.avgPrice, live.exchange], [1, live.price, 'CME']);
  const reports = client.since(0, 'commissionReport').map(([r]) => r).filter(r => r.execId === live.execId);
  assert.equal(reports.length, 2);
  assert.deepEqual(reports[0], reports[1]);
}));

test('completed orders tell how each order ended', () => withClients(gateway, [14], async client => {
  const filled = client.place(AAPL, buy(3, 'MKT', { orderRef: 'done-filled' }));
  await client.filled(filled);
  const gone = client.place(AAPL, buy(10, 'LMT', { lmtPrice: 200, orderRef: 'done-cancelled' }));
  await client.status(gone, 'Submitted');
  await client.cancel(gone);
  const rejected = client.place(AAPL, buy(1_000_000, 'MKT', { orderRef: 'done-rejected' }));
  await client.error(rejected, 201);

  const rows = await client.ask(api => api.reqCompletedOrders(false), 'completedOrder', 'completedOrdersEnd');
  const of = ref => {
    const [contract, order, state] = rows.find(([, o]) => o.orderRef === ref);
    return { contract, order, state };
  };
  const one = of('done-filled');
  assert.deepEqual(
    [one.contract.symbol, one.order.action, one.order.orderType, one.order.filledQuantity, one.state.status],
    ['AAPL', 'BUY', 'MKT', 3, 'Filled']);
  assert.equal(one.state.completedStatus, 'Filled Size: 3');
  assert.match(one.state.completedTime, /^\d{8} \d\d:\d\d:\d\d US\/Eastern$/);
  assert.equal(one.order.permId, client.lastStatus(filled).permId);
  assert.deepEqual(
    [of('done-cancelled').state.status, of('done-cancelled').order.lmtPrice, of('done-cancelled').order.filledQuantity],
    ['Cancelled', 200, 0]);
  assert.equal(of('done-rejected').state.status, 'Inactive');
  const open = await client.ask(api => api.reqOpenOrders(), 'openOrder', 'openOrderEnd');
  assert.deepEqual(open, []);
}));
