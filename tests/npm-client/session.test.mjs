import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client, withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, account, buy } from './terms.mjs';

let gateway;
before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());

test('a client connects and hears of account, order id and data farms', () =>
  withClients(gateway, [1], async client => {
    assert.equal(client.api.serverVersion, 178);
    assert.deepEqual(await client.wait('managedAccounts'), [account]);
    assert.deepEqual(await client.wait('nextValidId'), [1]);
    for (const code of [2104, 2106, 2158]) await client.info(code);
  }));

test('several clients are connected at once, client 0 among them', () =>
  withClients(gateway, [0, 1, 2, 31], async (...clients) => {
    for (const client of clients) await client.settle();
    assert.deepEqual(clients.map(c => c.api.isConnected), [true, true, true, true]);
  }));

test('a client id in use is refused with 326 and the first client stays', () =>
  withClients(gateway, [5], async first => {
    const second = new Client(gateway, 5);
    second.api.connect(5);
    await second.info(326);
    await second.wait('disconnected');
    assert.deepEqual(second.since(0, 'nextValidId'), []);
    second.check();
    await first.settle();
  }));

test('a client id is free again as soon as its client has left', async () => {
  for (let i = 0; i < 3; i++) await withClients(gateway, [6], client => client.settle());
});

test('the same client object connects again', () =>
  withClients(gateway, [7], async client => {
    client.api.disconnect();
    await client.wait('disconnected');
    const since = client.mark();
    client.api.connect(7);
    await client.wait('nextValidId', () => true, since);
  }));

test('managed accounts and the current time are answered', () =>
  withClients(gateway, [1], async client => {
    const since = client.mark();
    client.api.reqManagedAccts();
    assert.deepEqual(await client.wait('managedAccounts', () => true, since), [account]);
    const [before] = await client.settle();
    await gateway.advance(60);
    const [later] = await client.settle();
    assert.equal(later - before, 60);
  }));

test('the next valid id follows the orders of the client, each in its own space', () =>
  withClients(gateway, [10, 11], async (first, second) => {
    const id = first.place(AAPL, buy(1, 'LMT', { lmtPrice: 200 }), 41);
    await first.status(id, 'Submitted');
    const since = first.mark();
    first.api.reqIds(1);
    second.api.reqIds(1);
    assert.deepEqual(await first.wait('nextValidId', () => true, since), [42]);
    await second.settle();
    assert.deepEqual(second.since(0, 'nextValidId'), [[1], [1]]);
    await first.cancel(id);
  }));

test('system notices reach every client as infos', () =>
  withClients(gateway, [1, 2], async (first, second) => {
    await gateway.notify(1100, 'Connectivity between IB and Trader Workstation has been lost.');
    await gateway.notify(1102, 'Connectivity restored - data maintained.');
    for (const client of [first, second]) {
      await client.info(1100);
      await client.info(1102);
    }
  }));

test('requests that the gateway does not serve are refused and the session goes on', () =>
  withClients(gateway, [1], async client => {
    const { api } = client;
    const requests = [
      () => api.reqNewsProviders(),
      () => api.reqFamilyCodes(),
      () => api.reqMktDepthExchanges(),
      () => api.reqSmartComponents(client.reqId(), '9c0001'),
      () => api.reqScannerParameters(),
      () => api.reqHistogramData(client.reqId(), AAPL, true, 3, 'DAY'),
      () => api.reqUserInfo(client.reqId()),
      () => api.reqNewsBulletins(true),
      () => api.setServerLogLevel(3),
    ];
    for (const request of requests) {
      const since = client.mark();
      request();
      await client.info(505, since);
    }
    await client.settle();
  }));

test('many requests at once are all answered in order', () =>
  withClients(gateway, [1], async client => {
    const ids = Array.from({ length: 300 }, () => client.reqId());
    for (const id of ids) client.api.reqContractDetails(id, AAPL);
    await client.wait('contractDetailsEnd', id => id === ids.at(-1));
    assert.deepEqual(client.since(0, 'contractDetailsEnd').map(([id]) => id), ids);
  }));
