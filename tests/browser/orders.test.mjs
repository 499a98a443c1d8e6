import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setting } from './setting.mjs';

const here = setting();

test('A market order fills and moves its position', here.atDesk(async (desk) => {
  await desk.arrive();
  await desk.at('filter-all').click();

  await desk.place({ symbol: 'AAPL', qty: '100' });

  await desk.rows('AAPL', 'MKT', 'Filled').waitFor();
  await desk.at('ticket-accepted').getByText('Filled').waitFor();
  await desk.goTo('Positions');
  await desk.at('positions').getByRole('row').filter({ hasText: 'AAPL' }).getByRole('gridcell', { name: '100', exact: true }).waitFor();
  await desk.goTo('Executions');
  await desk.at('executions').getByText('1.00 USD').waitFor();
  assert.deepEqual(desk.troubles, []);
}));

test('A resting limit order is replaced and canceled, and its drawer tells the story', here.atDesk(async (desk) => {
  const price = await here.api.restingPrice('MSFT');
  await desk.arrive();
  await desk.place({ symbol: 'MSFT', qty: '10', price });
  await desk.rows('MSFT', 'New').click();
  const drawer = desk.at('order-drawer');

  await drawer.getByTestId('order-replace').click();
  await desk.at('replace-qty').fill('15');
  await desk.at('replace-submit').click();
  await desk.rows('MSFT', '15', 'New').waitFor();
  await drawer.getByTestId('order-cancel').click();

  await drawer.locator('[data-status=Canceled]').waitFor();
  await drawer.getByTestId('order-story').getByText('Canceled', { exact: true }).first().waitFor();
  await desk.rows('MSFT').waitFor({ state: 'detached' });
  const [order, ...others] = await here.api.orders('MSFT');
  assert.deepEqual([order.ordStatus, order.orderQty, order.cumQty, others.length], ['Canceled', '15', '0', 0]);
  assert.deepEqual(desk.troubles, []);
}));

test('Cancel all ends every open order', here.atDesk(async (desk) => {
  const price = await here.api.restingPrice('NVDA');
  for (const clOrdId of ['all-1', 'all-2']) {
    await here.api.send('POST', '/orders', { account: 'DU123456', clOrdId, symbol: 'NVDA', side: 'Buy', orderQty: '5', ordType: 'Limit', price });
  }
  await desk.arrive();
  await desk.rows('NVDA', 'New').nth(1).waitFor();

  await desk.at('cancel-all').click();
  await desk.at('cancel-all-confirm').filter({ hasText: 'Cancel 2 orders' }).click();

  await desk.at('filter-open').filter({ hasText: 'Open 0' }).waitFor();
  assert.deepEqual((await here.api.orders('NVDA')).map(({ ordStatus }) => ordStatus), ['Canceled', 'Canceled']);
  assert.deepEqual(desk.troubles, []);
}));

test('A preview tells the checks before anything is sent', here.atDesk(async (desk) => {
  await desk.arrive();

  await desk.write({ symbol: 'TSLA', qty: '1' });

  await desk.at('ticket-preview').getByText('would be accepted').waitFor();
  await desk.at('ticket-preview').getByText('Order value').waitFor();
  assert.deepEqual(await here.api.orders('TSLA'), []);
}));

test('A denied order shows every breach', here.atDesk(async (desk) => {
  await desk.arrive();

  await desk.place({ symbol: 'AAPL', qty: '200000', price: '400' });

  const denied = desk.at('ticket-denied');
  for (const code of ['ORDER_QTY_ABOVE_LIMIT', 'NOTIONAL_ABOVE_LIMIT', 'PRICE_OUTSIDE_COLLAR']) {
    await denied.getByText(code, { exact: true }).waitFor();
  }
  assert.equal(await denied.getByTestId('breaches').getByRole('listitem').count(), 3);
  assert.equal((await here.api.orders('AAPL')).some(({ orderQty }) => orderQty === '200000'), false);
}));

test('A retry of an unclear submission sends nothing twice', here.atDesk(async (desk) => {
  const posted = await cutOff(desk);

  await desk.place({ symbol: 'AMZN', qty: '7' });
  await desk.at('ticket-unclear').waitFor();
  await desk.at('ticket-retry').click();

  await desk.at('ticket-accepted').getByText('nothing was sent twice').waitFor();
  assert.equal(posted.length, 2);
  assert.equal(posted[0], posted[1]);
  const orders = await here.api.orders('AMZN');
  assert.deepEqual(orders.map(({ clOrdId }) => clOrdId), [JSON.parse(posted[0]).clOrdId]);
}));

test('An order whose answer was lost is known by the stream', here.atDesk(async (desk) => {
  await desk.arrive();
  await loseFirstAnswer(desk);

  await desk.place({ symbol: 'GOOGL', qty: '3' });

  await desk.at('ticket-accepted').getByText('Filled').waitFor();
  assert.equal((await here.api.orders('GOOGL')).length, 1);
}));

/** A desk whose stream is down for good, so that nothing but a retry can tell what became of an order. */
async function cutOff(desk) {
  await desk.page.addInitScript(() => {
    const fetched = window.fetch;
    const cut = new AbortController();
    window.cutStream = () => cut.abort();
    window.fetch = (url, options) => (String(url).includes('/stream')
      ? fetched(url, { ...options, signal: AbortSignal.any([options.signal, cut.signal]) }) : fetched(url, options));
  });
  await desk.arrive();
  const posted = await loseFirstAnswer(desk);
  await desk.page.route('**/api/v1/stream*', (route) => route.abort());
  await desk.page.evaluate(() => window.cutStream());
  await desk.at('uncertain-banner').waitFor();
  return posted;
}

/** The first order reaches the server, its answer never reaches the page; answers the bodies that were posted. */
async function loseFirstAnswer(desk) {
  const posted = [];
  await desk.page.route('**/api/v1/orders', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    posted.push(route.request().postData());
    if (posted.length > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  return posted;
}
