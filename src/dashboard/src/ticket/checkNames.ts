/** Codes name the refusal; for a check that passed the screen names what was checked. */
const NAMES: Record<string, string> = {
  BROKER_NOT_CONNECTED: 'Broker connected',
  TRADING_HALTED: 'Kill switch off',
  SYMBOL_RESTRICTED: 'Not on the restricted list',
  ORDER_QTY_ABOVE_LIMIT: 'Order quantity',
  NOTIONAL_ABOVE_LIMIT: 'Order value',
  PRICE_OUTSIDE_COLLAR: 'Price collar, %',
  PRICE_NOT_FRESH: 'Age of the price, s',
  EXCHANGE_RATE_UNKNOWN: 'Exchange rate known',
  LIMIT_NOT_CONFIGURED: 'Limits set',
};

export function checkName(code: string, limitId: string | null = null): string {
  const name = NAMES[code] ?? inWords(code);
  // The firm and the account each have a switch; the id says whose it is.
  const whose = code === 'TRADING_HALTED' ? limitId?.split('/')[0] : undefined;
  return whose ? `${name}, ${whose}` : name;
}

function inWords(code: string): string {
  const words = code.replace(/_(ABOVE|BELOW)_(LIMIT|MAX|MIN)$/, '').replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
