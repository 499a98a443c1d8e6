import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, ES, F, MSFT, account, buy, sell } from './terms.mjs';

const holdings = [[AAPL, 100], [MSFT, -20], [ES, 1]];

let gateway;
before(async () => {
  gateway = await Gateway.start();
  await gateway.advance(5);
  await withClients(gateway, [1], async client => {
    await client.filled(client.place(AAPL, buy(100, 'MKT')));
    await client.filled(client.place(MSFT, sell(20, 'MKT')));
    await client.filled(client.place(ES, buy(1, 'MKT')));
  });
});
after(() => gateway?.stop());

const near = (actual, expected, tolerance, what = '') =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} ${actual} for ${expected}`);

async function summary(client, tags, group = 'All') {
  const reqId = client.reqId();
  const rows = await client.ask(
    api => api.reqAccountSummary(reqId, group, tags), 'accountSummary', 'accountSummaryEnd', id => id === reqId);
  client.api.cancelAccountSummary(reqId);
  return rows.filter(([id]) => id === reqId).map(([, name, tag, value, currency]) => ({ name, tag, value, currency }));
}

async function positions(client) {
  const rows = await client.ask(api => api.reqPositions(), 'position', 'positionEnd');
  client.api.cancelPositions();
  await client.settle();
  return rows.map(([name, contract, quantity, cost]) => ({ name, contract, quantity, cost }));
}

const tags = [
  'AccountType', 'NetLiquidation', 'TotalCashValue', 'SettledCash', 'AccruedCash', 'BuyingPower',
  'EquityWithLoanValue', 'PreviousDayEquityWithLoanValue', 'GrossPositionValue', 'RegTEquity', 'RegTMargin', 'SMA',
  'InitMarginReq', 'MaintMarginReq', 'AvailableFunds', 'ExcessLiquidity', 'Cushion', 'FullInitMarginReq',
  'FullMaintMarginReq', 'FullAvailableFunds', 'FullExcessLiquidity', 'LookAheadNextChange', 'LookAheadInitMarginReq',
  'LookAheadMaintMarginReq', 'LookAheadAvailableFunds', 'LookAheadExcessLiquidity', 'HighestSeverity',
  'DayTradesRemaining', 'Leverage',
];

test('an account summary has every tag that was asked for and adds up', () =>
  withClients(gateway, [1], async client => {
    const rows = await summary(client, tags.join(','));
    assert.deepEqual(new Set(rows.map(r => r.tag)), new Set(tags));
    assert.ok(rows.every(r => r.name === account));
    const of = tag => Number(rows.find(r => r.tag === tag).value);
    assert.equal(rows.find(r => r.tag === 'NetLiquidation').currency, 'USD');
    near(of('AvailableFunds'), of('NetLiquidation') - of('InitMarginReq'), 0.02);
    near(of('ExcessLiquidity'), of('NetLiquidation') - of('MaintMarginReq'), 0.02);
    assert.ok(of('InitMarginReq') > of('MaintMarginReq') && of('MaintMarginReq') > 0);
    assert.equal(of('PreviousDayEquityWithLoanValue'), 1_000_000);
    near(of('NetLiquidation'), 1_000_000, 5_000);
  }));

test('a summary of one tag has one line, of the ledger the cash by currency', () =>
  withClients(gateway, [1], async client => {
    assert.deepEqual((await summary(client, 'NetLiquidation')).map(r => r.tag), ['NetLiquidation']);
    const ledger = await summary(client, '$LEDGER:ALL');
    const cash = ledger.filter(r => r.tag === 'CashBalance');
    assert.deepEqual(new Set(cash.map(r => r.currency)), new Set(['BASE', 'USD']));
    assert.equal(cash[0].value, cash[1].value);
  }));

test('a third summary is refused with 322', () => withClients(gateway, [1], async client => {
  const ids = [client.reqId(), client.reqId(), client.reqId()];
  for (const id of ids) client.api.reqAccountSummary(id, 'All', 'NetLiquidation');
  await client.error(ids[2], 322);
}));

test('positions are what was traded', () => withClients(gateway, [1], async client => {
  const held = await positions(client);
  assert.equal(held.length, holdings.length);
  for (const [contract, quantity] of holdings) {
    const found = held.find(p => p.contract.symbol === contract.symbol);
    assert.deepEqual([found.name, found.quantity, found.contract.secType], [account, quantity, contract.secType]);
    assert.ok(found.cost > 0);
  }
  near(held.find(p => p.contract.symbol === 'ES').cost, 6_740 * 50, 3_000);
}));

test('positions are told again as they change', () => withClients(gateway, [1], async client => {
  await client.ask(api => api.reqPositions(), 'position', 'positionEnd');
  const since = client.mark();
  await client.filled(client.place(F, buy(10, 'MKT')));
  await client.wait('position', (_, contract, quantity) => contract.symbol === 'F' && quantity === 10, since);
  await client.filled(client.place(F, sell(10, 'MKT')));
  await client.wait('position', (_, contract, quantity) => contract.symbol === 'F' && quantity === 0, since);
  client.api.cancelPositions();
  assert.ok((await positions(client)).every(p => p.contract.symbol !== 'F'));
}));

test('account updates tell values and portfolio, then the end', () => withClients(gateway, [1], async client => {
  await client.ask(api => api.reqAccountUpdates(true, account), 'updateAccountValue', 'accountDownloadEnd');
  const values = client.since(0, 'updateAccountValue');
  const of = (key, currency = 'USD') =>
    Number(values.find(([k, , c]) => k === key && c === currency)?.[1]);
  assert.deepEqual(values.find(([key]) => key === 'AccountReady').slice(0, 2), ['AccountReady', 'true']);
  assert.ok(values.every(([, , , name]) => name === account));
  await client.wait('updateAccountTime', time => /^\d\d:\d\d$/.test(time));
  const lines = client.since(0, 'updatePortfolio').filter(([, quantity]) => quantity !== 0);
  assert.equal(lines.length, holdings.length);
  let unrealized = 0;
  for (const [contract, quantity, price, value, cost, open, , name] of lines) {
    assert.equal(name, account);
    const multiplier = contract.secType === 'FUT' ? 50 : 1;
    near(value, quantity * price * multiplier, 0.01, contract.symbol);
    near(open, value - quantity * cost, 0.01, contract.symbol);
    unrealized += open;
  }
  near(of('UnrealizedPnL', 'BASE'), unrealized, 0.02);
  near(of('StockMarketValue'), lines.filter(([c]) => c.secType === 'STK').reduce((s, l) => s + l[3], 0), 0.02);
  near(of('NetLiquidation'), of('TotalCashValue') + of('StockMarketValue') + of('FuturesPNL'), 0.03);
}));

test('account updates go on with what a trade changes, until they are ended', () =>
  withClients(gateway, [1], async client => {
    await client.ask(api => api.reqAccountUpdates(true, account), 'updateAccountValue', 'accountDownloadEnd');
    const since = client.mark();
    await client.filled(client.place(F, buy(10, 'MKT')));
    await gateway.advance(1);
    await client.wait('updatePortfolio', (contract, quantity) => contract.symbol === 'F' && quantity === 10, since);
    await client.wait('updateAccountValue', key => key === 'TotalCashValue', since);
    client.api.reqAccountUpdates(false, account);
    await client.settle();
    const mark = client.mark();
    await client.filled(client.place(F, sell(10, 'MKT')));
    await gateway.advance(1);
    await client.settle();
    assert.deepEqual(client.since(mark, 'updatePortfolio'), []);
  }));

test('positions and updates of one account come under a request id', () => withClients(gateway, [1], async client => {
  const id = client.reqId();
  const rows = await client.ask(
    api => api.reqPositionsMulti(id, account, ''), 'positionMulti', 'positionMultiEnd', i => i === id);
  assert.deepEqual(
    rows.map(([i, name, , contract, quantity]) => [i, name, contract.symbol, quantity]).sort(),
    holdings.map(([contract, quantity]) => [id, account, contract.symbol, quantity]).sort());
  const since = client.mark();
  await client.filled(client.place(F, buy(10, 'MKT')));
  await client.wait('positionMulti', i => i === id, since);
  client.api.cancelPositionsMulti(id);
  await client.filled(client.place(F, sell(10, 'MKT')));

  const values = client.reqId(); // The client tells the id of this end as text.
  const all = await client.ask(
    api => api.reqAccountUpdatesMulti(values, account, '', false),
    'accountUpdateMulti', 'accountUpdateMultiEnd', i => Number(i) === values);
  assert.ok(all.some(([, , , key]) => key === 'NetLiquidation') && all.some(([, , , key]) => key === 'BuyingPower'));
  client.api.cancelAccountUpdatesMulti(values);
  const ledger = client.reqId();
  const few = await client.ask(
    api => api.reqAccountUpdatesMulti(ledger, account, '', true),
    'accountUpdateMulti', 'accountUpdateMultiEnd', i => Number(i) === ledger);
  const keys = few.filter(([i]) => i === ledger).map(([, , , key]) => key);
  assert.ok(keys.includes('NetLiquidation') && keys.includes('CashBalance') && !keys.includes('BuyingPower'));
}));

test('an unknown account is refused with 321', () => withClients(gateway, [1], async client => {
  const ids = [client.reqId(), client.reqId(), client.reqId(), client.reqId()];
  client.api.reqPositionsMulti(ids[0], 'DU999999', '');
  client.api.reqAccountUpdatesMulti(ids[1], 'DU999999', '', false);
  client.api.reqPnL(ids[2], 'DU999999', '');
  client.api.reqPnLSingle(ids[3], 'DU999999', '', 265598);
  for (const id of ids) await client.error(id, 321);
  client.api.reqAccountUpdates(true, 'DU999999');
  await client.info(321);
}));

test('profit and loss adds up over positions and quotes', () => withClients(gateway, [1], async client => {
  const held = await positions(client);
  for (const [symbol, price] of [['AAPL', 280], ['MSFT', 505], ['ES', 6_760]]) await gateway.move(symbol, price);
  const total = client.reqId();
  client.api.reqPnL(total, account, '');
  const singles = held.map(position => {
    const id = client.reqId();
    client.api.reqPnLSingle(id, account, '', position.contract.conId);
    return { id, ...position };
  });
  await client.settle();
  // One step of the market: all that follows is told at the prices of the same moment.
  await gateway.advance(0.25);
  await client.settle();
  const [, daily, unrealized, realized] = client.since(0, 'pnl').at(-1);
  let sums = { daily: 0, unrealized: 0 };
  for (const { id, quantity, cost, contract } of singles) {
    const [, pos, ownDaily, ownUnrealized, , value] = client.since(0, 'pnlSingle').filter(([i]) => i === id).at(-1);
    assert.equal(pos, quantity);
    near(ownUnrealized, value - quantity * cost, 0.02, contract.symbol);
    const exchange = contract.secType === 'FUT' ? 'CME' : 'SMART';
    const { bid, ask } = await client.quote({ conId: contract.conId, exchange });
    const price = value / quantity / (contract.secType === 'FUT' ? 50 : 1);
    near(price, (bid + ask) / 2, price * 0.005, contract.symbol);
    // All was bought today: what the day made is what the holding made.
    near(ownDaily, ownUnrealized, 0.02, contract.symbol);
    sums = { daily: sums.daily + ownDaily, unrealized: sums.unrealized + ownUnrealized };
  }
  near(unrealized, sums.unrealized, 0.02, 'unrealized');
  near(daily, sums.daily + realized, 0.05, 'daily');
  const rows = await summary(client, 'NetLiquidation,PreviousDayEquityWithLoanValue');
  const of = tag => Number(rows.find(r => r.tag === tag).value);
  near(daily, of('NetLiquidation') - of('PreviousDayEquityWithLoanValue'), 0.05, 'daily by equity');
  client.api.cancelPnL(total);
  for (const { id } of singles) client.api.cancelPnLSingle(id);
  await client.settle();
  const mark = client.mark();
  await gateway.advance(5);
  await client.settle();
  assert.deepEqual([...client.since(mark, 'pnl'), ...client.since(mark, 'pnlSingle')], []);
}));

test('a position that was closed goes on with nothing left of it', () => withClients(gateway, [1], async client => {
  await client.filled(client.place(F, buy(10, 'MKT')));
  const id = client.reqId();
  client.api.reqPnLSingle(id, account, '', 9599);
  await gateway.advance(2);
  await client.wait('pnlSingle', (i, quantity) => i === id && quantity === 10);
  await client.filled(client.place(F, sell(10, 'MKT')));
  await gateway.advance(2);
  const [, , , unrealized, , value] = await client.wait('pnlSingle', (i, quantity) => i === id && quantity === 0);
  assert.deepEqual([unrealized, value], [0, 0]);
}));
