/** Codes name the refusal; for a check that passed the screen names what was checked. */
const NAMES: Record<string, string> = {
  KILL_SWITCH_ON: 'Kill switch',
  TRADING_HALTED: 'Kill switch',
  INSTRUMENT_RESTRICTED: 'Restricted list',
  ORDER_QTY_ABOVE_LIMIT: 'Order quantity',
  NOTIONAL_ABOVE_LIMIT: 'Order value',
  PRICE_OUTSIDE_COLLAR: 'Price collar, %',
  PRICE_TOO_OLD: 'Age of the price, s',
};

export function checkName(code: string): string {
  const known = NAMES[code];
  if (known) return known;
  const words = code.replace(/_(ABOVE|BELOW)_(LIMIT|MAX|MIN)$/, '').replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
