import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, ES, EURUSD, stock } from './terms.mjs';

let gateway;
before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());

async function details(client, contract) {
  const reqId = client.reqId();
  const found = await client.ask(
    api => api.reqContractDetails(reqId, contract), 'contractDetails', 'contractDetailsEnd', id => id === reqId);
  assert.ok(found.every(([id]) => id === reqId));
  return found.map(([, d]) => d);
}

test('a stock is described in full', () => withClients(gateway, [1], async client => {
  const [found, ...others] = await details(client, AAPL);
  assert.deepEqual(others, []);
  assert.equal(found.contract.conId, 265598);
  assert.equal(found.contract.symbol, 'AAPL');
  assert.equal(found.contract.secType, 'STK');
  assert.equal(found.contract.exchange, 'SMART');
  assert.equal(found.contract.primaryExch, 'NASDAQ');
  assert.equal(found.contract.currency, 'USD');
  assert.equal(found.contract.localSymbol, 'AAPL');
  assert.equal(found.contract.tradingClass, 'NMS');
  assert.equal(found.minTick, 0.01);
  assert.equal(found.longName, 'APPLE INC');
  assert.equal(found.industry, 'Technology');
  assert.equal(found.stockType, 'COMMON');
  assert.equal(found.timeZoneId, 'US/Eastern');
  assert.equal(found.minSize, 1);
  assert.equal(found.sizeIncrement, 1);
  assert.equal(found.suggestedSizeIncrement, 100);
  assert.ok(found.orderTypes.split(',').includes('TRAIL'));
  assert.ok(found.validExchanges.split(',').includes('SMART'));
  assert.equal(found.marketRuleIds.split(',').length, found.validExchanges.split(',').length);
  assert.match(found.tradingHours, /^(\d{8}:(CLOSED|\d{4}-\d{8}:\d{4});?)+$/);
  assert.match(found.liquidHours, /^(\d{8}:(CLOSED|\d{4}-\d{8}:\d{4});?)+$/);
}));

test('a future is described with expiry and multiplier', () => withClients(gateway, [1], async client => {
  const [found] = await details(client, ES);
  assert.equal(found.contract.localSymbol, 'ESZ6');
  assert.equal(found.contract.lastTradeDateOrContractMonth, '20261218');
  assert.equal(Number(found.contract.multiplier), 50);
  assert.equal(found.contract.exchange, 'CME');
  assert.equal(found.minTick, 0.25);
  assert.equal(found.contractMonth, '202612');
  assert.equal(found.realExpirationDate, '20261218');
  assert.equal(found.underSymbol, 'ES');
}));

test('a future is found by its local symbol alone', () => withClients(gateway, [1], async client => {
  const [found, ...others] = await details(client, { localSymbol: 'ESZ6', secType: 'FUT', exchange: 'CME' });
  assert.equal(found.contract.symbol, 'ES');
  assert.deepEqual(others, []);
}));

test('a currency pair is described', () => withClients(gateway, [1], async client => {
  const [found] = await details(client, EURUSD);
  assert.equal(found.contract.conId, 12087792);
  assert.equal(found.contract.localSymbol, 'EUR.USD');
  assert.equal(found.contract.exchange, 'IDEALPRO');
  assert.equal(found.minTick, 0.00005);
}));

test('a contract id is enough', () => withClients(gateway, [1], async client => {
  const [found] = await details(client, { conId: 272093 });
  assert.equal(found.contract.symbol, 'MSFT');
}));

test('a loose description finds every match', () => withClients(gateway, [1], async client => {
  const usd = await details(client, { symbol: 'USD', secType: 'CASH' });
  assert.deepEqual(usd.map(d => d.contract.localSymbol), ['USD.JPY']);
  const gold = await details(client, { symbol: 'GC' });
  assert.deepEqual(gold.map(d => d.contract.secType), ['FUT']);
}));

test('unknown contracts are answered with 200 and no end', () => withClients(gateway, [1], async client => {
  const unknown = [
    stock('NOSUCH'), stock('AAPL', { currency: 'EUR' }), stock('AAPL', { exchange: 'LSE' }), { conId: 999 },
    { ...ES, lastTradeDateOrContractMonth: '203012' }, { symbol: 'AAPL', secType: 'OPT', exchange: 'SMART' }, {},
  ];
  for (const contract of unknown) {
    const reqId = client.reqId();
    client.api.reqContractDetails(reqId, contract);
    assert.match((await client.error(reqId, 200)).text, /No security definition/);
  }
  await client.settle();
  assert.deepEqual(client.since(0, 'contractDetailsEnd'), []);
}));

test('symbols are found by prefix and by name', () => withClients(gateway, [1], async client => {
  const search = async pattern => {
    const reqId = client.reqId();
    client.api.reqMatchingSymbols(reqId, pattern);
    const [, found] = await client.wait('symbolSamples', id => id === reqId);
    return found.map(d => d.contract.symbol);
  };
  assert.equal((await search('AA'))[0], 'AAPL');
  assert.ok((await search('apple')).includes('AAPL'));
  assert.deepEqual(await search('zzzz'), []);
}));

test('a symbol sample names the contract', () => withClients(gateway, [1], async client => {
  const reqId = client.reqId();
  client.api.reqMatchingSymbols(reqId, 'IBM');
  const [, [{ contract }]] = await client.wait('symbolSamples', id => id === reqId);
  assert.equal(contract.conId, 8314);
  assert.equal(contract.secType, 'STK');
  assert.equal(contract.primaryExch, 'NYSE');
  assert.equal(contract.currency, 'USD');
  assert.equal(contract.description, 'INTL BUSINESS MACHINES CORP');
}));

test('the market rule of a contract tells its price step', () => withClients(gateway, [1], async client => {
  for (const contract of [AAPL, ES, EURUSD]) {
    const [found] = await details(client, contract);
    const id = Number(found.marketRuleIds.split(',')[0]);
    client.api.reqMarketRule(id);
    const [, increments] = await client.wait('marketRule', rule => rule === id);
    assert.deepEqual(increments, [{ lowEdge: 0, increment: found.minTick }]);
  }
}));

test('an unknown market rule is refused with 321', () => withClients(gateway, [1], async client => {
  client.api.reqMarketRule(99_999);
  await client.info(321);
}));

test('a stock has an option chain', () => withClients(gateway, [1], async client => {
  const reqId = client.reqId();
  const chains = await client.ask(
    api => api.reqSecDefOptParams(reqId, 'AAPL', '', 'STK', 265598),
    'securityDefinitionOptionParameter', 'securityDefinitionOptionParameterEnd', id => id === reqId);
  const [, exchange, conId, tradingClass, multiplier, expirations, strikes] = chains[0];
  assert.equal(exchange, 'SMART');
  assert.equal(conId, 265598);
  assert.equal(tradingClass, 'AAPL');
  assert.equal(Number(multiplier), 100);
  assert.ok(expirations.length > 0 && expirations.every(e => /^\d{8}$/.test(e)));
  assert.ok(strikes.length > 10 && strikes.every(s => s > 0));
  assert.ok(strikes.some(s => s < 274) && strikes.some(s => s > 275));
}));

test('what has no options gets an empty chain with its end', () => withClients(gateway, [1], async client => {
  for (const [symbol, exchange, type, conId] of [['EUR', '', 'CASH', 12087792], ['NOSUCH', '', 'STK', 999]]) {
    const reqId = client.reqId();
    const chains = await client.ask(
      api => api.reqSecDefOptParams(reqId, symbol, exchange, type, conId),
      'securityDefinitionOptionParameter', 'securityDefinitionOptionParameterEnd', id => id === reqId);
    assert.deepEqual(chains, []);
  }
}));
