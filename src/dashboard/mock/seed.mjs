import { accept, acknowledge, book, change, fill } from './book.mjs';
import { quoteOf } from './market.mjs';

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
let count = 0;

function place(account, side, orderQty, symbol, price, seconds, timeInForce = 'Day') {
  count += 1;
  return accept({
    account, side, orderQty, symbol, price, timeInForce, ordType: price === null ? 'Market' : 'Limit', clOrdId: `demo-${count}`,
  }, count % 3 === 0 ? 'trader@example.com' : 'admin@example.com', ago(seconds));
}

/** A trading morning: every status is there to be looked at. */
export function seed() {
  const fills = [
    ['DU123456', 'Buy', 300, 'AAPL', '185.40'], ['DU123456', 'Buy', 120, 'MSFT', '415.10'], ['DU123456', 'Sell', 200, 'SPY', '588.75'],
    ['DU765432', 'Buy', 400, 'SAP', '219.86'], ['DU765432', 'Buy', 60, 'ASML', '644.20'], ['U2468013', 'Buy', 2, 'ESZ6', '5890.50'],
    ['U2468013', 'Buy', 500, 'NVDA', '139.02'], ['DU123456', 'Buy', 50000, 'EUR.USD', '1.08310'],
  ];
  fills.forEach(([account, side, qty, symbol, price], index) => {
    const from = 9000 - index * 600;
    const { id } = place(account, side, qty, symbol, price, from);
    acknowledge(id, ago(from - 0.08));
    if (qty > 100) fill(id, Math.floor(qty / 3), price, ago(from - 3));
    fill(id, qty > 100 ? qty - Math.floor(qty / 3) : qty, price, ago(from - 9));
  });
  const sold = place('DU123456', 'Sell', 100, 'AAPL', '188.05', 2400);
  acknowledge(sold.id, ago(2399.9));
  fill(sold.id, 100, '188.05', ago(2360));

  for (const [account, side, qty, symbol, price, seconds, tif] of [
    ['DU123456', 'Buy', 200, 'AAPL', '186.10', 1500, 'GTC'], ['DU123456', 'Sell', 40, 'MSFT', '419.00', 1320], ['U2468013', 'Buy', 100, 'JPM', '243.50', 900],
    ['DU765432', 'Sell', 150, 'SAP', '226.40', 760, 'GTC'], ['DU123456', 'Buy', 75, 'QQQ', '501.20', 610],
  ]) acknowledge(place(account, side, qty, symbol, price, seconds, tif).id, ago(seconds - 0.11));

  const partly = place('U2468013', 'Sell', 300, 'NVDA', '142.10', 480);
  acknowledge(partly.id, ago(479.9));
  fill(partly.id, 120, '142.12', ago(440));

  const rejected = place('DU123456', 'Buy', 1000, 'AMZN', '150.00', 420);
  change(rejected, 'OrderRejected', { workingStatus: 'Rejected', rejectedAt: ago(419.8), code: 'IB_201', text: 'Order rejected: the price is too far from the market.' }, { code: 'IB_201', text: 'Order rejected: the price is too far from the market.' }, null, ago(419.8));

  const late = place('DU123456', 'Buy', 100, 'QQQ', '504.90', 400);
  acknowledge(late.id, ago(399.9));
  change(book.orders.get(late.id), 'OrderCancelRequested', { pendingRequest: 'Cancel', cancelRequestedAt: ago(390) }, { by: 'admin@example.com' }, null, ago(390));
  change(book.orders.get(late.id), 'OrderCanceled', { workingStatus: 'Canceled', canceledAt: ago(389.7), pendingRequest: null }, {}, null, ago(389.7));
  fill(late.id, 60, '504.88', ago(389.2));
  change(book.orders.get(late.id), 'OrderAnomalyFlagged', { anomalies: ['TradeAfterClose'] }, { anomaly: 'TradeAfterClose', text: '60 at 504.88' }, null, ago(389.2));

  const canceling = place('DU123456', 'Sell', 80, 'JPM', '251.00', 180);
  acknowledge(canceling.id, ago(179.9));
  change(book.orders.get(canceling.id), 'OrderCancelRequested', { pendingRequest: 'Cancel', cancelRequestedAt: ago(25) }, { by: 'trader@example.com' }, null, ago(25));

  const doubtful = place('U2468013', 'Buy', 250, 'AMZN', quoteOf('AMZN').bid, 95);
  change(doubtful, 'OrderDoubtRaised', { inDoubt: true, inDoubtSince: ago(90) }, { reason: 'The line to the broker broke while the order was being sent.' }, null, ago(90));

  place('DU123456', 'Buy', 10, 'SPY', quoteOf('SPY').bid, 6);

  const entry = bracket('DU123456', 'MSFT', 60, '416.20', '424.00', '409.50', 1100);
  fill(entry.id, 60, '416.18', ago(1090));
  bracket('DU123456', 'NVDA', 100, '130.00', '150.00', '125.00', 700);
}

/** An entry with a profit target and a protective stop, all at the broker. */
function bracket(account, symbol, orderQty, price, target, stopPx, seconds) {
  count += 1;
  const legs = [['Parent', 'Buy', 'Limit', { price }, 'Day'], ['TakeProfit', 'Sell', 'Limit', { price: target }, 'GTC'], ['StopLoss', 'Sell', 'Stop', { stopPx }, 'GTC']];
  let parentOrderId = null;
  const orders = legs.map(([listLeg, side, ordType, prices, timeInForce], index) => {
    const list = { listId: `list-${count}`, contingencyType: 'Bracket', listLeg, parentOrderId };
    const order = accept({ account, symbol, side, orderQty, ordType, timeInForce, clOrdId: `bracket-${count}-${index}`, ...prices }, 'admin@example.com', ago(seconds), list);
    parentOrderId ??= order.id;
    return acknowledge(order.id, ago(seconds - 0.1));
  });
  return orders[0];
}
