// A small market under a seed: the same start gives the same walk.

export const instruments = [
  ['AAPL', 'Apple Inc.', 'STK', 'NASDAQ', 'USD', '1', '0.01', '1', 'America/New_York', 187.2],
  ['MSFT', 'Microsoft Corporation', 'STK', 'NASDAQ', 'USD', '1', '0.01', '1', 'America/New_York', 412.65],
  ['NVDA', 'NVIDIA Corporation', 'STK', 'NASDAQ', 'USD', '1', '0.01', '1', 'America/New_York', 141.98],
  ['TSLA', 'Tesla, Inc.', 'STK', 'NASDAQ', 'USD', '1', '0.01', '1', 'America/New_York', 338.59],
  ['AMZN', 'Amazon.com, Inc.', 'STK', 'NASDAQ', 'USD', '1', '0.01', '1', 'America/New_York', 202.88],
  ['JPM', 'JPMorgan Chase & Co.', 'STK', 'NYSE', 'USD', '1', '0.01', '1', 'America/New_York', 245.31],
  ['SPY', 'SPDR S&P 500 ETF Trust', 'ETF', 'ARCA', 'USD', '1', '0.01', '1', 'America/New_York', 590.5],
  ['QQQ', 'Invesco QQQ Trust', 'ETF', 'NASDAQ', 'USD', '1', '0.01', '1', 'America/New_York', 505.79],
  ['SAP', 'SAP SE', 'STK', 'IBIS', 'EUR', '1', '0.02', '1', 'Europe/Berlin', 224.1],
  ['ASML', 'ASML Holding N.V.', 'STK', 'AEB', 'EUR', '1', '0.1', '1', 'Europe/Amsterdam', 631.4],
  ['ESZ6', 'E-mini S&P 500 December 2026', 'FUT', 'CME', 'USD', '50', '0.25', '1', 'America/Chicago', 5912.25],
  ['EUR.USD', 'Euro / US Dollar', 'CASH', 'IDEALPRO', 'USD', '1', '0.00005', '1000', 'America/New_York', 1.0842],
].map(([symbol, name, secType, exchange, currency, multiplier, tickSize, lotSize, timeZone, start], index) => ({
  symbol, name, secType, exchange, currency, multiplier, tickSize, lotSize, timeZone, conId: 265598 + index, start,
}));

let state = 20260105;
export function random() {
  state = (state * 1664525 + 1013904223) % 4294967296;
  return state / 4294967296;
}

const places = (tick) => (tick.split('.')[1] ?? '').length;
export const rounded = (price, instrument) => {
  const tick = Number(instrument.tickSize);
  return (Math.round(price / tick) * tick).toFixed(Math.max(2, places(instrument.tickSize)));
};

/** Symbols whose quotes have stopped. */
export const silent = new Set(['TSLA']);
const mids = new Map(instruments.map((instrument) => [instrument.symbol, instrument.start]));
const quotes = new Map();

export function tick(symbol) {
  const instrument = instruments.find((item) => item.symbol === symbol);
  const mid = mids.get(symbol) * (1 + (random() - 0.5) * 0.0003);
  mids.set(symbol, mid);
  const half = Number(instrument.tickSize) * (1 + Math.floor(random() * 2)) / 2;
  const size = () => String(100 * (1 + Math.floor(random() * 9)));
  const quote = {
    symbol, bid: rounded(mid - half, instrument), bidSize: size(), ask: rounded(mid + half + Number(instrument.tickSize) / 2, instrument),
    askSize: size(), last: rounded(mid, instrument), lastSize: String(10 * (1 + Math.floor(random() * 20))),
    close: rounded(instrument.start * 0.991, instrument), at: new Date().toISOString(),
  };
  quotes.set(symbol, quote);
  return quote;
}

export function quoteOf(symbol) {
  const quote = quotes.get(symbol);
  if (!quote) return null;
  const ageMs = Date.now() - Date.parse(quote.at);
  return { ...quote, ageMs, stale: ageMs > 15000 };
}

for (const { symbol } of instruments) tick(symbol);
quotes.get('TSLA').at = new Date(Date.now() - 214_000).toISOString();
