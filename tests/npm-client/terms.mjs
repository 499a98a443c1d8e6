// Contracts and orders as a user of the client writes them.
export const account = 'DU123456';

export const stock = (symbol, more = {}) => ({ symbol, secType: 'STK', exchange: 'SMART', currency: 'USD', ...more });
export const AAPL = stock('AAPL');
export const MSFT = stock('MSFT');
export const F = stock('F');
export const ES = {
  symbol: 'ES', secType: 'FUT', exchange: 'CME', currency: 'USD', lastTradeDateOrContractMonth: '202612',
};
export const EURUSD = { symbol: 'EUR', secType: 'CASH', exchange: 'IDEALPRO', currency: 'USD' };

const order = (action, totalQuantity, orderType, more) => ({
  action, totalQuantity, orderType, tif: 'DAY', account, transmit: true, ...more,
});
export const buy = (quantity, type, more = {}) => order('BUY', quantity, type, more);
export const sell = (quantity, type, more = {}) => order('SELL', quantity, type, more);

export const cents = price => Math.round(price * 100) / 100;
