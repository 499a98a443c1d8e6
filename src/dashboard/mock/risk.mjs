import { killSwitch, limits } from './firm.mjs';
import { instruments, quoteOf } from './market.mjs';

/** Every check of an order with its figures; the figures are floats here, for this is a mock. */
export function check(request) {
  const set = limits.get(request.account);
  const quote = quoteOf(request.symbol);
  const instrument = instruments.find((item) => item.symbol === request.symbol);
  const qty = Number(request.orderQty);
  const px = Number(request.ordType === 'Limit' ? request.price : quote.last);
  const notional = qty * px * Number(instrument.multiplier);
  const away = Math.abs(px / Number(quote.last) - 1) * 100;
  const age = quote.ageMs / 1000;
  const stop = killSwitch.firm.on || killSwitch.accounts.some((item) => item.account === request.account && item.on);
  const within = (code, name, limit, value) => ({
    code, limitId: `${request.account}/${name}`, limit: String(limit), value: String(Number(value.toFixed(4))),
    headroom: String(Number((Number(limit) - value).toFixed(4))), passed: value <= Number(limit),
  });
  const plain = (code, passed) => ({ code, limitId: null, limit: null, value: null, headroom: null, passed });
  const checks = [
    plain('KILL_SWITCH_ON', !stop),
    plain('INSTRUMENT_RESTRICTED', !set.restricted.includes(request.symbol)),
    within('ORDER_QTY_ABOVE_LIMIT', 'maxOrderQty', set.maxOrderQty, qty),
    within('NOTIONAL_ABOVE_LIMIT', 'maxNotional', set.maxNotional, notional),
    within('PRICE_OUTSIDE_COLLAR', 'priceCollarPercent', set.priceCollarPercent, away),
    within('PRICE_TOO_OLD', 'priceAgeMaxSeconds', set.priceAgeMaxSeconds, age),
  ];
  return { accepted: checks.every((item) => item.passed), checks, notional: notional.toFixed(2), referencePx: quote.last, referenceAgeSeconds: (Date.now() - Date.parse(quote.at)) / 1000 };
}

/** What is wrong with the form of a request, before any risk check. */
export function fault(request) {
  if (!limits.has(request.account)) return ['account', 'ACCOUNT_UNKNOWN', 'There is no such account.'];
  if (!instruments.some((item) => item.symbol === request.symbol)) return ['symbol', 'INSTRUMENT_UNKNOWN', `There is no instrument ${request.symbol}.`];
  if (!(Number(request.orderQty) > 0)) return ['orderQty', 'ORDER_QTY_INVALID', 'The quantity has to be positive.'];
  if (!Number.isInteger(Number(request.orderQty))) return ['orderQty', 'ORDER_QTY_INVALID', 'The quantity is not a multiple of the lot 1.'];
  if (request.ordType === 'Limit' && !(Number(request.price) > 0)) return ['price', 'PRICE_INVALID', 'A limit order needs a positive price.'];
  return null;
}
