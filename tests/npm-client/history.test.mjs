import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, ES, EURUSD, stock } from './terms.mjs';

let gateway;
before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());

async function bars(client, { contract = AAPL, end = '', back = '1 D', size = '5 mins', show = 'TRADES', format = 1 }) {
  const reqId = client.reqId();
  const rows = await client.ask(
    api => api.reqHistoricalData(reqId, contract, end, back, size, show, false, format, false),
    'historicalData', 'historicalData', (id, time) => id === reqId && time.startsWith('finished'));
  assert.ok(rows.every(([id]) => id === reqId));
  return rows.slice(0, -1).map(([, time, open, high, low, close, volume, count, wap]) =>
    ({ time, open, high, low, close, volume, count, wap }));
}

function assertSound(rows, hasVolume = true) {
  for (const bar of rows) {
    assert.ok(bar.low > 0 && bar.low <= Math.min(bar.open, bar.close), JSON.stringify(bar));
    assert.ok(bar.high >= Math.max(bar.open, bar.close), JSON.stringify(bar));
    if (hasVolume) assert.ok(bar.volume >= 0 && bar.count >= 0 && bar.wap > 0, JSON.stringify(bar));
    else assert.deepEqual([bar.volume, bar.count, bar.wap], [-1, -1, -1]);
  }
}

const sizes = [
  ['5 secs', '600 S', 120], ['30 secs', '3600 S', 120], ['1 min', '1 D', 1440], ['5 mins', '1 D', 288],
  ['15 mins', '2 D', 192], ['1 hour', '1 W', 168], ['4 hours', '1 W', 42], ['1 day', '1 M', 30],
  ['1 week', '1 Y', 52], ['1 month', '1 Y', 12],
];
for (const [size, back, count] of sizes) {
  test(`bars of ${size} over ${back}`, () => withClients(gateway, [1], async client => {
    const rows = await bars(client, { size, back, format: 2 });
    assert.ok(Math.abs(rows.length - count) <= 1, `${rows.length} bars`);
    assertSound(rows);
    assert.ok(rows.every((r, i) => i === 0 || Number(r.time) > Number(rows[i - 1].time)), 'in order');
  }));
}

test('the date is text in exchange time with format 1 and epoch seconds with format 2', () =>
  withClients(gateway, [1], async client => {
    const [texts, seconds] = [await bars(client, { format: 1 }), await bars(client, { format: 2 })];
    assert.equal(texts.length, seconds.length);
    assert.ok(texts.every(b => /^\d{8} \d\d:\d\d:\d\d US\/Eastern$/.test(b.time)));
    assert.ok(seconds.every(b => Number(b.time) % 300 === 0));
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', timeStyle: 'medium' });
    assert.equal(clock.format(Number(seconds[0].time) * 1000), texts[0].time.split(' ')[1]);
    assert.deepEqual(texts.map(b => b.close), seconds.map(b => b.close));
    const days = await bars(client, { size: '1 day', back: '1 W', format: 2 });
    assert.ok(days.every(b => /^\d{8}$/.test(b.time)), 'days are dates in both');
  }));

test('quotes have no volume', () => withClients(gateway, [1], async client => {
  for (const show of ['MIDPOINT', 'BID', 'ASK']) assertSound(await bars(client, { show, back: '3600 S' }), false);
}));

test('futures and currencies have a past too', () => withClients(gateway, [1], async client => {
  assertSound(await bars(client, { contract: ES, size: '1 hour' }));
  assertSound(await bars(client, { contract: EURUSD, size: '1 hour', show: 'MIDPOINT' }), false);
}));

test('an end in the past is kept, as UTC and with a zone', () => withClients(gateway, [1], async client => {
  const end = new Date(Date.UTC(2026, 9, 14, 18, 0, 0)) / 1000;
  const byUtc = await bars(client, { end: '20261014-18:00:00', back: '3600 S', format: 2 });
  const byZone = await bars(client, { end: '20261014 14:00:00 US/Eastern', back: '3600 S', format: 2 });
  assert.deepEqual(byUtc, byZone);
  assert.equal(byUtc.length, 12);
  assert.equal(Number(byUtc.at(-1).time), end - 300);
}));

test('the same question gets the same answer', () => withClients(gateway, [1], async client => {
  const question = { end: '20261014-18:00:00', back: '1 D', size: '15 mins' };
  assert.deepEqual(await bars(client, question), await bars(client, question));
}));

test('bars that are kept up to date go on growing', () => withClients(gateway, [1], async client => {
  const id = client.reqId();
  client.api.reqHistoricalData(id, AAPL, '', '3600 S', '1 min', 'TRADES', false, 2, true);
  await client.wait('historicalData', (i, time) => i === id && time.startsWith('finished'));
  await gateway.advance(120);
  await client.settle();
  const updates = client.since(0, 'historicalDataUpdate');
  assert.ok(updates.length >= 10, `${updates.length} updates`);
  for (const [reqId, time, open, high, low, close] of updates) {
    assert.equal(reqId, id);
    assert.equal(Number(time) % 60, 0);
    assert.ok(low <= Math.min(open, close) && high >= Math.max(open, close));
  }
  assert.ok(new Set(updates.map(([, time]) => time)).size >= 2, 'a new bar begins each minute');
  client.api.cancelHistoricalData(id);
  await client.error(id, 162);
  await gateway.advance(10);
  await client.settle();
  assert.equal(client.since(0, 'historicalDataUpdate').length, updates.length);
}));

test('a schedule tells the sessions', () => withClients(gateway, [1], async client => {
  const id = client.reqId();
  client.api.reqHistoricalData(id, AAPL, '', '1 W', '1 day', 'SCHEDULE', true, 1, false);
  const [, start, end, zone, sessions] = await client.wait('historicalSchedule', i => i === id);
  assert.equal(zone, 'US/Eastern');
  assert.ok(sessions.length >= 5);
  for (const session of sessions) {
    assert.match(session.startDateTime, /^\d{8}-\d\d:\d\d:\d\d$/);
    assert.match(session.endDateTime, /^\d{8}-\d\d:\d\d:\d\d$/);
    assert.match(session.refDate, /^\d{8}$/);
  }
  assert.deepEqual([start, end], [sessions[0].startDateTime, sessions.at(-1).endDateTime]);
}));

test('wrong questions are refused with their codes', () => withClients(gateway, [1], async client => {
  const ask = (contract, end, back, size) => {
    const id = client.reqId();
    client.api.reqHistoricalData(id, contract, end, back, size, 'TRADES', false, 1, false);
    return id;
  };
  await client.error(ask(stock('NOSUCH'), '', '1 D', '5 mins'), 200);
  await client.error(ask(AAPL, '', '1 X', '5 mins'), 321);
  await client.error(ask(AAPL, 'yesterday', '1 D', '5 mins'), 321);
  await client.error(ask(AAPL, '', '1 D', '7 mins'), 321);
  await client.error(ask(AAPL, '', '1 Y', '1 secs'), 162);
  const id = client.reqId();
  client.api.cancelHistoricalData(id);
  await client.error(id, 366);
}));

test('the head timestamp says where the data begins', () => withClients(gateway, [1], async client => {
  const reqId = client.reqId();
  client.api.reqHeadTimestamp(reqId, AAPL, 'TRADES', true, 1);
  const [, begins] = await client.wait('headTimestamp', id => id === reqId);
  assert.match(begins, /^\d{8}-\d\d:\d\d:\d\d$/);
}));
