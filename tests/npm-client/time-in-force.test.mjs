import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, F, buy } from './terms.mjs';

let gateway;
before(async () => {
  gateway = await Gateway.start();
  await gateway.advance(5);
});
after(() => gateway?.stop());

test('IOC takes what is there and cancels the rest', () => withClients(gateway, [1], async client => {
  const { ask } = await client.quote(F);
  const partly = client.place(F, buy(20_000, 'LMT', { lmtPrice: ask, tif: 'IOC' }));
  await client.cancelled(partly);
  const { filled, remaining } = client.lastStatus(partly);
  assert.ok(filled > 0 && remaining > 0 && filled + remaining === 20_000);
  const none = client.place(AAPL, buy(10, 'LMT', { lmtPrice: 200, tif: 'IOC' }));
  await client.cancelled(none);
  assert.equal(client.lastStatus(none).filled, 0);
}));

test('FOK fills whole or not at all', () => withClients(gateway, [1], async client => {
  const { ask } = await client.quote(F);
  const whole = client.place(F, buy(10, 'LMT', { lmtPrice: ask, tif: 'FOK' }));
  const [fill] = await client.filled(whole);
  assert.equal(fill.shares, 10);
  const killed = client.place(F, buy(20_000, 'LMT', { lmtPrice: ask, tif: 'FOK' }));
  await client.cancelled(killed);
  assert.equal(client.lastStatus(killed).filled, 0);
}));

test('GTD ends at its time', () => withClients(gateway, [1], async client => {
  const [now] = await client.settle();
  const text = new Date((now + 20) * 1000).toISOString().replaceAll('-', '').replace('T', '-').slice(0, 17);
  const id = client.place(AAPL, buy(10, 'LMT', { lmtPrice: 200, tif: 'GTD', goodTillDate: text }));
  await client.status(id, 'Submitted');
  assert.equal(client.lastOpenOrder(id).order.goodTillDate, text);
  await gateway.advance(10);
  await client.settle();
  assert.equal(client.lastStatus(id).status, 'Submitted');
  await gateway.advance(15);
  await client.cancelled(id);
}));

test('a good-after time holds an order back', () => withClients(gateway, [1], async client => {
  const [now] = await client.settle();
  const text = new Date((now + 20) * 1000).toISOString().replaceAll('-', '').replace('T', '-').slice(0, 17);
  const id = client.place(AAPL, buy(10, 'MKT', { goodAfterTime: text }));
  await client.status(id, 'PreSubmitted');
  await gateway.advance(10);
  await client.settle();
  assert.equal(client.lastStatus(id).status, 'PreSubmitted');
  await gateway.advance(15);
  await client.filled(id);
}));

for (const tif of ['OPG', 'DTC', 'AUC']) {
  test(`${tif} is taken`, () => withClients(gateway, [1], async client => {
    const id = client.place(AAPL, buy(10, 'LMT', { lmtPrice: 200, tif }));
    await client.wait('openOrder', i => i === id);
    assert.equal(client.lastOpenOrder(id).order.tif, tif);
    await client.cancel(id);
  }));
}
